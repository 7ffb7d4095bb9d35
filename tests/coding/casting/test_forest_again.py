"""Trees over rows of features, and the second look at the acts of a report, both without any model."""

import numpy as np
import pytest

from travaux.coding.casting.again import Look, look_again
from travaux.coding.casting.forest import Forest, Pairs, Row, fill_table, load_forests, rows_of
from travaux.ontology.vocabulary import Act


def stump() -> Forest:
    """One tree: column 0 at most 0.5 gives -2, more gives 2."""
    whole = np.array
    return Forest(
        roots=whole([0]),
        column=whole([0, 0, 0]),
        limit=whole([0.5, 0.0, 0.0]),
        low=whole([1, 1, 2]),
        high=whole([2, 1, 2]),
        value=whole([0.0, -2.0, 2.0]),
    )


def test_a_row_goes_down_to_its_leaf() -> None:
    found = stump().chances(np.array([[0.0], [1.0]]))
    assert found == pytest.approx([1 / (1 + np.exp(2)), 1 / (1 + np.exp(-2))])


def walk(forest: Forest, row: list[float]) -> float:
    """The sum of a row's leaves, node by node."""
    leaves = []
    for root in forest.roots:
        node = root
        while forest.low[node] != node:
            node = (forest.low if row[forest.column[node]] <= forest.limit[node] else forest.high)[node]
        leaves.append(forest.value[node])
    return float(np.array([leaves]).sum(axis=1)[0])


def test_shipped_forests_give_what_a_walk_from_node_to_node_gives() -> None:
    forests = load_forests()
    table = np.random.default_rng(5).integers(0, 4, (40, len(forests.columns))) / 2.0
    for forest in (forests.actor.first, forests.recipient.second):
        expected = [1.0 / (1.0 + np.exp(-walk(forest, row))) for row in table.tolist()]
        assert forest.chances(table).tolist() == pytest.approx(expected, abs=1e-12)


def test_no_rows_have_no_chances() -> None:
    assert stump().chances(np.zeros((0, 1))).shape == (0,)


def test_what_rows_share_stands_in_each_of_them() -> None:
    forests = load_forests()
    names = list(forests.columns)
    pairs = Pairs(
        left=np.array([0, 0, 2]),
        right=np.array([0, 1, 0]),
        of_left=[{names[0]: 1.0}, {names[3]: 4.0}, {names[3]: 7.0}],
        of_right=[{names[4]: 5.0}, {names[4]: 6.0}],
        own={0: {names[1]: 2.0}, 1: {names[2]: 3.0}},
        columns={names[5]: np.array([8.0, 0.0, 9.0]), "unasked": np.ones(3)},
    )
    expected = [
        {names[0]: 1.0, names[1]: 2.0, names[4]: 5.0, names[5]: 8.0},
        {names[0]: 1.0, names[2]: 3.0, names[4]: 6.0},
        {names[3]: 7.0, names[4]: 5.0, names[5]: 9.0},
    ]
    assert (forests.table_of(pairs) == fill_table(expected, forests.columns)).all()
    rows = [{name: value for name, value in row.items() if value} for row in pairs.rows()]
    assert rows == [{**row, "unasked": 1.0} for row in expected]


def test_shipped_forests_are_sound() -> None:
    forests = load_forests()
    for slot in (forests.actor, forests.recipient):
        for forest in (slot.first, slot.second):
            leaves = forest.low == np.arange(len(forest.low))
            assert (forest.high[leaves] == np.flatnonzero(leaves)).all()
            assert forest.column.max() < len(forests.columns)
            assert forest.chances(np.zeros((1, len(forests.columns)))).shape == (1,)
        assert 0 < slot.least < 1
        assert 0 < slot.part < 1


def test_features_that_no_tree_asks_for_are_left_out() -> None:
    assert not fill_table([{"no such feature": 5.0}], load_forests().columns).any()


def look(actor: tuple[float, ...], recipient: tuple[float, ...], sentence: int = 0, lemma: str = "strike") -> Look:
    return Look(
        act=Act.ATTACK,
        group="against",
        lemma=lemma,
        sentence=sentence,
        names=("Norway", "Peru"),
        actor=actor,
        recipient=recipient,
    )


def rows_again(looks: list[Look]) -> list[list[Row]]:
    """For each act a row for each of its candidates, without what is nought."""
    rows = iter(rows_of(look_again(looks)))
    return [[{name: v for name, v in next(rows).items() if v} for _ in act.names] for act in looks]


def test_an_unclear_act_sees_the_clear_one_beside_it() -> None:
    clear, unclear = look((0.9, 0.0), (0.0, 0.8)), look((0.2, 0.2), (0.2, 0.2), sentence=1)
    norway, peru = rows_again([clear, unclear])[1]
    assert norway["akin-actor"] == pytest.approx(0.9)
    assert peru["akin-recipient"] == pytest.approx(0.8)
    assert norway["q-on-recipients"] > peru.get("q-on-recipients", 0.0)
    assert norway["q-before-actor"] == pytest.approx(0.9)


def test_no_act_counts_its_own_chances_as_those_of_others() -> None:
    (alone,) = rows_again([look((0.9, 0.0), (0.0, 0.8))])
    assert alone[0].get("q-acts", 0.0) == pytest.approx(0.0)
    assert alone[0].get("q-on-recipients", 0.0) == pytest.approx(0.0)
    assert "akin-actor" not in alone[0]


def test_acts_far_apart_are_not_beside_each_other() -> None:
    rows = rows_again([look((0.9, 0.0), (0.0, 0.8)), look((0.2, 0.2), (0.2, 0.2), sentence=5)])
    assert "q-before-actor" not in rows[1][0]
