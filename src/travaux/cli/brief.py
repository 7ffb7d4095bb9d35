"""`travaux brief`: where things stand, on a page with footnotes."""

from enum import StrEnum

from travaux.cli.material import Material, with_material
from travaux.cli.options import make_app
from travaux.cli.output import show, show_json
from travaux.cli.rows import describe, dump, list_left
from travaux.cli.several import warn_of_several
from travaux.ontology.dossier import DOSSIER
from travaux.views.brief import make_brief, render_brief
from travaux.views.pages import render_html, render_markdown

app = make_app()


class PageFormat(StrEnum):
    """How the page is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


_RENDERERS = {PageFormat.TEXT: render_brief, PageFormat.MARKDOWN: render_markdown, PageFormat.HTML: render_html}


@app.command()
@with_material
def brief(material: Material, format: PageFormat = PageFormat.TEXT) -> None:  # noqa: A002
    """Print where things stand, what is on the table, who wants what and what is next, every line footnoted."""
    day = material.as_of.isoformat() if material.as_of else None
    covers = warn_of_several(material)
    if format is PageFormat.JSON:
        dossier = material.dossier()
        whole = DOSSIER.dump_python(dossier, mode="json")
        page = dump(make_brief(dossier, day, covers, material.name))
        show_json({**whole, **describe(material), "brief": page, **list_left(material, dossier)})
    else:
        render = _RENDERERS[format]
        show(
            material.remember(
                f"brief {format.value}", lambda: render(make_brief(material.dossier(), day, covers, material.name))
            )
        )
