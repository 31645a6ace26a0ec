"""How the templates of the page are filled in: escaped always, numbers and lists in Dutch."""

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.report import figures, figures_of_circles
from pipeline.report.links import has_pages
from pipeline.report.page_assets import TEMPLATES
from pipeline.report.page_compiled import CompiledTemplates
from pipeline.report.page_view import View
from pipeline.synthesis import dutch


def _unbroken(text: str) -> str:
    """Return a text in which no line ends before a percent sign."""
    return text.replace(" %", "\u00a0%")


_FILTERS: dict[str, Callable[..., str]] = {
    "number": dutch.number,
    "percent": lambda share: _unbroken(dutch.percent(share)),
    "between": lambda estimate: _unbroken(dutch.between(estimate)),
    "in_words": dutch.in_words,
    "listed": dutch.listed,
    "capital": dutch.capital,
}


def base_environment() -> Environment:
    """Return the templates with what every page may call: numbers and lists in Dutch."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(_FILTERS)
    env.globals |= {"of_things": dutch.of_things, "has_pages": has_pages}
    return env


def environment(view: View) -> Environment:
    """Return the templates with everything that those of the rode draad may call."""
    env = base_environment()
    env.globals |= {
        "view": view,
        "spread_figure": figures.spread,
        "roles_figure": figures.roles,
        "places_figure": figures.places,
        "all_places_figure": figures.all_places,
        "network_figure": figures_of_circles.network,
        "loop_figure": figures_of_circles.loop,
    }
    return env
