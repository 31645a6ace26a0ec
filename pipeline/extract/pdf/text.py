"""What the wording of a line says about where sentences start and end."""

import re

_STOPS = (".", "!", "?", ":", ";", "…")
_CLOSING = "\"'’”»)]"
DANGLING = re.compile(  # no sentence ends on these words, so a short line that does goes on
    r"(?:,|\b(?:de|het|een|en|of|van|voor|in|op|te|dat|die|met|door|om|aan|bij|uit|tot|naar|over|als|zijn|haar|hun|deze"
    r"|dit))$"
)
CAPTION = re.compile(r"(?:figuur|fig\.|tabel|grafiek|afbeelding|bron|foto|kaart|schema|kader|box)\b", re.IGNORECASE)


def ends_sentence(text: str) -> bool:
    """Whether a sentence, a clause or a lead-in ends here."""
    return text.rstrip(_CLOSING).endswith(_STOPS)


def starts_small(text: str) -> bool:
    """Whether a text starts with a small letter, as no Dutch sentence does."""
    return text[:1].islower()
