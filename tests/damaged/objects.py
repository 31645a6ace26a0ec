"""PDF files put together object by object, so that what no program writes can be written too."""

import zlib
from collections.abc import Mapping

TEXT = (
    "De gemeente heeft in het voorjaar besloten om de oude linden langs de vaart te laten staan,",
    "omdat de bewoners van de straat er veel waarde aan hechten en het snoeien van de bomen",
    "goedkoper is dan het planten van nieuwe. Het riool onder de vaart wordt in het najaar door",
    "de dienst vervangen, en de kelders van de huizen aan de kade blijven dan voortaan droog.",
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_BLOCK = 2**20
_PRIME = 65521  # of the checksum Adler-32


def pdf(objects: Mapping[int, bytes], catalogue: bytes = b"") -> bytes:
    """A file with these objects and a catalogue, number 1, whose pages are object 2."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue, **objects}
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (max(objects) + 1, len(out))
    return b"".join((out, b"xref\n0 1\n0000000000 65535 f \n", table, end))


def one_page(content: bytes, resources: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """A file of one page, number 3, drawn by the stream ``content``, number 4."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf({2: tree, 3: page(4, resources), 4: content, **(more or {})})


def page(content: int, resources: bytes = b"", entries: bytes = b"") -> bytes:
    """A page below object 2 that is drawn by the stream with this number."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F1 %b >> %b >> %b >>" % (content, FONT, resources, entries)
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def packed(content: bytes) -> bytes:
    """A stream packed with deflate."""
    return stream(zlib.compress(content), b"/Filter /FlateDecode")


def shown(*lines: str) -> bytes:
    """The operators that draw these lines under each other, in the middle of the page: no running heads."""
    drawn = (f"({line}) Tj 0 -14 Td" for line in lines)
    return ("BT /F1 10 Tf 72 500 Td " + " ".join(drawn) + " ET").encode("cp1252")


SHOWN = stream(shown(*TEXT))


def text_and(content: bytes) -> bytes:
    """A stream that draws the text and then something else."""
    return stream(shown(*TEXT) + b" " + content)


def form(content: bytes, resources: bytes) -> bytes:
    """A form: a drawing that pages and other forms can draw."""
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %b >>" % resources)


def drawing(number: int) -> bytes:
    """The resources of what draws this object, with ``/X Do``."""
    return b"/XObject << /X %d 0 R >>" % number


def bomb(unit: bytes, megabytes: int) -> bytes:
    """Deflate data that unpack to so many MiB of ``unit`` over and over, made without unpacking them."""
    block = (unit * (_BLOCK // len(unit))).ljust(_BLOCK)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + part * megabytes + b"\x03\x00" + _checksum(block, megabytes).to_bytes(4, "big")


def _checksum(block: bytes, times: int) -> int:
    """Adler-32 of a block that is repeated."""
    both = zlib.adler32(block, 0)
    added_low, added_high = both & 0xFFFF, both >> 16
    low, high = 1, 0
    for _ in range(times):
        high = (high + len(block) * low + added_high) % _PRIME
        low = (low + added_low) % _PRIME
    return high << 16 | low
