"""Networks for Gephi, igraph, visone and R: parties × issues, who met whom, who cites whom, who did what to whom.

An edge weighs as many independent origins as tell it, and names the claims that it rests on. GraphML is for analysis; GEXF
has the days of edges as spells, so that Gephi can play them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import Dossier, Evidence, Item, MeetingItem, MoveItem, Party

Graph = Any
"""networkx has no types: a Graph, DiGraph, MultiGraph or MultiDiGraph."""
_HELD = {"held": "held", "ongoing": "held", "planned": "planned", "cancelled": "cancelled"}
_DATED = re.compile(r'lastmodifieddate="[^"]*"')
_CONTROLS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_graphml(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write one .graphml file a network into the folder `path`."""
    return _export(material, path, "graphml", lambda graph: "\n".join(nx.generate_graphml(graph, named_key_ids=True)))


def export_gexf(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write one .gexf file a network into the folder `path`."""
    day = f'lastmodifieddate="{material.day}"'
    return _export(material, path, "gexf", lambda graph: _DATED.sub(day, "\n".join(nx.generate_gexf(graph))))


def _export(material: ExportMaterial, path: Path, suffix: str, write: Callable[[Graph], str]) -> ExportSummary:
    if path.exists() and (not path.is_dir() or any(p.suffix != f".{suffix}" for p in path.iterdir())):
        raise UsageError(f"{path} holds something else than networks; name another folder. Nothing was written")
    graphs = make_graphs(material.dossier)
    path.mkdir(parents=True, exist_ok=True)
    files = tuple(write_text(path / f"{name}.{suffix}", write(graph) + "\n") for name, graph in graphs.items())
    moves = [m for m in material.dossier.moves if not (m.actors and m.recipients) or m.only_named]
    note = f"{len(moves)} moves have no edge: nobody is told as their actor or recipient, or they are only spoken of."
    counts = {name: graph.number_of_edges() for name, graph in graphs.items()}
    return ExportSummary(files=files, counts=counts, notes=(note,) if moves else ())


def make_graphs(dossier: Dossier) -> dict[str, Graph]:
    """The networks by name."""
    kinds = {p.name: p for p in dossier.parties}
    days = {r.id: r.published for r in dossier.reports if r.published}
    build = _Builder(kinds, days)
    return {
        "party-issue": build.positions(dossier),
        "meetings": build.meetings(dossier),
        "citations": build.citations(dossier),
        "moves": build.moves(dossier),
    }


class _Builder:
    """Makes networks of one dossier's items."""

    def __init__(self, parties: dict[str, Party], days: dict[str, str]) -> None:
        self._parties = parties
        self._days = days

    def positions(self, dossier: Dossier) -> Graph:
        """Two modes: a party is joined to each issue on which it has a position."""
        graph = nx.Graph(name="party-issue")
        for p in dossier.positions:
            self._add_actor(graph, p.actor, bipartite=0)
            issue = f"issue: {p.issue.value}"
            graph.add_node(issue, label=p.issue.value, type="issue", bipartite=1)
            own = {"stance": p.stance.value, "latest_quote": _clean(p.quote), "latest_day": p.day or ""}
            graph.add_edge(_clean(p.actor), issue, **self._describe([p]), **own, changes=len(p.changes))
        return graph

    def meetings(self, dossier: Dossier) -> Graph:
        """Two who met, or were to meet: planned, held and cancelled ones are edges of their own."""
        graph = nx.MultiGraph(name="meetings")
        found: dict[tuple[str, str, str], list[Item]] = {}
        for m in dossier.meetings:
            for name in _names(m):
                self._add_actor(graph, name)
            for pair in _pairs(sorted(set(_names(m)))):
                found.setdefault((*pair, _HELD[m.status.value]), []).append(m)
        for (a, b, status), items in sorted(found.items()):
            own = {"status": status, "meetings": len({i.id for i in items}), "places": _places(items)}
            graph.add_edge(_clean(a), _clean(b), key=status, **self._describe(items), **own)
        return graph

    def citations(self, dossier: Dossier) -> Graph:
        """From those who pass on words to those whose words they are."""
        graph = nx.MultiDiGraph(name="citations")
        for c in dossier.citations:
            graph.add_node(_clean(c.citing), label=_clean(c.citing), type="outlet or voice")
        for c in dossier.citations:
            graph.add_node(_clean(c.cited), label=_clean(c.cited), type=c.kind.value)
            own = {"cited_as": c.kind.value, "statements": c.statements}
            graph.add_edge(_clean(c.citing), _clean(c.cited), key=c.kind.value, **self._describe([c]), **own)
        return graph

    def moves(self, dossier: Dossier) -> Graph:
        """From who acts to whom, an edge for each act and the way in which it is meant."""
        graph = nx.MultiDiGraph(name="moves")
        found: dict[tuple[str, str, str], list[MoveItem]] = {}
        for m in dossier.moves:
            if m.only_named:
                continue
            key = m.act.value if m.modality.value == "asserted" else f"{m.act.value} ({m.modality.value})"
            for actor in m.actors:
                for recipient in m.recipients:
                    found.setdefault((actor, recipient, key), []).append(m)
        for (actor, recipient, key), items in sorted(found.items()):
            for name in (actor, recipient):
                self._add_actor(graph, name)
            own = {"act": items[0].act.value, "modality": items[0].modality.value, "moves": len(items), "label": key}
            graph.add_edge(_clean(actor), _clean(recipient), key=key, **self._describe(items), **own)
        return graph

    def _add_actor(self, graph: Graph, name: str, **more: Any) -> None:
        party = self._parties.get(name)
        own = {
            "kind": party.kind.value if party else "unknown",
            "roles": "; ".join(party.roles) if party else "",
            "country": (party.country or "") if party else "",
        }
        graph.add_node(_clean(name), label=_clean(name), type="actor", **own, **more)

    def _describe(self, items: Sequence[Item]) -> dict[str, Any]:
        """The attributes of an edge: how many origins tell it, from when to when reports do, and the words."""
        evidence = [e for i in items for e in i.evidence]
        days = sorted({self._days[e.report] for e in evidence if e.report in self._days})
        spell = {"start": days[0], "end": days[-1]} if days else {}
        return {
            "weight": len(independent_origins(evidence)),
            "origins": _clean("; ".join(independent_origins(evidence))),
            "claims": _clean("; ".join(dict.fromkeys(e.claim for e in evidence))),
            "reports": _clean("; ".join(dict.fromkeys(e.report for e in evidence))),
            "quote": _clean(_longest(evidence)),
            **spell,
        }


def _longest(evidence: Iterable[Evidence]) -> str:
    return max((e.quote for e in evidence), key=len)


def _names(meeting: MeetingItem) -> list[str]:
    return [p.name for p in meeting.participants]


def _pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])


def _places(items: Iterable[Item]) -> str:
    return _clean("; ".join(dict.fromkeys(p for i in items if (p := getattr(i, "place", None)))))


def _clean(text: str) -> str:
    """The text without characters that no XML may hold."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
