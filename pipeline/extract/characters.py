"""What single characters mean while a text is raw, and how a raw text becomes final."""

PAGE_BREAK = "\f"
IMAGE = "\ufffc"

_CHANGED = {0xAD: None, 0x200B: None, 0xFEFF: None, 0x2060: None, 0x2011: "-", ord(IMAGE): None, ord(PAGE_BREAK): None}


def tidy(raw: str) -> str:
    """Drop soft hyphens and other invisible marks, make no-break hyphens plain, and all white space one space."""
    return " ".join(raw.translate(_CHANGED).split())
