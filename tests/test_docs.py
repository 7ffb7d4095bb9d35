"""The documentation says what is so: its command lines run, and the reference names every command and option."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.cli.calls import TRAVAUX
from travaux.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
NOT_RUN = {
    "git clone ": "needs the network",
    "cd ": "the lines after it run from the root of the repository anyway",
}
"""The beginnings of lines that stand in ```sh blocks and are not run, and why; any other line is an error."""
_BLOCK = re.compile(r"^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The lines of one ```sh block, continuations joined, comments and empty lines left out."""

    page: Path
    line: int
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def find_blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        if match["kind"] not in {"sh", "bash", "shell", "console"}:
            continue
        assert match["kind"] == "sh", f"{page}: a block of commands is marked sh, not {match['kind']}"
        lines = match["body"].replace("\\\n", " ").splitlines()
        kept = (re.sub(r"\s+#\s.*$", "", line).strip() for line in lines)
        number = text.count("\n", 0, match.start()) + 1
        yield Block(page=page, line=number, lines=tuple(k for k in kept if k and not k.startswith("#")))


BLOCKS = [block for page in PAGES for block in find_blocks(page)]


def find_lines(page: Path) -> list[str]:
    """All lines of a page's blocks."""
    return [line for block in BLOCKS if block.page == page for line in block.lines]


def is_run(line: str) -> bool:
    """Whether a line calls travaux, alone or in a pipe."""
    return re.search(r"(?:^|[|;&]\s*)travaux\b", line) is not None


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder that looks like the root of the repository and may be written in."""
    for name in ("examples", "README.md", "docs", "eval", "Makefile"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_no_line_of_a_block_is_passed_over(block: Block) -> None:
    for line in block.lines:
        known = is_run(line) or line.split()[0] == "make" or line.startswith(tuple(NOT_RUN))
        assert known, f"{block}: {line!r} is neither travaux nor make; say in NOT_RUN why it is not run"


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_make_targets_of_a_block_exist(block: Block) -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in block.lines:
        words = shlex.split(line)
        if words[0] == "make":
            asked = {word for word in words[1:] if "=" not in word and not word.startswith("-")}
            assert asked <= targets, f"{block}: no target {asked - targets}"


@pytest.mark.model
@pytest.mark.parametrize("page", [page for page in PAGES if any(map(is_run, find_lines(page)))], ids=lambda p: p.name)
def test_travaux_lines_of_a_page_run(page: Path, desk: Path) -> None:
    """They run in their order and in one folder: a store that one line makes is there for the next."""
    environment = {"PATH": f"{TRAVAUX.parent}:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    for line in filter(is_run, find_lines(page)):
        words = ["bash", "-o", "pipefail", "-c", line]
        done = subprocess.run(
            words, cwd=desk, env=environment, capture_output=True, check=False, text=True, timeout=120
        )
        assert (done.returncode, done.stderr) == (0, ""), f"{page.name}: {line}"


def test_blocks_were_found_in_the_reference() -> None:
    assert len(find_lines(COMMANDS_PAGE)) >= len(COMMANDS)


def find_section(name: str) -> str:
    """What docs/commands.md says of one command."""
    text = COMMANDS_PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^## travaux {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/commands.md has no section '## travaux {name}'"
    return found[1]


def list_options(command: Any) -> set[str]:
    """The options of a command and of the commands below it."""
    below = (option for inner in getattr(command, "commands", {}).values() for option in list_options(inner))
    own = (option for parameter in command.params for option in parameter.opts if option.startswith("--"))
    return {*below, *own}


@pytest.mark.parametrize("name", COMMANDS)
def test_reference_has_every_option_and_no_other(name: str) -> None:
    options = list_options(typer.main.get_command(import_module(f"travaux.cli.{name}").app))
    section = find_section(name)
    usage = section.split("```")[1]
    assert set(re.findall(r"(?<!-)--[a-z][a-z-]+", usage)) == options - {"--help"}
    assert set(re.findall(r"(?<!-)--[a-z][a-z-]+", section)) <= options


@pytest.mark.parametrize("name", COMMANDS)
def test_reference_shows_a_call_of_every_command(name: str) -> None:
    assert any(f"travaux {name} " in line for line in find_lines(COMMANDS_PAGE))


def test_reference_shows_the_true_answers_of_date() -> None:
    """Samples of what rules find change with the rules; these do not."""
    blocks = {match["kind"]: match["body"] for match in _BLOCK.finditer(find_section("date"))}
    said = [
        subprocess.run([TRAVAUX, *shlex.split(line)[1:]], capture_output=True, check=True, text=True).stdout
        for line in blocks["sh"].splitlines()
    ]
    assert "".join(said) == blocks["text"]
