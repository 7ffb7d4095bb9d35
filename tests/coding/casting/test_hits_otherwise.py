"""The times and places that a report offers: each way in which a time can be meant, and towns that no pack knows."""

import pytest
from tests.coding.casting.test_around import scenes_of
from tests.coding.reading import DAY

from travaux.coding.casting.hits import find_dates, find_places
from travaux.coding.casting.nested import find_nested, find_outer
from travaux.coding.coder import Coder

pytestmark = pytest.mark.model


def dates_of(coder: Coder, text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.name) for hit in find_dates(scenes_of(coder, text)[0].context).hits]


def places_of(coder: Coder, text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.name) for hit in find_places(scenes_of(coder, text)[0].context).hits]


def test_since_may_tell_only_of_its_beginning(coder: Coder) -> None:
    found = dates_of(coder, "Peru has rejected talks since 2019, when Chile attacked the port.")
    assert found == [("since", "2019/.."), ("since-start", "2019")]


def test_what_since_opens_goes_on(coder: Coder) -> None:
    found = dates_of(coder, "Peru has rejected all talks since its envoy was arrested in May 2024.")
    assert found == [("month", "2024-05"), ("since-clause", "2024-05/..")]


def test_a_month_without_since_is_only_itself(coder: Coder) -> None:
    assert dates_of(coder, "Peru rejected the talks in May 2024.") == [("month", "2024-05")]


def test_this_week_may_mean_its_days_so_far(coder: Coder) -> None:
    text = "Kenya rejected the truce this week. Uganda attacked it last week."
    assert dates_of(coder, text) == [
        ("week", "2025-06-09/2025-06-15"),
        ("week-so-far", f"2025-06-09/{DAY.isoformat()}"),
        ("week", "2025-06-02/2025-06-08"),
    ]


def test_overnight_may_mean_the_day(coder: Coder) -> None:
    assert ("night-day", DAY.isoformat()) in dates_of(coder, "Kenya attacked the harbour overnight.")


def test_a_town_that_no_pack_knows_is_a_place_wherever_it_is_named(coder: Coder) -> None:
    found = places_of(
        coder, "Rebels attacked the town of Omdara. Omdara rejected their offer. Soldiers died in Bat Ramal."
    )
    assert [name for _, name in found] == ["Omdara", "Omdara", "Bat Ramal"]


def test_whom_one_trusts_is_no_place(coder: Coder) -> None:
    found = places_of(coder, "Peru rejected the offer. Its people have no confidence in Ramosson.")
    assert "Ramosson" not in [name for _, name in found]


def test_names_within_a_crossing_are_places_too(coder: Coder) -> None:
    found = places_of(coder, "Egypt reopened the Rafah crossing.")
    assert ("point", "Rafah crossing") in found
    assert ("Rafah", True) in [(name, kind.endswith("in-point")) for kind, name in found]


def test_a_part_of_a_country_is_not_who_rules_there(coder: Coder) -> None:
    found = places_of(coder, "Turkey attacked a convoy in north-east Syria.")
    assert "north-east Syria" in [name for _, name in found]


def test_what_lies_within_another_value_is_known(coder: Coder) -> None:
    text = "Peru rejected the plan on 3 June 2025 in Lima. In June 2025 Chile met Peru."
    context = scenes_of(coder, text)[0].context
    days, places = (find_nested(find_outer(context, find(context).hits)) for find in (find_dates, find_places))
    assert days["2025-06"] == (1, False)
    assert days["2025-06-03"] == (0, True)
    assert (places["Lima"], places["Peru"], places["Chile"]) == ((0, True), (1, False), (0, False))
