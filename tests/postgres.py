"""A private PostgreSQL server for the tests, or the one that TRAVAUX_TEST_POSTGRES names."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

NAMED = "TRAVAUX_TEST_POSTGRES"
_NUMBERS = count()


def find_server() -> Path | None:
    """The folder of the newest server's programs; None if none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def _find_user() -> dict[str, Any]:
    """How to run the server, which refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def run_server() -> Iterator[str]:
    """The address of a database on a server of our own, which is gone afterwards; skips where none is installed."""
    if NAMED in os.environ:
        yield os.environ[NAMED]
        return
    programs = find_server()
    if programs is None:
        reason = "no PostgreSQL server is installed (apt-get install postgresql)"
        (pytest.fail if "TRAVAUX_CI" in os.environ else pytest.skip)(reason)
    user = _find_user()
    folder = Path(tempfile.mkdtemp(prefix="travaux-pg-"))
    if user:
        os.chown(folder, user["user"], user["group"])
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "cwd": folder, **user}
    try:
        make: list[str | Path] = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "travaux",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run([*make, "-E", "UTF8", "--locale=C", "--no-sync"], check=True, **quiet)
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        control: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-s"]
        subprocess.run([*control, "-w", "-l", folder / "log", "-o", settings, "start"], check=True, **quiet)
        try:
            yield f"postgresql+psycopg://travaux@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def make_schema(server: str) -> Iterator[str]:
    """The address of a new, empty schema on the server, dropped afterwards."""
    name = f"travaux_test_{os.getpid()}_{next(_NUMBERS)}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
