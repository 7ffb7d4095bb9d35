"""While much is made at once nobody looks for garbage; after that it is as it was, whatever happened."""

import gc

import pytest

from travaux.garbage import collect_seldom, keep_what_is_loaded, uncollected


def test_the_search_is_off_within_and_back_on_after_a_fault() -> None:
    within: list[bool] = []

    def fail() -> None:
        with uncollected():
            within.append(gc.isenabled())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert within == [False]
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_searches_become_few_and_leave_out_what_was_loaded() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        gc.set_threshold(700, *before[1:])
        collect_seldom()
        assert gc.get_threshold()[0] > 700
        assert gc.get_freeze_count() == frozen
        keep_what_is_loaded()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
