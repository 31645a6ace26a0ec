"""The addresses that the page asks for. Items go by number alone; no name of a file ever comes from the browser."""

from pathlib import Path

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline import __version__
from pipeline.codings.coders import tidy_name
from pipeline.errors import RodeDraadError
from pipeline.report.page_assets import TEMPLATES as HOUSE_STYLE
from pipeline.review.material import Material
from pipeline.review.records import Answer
from pipeline.review.web.access import ENTRANCE, Access, Guard
from pipeline.review.web.coders import fault_in
from pipeline.review.web.desk import Desk
from pipeline.review.web.page_image import NoPageError
from pipeline.review.web.pages import Pages
from pipeline.review.web.posted import PostedAnswer, PostedName, body_of
from pipeline.review.web.refusals import TEMPLATES, fault, refusal
from pipeline.review.web.saving import not_saved
from pipeline.review.web.views import codebook_view, item_view, progress_view, proposal_view, titles

_STATIC = Path(__file__).parent / "static"
# Named here, not guessed from the system: on some machines a script is registered as plain text.
_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def web_app(material: Material, desk: Desk, pages: Pages, access: Access) -> Starlette:
    """Return the application; ``desk`` takes the decisions and ``pages`` draws the reports."""
    rooms = _Rooms(material, desk, pages, access)
    routes = [
        Route(ENTRANCE, rooms.enter, methods=["GET"]),
        Route("/", rooms.page),
        Route("/static/{name}", _static),
        Route("/codeboek", rooms.codebook),
        Route("/stand", rooms.progress),
        Route("/naam", rooms.name, methods=["POST"]),
        Route("/meer", rooms.more, methods=["POST"]),
        Route("/item/{number:int}", rooms.item),
        Route("/item/{number:int}/voorstel", rooms.proposal, methods=["POST"]),
        Route("/item/{number:int}/pagina", rooms.report_page),
        Route("/item/{number:int}/beeld", rooms.report_image),
        Route("/item/{number:int}/besluit", rooms.decide, methods=["POST"]),
        Route("/item/{number:int}/ongedaan", rooms.undo, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={HTTPException: _refused, ValidationError: _not_understood},
    )


class _Rooms:
    """What answers each address; what reads or writes files or waits runs in a thread, so that others are not held."""

    def __init__(self, material: Material, desk: Desk, pages: Pages, access: Access) -> None:
        self._desk, self._pages, self._access = desk, pages, access
        self._codebook = material.codebook
        self._titles = titles(material)

    async def enter(self, request: Request) -> Response:
        cookie = self._access.admit(request.query_params.get("token", "")) if request.method == "GET" else None
        if cookie is None:
            return refusal(request, 401)
        # A page that goes on by itself, not a redirect: a browser that came from elsewhere would not send the cookie.
        page = TEMPLATES.get_template("entered.html.j2").render()
        return HTMLResponse(page, headers={"set-cookie": cookie})

    async def page(self, request: Request) -> Response:
        del request
        shown = TEMPLATES.get_template("review.html.j2").render(proof=self._access.proof, version=__version__)
        return HTMLResponse(shown)

    async def codebook(self, request: Request) -> Response:
        del request
        return JSONResponse(codebook_view(self._codebook))

    async def progress(self, request: Request) -> Response:
        del request
        return JSONResponse(progress_view(self._desk))

    async def name(self, request: Request) -> Response:
        name = tidy_name(PostedName.model_validate_json(await body_of(request)).name)
        wrong = fault_in(name)
        if wrong:
            return fault(wrong, 422)
        await run_in_threadpool(self._desk.begin, name)
        return JSONResponse(progress_view(self._desk))

    async def more(self, request: Request) -> Response:
        del request
        await run_in_threadpool(self._desk.more)
        return JSONResponse(progress_view(self._desk))

    async def item(self, request: Request) -> Response:
        return JSONResponse(item_view(self._desk, self._number(request), self._titles))

    async def proposal(self, request: Request) -> Response:
        """Given only when the page is about to show it, so that the store knows whether it was seen."""
        return JSONResponse(proposal_view(await run_in_threadpool(self._desk.with_proposal, self._number(request))))

    def report_page(self, request: Request) -> Response:
        number = self._number(request)
        try:
            drawn = self._pages.of(self._desk.items[number])
        except NoPageError as e:
            return JSONResponse({"note": str(e)})
        following = self._desk.next_after(number)
        if following is not None:
            self._pages.ahead(self._desk.items[following])
        note = "" if drawn.marks else "De passage is op deze pagina niet teruggevonden en daarom niet gemarkeerd."
        size = {"width": drawn.width, "height": drawn.height, "pages": drawn.pages}
        return JSONResponse({"note": note, "marks": drawn.marks, **size})

    def report_image(self, request: Request) -> Response:
        try:
            return Response(self._pages.of(self._desk.items[self._number(request)]).png, media_type="image/png")
        except NoPageError as e:
            return fault(str(e), 404)

    async def decide(self, request: Request) -> Response:
        number = self._number(request)
        answer = PostedAnswer.model_validate_json(await body_of(request)).answer(self._codebook)
        return await run_in_threadpool(self._decided, number, answer)

    async def undo(self, request: Request) -> Response:
        return await run_in_threadpool(self._decided, self._number(request), None)

    def _decided(self, number: int, answer: Answer | None) -> Response:
        """Answer only when the decision, or its withdrawal, is on the disk."""
        try:
            if answer is None:
                self._desk.undo(number)
            else:
                self._desk.decide(number, answer)
        except (OSError, RodeDraadError) as e:
            return fault(not_saved(e), 507)
        return JSONResponse(progress_view(self._desk, after=number))

    def _number(self, request: Request) -> int:
        number: int = request.path_params["number"]
        if number >= len(self._desk.items):
            raise HTTPException(404)
        return number


async def _static(request: Request) -> Response:
    """Only what lies in the package is given, by the names that lie there."""
    files = {path.name: path for path in (*_STATIC.iterdir(), HOUSE_STYLE / "colours.css")}
    path = files.get(request.path_params["name"])
    if path is None or path.suffix not in _MEDIA:
        raise HTTPException(404)
    return FileResponse(path, media_type=_MEDIA[path.suffix])


async def _refused(request: Request, error: Exception) -> Response:
    return refusal(request, error.status_code if isinstance(error, HTTPException) else 422)


async def _not_understood(request: Request, error: Exception) -> Response:
    del error
    return refusal(request, 422)
