"""Text from reports, made safe for files that refuse some characters."""

import re

# What XML 1.0 does not allow (section 2.2), and with it Word and Excel.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """Leave out the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)


def one_line(text: str) -> str:
    """Return printable text in which every stretch of white space, line ends too, is one space."""
    return _SPACES.sub(" ", printable(text))
