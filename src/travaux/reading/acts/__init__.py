"""Acts: who demanded, refused, struck, released what, from frames that are data (`frames/*.toml`)."""

from travaux.reading.acts.engine import find_acts
from travaux.reading.acts.frames import FrameSet, load_frames

__all__ = ["FrameSet", "find_acts", "load_frames"]
