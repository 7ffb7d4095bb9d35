"""The list of processes."""

from fastapi import APIRouter, Request, Response

from travaux.web.context import LibraryDep
from travaux.web.library import ALL
from travaux.web.pages import render

router = APIRouter()


@router.get("/")
def list_processes(request: Request, library: LibraryDep) -> Response:
    """The processes of the store, the largest first."""
    found = library.processes()
    counts = library.store.counts()
    return render(request, "processes.html", {"found": found, "counts": counts, "all": ALL})
