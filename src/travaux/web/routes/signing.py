"""Signing in and out, and one's own account."""

import secrets
from math import ceil
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from travaux.errors import UsageError
from travaux.store.accounts import change_account, end_sign_in, end_sign_ins, find_account
from travaux.web.acts import AnyAct, ReaderAct, UserDep, read_back
from travaux.web.attempts import Attempts
from travaux.web.context import LibraryDep
from travaux.web.pages import render
from travaux.web.passwords import check_password, hash_password
from travaux.web.users import HOLDS, VISIT, Users, name_cookie

router = APIRouter()
_WRONG = "No account has this name and password."


@router.get("/sign-in")
def ask_sign_in(request: Request, user: UserDep, next: str = "/") -> Response:  # noqa: A002
    """The form to sign in with; who is signed in goes on."""
    if user.role is not None:
        return RedirectResponse(read_back(next), status_code=303)
    return _show_form(request, "", next, "", 200)


@router.post("/sign-in")
def sign_in(request: Request, act: AnyAct, library: LibraryDep) -> Response:
    """Sign in with name and password."""
    users: Users = request.app.state.users
    attempts: Attempts = request.app.state.attempts
    name, back = act.get("name").strip(), act.get("next")
    address = request.client.host if request.client else ""
    wait = attempts.begin(name, address)
    if wait > 0:
        answer = _show_form(request, name, back, f"Too many tries. Try again in {ceil(wait / 60)} minutes.", 429)
        answer.headers["retry-after"] = str(ceil(wait))
        return answer
    account = find_account(library.store, name) if _is_name(name) else None
    if not check_password(account.password_hash if account else None, act.get("password")) or account is None:
        return _show_form(request, name, back, _WRONG, 401)
    attempts.succeed(name, address)
    if act.user.sign_in is not None:
        end_sign_in(library.store, act.user.sign_in)
    answer = RedirectResponse(read_back(back), status_code=303)
    secure = request.url.scheme == "https"
    token = users.begin(library.store, account.name)
    answer.set_cookie(
        name_cookie(request.url.scheme),
        token,
        max_age=int(HOLDS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    answer.delete_cookie(VISIT)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, act: ReaderAct, library: LibraryDep) -> Response:
    """End this sign-in, or all of the account."""
    if act.user.sign_in is not None:
        if act.get("everywhere"):
            end_sign_ins(library.store, act.user.name)
        else:
            end_sign_in(library.store, act.user.sign_in)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(name_cookie(request.url.scheme), secure=request.url.scheme == "https", httponly=True)
    return answer


@router.get("/account")
def show_account(request: Request, said: str = "") -> Response:
    """One's own account."""
    return _show_account(request, "Your password was changed." if said == "password" else "")


@router.post("/account/token")
def make_token(request: Request, act: ReaderAct, library: LibraryDep) -> Response:
    """Make a token with which a script reads the JSON as this account; it is shown this once."""
    if act.user.local:
        raise UsageError("without accounts nobody needs a token. Nothing was changed")
    return _show_account(request, script=Users.begin_script(library.store, act.user.name))


@router.post("/account/password")
def change_password(request: Request, act: ReaderAct, library: LibraryDep) -> Response:
    """Change one's own password; all sign-ins of the account end, and this one begins anew."""
    user = act.user
    account = None if user.local else find_account(library.store, user.name)
    address = request.client.host if request.client else ""
    attempts: Attempts = request.app.state.attempts
    wait = attempts.begin(user.name, address)
    fault = f"Too many tries. Try again in {ceil(wait / 60)} minutes." if wait > 0 else ""
    if not fault and (account is None or not check_password(account.password_hash, act.get("old"))):
        fault = "The password that you have now is another."
    if not fault and act.get("new") != act.get("again"):
        fault = "The two new passwords differ."
    if not fault:
        try:
            change_account(library.store, user.name, password_hash=hash_password(act.get("new"), user.name))
        except UsageError as error:
            fault = str(error)
    if fault:
        return _show_account(request, fault=fault, status=400)
    attempts.succeed(user.name, address)
    users: Users = request.app.state.users
    answer = RedirectResponse("/account?" + urlencode({"said": "password"}), status_code=303)
    answer.set_cookie(
        name_cookie(request.url.scheme),
        users.begin(library.store, user.name),
        max_age=int(HOLDS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _show_account(
    request: Request, said: str = "", fault: str = "", script: tuple[str, str] | None = None, status: int = 200
) -> Response:
    answer = render(request, "account.html", {"said": said, "fault": fault, "script": script}, status)
    if script is not None:
        answer.headers["cache-control"] = "no-store"
    return answer


def _show_form(request: Request, name: str, back: str, fault: str, status: int) -> Response:
    users: Users = request.app.state.users
    visit = request.cookies.get(VISIT) or secrets.token_urlsafe(24)
    context = {"name": name, "next": read_back(back), "fault": fault, "token": users.sign_visit(visit)}
    answer = render(request, "sign-in.html", context, status)
    answer.set_cookie(VISIT, visit, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


def _is_name(name: str) -> bool:
    """Whether a name can be that of an account."""
    return bool(name) and name.isprintable()
