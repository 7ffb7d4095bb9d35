"""The brief as Markdown and as one self-contained HTML file; text from reports can be no markup in either."""

import html
import re

from travaux.views.brief import Brief, say_support
from travaux.views.desk import Line, Note

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$^@]|:(?=/)|(?<=[wW]{3})\.)")
"""What Markdown, in one dialect or another, could take for markup."""
_STYLE = """
body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: #1b1b1b; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; border-bottom: 2px solid; padding-bottom: .4rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
ul { margin: 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
sup a { text-decoration: none; } .support { color: #595959; font-size: .85em; }
ol.notes { font-size: .85rem; color: #333; } :target { background: #fff3c4; }
@media print { body { margin: 0; max-width: none; } }
"""


def render_markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes, as GitHub and Pandoc read them."""
    out = [f"# {_escape(brief.title)}", ""]
    for section in brief.sections:
        out += [f"## {_escape(section.title)}", ""]
        out += [_markdown_line(line) for line in section.lines]
        out.append("")
    out += [
        f"[^{n.number}]: “{_escape(n.quote)}” ({_escape(f'{n.chain}; {n.label} {n.start}–{n.end}')})"
        for n in brief.notes
    ]
    return "\n".join(out).rstrip() + "\n"


def _markdown_line(line: Line) -> str:
    marks = "".join(f"[^{n}]" for n in line.notes)
    return f"{'    ' * line.indent}- {_escape(line.text)}{marks}{_escape(say_support(line))}"


def _escape(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def render_html(brief: Brief) -> str:
    """The brief as one HTML file that loads nothing from anywhere and runs nothing."""
    title = html.escape(brief.title)
    out = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
    ]
    for section in brief.sections:
        out += [f"<h2>{html.escape(section.title)}</h2>", *_html_list(section.lines)]
    if brief.notes:
        out += ["<h2>Notes</h2>", '<ol class="notes">', *map(_html_note, brief.notes), "</ol>"]
    return "\n".join([*out, "</body></html>"]) + "\n"


def _html_list(lines: tuple[Line, ...]) -> list[str]:
    """Lines as nested lists: those that are set in stand inside the line before them."""
    out = ["<ul>"]
    for at, line in enumerate(lines):
        following = lines[at + 1].indent if at + 1 < len(lines) else 0
        body = _html_line(line)
        if following > line.indent:
            out += [f"<li>{body}", "<ul>"]
        else:
            out.append(f"<li>{body}</li>")
        out += ["</ul></li>"] * max(line.indent - following, 0)
    return [*out, "</ul>"]


def _html_line(line: Line) -> str:
    marks = "".join(f'<sup><a href="#note-{n}">[{n}]</a></sup>' for n in line.notes)
    support = say_support(line)
    told = f' <span class="support">{html.escape(support.strip(" —"))}</span>' if support else ""
    return f"{html.escape(line.text)}{marks}{told}"


def _html_note(note: Note) -> str:
    chain = html.escape(f"{note.chain}; {note.label} {note.start}–{note.end}")
    return f'<li id="note-{note.number}" value="{note.number}">“{html.escape(note.quote)}” ({chain})</li>'
