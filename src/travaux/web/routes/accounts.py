"""The accounts of a desk, for those who administer it."""

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from travaux.errors import UsageError
from travaux.store.accounts import Role, add_account, change_account, delete_account, list_accounts
from travaux.web.accounts import check_admin_left, read_name, read_role
from travaux.web.acts import AdminAct, allow
from travaux.web.context import LibraryDep
from travaux.web.library import Library
from travaux.web.pages import render
from travaux.web.passwords import hash_password

router = APIRouter()


@router.get("/accounts", dependencies=[Depends(allow(Role.ADMIN))])
def show_accounts(request: Request, library: LibraryDep) -> Response:
    """The accounts and their roles."""
    return _show(request, library)


@router.post("/accounts")
def make_account(request: Request, act: AdminAct, library: LibraryDep) -> Response:
    """Add an account."""
    try:
        name, role = read_name(act.get("name")), read_role(act.get("role"))
        if next(list_accounts(library.store), None) is None and role is not Role.ADMIN:
            raise UsageError("the first account is an admin's, who can add the others. Nothing was changed")
        add_account(library.store, name, role, hash_password(act.get("password"), name))
    except UsageError as error:
        return _show(request, library, str(error))
    return RedirectResponse("/accounts", status_code=303)


@router.post("/accounts/role")
def change_role(act: AdminAct, library: LibraryDep) -> Response:
    """Give an account another role; its sign-ins end."""
    name, role = act.get("name"), read_role(act.get("role"))
    with library.store.transaction():
        if role is not Role.ADMIN:
            check_admin_left(library.store, name)
        if change_account(library.store, name, role=role) is None:
            raise UsageError(f"there is no account {name!r}")
    return RedirectResponse("/accounts", status_code=303)


@router.post("/accounts/remove")
def remove_account(act: AdminAct, library: LibraryDep) -> Response:
    """Remove an account; what it reviewed stays."""
    name = act.get("name")
    with library.store.transaction():
        check_admin_left(library.store, name)
        if not delete_account(library.store, name):
            raise UsageError(f"there is no account {name!r}")
    return RedirectResponse("/accounts", status_code=303)


def _show(request: Request, library: Library, fault: str = "") -> Response:
    context = {"accounts": list(list_accounts(library.store)), "roles": list(Role), "fault": fault}
    return render(request, "accounts.html", context, 400 if fault else 200)
