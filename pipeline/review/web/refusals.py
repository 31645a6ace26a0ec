"""Answers to requests that cannot be granted, in Dutch: a page for somebody who reads, a text for our own page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
_COMMAND = "rodedraad review --web"
_TEXTS = {
    401: f"Deze pagina hoort bij een andere start van het programma. Open het adres dat '{_COMMAND}' in de terminal "
    "toont; het werkt één keer. Is het al gebruikt, stop het programma dan met Ctrl-C en start het opnieuw.",
    403: "Deze wijziging kwam niet van deze pagina zelf en is geweigerd.",
    404: "Deze pagina bestaat niet.",
    405: "Dit kan hier niet.",
    413: "Dit is te groot om te bewaren.",
    421: "Dit adres hoort niet bij dit programma. Gebruik het adres dat in de terminal staat.",
    422: "De invoer is niet begrepen en niet opgeslagen. Laad de pagina opnieuw.",
}


def refusal(request: Request, status: int) -> Response:
    """Return the answer with this HTTP status: a page where a browser asks for one, else JSON with ``fault``."""
    text = _TEXTS[status]
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(TEMPLATES.get_template("refused.html.j2").render(text=text), status)
    return fault(text, status)


def fault(text: str, status: int) -> Response:
    """Return a refusal in our own words."""
    return JSONResponse({"fault": text}, status)
