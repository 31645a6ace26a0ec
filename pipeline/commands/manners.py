"""What every command takes beside its own options: how much it says."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from pipeline.commands.calling import calling
from pipeline.show.logs import Level

Work = TypeVar("Work", bound=Callable[..., None])

JsonOption = Annotated[
    bool, typer.Option("--json", help="Give the result as one JSON object on standard output; all else goes elsewhere.")
]
_LogLevel = Annotated[Level, typer.Option("--log-level", help="Show what is noted on the way, from this weight on.")]
_Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


class App(typer.Typer):
    """A Typer whose commands also take ``--log-level`` and ``--quiet``, and end with one line when stopped."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Work], Work]:
        """Add a command, as Typer does."""
        add = super().command(name, **options)

        def added(work: Work) -> Work:
            add(_mannered(work))
            return work

        return added


def _mannered(work: Callable[..., None]) -> Callable[..., None]:
    """Return the command with two options more."""

    @wraps(work)
    def command(*, log_level: Level, quiet: bool, **own: Any) -> None:
        with calling(quiet=quiet, as_json=bool(own.get("as_json")), log_level=log_level):
            work(**own)

    added = [_option("log_level", _LogLevel, Level.WARNING), _option("quiet", _Quiet, False)]
    own = inspect.signature(work)
    command.__annotations__ = work.__annotations__ | {option.name: option.annotation for option in added}
    vars(command)["__signature__"] = own.replace(parameters=[*own.parameters.values(), *added])
    return command


def _option(name: str, kind: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
