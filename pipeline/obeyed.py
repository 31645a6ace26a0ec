"""Characters that a program obeys in place of showing them, and with which a text can show as another than it is."""

import re

# Control characters (escape begins a command of a terminal) without tab and line ends; marks that turn the direction
# of a text or have no width; tags. Unicode 16, chapters 23.1, 23.2 and 23.9.
OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# What a name or a line of the terminal cannot hold either: line ends and halves of characters.
_IN_ONE_LINE = re.compile(f"{OBEYED.pattern}|[\r\x85\xad\u180e\u200c\u200d\u2028\u2029\ud800-\udfff]")

_WRITTEN_OUT = re.compile(r"\\(?:[nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")


def left_out(text: str) -> str:
    """Return the text without what would be obeyed."""
    return OBEYED.sub("", text)


def written_out(text: str) -> str:
    r"""Return the text with whatever would be obeyed written out ('\x1b'); tabs and line feeds stay."""
    return _IN_ONE_LINE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def as_name(text: str) -> str:
    r"""Return the name of a file as one line that shows what it is ('\n', '\udcff')."""
    return written_out(text).replace("\t", r"\t").replace("\n", r"\n")


def name_behind(text: str) -> str:
    r"""Return the name of the file that `as_name` wrote; wrong only for a name that itself holds such a '\n'."""
    return _WRITTEN_OUT.sub(lambda found: found[0].encode("ascii").decode("unicode_escape"), text)
