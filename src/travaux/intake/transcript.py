"""Who speaks in a transcript: the labels that begin its turns."""

import re
from collections import Counter
from collections.abc import Iterable

_LABEL = re.compile(
    r"(?P<label>[A-ZÀ-ÖØ-Þ][\w.,'’#()& /-]{1,70}?)\s?:(?:\s+|$)|(?P<q>[QA])(?:[.:]\s+|\s{2,}|\xa0\s*)(?=\S)"
)
_ASIDE = re.compile(r"\([^()]{0,60}\)")
_TITLED = re.compile(
    r"(?P<label>(?:Mr|Ms|Mrs|Miss|Dr|Sen|Rep|Gen|Col|Adm|Secretary|(?:Foreign )?Minister|President"
    r"|Ambassador|General|Senator)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}|Moderator|Question|Answer"
    r"|Reporter|Interviewer|Host|Operator|Interpreter|Journalist|Speaker|Spokesperson|Spokesman|Spokeswoman)\s?:\s+(?=\S)"
)
_SURE = re.compile(
    r"(?:MR|MS|MRS|MISS|DR|SEN|REP|GEN|ADM|COL)\.? [A-Z]|AMBASSADOR |Q$"
    r"|(?:THE )?(?:VICE |PRIME |FOREIGN )?(?:PRESIDENT|MINISTER|SECRETARY|FIRST LADY)\b"
    r"|(?:A )?(?:SENIOR|MODERATOR|QUESTION|REPORTER|ANSWER|AIDE"
    r"|OPERATOR|INTERPRETER|PARTICIPANT|SPEAKER|UNIDENTIFIED|HOST)\b"
)
_SPOKEN = re.compile(
    r"(?:Remarks|Address|Speech|Press (?:Conference|Briefing|Gaggle|Call)|Interview|Transcript)\b", re.IGNORECASE
)
"""What opens the title of a text that is spoken, in which one speaker's label may be the only one."""
_FEWEST = 4


def read_label(words: str) -> tuple[str, int] | None:
    """The label that begins a paragraph ("MR. KIRBY") and where its words start; None if there is none."""
    head = words[:120]
    found = _LABEL.match(head) or _TITLED.match(head)
    if found is None:
        return None
    groups = found.groupdict()
    label = (groups.get("label") or groups.get("q") or "").strip()
    if found.re is _LABEL and not _is_capital(_ASIDE.sub("", label)):
        return None
    return label, found.end()


def _is_capital(label: str) -> bool:
    """Whether a label is in capitals; "MR. McDONALD" and "FM al-SAFADI" are."""
    return sum(c.isupper() for c in label) > 3 * sum(c.islower() for c in label)


def find_labels(paragraphs: Iterable[str], title: str = "") -> frozenset[str]:
    """The speakers' labels of a text, empty if it is no transcript.

    A text is a transcript if two turns begin with a label that only transcripts have, or four with labels of which
    one comes back: "CAIRO: …" or "UPDATE: …" once is none. Under the title of a speech one that is sure is enough.
    """
    counts: Counter[str] = Counter()
    for words in paragraphs:
        if found := read_label(words):
            counts[found[0]] += 1
    sure = sum(n for label, n in counts.items() if _SURE.match(label) or _TITLED.match(f"{label}: x"))
    enough = sum(counts.values()) >= _FEWEST and len(counts) >= 2 and max(counts.values()) >= 2
    fewest = 1 if _SPOKEN.match(title) else 2
    return frozenset(counts) if sure >= fewest or enough else frozenset()
