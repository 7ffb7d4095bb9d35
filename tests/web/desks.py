"""A desk on a small store made by hand, for what people do there: no model is loaded."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any, TypeAlias

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from tests.claims import access, actors, make, make_report, meeting, move, said_by
from travaux.ontology.claim import AnyClaim, Demand, claim_id
from travaux.ontology.process_file import read_process
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import AccessState, Act
from travaux.run.local import InPlace
from travaux.store import Store, open_store
from travaux.store.accounts import Role, add_account
from travaux.web import passwords
from travaux.web.app import create_app
from travaux.web.passwords import hash_password
from travaux.web.settings import Settings

Response: TypeAlias = Any
"""What Starlette's test client answers: its type is of whichever of two libraries it finds."""
PASSWORD = "three crossings, one river"
passwords._HASHER = PasswordHasher(
    time_cost=1, memory_cost=8, parallelism=1
)  # as slow as it is meant to be, it would be slow
PROCESS = 'name = "Island talks"\n\n[[party]]\nname = "Norway"\n\n[[party]]\nname = "Peru"\n'
DEMAND = make(
    Demand,
    "r1",
    0,
    by=actors("Norway"),
    of=actors("Peru"),
    content="leave the islands",
    confidence=0.4,
    voice=said_by("Norway"),
)
MOVE = move(Act.REJECT, "r1", 40, recipients=actors("Peru"), confidence=0.9)
MEETING = meeting(report="r2", start=0, place="Geneva", confidence=0.6)
OPEN = access(AccessState.OPEN, "r2", 60, confidence=0.8)
SAME = make(
    Demand,
    "r3",
    0,
    by=actors("Norway"),
    of=actors("Peru"),
    content="leave the islands",
    confidence=0.4,
    voice=said_by("Norway"),
)
CLAIMS: dict[str, Sequence[AnyClaim]] = {"r1": [DEMAND, MOVE], "r2": [MEETING, OPEN], "r3": [SAME]}


def make_store(folder: Path) -> Path:
    """A store of three reports and five claims, and a process that they belong to."""
    db = folder / "desk.sqlite"
    with open_store(db, create=True) as store, store.transaction():
        store.put_process(read_process(PROCESS, "island talks"), PROCESS)
        for n, (name, claims) in enumerate(CLAIMS.items()):
            store.add_report(make_report(name, f"2025-06-1{n}", outlet=f"Outlet {n}"))
            store.put_claims(name, claims, "hand/1")
    return db


class FakeBench(InPlace):
    """A coder that finds a demand at the beginning of every report, and fails on those with "stumble" in them."""

    def __init__(self) -> None:
        super().__init__(self._code, "fake/1", 4)
        self.closed = False
        self.knows: list[str] = []

    def _code(self, report: Report) -> Sequence[AnyClaim]:
        if "stumble" in report.text:
            raise ValueError("no verb in it")
        words = report.text[:12]
        claim = make(Demand, "r1", 0, by=actors("Norway"), content=words)
        fields = {
            **{f: getattr(claim, f) for f in claim.__dataclass_fields__ if f != "kind"},
            "report": report.id,
            "quote": words,
        }
        return [Demand(**{**fields, "span": type(claim.span)(0, 12)})]

    def fits(self, store: Store) -> bool:
        """Like the real one it knows the processes of when it was made."""
        named = [process.id for process, _ in store.process_files()]
        self.knows = self.knows or named
        return self.knows == named

    def close(self) -> None:
        self.closed = True


class Desk:
    """A desk as one person uses it: their cookies, and the token of their forms."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, **more)

    def token(self, path: str = "/account") -> str:
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.get(path).text)
        assert found is not None, f"{path} has no form"
        return found[1]

    def post(self, path: str, form: str = "/watch", **data: str) -> Response:
        """Send a form with the token of the page `form`."""
        return self.client.post(path, data={"token": self.token(form), **data}, follow_redirects=False)

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> Response:
        data = {"token": self.token("/sign-in"), "name": name, "password": password, **more}
        return self.client.post("/sign-in", data=data, follow_redirects=False)


@contextmanager
def open_desk(db: Path, **changes: Any) -> Iterator[Desk]:
    """A desk on a store, with a coder of no model."""
    app = create_app(Settings(db=db, **{"wait_s": 60, "local": "Ane", **changes}))
    app.state.workshop._make_bench = FakeBench
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield Desk(client)


def add_people(db: Path) -> None:
    """An account of each role, named after it."""
    with open_store(db, create=False) as store:
        for role in Role:
            add_account(store, role.value, role, hash_password(PASSWORD, role.value))


def words_of(answer: Response) -> str:
    """The text of a page on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def id_of(claim: AnyClaim) -> str:
    return claim_id(claim)
