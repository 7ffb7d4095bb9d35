"""What a route needs to change anything: somebody with the role for it, and a form that this desk gave them."""

import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from travaux.store.accounts import Role
from travaux.web.users import User

FORM_TOKEN = "token"  # noqa: S105 -- the name of a field
FORM_BYTES = 4_000_000
"""The most that one field of a form may hold: a pasted report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A form that somebody sent, checked to be theirs and of this desk."""

    user: User
    form: FormData

    def get(self, name: str) -> str:
        """A field as text, "" where it is missing."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def file(self, name: str) -> UploadFile | None:
        """A file; None where none was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


def read_back(back: str, otherwise: str = "/") -> str:
    """Where to go on: a page of this desk, whatever a form or an address says."""
    fine = (
        back.startswith("/")
        and not back.startswith("//")
        and "\\" not in back
        and back.isprintable()
        and back.isascii()
    )
    return back if fine else otherwise


def get_user(request: Request) -> User:
    """Who asks; the gate has found it out."""
    user: User = request.state.user
    return user


def require(role: Role | None) -> Callable[[Request], AsyncIterator[Act]]:
    """A dependency: the form of somebody who may do what needs that role (None: of anybody).

    The role is looked at before the form is read.
    """

    async def read_act(request: Request) -> AsyncIterator[Act]:
        user = get_user(request)
        if role is not None and not user.may(role):
            raise HTTPException(403, f"that needs the role of {role.value}. Nothing was changed")
        async with request.form(max_files=1, max_fields=100, max_part_size=FORM_BYTES) as form:
            yield check_token(user, form)

    return read_act


def check_token(user: User, form: FormData) -> Act:
    """The act of a form.

    Raises:
        HTTPException: the form was not made by this desk for this sign-in.
    """
    token = form.get(FORM_TOKEN)
    known = (
        isinstance(token, str)
        and user.token
        and hmac.compare_digest(token.encode(errors="replace"), user.token.encode())
    )
    if not known:
        reason = "the form is not of this sign-in, or too old: go back, load the page again and send it once more"
        raise HTTPException(403, f"{reason}. Nothing was changed")
    return Act(user=user, form=form)


def allow(role: Role) -> Callable[[Request], User]:
    """A dependency: somebody who may see what needs that role."""

    def find_allowed(request: Request) -> User:
        user = get_user(request)
        if not user.may(role):
            raise HTTPException(403, f"that needs the role of {role.value}")
        return user

    return find_allowed


UserDep = Annotated[User, Depends(get_user)]
AnyAct = Annotated[Act, Depends(require(None))]
ReaderAct = Annotated[Act, Depends(require(Role.READER))]
ReviewerAct = Annotated[Act, Depends(require(Role.REVIEWER))]
AdminAct = Annotated[Act, Depends(require(Role.ADMIN))]
