"""What happens to files on disks, on lines and in mail programs, as changes of their bytes."""

import base64
import random
import re
from collections.abc import Callable
from functools import partial

Change = Callable[[bytes, random.Random], bytes]

_STRETCH = 2000  # bytes


def flip(data: bytes, luck: random.Random) -> bytes:
    """Change 20 single bits."""
    changed = bytearray(data)
    for _ in range(20):
        changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def scramble(data: bytes, luck: random.Random) -> bytes:
    """Write 2,000 random bytes over a stretch."""
    return _over(data, luck.randbytes(_STRETCH), luck)


def blank(data: bytes, luck: random.Random) -> bytes:
    """Write 2,000 zero bytes over a stretch, as a disk does that lost a block."""
    return _over(data, bytes(_STRETCH), luck)


def _over(data: bytes, stretch: bytes, luck: random.Random) -> bytes:
    start = luck.randrange(max(len(data) - len(stretch), 1))
    return data[:start] + stretch + data[start + len(stretch) :]


def truncate(data: bytes, luck: random.Random) -> bytes:
    """Cut the end off, anywhere."""
    return data[: luck.randrange(1, len(data))]


def keep(data: bytes, luck: random.Random, *, percent: int) -> bytes:
    """Keep the beginning, as a download does that broke off."""
    return data[: len(data) * percent // 100]


def cut_out(data: bytes, luck: random.Random) -> bytes:
    """Take a stretch out."""
    start = luck.randrange(len(data))
    return data[:start] + data[start + luck.randrange(1, 5000) :]


def swap_numbers(data: bytes, luck: random.Random) -> bytes:
    """Change a few of the numbers that objects point to each other with."""
    numbers = list(re.finditer(rb"\b\d{1,6}\b", data))
    for found in sorted(luck.sample(numbers, min(5, len(numbers))), key=lambda found: -found.start()):
        data = data[: found.start()] + str(luck.randrange(10**6)).encode() + data[found.end() :]
    return data


def other_line_ends(data: bytes, luck: random.Random) -> bytes:
    """Send it as text to a system that ends lines in another way."""
    return data.replace(b"\n", b"\r\n")


def seven_bits(data: bytes, luck: random.Random) -> bytes:
    """Send it over a line that drops the highest bit."""
    return bytes(byte & 0x7F for byte in data)


def as_text(data: bytes, luck: random.Random) -> bytes:
    """Open it as UTF-8 and save it."""
    return data.decode("utf-8", "replace").encode()


def in_base64(data: bytes, luck: random.Random) -> bytes:
    """Save the source of a mail instead of what came with it."""
    return base64.encodebytes(data)


def behind_junk(data: bytes, luck: random.Random) -> bytes:
    """Put a header of a web server before it."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + data


def before_junk(data: bytes, luck: random.Random) -> bytes:
    """Put a web page behind it."""
    return data + b"\n<html><body><p>De sessie is verlopen.</p></body></html>\n" * 40


def twice(data: bytes, luck: random.Random) -> bytes:
    """Write it twice into one file."""
    return data + data


def emptied(data: bytes, luck: random.Random) -> bytes:
    """Keep nothing."""
    return b""


def zeros(data: bytes, luck: random.Random) -> bytes:
    """Keep the length only, as a synchronised folder does that ran out of room."""
    return bytes(len(data))


def web_page(data: bytes, luck: random.Random) -> bytes:
    """Save the page that asks to log in under the name of the file."""
    return b"<!DOCTYPE html><html><head><title>Inloggen</title></head><body><p>Log eerst in.</p></body></html>"


KEPT = {percent: partial(keep, percent=percent) for percent in (10, 50, 90)}
