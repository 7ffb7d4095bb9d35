"""A model's folder is checked before anything in it is used."""

from pathlib import Path

import pytest
from spacy.tokens import Doc
from tests.reading.docs import VOCAB
from tests.reading.model.tiny import write_manifest, write_model

from travaux.errors import InputError
from travaux.reading.model import component
from travaux.reading.model.encoder import GRAPH, MANIFEST, PIECES, Encoder, load_encoder


@pytest.mark.parametrize("name", [GRAPH, PIECES])
def test_encoder_loading_refuses_a_changed_file(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path / "model")
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(InputError, match="sha256"):
        Encoder(folder)


@pytest.mark.parametrize("name", [GRAPH, PIECES, MANIFEST])
def test_encoder_loading_names_a_missing_file(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path / "model")
    (folder / name).unlink()
    with pytest.raises(InputError, match=name):
        Encoder(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "something/9"}, "format"),
        ({"heads": {"role": ["O"]}}, "heads"),
        ({"windows": {"body": 24, "width": 3}}, "export the model anew"),
        ({"bargain": ["demand", "term"]}, "bargain"),
    ],
)
def test_encoder_loading_refuses_another_kind_of_manifest(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    folder = write_model(tmp_path / "model")
    write_manifest(folder, **changes)
    with pytest.raises(InputError, match=words):
        Encoder(folder)


@pytest.mark.parametrize("name", [GRAPH, PIECES])
def test_encoder_loading_refuses_what_is_no_model(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path / "model")
    (folder / name).write_bytes(b"not a model")
    write_manifest(folder)
    with pytest.raises(InputError, match=name):
        Encoder(folder)


def test_encoder_loading_refuses_a_graph_that_is_asked_otherwise(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    graph = (folder / GRAPH).read_bytes()
    (folder / GRAPH).write_bytes(graph.replace(b"places", b"pieces"))
    write_manifest(folder)
    with pytest.raises(InputError, match="export the model anew"):
        Encoder(folder)


def test_encoder_loading_is_done_once(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    assert load_encoder(folder) is load_encoder(folder)


def test_component_without_a_model_leaves_the_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component, "shipped_weights", lambda _: None)
    reader = component.make_model_reader(None, "travaux_model", None)
    doc = reader(Doc(VOCAB, words=["The", "envoy", "spoke"]))
    assert doc._.tagging is None


def test_component_reads_a_users_model(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    reader = component.make_model_reader(None, "travaux_model", str(folder))
    doc = reader(Doc(VOCAB, words=["The", "envoy", "said", "talks", "failed"]))
    assert [tag.span.of(doc.text) for tag in doc._.tagging.contents] == ["talks failed"]
    assert doc._.tagging.model == "tiny 1"


def test_component_says_that_a_named_model_did_not_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component, "shipped_weights", lambda _: None)
    with pytest.raises(InputError, match="no reading model of this name"):
        component.make_model_reader(None, "travaux_model", "fast")
