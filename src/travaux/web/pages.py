"""Renders templates: everything that comes from a report is escaped, and its control characters are made visible."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from travaux import __version__
from travaux.views.sentences import start, tell_wanted
from travaux.views.sure import MEANING
from travaux.views.wording import name_all, quote_words, say_edtf, say_issue, spell_out
from travaux.web.margin import name_kind
from travaux.web.nav import DESK_PAGES, FILE_PAGES

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that a browser might obey, or that turn the words around them."""


def clean(value: Any) -> Any:
    """A value as a template writes it: of text, control characters as U+FFFD, one for one."""
    if type(value) is str:
        return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", value)
    return "" if value is None else value


def address(*parts: str) -> str:
    """Parts as the path of an address."""
    return "/" + "/".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in parts)


def humanize(word: str) -> str:
    """A word of a closed set as one writes it."""
    return word.replace("_", " ")


_VOICES = {
    "named": "a person",
    "office": "an office",
    "anonymous": "unnamed",
    "organisation": "an organisation",
    "document": "a document",
    "reporter": "the reporter",
}
"""Kinds of voices as one writes them."""
_STATES = {"pending": "outcome not told", "defer": "put off", "counter": "countered"}
"""States that say little by themselves."""


def name_state(word: str) -> str:
    """A state of an item as one writes it."""
    return _STATES.get(word, humanize(word))


def say_moment(when: str) -> str:
    """A time of UTC in ISO 8601, to the minute."""
    return f"{say_edtf(when[:10])}, {when[11:16]} UTC"


@cache
def templates() -> Environment:
    """The environment of all templates."""
    found = Environment(
        loader=PackageLoader("travaux.web"),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": say_edtf,
        "human": humanize,
        "issue": say_issue,
        "quoted": quote_words,
        "names": lambda names: spell_out(name_all(names)),
        "sentence": lambda text: spell_out(start(text)),
        "wanted": tell_wanted,
        "state": name_state,
        "kind": name_kind,
        "moment": say_moment,
    }
    found.filters |= filters
    found.globals |= {
        "address": address,
        "desk_pages": DESK_PAGES,
        "file_pages": FILE_PAGES,
        "meaning": MEANING,
        "version": __version__,
        "voices": _VOICES,
    }
    for name in found.list_templates(["html"]):
        found.get_template(name)  # Now: an upgrade of the files below must not mix with the code of a running desk.
    return found


def render(request: Request, name: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page from the template of this name."""
    shared = {"view": None, "as_of": None, "query": "", **getattr(request.state, "page", {})}
    body = templates().get_template(name).render({"request": request, **shared, **context})
    return HTMLResponse(body, status_code=status)
