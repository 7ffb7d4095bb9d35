"""Which language a text is in, as far as it matters here: English, or which other.

English news is told by its function words alone, which is quick; only texts that fail there are put before
py3langid, and only if they are long enough for an answer.
"""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

SUPPORTED = frozenset({"en"})
_COMMON = """
the of and to in a that is was for it on with as his he be at by i this had not are but from or have an they which were
her she been has their would there what will if can all said who more when we after its no up out than into over about
also could some only between before because while
"""
_FUNCTION_WORDS = frozenset(_COMMON.split())
_SAMPLE = 3000
_ENOUGH_WORDS = 20
_ENOUGH_LETTERS = 40
_SURE = 0.9
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _load_identifier() -> Any:
    # It imports NumPy: a third of the start of every command that reads no text.
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _sample(text: str) -> str:
    """The start and the middle: menus and cookie notices in another language sit at the edges."""
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[: _SAMPLE // 2]} {text[middle : middle + _SAMPLE // 2]}"


def detect_language(text: str) -> str | None:
    """The language of `text` as a two-letter code, or None where there is not enough to tell."""
    sample = _sample(text)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    latin = sum(len(w) for w in words if w[0] < "ɐ")
    if letters < _ENOUGH_LETTERS:
        return None
    if 2 * latin < letters:
        return _identify(sample)[0]
    known = sum(w.lower() in _FUNCTION_WORDS for w in words)
    if 5 * known >= len(words):
        return "en"
    if len(words) < _ENOUGH_WORDS:
        return None
    language, probability = _identify(sample)
    return language if language == "en" or (probability >= _SURE and 10 * known < len(words)) else None


def _identify(sample: str) -> tuple[str, float]:
    language, probability = _load_identifier().classify(sample)
    return str(language), float(probability)


def resolve_language(given: str | None, text: str) -> tuple[str, str | None]:
    """The language of a report, and why it is set aside, or None if it can be coded.

    What is given stands, unless English is given and the text is in another script. Without evidence it is English.
    """
    language = (given or "").strip().lower().replace("_", "-") or None
    if language is None or (language.split("-")[0] in SUPPORTED and not _looks_latin(text)):
        language = detect_language(text) or "en"
    if language.split("-")[0] in SUPPORTED:
        return language, None
    return language, f"its language ({language}) is not supported; only English is coded"


def _looks_latin(text: str) -> bool:
    letters = [c for c in text[:_SAMPLE] if c.isalpha()]
    return len(letters) < _ENOUGH_LETTERS or 2 * sum(c < "ɐ" for c in letters) >= len(letters)
