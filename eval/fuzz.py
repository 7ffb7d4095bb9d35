"""Feeds intake and coding with what nobody would write, for so many minutes, and tells what breaks a rule.

    python -m eval.fuzz [--minutes N] [--seed S] [--only intake|coding …] [--reader FOLDER]

Intake gets damaged and made-up inputs of every kind; coding gets nonsense of our own words and mutilated examples, and what it
makes is kept, resolved and printed. Hypothesis makes the inputs and cuts down those that fail. A rule is broken by any exception
but InputError, by a claim or segment that does not stand in its text, by two outcomes of one text, and by undue time. Exit code 1
if one is.
"""

import argparse
import gzip
import io
import json
import sys
import tempfile
import time
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import zstandard
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.resolve.dossier import build_dossier
from travaux.store.rows import claim_rows, report_row
from travaux.views.brief import make_brief, render_brief

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
_EXAMPLES = 50
"""Inputs between two looks at the clock."""
_SECONDS_EACH = 5.0
_SECONDS_PER_KB = 0.5
"""An input may take so long, and so much more for each of its kilobytes."""


BITS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


class UndueError(Exception):
    """An input took longer than it may."""


# -- what is made up ----------------------------------------------------------------------------------------------


def _read_examples() -> list[str]:
    return [r.text for r in iter_reports([str(EXAMPLES)]) if isinstance(r, Report)]


def make_words() -> list[str]:
    """Words of the examples, and forms of the packs."""
    words = {w.strip(".,\"'()") for text in _read_examples() for w in text.split()}
    return [*sorted(words - {""}), *sorted(load_world().forms)[::7]]


def pieces(words: Sequence[str]) -> st.SearchStrategy[str]:
    """A word, number, mark, or something worse."""
    return st.one_of(
        st.sampled_from(words),
        st.sampled_from(words),
        st.sampled_from(BITS["joints"]),
        st.sampled_from(BITS["joints"]),
        st.sampled_from(BITS["marks"]),
        st.sampled_from(BITS["numbers"] + BITS["days"]),
        st.sampled_from(BITS["controls"] + BITS["unusual"]),
        st.text(max_size=8),
        st.builds(
            lambda word, n: word * n,
            st.sampled_from([*words[:200], *BITS["marks"], "a", "A", "1"]),
            st.integers(2, 3000),
        ),
    )


def nonsense(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of pieces, some with quotes within quotes, and examples that were mutilated."""
    joined = st.builds(
        lambda parts, space: space.join(parts),
        st.lists(pieces(words), max_size=120),
        st.sampled_from([" ", " ", " ", "", "\n"]),
    )
    nested = st.recursive(
        joined,
        lambda inner: st.builds(
            lambda q, a, b: f"{q[0]}{a}{q[1]} said {b}",
            st.sampled_from(['""', "“”", "''", "()", "[]", "«»"]),
            inner,
            inner,
        ),
        max_leaves=8,
    )
    return st.one_of(joined, nested, mutilated(_read_examples(), words))


@st.composite
def mutilated(draw: st.DrawFn, texts: Sequence[str], words: Sequence[str]) -> str:
    """A text with stretches of it left out, said twice, moved, or with something put into it."""
    text: str = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 12))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        put = draw(st.sampled_from(["drop", "twice", "turn", "put", "put"]))
        between = {"drop": "", "twice": text[start:end] * 2, "turn": text[start:end][::-1]}.get(put)
        text = text[:start] + (draw(pieces(words)) if between is None else between) + text[end:]
    return text


def _with_bits(bits: Sequence[str], words: Sequence[str], head: str = "") -> st.SearchStrategy[bytes]:
    part = st.one_of(st.sampled_from(bits), st.sampled_from(bits), nonsense(words).map(lambda t: t[:400]))
    joined = st.lists(part, max_size=40).map(lambda parts: head + "".join(parts))
    return joined.map(lambda text: text.encode("utf-8", "surrogatepass"))


def _lines(words: Sequence[str]) -> st.SearchStrategy[bytes]:
    value = st.one_of(
        nonsense(words), st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.text(), max_size=2)
    )
    row = st.dictionaries(st.sampled_from(BITS["fields"]), value, max_size=6).map(json.dumps)
    told = st.builds(lambda text: json.dumps({"text": text}), nonsense(words))
    line = st.one_of(
        row,
        told,
        told,
        st.text(max_size=40),
        st.sampled_from(["", "{", "[]", "null", '{"text": "\\ud800"}', "[" * 5000]),
    )
    return st.lists(line, max_size=8).map(lambda rows: "\n".join(rows).encode("utf-8", "surrogatepass"))


@st.composite
def damaged(draw: st.DrawFn, data: st.SearchStrategy[bytes]) -> bytes:
    """Bytes, some of them changed, and now and then cut off."""
    out = bytearray(draw(data))
    for at in draw(st.lists(st.integers(0, max(0, len(out) - 1)), max_size=6)):
        if out:
            out[at % len(out)] = draw(st.integers(0, 255))
    return bytes(out[: draw(st.integers(0, len(out)))] if draw(st.integers(0, 3)) == 0 else out)


def _zipped(inner: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    name = st.sampled_from(
        ["a.txt", "../b.txt", "/c.jsonl", "d/e.html", "a.txt", "f.zip", "g.xml", "x\x1b.txt", "a.meta.json", "h.txt.gz"]
    )

    def pack(members: list[tuple[str, bytes]]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for called, data in dict(members).items():
                archive.writestr(called, data)
        return out.getvalue()

    return st.lists(st.tuples(name, inner), max_size=4).map(pack)


def inputs(words: Sequence[str]) -> st.SearchStrategy[tuple[str, bytes]]:
    """A file's name and what stands in it."""
    plain = nonsense(words).map(lambda text: text.encode("utf-8", "surrogatepass"))
    odd = st.one_of(plain, nonsense(words).map(lambda t: t.encode("utf-16", "surrogatepass")), st.binary(max_size=400))
    page = _with_bits(BITS["html"], words, "<html><body><article>")
    feed = _with_bits(BITS["feed"], words, '<?xml version="1.0"?><rss version="2.0"><channel>')
    warc = _with_bits(BITS["warc"], words, "WARC/1.0\r\n")
    speech = _with_bits([f"\n{bit}" for bit in BITS["speech"]], words)
    kinds = {
        ".txt": odd,
        ".md": speech,
        ".html": page,
        ".jsonl": _lines(words),
        ".json": _lines(words),
        ".xml": feed,
        ".warc": warc,
    }
    kinds[".zip"] = _zipped(st.one_of(odd, page, kinds[".jsonl"]))
    made = [st.tuples(st.just(f"a{suffix}"), damaged(data)) for suffix, data in kinds.items()]
    packed = [
        st.tuples(st.just(f"a{suffix}{end}"), damaged(data.map(pack)))
        for suffix, data in kinds.items()
        if suffix != ".zip"
        for end, pack in ((".gz", gzip.compress), (".zst", zstandard.compress))
    ]
    return st.one_of(*made, *made, *made, *packed)


# -- what must hold -----------------------------------------------------------------------------------------------


def check_time(began: float, size: int) -> None:
    """See that not too much of the processor's time went by."""
    spent, most = time.process_time() - began, _SECONDS_EACH + _SECONDS_PER_KB * size / 1000
    if spent > most:
        raise UndueError(f"{spent:.1f} s for {size} bytes")


def check_intake(folder: Path, name: str, data: bytes) -> None:
    """See that an input is read into sound reports and errors."""
    path = folder / name
    path.write_bytes(data)
    began = time.process_time()
    items = list(iter_reports([str(path)], IntakeOptions(max_bytes=2_000_000)))
    check_time(began, len(data))
    assert items, "neither a report nor an error"
    assert len({r.id for r in items if isinstance(r, Report)}) == sum(isinstance(r, Report) for r in items)
    for item in items:
        if isinstance(item, Report):
            check_report(item)


def check_report(report: Report) -> None:
    """See that a report can be kept, and that its segments stand in its text in their order."""
    at = 0
    for segment in report.segments:
        assert at <= segment.span.start < segment.span.end <= len(report.text), (segment, at)
        at = segment.span.end
    try:
        report_row(report)
    except InputError:
        return  # it says what to mend


def check_coding(coder: Coder, text: str) -> None:
    """See that a text is coded into claims that can be kept, the same again, and resolved and printed."""
    report = _as_report(text)
    if report is None:
        return
    began = time.process_time()
    with coder.nlp.memory_zone():
        claims = coder.code(report)
    check_time(began, len(text))
    rows = claim_rows({"id": report.id, "text": report.text, "published": report.published}, claims)
    with coder.nlp.memory_zone():
        again = coder.code(report)
    assert again == claims, "the same text is coded in two ways"
    assert len(rows) == len(claims)
    began = time.process_time()
    render_brief(make_brief(build_dossier([report], claims, coder.world)))
    check_time(began, len(text))


def _as_report(text: str) -> Report | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        item = next(
            iter(
                iter_reports(
                    [str(path)], IntakeOptions(published=date(2024, 5, 1), outlet="Rift Valley Wire", language="en")
                )
            )
        )
    return item if isinstance(item, Report) and item.set_aside is None else None


# -- running ------------------------------------------------------------------------------------------------------


def make_targets(folder: Path, reader: str | None, only: Sequence[str]) -> dict[str, Callable[[int], None]]:
    """What runs so many inputs of a seed, by name."""
    words = make_words()
    targets: dict[str, Callable[[int], None]] = {}
    if "intake" in only:
        targets["intake"] = _target(inputs(words), lambda given_: check_intake(folder, *given_))
    if "coding" in only:
        coder = Coder(reader=reader)
        targets["coding"] = _target(nonsense(words), lambda text: check_coding(coder, text))
    return targets


def _target(made: st.SearchStrategy[Any], check: Callable[[Any], None]) -> Callable[[int], None]:
    def run(number: int) -> None:
        @seed(number)
        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
        )
        @given(made)
        def test(value: Any) -> None:
            check(value)

        test()

    return run


def main() -> int:
    """Fuzz for the time given; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=["intake", "coding"], default=["intake", "coding"])
    parser.add_argument("--reader", metavar="NAME|FOLDER", help="full, fast, none (rules alone), or a folder")
    chosen = parser.parse_args()
    ends, runs, found = time.monotonic() + chosen.minutes * 60, Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        targets = make_targets(Path(folder), chosen.reader, chosen.only)
        number = chosen.seed * 1_000_000
        while time.monotonic() < ends:
            for name, run in targets.items():
                number += 1
                try:
                    run(number)
                except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
                    _tell(name, number, error, found)
                runs[name] += _EXAMPLES
    print(
        f"seed {chosen.seed}, {chosen.minutes:g} minutes: {dict(runs)} inputs, {found.total()} failures of {len(found)} kinds"
    )
    return 1 if found else 0


def _tell(name: str, number: int, error: Exception, found: Counter[str]) -> None:
    """Print a failure that is not known yet, with the input that it was cut down to."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    kind = f"{name}: {type(error).__name__} at {where}"
    found[kind] += 1
    if found[kind] == 1:
        notes = "\n".join(getattr(error, "__notes__", []))
        print(f"{kind} (seed {number})\n  {str(error)[:300]}\n  {notes[:1500]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
