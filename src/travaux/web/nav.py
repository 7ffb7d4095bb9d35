"""The pages of a desk as its menus list them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a menu: the last part of the address, and what it is called."""

    path: str
    title: str


FILE_PAGES = (
    Entry(path="", title="Overview"),
    Entry(path="changes", title="What changed"),
    Entry(path="table", title="On the table"),
    Entry(path="positions", title="Positions"),
    Entry(path="demands", title="Demands"),
    Entry(path="leverage", title="Leverage"),
    Entry(path="next", title="What is next"),
    Entry(path="timeline", title="Timeline"),
    Entry(path="access", title="Access"),
    Entry(path="contradictions", title="Told both ways"),
    Entry(path="sources", title="Sources"),
    Entry(path="reports", title="Reports"),
    Entry(path="brief", title="Brief"),
)
"""The pages of one file, below /p/PROCESS/."""
DESK_PAGES = [
    Entry(path="/", title="Processes"),
    Entry(path="/search", title="Search"),
    Entry(path="/review", title="Review"),
    Entry(path="/add", title="Add"),
    Entry(path="/watch", title="Watch"),
]
"""The pages of the whole desk, by their addresses."""
