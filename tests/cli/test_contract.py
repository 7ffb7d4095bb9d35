"""What holds for every command: streams, exit codes, versioned JSON, help, and the company it is called in."""

import io
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, TRAVAUX, Call, run_installed
from tests.cli.inputs import BAD
from tests.cli.negotiations import PORT, RIVER
from travaux import __version__
from travaux.cli import main
from travaux.cli.app import COMMANDS
from travaux.ontology.report import Report
from travaux.store import open_store

HELP_LIMIT_S = 2.0
READERS = ("read", "code", "sources", "ingest")
LISTS = ("timeline", "changes", "proposals", "demands", "meetings", "positions", "contradictions", "sources")
VIEWS = ("brief", "status", "access", *LISTS)
"""Commands over paths or over a store."""
SCHEMAS = {
    "read": "travaux/1",
    "code": "travaux-claim/1",
    "sources": "travaux-sources/1",
    "ingest": "travaux-ingest/1",
    "recode": "travaux-recode/1",
    "forget": "travaux-forget/1",
    "brief": "travaux/1",
    "status": "travaux-status/1",
    "timeline": "travaux-timeline/1",
    "changes": "travaux-changes/1",
    "proposals": "travaux-proposals/1",
    "demands": "travaux-demands/1",
    "meetings": "travaux-meetings/1",
    "access": "travaux-access/1",
    "positions": "travaux-positions/1",
    "contradictions": "travaux-contradictions/1",
    "export": "travaux-export/1",
    "search": "travaux-search/1",
    "process": "travaux-process/1",
    "review": "travaux-review/1",
    "watch": "travaux-watch/1",
    "account": "travaux-account/1",
    "serve": "travaux-serve/1",
    "evaluate": "travaux-evaluate/1",
    "date": "travaux-date/1",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the installed command's making."""
    db = tmp_path_factory.mktemp("store") / "talks.sqlite"
    answer = run_installed("ingest", EXAMPLES, "--db", db)
    assert (answer.code, answer.err) == (0, "")
    return db


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    """The end to write to of a pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


def arguments(command: str, path: Path, db: Path) -> list[str]:
    """A call of a command on the reports at `path`; what is to be forgotten is put into the store."""
    if command == "forget" and db.exists():
        with open_store(db, create=False) as store:
            store.add_report(Report(id="one-more", text="The ferry was late."))
    return {
        "read": ["read", str(path)],
        "code": ["code", str(path)],
        "sources": ["sources", str(path)],
        "ingest": ["ingest", str(path), "--db", str(db)],
        "forget": ["forget", "one-more", "--db", str(db)],
        "changes": ["changes", "--db", str(db), "--since", "2022-11-02"],
        "export": ["export", "csv", "--db", str(db), "-o", str(db.parent / "tables")],
        "search": ["search", "truce", "--db", str(db)],
        "process": ["process", "list", "--db", str(db)],
        "review": ["review", "sample", "3", "--db", str(db)],
        "watch": ["watch", "list", "--db", str(db)],
        "account": ["account", "list", "--db", str(db)],
        "serve": ["serve", "--prepare", "--db", str(db)],
        "evaluate": ["evaluate", str(EXAMPLES.parent / "gold")],
        "date": ["date", "last Friday"],
    }.get(command, [command, "--db", str(db)])


def test_every_command_is_covered_here() -> None:
    assert set(SCHEMAS) == set(COMMANDS)


# -- help, versions, wrong usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_comes_at_once(words: list[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = run_installed(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Usage: travaux")
    # The processor's seconds, not the clock's: they do not depend on what else the machine does.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < HELP_LIMIT_S


@pytest.mark.parametrize("name", COMMANDS)
def test_help_loads_no_model(name: str) -> None:
    code = f"import sys, travaux.cli.{name}; sys.exit('spacy' in sys.modules or 'trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_lists_every_command(call: Call) -> None:
    out = " ".join(call("--help").out.split())
    assert all(f" {name} {words}" in out for name, words in COMMANDS.items())


def test_version_is_the_package_s(call: Call) -> None:
    assert call("--version").out == f"travaux {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--bogus"],
        ["translate"],
        ["read"],
        ["read", "--bogus", "x"],
        ["read", ""],
        ["read", "x", "--format", "yaml"],
        ["read", "x", "--format", "jsonl"],
        ["read", "x", "--published", "yesterday"],
        ["read", "x", "--published", "2023-02-30"],
        ["read", "x", "--embargo-until", "soon"],
        ["read", "x", "--language", "english"],
        ["read", "x", "--packs", "no-such-folder"],
        ["code"],
        ["code", "x", "--published", ""],
        ["ingest", "x"],
        ["ingest", "--db", "x"],
        ["ingest", "x", "--db"],
        ["recode"],
        ["recode", "--db", "x", "--workers", "-1"],
        ["forget", "--db", "x"],
        ["forget", "x"],
        ["brief"],
        ["brief", "--db", "x", "--format", "jsonl"],
        *([name] for name in VIEWS if name != "brief"),
        *([name, "x", "--db", "y"] for name in VIEWS if name != "changes"),
        *([name, "--db", "x", "--as-of", "soon"] for name in VIEWS if name != "changes"),
        ["status", "--db", "x", "--format", "jsonl"],
        ["timeline", "--db", "x", "--published", "2023-03-04"],
        ["demands", "--db", "x", "--outlet", "Coast Wire"],
        ["changes", "--db", "x"],
        ["changes", "--db", "x", "--since", "yesterday"],
        ["changes", "--db", "x", "--since", "0001-01-01"],
        ["search"],
        ["search", "truce"],
        ["search", "--db", "x"],
        ["search", "truce", "--db", "x", "--act", "sneeze"],
        ["search", "truce", "--db", "x", "--since", "2023-02-30"],
        ["search", "truce", "--db", "x", "--limit", "0"],
        ["date"],
        ["date", "last", "Friday"],
        ["date", "last Friday", "--published", "today"],
        ["date", "last Friday", "--tense", "present"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_and_does_nothing(call: Call, words: list[str], tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        answer = call(*words)
    finally:
        os.chdir(here)
    assert answer.code == 2
    assert answer.err if words else answer.err + answer.out
    assert "Traceback" not in answer.err
    assert answer.out == "" or not words
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_of_the_installed_command() -> None:
    answer = run_installed("date", "last Friday", "--published", "2024-13-01")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "travaux: --published '2024-13-01' is not a day; write it as 2024-04-06\n"


@pytest.mark.parametrize("command", READERS)
def test_unknown_model_is_wrong_usage(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([*arguments(command, EXAMPLES, tmp_path / "talks.sqlite"), "--model", "no-such-model"])
    assert leaving.value.code == 2
    assert "no-such-model" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# -- formats -----------------------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize("command", SCHEMAS)
def test_json_is_one_versioned_document_on_standard_output(call: Call, store: Path, command: str) -> None:
    answer = call(*arguments(command, EXAMPLES, store), "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json()["schema"] == SCHEMAS[command]
    assert answer.out.endswith("}\n")


@pytest.mark.model
@pytest.mark.parametrize("command", ["code", "search", "access", "process", *LISTS])
def test_jsonl_has_a_versioned_object_a_line(call: Call, store: Path, command: str) -> None:
    answer = call(*arguments(command, EXAMPLES, store), "--format", "jsonl")
    assert answer.code == 0
    assert {line["schema"] for line in answer.lines()} == {SCHEMAS[command]}


@pytest.mark.model
@pytest.mark.parametrize("command", SCHEMAS)
def test_text_is_the_default(call: Call, store: Path, command: str) -> None:
    call(*arguments(command, EXAMPLES, store))  # a first ingest, where there is one
    answer = call(*arguments(command, EXAMPLES, store))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == call(*arguments(command, EXAMPLES, store), "--format", "text").out != ""
    assert answer.out.endswith("\n")
    assert not answer.out.endswith("\n\n")


@pytest.mark.model
@pytest.mark.parametrize("command", READERS)
def test_results_are_printed_although_inputs_were_refused(call: Call, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    names = [name for name in BAD if name not in {"table.xlsx", "missing.txt", "hollow"}]
    for name in names:
        BAD[name][0](folder / name)
    answer = call(*arguments(command, folder, tmp_path / "talks.sqlite"), "--format", "json")
    assert answer.code == 1
    document = answer.json()
    assert len(document["refusals" if command == "ingest" else "refused"]) == len(names)
    assert document.get("coded", True)
    assert document.get("claims", True)
    lines = answer.err.splitlines()
    assert len(lines) == len(names)
    assert all(line.startswith(f"travaux: refused {folder}/") for line in lines)


@pytest.mark.model
def test_fault_of_the_program_is_told_in_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    import_of_read = "travaux.cli.read.build_dossier"
    call("read", "--help")
    monkeypatch.setattr(import_of_read, fail)
    answer = call("read", "-", stdin=RIVER.encode())
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("travaux: internal error at cli/read.py, line ")
    assert "(ZeroDivisionError: a bug)" in answer.err


# -- the installed command, and what it is connected to ----------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize("command", ["read", "code"])
def test_two_runs_give_the_same_bytes(command: str) -> None:
    words = [command, str(EXAMPLES), "--format", "json"]
    first, second = (run_installed(*words, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.code == 0
    assert first == second


@pytest.mark.model
def test_installed_command_reads_what_it_can(tmp_path: Path) -> None:
    (tmp_path / "port.jsonl").write_text(f'{PORT}{{"text": "The ta', encoding="utf-8")
    answer = run_installed("read", tmp_path, "-", tmp_path / "missing", "--format", "json", stdin=RIVER.encode())
    assert answer.code == 1
    assert len(answer.json()["reports"]) == 3
    assert [r["place"] for r in answer.json()["refused"]] == [f"{tmp_path}/port.jsonl, line 3", f"{tmp_path}/missing"]
    assert len(answer.err.splitlines()) == 2


@pytest.mark.model
def test_head_of_the_output_is_enough() -> None:
    command = f"{TRAVAUX} read {EXAMPLES} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"")


@pytest.mark.parametrize("words", ["brief", "date"])
def test_broken_pipe_gives_no_traceback(store: Path, closed_pipe: int, words: str) -> None:
    call = [str(TRAVAUX), *arguments(words, EXAMPLES, store)]
    done = subprocess.run(call, stdout=closed_pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")


def test_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [TRAVAUX, "date", "3 March 2023"], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("travaux: ")
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.model
def test_closed_standard_input_is_empty() -> None:
    command = f"{TRAVAUX} read - --format json <&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "travaux: refused standard input: it is empty; there is nothing to read\n"


def test_closed_standard_error_leaves_results_alone(store: Path) -> None:
    command = f"{TRAVAUX} brief --db {store} --format json 2>&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, text=True, timeout=60)
    assert done.returncode == 0
    assert done.stdout == run_installed("brief", "--db", store, "--format", "json").out


def test_ascii_output_is_still_json_and_text(store: Path) -> None:
    words = ["brief", "--db", str(store)]
    plain = run_installed(*words, "--format", "json", PYTHONIOENCODING="ascii")
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.isascii()
    assert plain.json() == run_installed(*words, "--format", "json").json()
    text = run_installed(*words, PYTHONIOENCODING="ascii")
    assert (text.code, text.err) == (0, "")
    assert text.out.isascii()


class Terminal(io.StringIO):
    """Standard error as a person sees it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.model
@pytest.mark.parametrize("command", ["read", "code", "ingest"])
@pytest.mark.parametrize("env", [{"TERM": "xterm"}, {"TERM": "dumb"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}])
def test_progress_stays_on_standard_error(
    call: Call, store: Path, monkeypatch: pytest.MonkeyPatch, command: str, env: dict[str, str]
) -> None:
    words = arguments(command, EXAMPLES, store)
    wanted = call(*words).out
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    answer = call(*words)
    assert answer.code == 0
    assert answer.out == wanted
    said = terminal.getvalue()
    if env["TERM"] == "dumb":
        assert "\x1b" not in said
    elif "NO_COLOR" in env:
        assert "\x1b[3" not in said.replace("\x1b[3m", "")  # 30–39 are colours, 3 is italics
    else:
        assert said


def test_only_output_writes_to_the_streams() -> None:
    rooms = Path(main.__code__.co_filename).parents[1]
    found = [
        path.relative_to(rooms).as_posix()
        for path in rooms.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("print(", "sys.stdout", "sys.stderr"))
    ]
    assert sorted(found) == ["cli/app.py", "cli/output.py"]
