"""Who says what: sources, cues and contents by rule."""

from travaux.reading.attribution.component import find_attributions

__all__ = ["find_attributions"]
