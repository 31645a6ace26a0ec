"""The table of damaged files: what is done to which file, and which statuses are right for what comes of it."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

from pipeline.records import Status
from tests.damaged import bombs, changes, loops, oddities
from tests.damaged.changes import Change

OK, EMPTY, DAMAGED, TOO_LARGE = Status.OK, Status.EMPTY, Status.DAMAGED, Status.TOO_LARGE
OTHER_KIND, ENCRYPTED = Status.OTHER_KIND, Status.ENCRYPTED
PASSWORD = "lindebloesem"
_HALF_READ = (OK, DAMAGED)  # what is left of it may be text, and then the message says that some may be lost


@dataclass(frozen=True)
class Case:
    """A file: its name, its content, the kind of damage, the statuses that are right for it, and what it was before."""

    name: str
    data: bytes
    kind: str
    right: tuple[Status, ...]
    source: Path | None = None


# Each with how often it is done, for those that chance has a part in.
CHANGES: dict[str, tuple[Change, int, tuple[Status, ...]]] = {
    "10 % left": (changes.KEPT[10], 1, _HALF_READ),
    "50 % left": (changes.KEPT[50], 1, _HALF_READ),
    "90 % left": (changes.KEPT[90], 1, _HALF_READ),
    "20 bits flipped": (changes.flip, 2, _HALF_READ),
    "2,000 random bytes": (changes.scramble, 2, _HALF_READ),
    "2,000 zero bytes": (changes.blank, 2, _HALF_READ),
    "a stretch cut out": (changes.cut_out, 1, _HALF_READ),
    "numbers swapped": (changes.swap_numbers, 1, _HALF_READ),
    "other line ends": (changes.other_line_ends, 1, _HALF_READ),
    "seven bits": (changes.seven_bits, 1, _HALF_READ),
    "saved as text": (changes.as_text, 1, _HALF_READ),
}
# These say what they are, so that one file shows it.
NO_REPORT: dict[str, tuple[Change, tuple[Status, ...]]] = {
    "no bytes": (changes.emptied, (EMPTY,)),
    "nothing but zeros": (changes.zeros, (DAMAGED,)),
    "a web page": (changes.web_page, (OTHER_KIND,)),
    "base64": (changes.in_base64, (DAMAGED,)),
    "junk before it": (changes.behind_junk, (OK,)),
    "junk behind it": (changes.before_junk, (OK,)),
    "twice": (changes.twice, (OK,)),
}
MADE: dict[Callable[[], bytes], tuple[Status, ...]] = {
    bombs.bomb_of_white_space: (TOO_LARGE,),
    bombs.bomb_of_text: (TOO_LARGE,),
    bombs.bomb_of_lines: (TOO_LARGE,),
    bombs.bomb_packed_twice: (TOO_LARGE,),
    bombs.bomb_in_hexadecimal: (TOO_LARGE,),
    bombs.bomb_as_objects: (TOO_LARGE,),
    bombs.bomb_as_image: (OK,),
    bombs.bomb_as_font: (TOO_LARGE,),
    bombs.bomb_as_meaning: (TOO_LARGE,),
    bombs.forms_in_forms: (TOO_LARGE,),
    loops.form_that_draws_itself: (OK,),
    loops.forms_that_draw_each_other: (OK,),
    loops.tree_that_goes_round: (OK,),
    loops.deep_tree: (OK,),
    loops.no_pages: (OK,),
    loops.count_of_none: (OK,),
    loops.count_below_nothing: (OK,),
    loops.count_of_millions: (OK,),
    loops.count_of_thousands: (OK,),
    loops.list_that_points_at_itself: (OK,),
    loops.list_that_points_nowhere: (OK,),
    loops.lengths_that_go_round: (OK,),
    loops.outline_that_goes_round: (OK,),
    oddities.forms_far_down: (OK,),
    oddities.many_pages: (OK,),
    oddities.one_page_many_times: (OK,),
    oddities.brackets: (OK,),
    oddities.brackets_on_the_page: (OK,),
    oddities.states_never_restored: (OK,),
    oddities.far_away: (OK,),
    oddities.one_heap: (OK,),
    oddities.with_actions: (OK,),
}


def made_cases() -> Iterator[Case]:
    """Every file that was made to do harm, and locked files of which the first opens with ``PASSWORD``."""
    for make, right in MADE.items():
        yield Case(f"{make.__name__}.pdf", make(), make.__name__, right)
    whole = oddities.with_actions()
    yield Case("slot.pdf", locked(whole, PASSWORD), "locked", (OK,))
    yield Case("slot zonder sleutel.pdf", locked(whole, "anders"), "locked, other password", (ENCRYPTED,))


def no_reports(source: Path) -> Iterator[Case]:
    """The file made into what is no report any more, or a report all the same."""
    for kind, (change, right) in NO_REPORT.items():
        yield Case(f"{kind}{source.suffix}", change(source.read_bytes(), random.Random(1)), kind, right, source)


def changed_cases(sources: Sequence[Path]) -> Iterator[Case]:
    """Every change of every file, as often as the table says; the same for the same names."""
    for source in sources:
        whole = source.read_bytes()
        for kind, (change, times, right) in CHANGES.items():
            for number in range(times):
                name = f"{kind} {number + 1} {source.name}"
                yield Case(name, change(whole, random.Random(name)), kind, right, source)


def locked(data: bytes, password: str) -> bytes:
    """The PDF behind a password."""
    writer, out = PdfWriter(clone_from=BytesIO(data)), BytesIO()
    writer.encrypt(user_password=password, owner_password="eigenaar", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()
