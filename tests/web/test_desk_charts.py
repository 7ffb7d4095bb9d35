"""The timeline's drawing: lanes, spans of uncertain days, and what is planned."""

from travaux.ontology.claim import When
from travaux.web.charts import OTHERS, Mark, _days, draw_timeline

MARKS = [
    Mark(lane="Norway", first="2024-05-02", last="2024-05-02", kind="meeting", planned=False, dated=True),
    Mark(lane="Norway", first="2024-05-01", last="2024-05-31", kind="deed", planned=False, dated=True),
    Mark(lane=OTHERS, first="2024-06-01", last="2024-06-01", kind="deadline", planned=True, dated=True),
]


def test_a_drawing_has_a_lane_a_party_and_says_what_its_marks_mean() -> None:
    svg = draw_timeline(MARKS, "2024-04-20", "2024-06-20")
    for word in ("Norway", OTHERS, "meeting", "deed", "deadline", "planned", "done"):
        assert f">{word}<" in svg
    assert "harm to aid" not in svg
    assert draw_timeline(MARKS, "2024-04-20", "2024-06-20") == svg


def test_names_in_a_drawing_are_no_markup() -> None:
    mark = Mark(
        lane="<script>x</script>", first="2024-05-02", last="2024-05-02", kind="deed", planned=False, dated=True
    )
    assert "<script" not in draw_timeline([mark], "2024-04-20", "2024-06-20")


def test_an_empty_drawing_is_a_drawing() -> None:
    assert draw_timeline([], "2024-04-20", "2024-06-20").startswith("<svg")


def test_days_that_a_time_can_be() -> None:
    for edtf, days in (
        ("2024-05", ("2024-05-01", "2024-05-31")),
        ("2024-05-02~", ("2024-05-02", "2024-05-02")),
        ("2024-05-02/2024-05-09", ("2024-05-02", "2024-05-09")),
        ("2024-05-02/..", ("2024-05-02", "2024-05-02")),
        ("../2024-05-02", ("2024-05-02", "2024-05-02")),
        ("2024-21", None),
        (None, None),
    ):
        assert _days(When(edtf=edtf, words="then")) == days, edtf
