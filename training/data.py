"""Gold to windows: what the model learns from, in the form in which the package reads a report.

    python -m training.data GOLD OUT --base FOLDER [--more READINGS] [--left 24 --right 8]

GOLD is the folder with `attribution`, `moves` and `moves-train`; FOLDER holds the base's `model.safetensors` and
`tokenizer.json`. OUT gets windows.jsonl.gz, layout.json (how they were cut), base.safetensors (half precision, for it has to
travel), tokenizer.json, and under dev/ and tools/ what training measures itself with. The texts are others': OUT stays out of
the repository.

A head without gold for a text gets no labels there (None), and no loss.
"""

import argparse
import gzip
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.gold import HELD_BACK
from tokenizers import Tokenizer

from training.base import write_base
from training.brat import read_brat
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.acts.frames import load_examples
from travaux.reading.model.tagging import ACT_TAGS, MODALITY_TAGS, ROLE_TAGS
from travaux.reading.model.windows import Layout, cut_windows, read_pieces
from travaux.reading.pipeline import straighten
from travaux.spans import Span, merge_spans

IGNORED = -100
LAYOUT = "layout.json"
"""How the windows of a folder were cut."""
SENTENCES = Path(__file__).parent / "sentences.txt"
"""Sentences of our own for rare acts, every act in them marked; the file says how."""
_MARKED = re.compile(r"\[([^|\]]+)\|(\w+)(?:\|(\w+))?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The label of each word for each head; None where nobody annotated the text for that head."""

    role: list[int] | None = None
    side: list[int] | None = None
    act: list[int] | None = None
    modality: list[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its passages and gold, before it is cut."""

    name: str
    split: str
    text: str
    passages: tuple[Span, ...]
    attributions: Sequence[dict[str, tuple[Span, ...]]] | None = None
    unclear: Sequence[Span] = ()
    triggers: Sequence[tuple[Span, str, str]] | None = None
    only_triggers: bool = field(default=False)
    """Whether other words of the text may be triggers that nobody marked."""


def label_words(text: Text, words: Sequence[Span]) -> Labels:
    """The labels of the words of a text."""
    role = side = act = modality = None
    if text.attributions is not None:
        role, side = _label_roles(text, words)
    if text.triggers is not None:
        act = [IGNORED if text.only_triggers else 0] * len(words)
        modality = [IGNORED] * len(words)
        for span, name, mode in text.triggers:
            for i in _words_in(words, span):
                act[i], modality[i] = ACT_TAGS.index(name), MODALITY_TAGS.index(mode)
    return Labels(role=role, side=side, act=act, modality=modality)


def _label_roles(text: Text, words: Sequence[Span]) -> tuple[list[int], list[int]]:
    role, side = [0] * len(words), [IGNORED] * len(words)
    for span in text.unclear:
        for i in _words_in(words, span):
            role[i] = IGNORED
    for kind in ("content", "source", "cue"):
        for relation in text.attributions or ():
            cue = relation.get("cue", ())
            for span in _joined(relation.get(kind, ()), text.text):
                for n, i in enumerate(_words_in(words, span)):
                    role[i] = ROLE_TAGS.index(f"{'I' if n else 'B'}-{kind}")
                    side[i] = int(words[i].start >= cue[0].start) if cue and kind != "cue" else IGNORED
    return role, side


def _joined(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """The spans, those that only spaces part made one: sentences of one quotation are often marked one by one."""
    run: Span | None = None
    for span in merge_spans(spans):
        if run is not None and not text[run.end : span.start].strip(" "):
            run = Span(run.start, span.end)
            continue
        if run is not None:
            yield run
        run = span
    if run is not None:
        yield run


def _words_in(words: Sequence[Span], span: Span) -> Iterator[int]:
    return (i for i, word in enumerate(words) if span.start <= (word.start + word.end - 1) // 2 < span.end)


def cut_text(text: Text, tokenizer: Tokenizer, layout: Layout) -> Iterator[dict[str, Any]]:
    """The windows of a text, each a row of JSON."""
    stream = read_pieces(text.text, text.passages, tokenizer)
    labels = label_words(text, stream.words)
    opening = {stream.starts[start] for start, _ in stream.passages}
    for window in cut_windows(stream, text.text, layout):
        places = [i for i in range(window.start, window.end) if stream.starts[i] >= 0]
        words = [stream.starts[i] for i in places]
        yield {
            "name": text.name,
            "split": text.split,
            "ids": list(stream.ids[window.first : window.last]),
            "places": [i - window.first for i in places],
            "spans": [[stream.words[w].start, stream.words[w].end] for w in words],
            "opening": [n for n, w in enumerate(words) if w in opening],
            **{
                head: None if (own := getattr(labels, head)) is None else [own[w] for w in words]
                for head in ("role", "side", "act", "modality")
            },
        }


def read_text(path: Path) -> tuple[str, tuple[Span, ...]]:
    """A report's text and passages as the pipeline gives them to the model."""
    found = next(iter(iter_reports([str(path)], IntakeOptions())))
    if isinstance(found, InputError):
        raise found
    if not isinstance(found, Report) or found.text != path.read_bytes().decode("utf8"):
        raise InputError(str(path), "its characters do not stay where they are when it is read; gold would not fit")
    return straighten(found.text, found.segments), tuple(s.span for s in found.segments if s.coded)


def read_attribution(folder: Path, split: str) -> Iterator[Text]:
    """The articles of a folder of brat files."""
    for path in sorted(folder.glob("*.ann")):
        text, passages = read_text(path.with_suffix(".txt"))
        relations, unclear = read_brat(path)
        yield Text(name=path.stem, split=split, text=text, passages=passages, attributions=relations, unclear=unclear)


def read_moves(folder: Path, split: str) -> Iterator[Text]:
    """The reports of a folder of moves, without those that are held back."""
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".meta.json") or path.name == "clusters.json" or path.stem in HELD_BACK:
            continue
        text, passages = read_text(path.with_suffix(".txt"))
        raw = path.with_suffix(".txt").read_bytes().decode("utf8")
        triggers = []
        for move in json.loads(path.read_text(encoding="utf8"))["moves"]:
            start = raw.index(move["quote"]) + move["quote"].index(move["trigger"])
            triggers.append((Span(start, start + len(move["trigger"])), move["act"], move["modality"]))
        yield Text(name=path.stem, split=split, text=text, passages=passages, triggers=triggers)


def read_sentences() -> Iterator[Text]:
    """The package's example sentences, in which one trigger is marked, and our own, in which all are."""
    rows = [(text, [(at_words(text, trigger), act.value, mode)], True) for act, text, trigger, mode in load_examples()]
    rows += [(*read_marks(line), False) for line in SENTENCES.read_text(encoding="utf8").splitlines() if _is_text(line)]
    for n, (text, triggers, only) in enumerate(rows):
        yield Text(
            name=f"sentence-{n}",
            split="train",
            text=text,
            passages=(Span(0, len(text)),),
            triggers=triggers,
            only_triggers=only,
        )


def at_words(text: str, words: str) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def read_marks(line: str) -> tuple[str, list[tuple[Span, str, str]]]:
    """A sentence and its triggers from a line with [words|act|modality] in it."""
    text, at, triggers = "", 0, []
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        triggers.append((Span(len(text), len(text) + len(match[1])), match[2], match[3] or "asserted"))
        text, at = text + match[1], match.end()
    return text + line[at:], triggers


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def main() -> None:
    """Write OUT."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--more", type=Path, action="append", default=[], help="folders like moves-train")
    parser.add_argument("--left", type=int, default=Layout().left, help="pieces that are read before a body")
    parser.add_argument("--right", type=int, default=Layout().right, help="and after it")
    parser.add_argument("--with-dev", action="store_true", help="learn from the development texts too, for a last run")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_base(options.base, options.out)
    copy_measures(options.gold, options.out)
    layout = Layout(left=options.left, right=options.right)
    (options.out / LAYOUT).write_text(json.dumps(asdict(layout)), encoding="utf8")
    tokenizer = Tokenizer.from_file(str(options.out / "tokenizer.json"))
    dev = "train" if options.with_dev else "dev"
    count = 0
    with gzip.open(options.out / "windows.jsonl.gz", "wt", encoding="utf8") as file:
        for text in (
            *read_attribution(options.gold / "attribution" / "train", "train"),
            *read_attribution(options.gold / "attribution" / "dev", dev),
            *read_moves(options.gold / "moves-train", "train"),
            *read_moves(options.gold / "moves", dev),
            *(text for folder in options.more for text in read_moves(folder, "train")),
            *read_sentences(),
        ):
            for row in cut_text(text, tokenizer, layout):
                file.write(json.dumps(row) + "\n")
                count += 1
    sys.stdout.write(f"{count} windows in {options.out}\n")


def copy_measures(gold: Path, out: Path) -> None:
    """The development gold and its scorers, beside the windows."""
    for name in ("attribution", "moves"):
        shutil.rmtree(out / "dev" / name, ignore_errors=True)
        (out / "dev" / name).mkdir(parents=True)
    for path in (gold / "attribution" / "dev").iterdir():
        shutil.copy(path, out / "dev" / "attribution")
    for path in (gold / "moves").glob("*-*.*"):
        if path.name.split(".")[0] not in HELD_BACK:
            shutil.copy(path, out / "dev" / "moves")
    (out / "tools").mkdir(exist_ok=True)
    for name in ("score_attribution.py", "score_moves.py"):
        shutil.copy(gold.parent / "tools" / name, out / "tools")


if __name__ == "__main__":
    main()
