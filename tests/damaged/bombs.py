"""PDFs of a few MB at most that unpack to far more than any text needs."""

import zlib

from tests.damaged.objects import (
    FONT,
    SHOWN,
    TEXT,
    bomb,
    drawing,
    form,
    one_page,
    page,
    pdf,
    shown,
    stream,
    text_and,
)

_MEGABYTES = 1536


def bomb_of_white_space() -> bytes:
    """Contents of a page that unpack to 1.5 GB of spaces."""
    return one_page(stream(bomb(b" ", _MEGABYTES), b"/Filter /FlateDecode"))


def bomb_of_text() -> bytes:
    """Contents of a page that unpack to 1.5 GB of words."""
    return one_page(stream(bomb(b"BT /F1 9 Tf (zin) Tj ET ", _MEGABYTES), b"/Filter /FlateDecode"))


def bomb_of_lines() -> bytes:
    """Contents of a page that unpack to 64 MB of drawn lines: large, yet not absurd."""
    return one_page(stream(bomb(b"0 0 m 9 9 l S ", 64), b"/Filter /FlateDecode"))


def bomb_packed_twice() -> bytes:
    """A bomb within a bomb: 5 kB."""
    twice = zlib.compress(bomb(b" ", _MEGABYTES), 9)
    return one_page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def bomb_in_hexadecimal() -> bytes:
    """A bomb written as hexadecimal digits."""
    digits = bomb(b" ", _MEGABYTES).hex().encode() + b">"
    return one_page(stream(digits, b"/Filter [/ASCIIHexDecode /FlateDecode]"))


def bomb_as_objects() -> bytes:
    """A list of objects that unpacks to 1.5 GB, which holds the resources of the page."""
    entries = b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"
    objects = {4: SHOWN, 5: stream(bomb(b" ", _MEGABYTES), entries)}
    return one_page(objects.pop(4), more=objects)


def bomb_as_image() -> bytes:
    """Text, and an image that unpacks to 1.5 GB."""
    entries = (
        b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode"
    )
    return one_page(text_and(b"/X Do"), drawing(5), {5: stream(bomb(b"\0", _MEGABYTES), entries)})


def bomb_as_font() -> bytes:
    """Text in a font whose file unpacks to 1.5 GB."""
    return _in_font(
        b"/FontDescriptor << /Type /FontDescriptor /FontName /Bom /Flags 4 /FontFile2 5 0 R >>",
        stream(bomb(b"\0", _MEGABYTES), b"/Filter /FlateDecode"),
    )


def bomb_as_meaning() -> bytes:
    """Text in a font whose table of characters unpacks to 1.5 GB."""
    return _in_font(b"/ToUnicode 5 0 R", stream(bomb(b" ", _MEGABYTES), b"/Filter /FlateDecode"))


def _in_font(entries: bytes, part: bytes) -> bytes:
    font = FONT.removesuffix(b">>").replace(b"/Type1", b"/TrueType").replace(b"Helvetica", b"Bom") + entries + b" >>"
    content = shown(*TEXT).replace(b"/F1", b"/F2")
    return pdf(
        {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page(4).replace(b"/F1", b"/F2 6 0 R /F1"),
            4: stream(content),
            5: part,
            6: font,
        }
    )


def forms_in_forms(depth: int = 24, times: int = 10) -> bytes:
    """Forms that each draw the next ten times: more drawings than there are grains of sand."""
    inner = {5 + depth: form(shown("Zand."), b"/Font << /F1 %b >>" % FONT)}
    forms = {5 + i: form(b"/X Do " * times, drawing(6 + i)) for i in range(depth)}
    return one_page(text_and(b"/X Do"), drawing(5), forms | inner)
