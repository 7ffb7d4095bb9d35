"""Accounts and sign-ins, on every backend."""

from dataclasses import replace

import pytest

from travaux.errors import UsageError
from travaux.store import Store
from travaux.store.accounts import (
    Role,
    add_account,
    add_sign_in,
    change_account,
    delete_account,
    end_sign_in,
    end_sign_ins,
    extend_sign_in,
    find_account,
    find_sign_in,
    list_accounts,
)

NEVER, LONG_AGO = "2999-01-01T00:00:00Z", "1999-01-01T00:00:00Z"


def test_add_account_keeps_one_of_a_name(store: Store) -> None:
    made = add_account(store, "noor", Role.REVIEWER, "argon2 hash")
    assert find_account(store, "noor") == made
    assert find_account(store, "Noor") is None
    with pytest.raises(UsageError, match="an account 'noor' already"):
        add_account(store, "noor", Role.ADMIN, "other")
    add_account(store, "Ana", Role.READER, "hash")
    assert list(list_accounts(store)) == [find_account(store, "Ana"), made]


def test_change_account_ends_its_sign_ins(store: Store) -> None:
    made = add_account(store, "noor", Role.READER, "old")
    add_sign_in(store, "noor", "t1", NEVER)
    assert change_account(store, "noor") == made
    assert find_sign_in(store, "t1") is not None
    assert change_account(store, "noor", role=Role.ADMIN) == replace(made, role=Role.ADMIN)
    assert change_account(store, "noor", password_hash="new") == replace(made, role=Role.ADMIN, password_hash="new")
    assert find_sign_in(store, "t1") is None
    assert change_account(store, "nobody", role=Role.ADMIN) is None


def test_a_sign_in_holds_until_it_runs_out(store: Store) -> None:
    made = add_account(store, "noor", Role.READER, "hash")
    add_sign_in(store, "noor", "t1", "2030-01-01T00:00:00Z")
    found = find_sign_in(store, "t1", at="2029-12-31T23:59:59Z")
    assert found is not None
    assert (found.account, found.expires) == (made, "2030-01-01T00:00:00Z")
    assert find_sign_in(store, "t1", at="2030-01-01T00:00:00Z") is None
    assert extend_sign_in(store, "t1", "2031-01-01T00:00:00Z")
    assert find_sign_in(store, "t1", at="2030-01-01T00:00:00Z") is not None
    assert not extend_sign_in(store, "t2", NEVER)
    with pytest.raises(UsageError, match="no account 'nobody'"):
        add_sign_in(store, "nobody", "t3", NEVER)


def test_sign_ins_that_ran_out_are_dropped_by_the_next(store: Store) -> None:
    add_account(store, "noor", Role.READER, "hash")
    add_sign_in(store, "noor", "old", LONG_AGO)
    add_sign_in(store, "noor", "new", NEVER)
    assert not end_sign_in(store, "old")
    assert end_sign_in(store, "new")
    assert find_sign_in(store, "new") is None


def test_end_sign_ins_signs_one_account_out_everywhere(store: Store) -> None:
    for name in ("noor", "ana"):
        add_account(store, name, Role.READER, "hash")
        for n in range(2):
            add_sign_in(store, name, f"{name}{n}", NEVER)
    assert end_sign_ins(store, "noor") == 2
    assert find_sign_in(store, "noor0") is None
    assert find_sign_in(store, "ana1") is not None


def test_delete_account_leaves_nothing_of_it_and_no_account_changes_the_record(store: Store) -> None:
    before = store.state()
    add_account(store, "noor", Role.READER, "hash")
    add_sign_in(store, "noor", "t1", NEVER)
    assert delete_account(store, "noor")
    assert not delete_account(store, "noor")
    assert find_sign_in(store, "t1") is None
    assert store.state() == before
