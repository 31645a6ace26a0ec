"""PDFs that are long, deep, far away, or want to have something done."""

from tests.damaged.objects import FONT, SHOWN, TEXT, drawing, form, one_page, packed, page, pdf, shown, stream, text_and


def many_pages(count: int = 1107) -> bytes:
    """A long report."""
    numbers = range(4, 4 + 2 * count, 2)
    pages = {n: page(n + 1) for n in numbers} | {n + 1: stream(shown(f"Pagina {n // 2 - 1}.", *TEXT)) for n in numbers}
    kids = b" ".join(b"%d 0 R" % n for n in numbers)
    return pdf({2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count), **pages})


def one_page_many_times() -> bytes:
    """One page that stands in the list 3,000 times."""
    kids = b"3 0 R " * 3000
    return pdf({2: b"<< /Type /Pages /Kids [%b] /Count 3000 >>" % kids, 3: page(4), 4: SHOWN})


def brackets(depth: int = 200_000) -> bytes:
    """A list in a list in a list."""
    return one_page(SHOWN, b"/Properties << /A " + b"[" * depth + b"]" * depth + b" >>")


def brackets_on_the_page(depth: int = 200_000) -> bytes:
    """The same among what is drawn."""
    return one_page(text_and(b"[" * depth + b"]" * depth + b" TJ"))


def states_never_restored() -> bytes:
    """A million states saved and none restored."""
    return one_page(packed(b"q " * 10**6 + shown(*TEXT)))


def far_away() -> bytes:
    """Text at places and in sizes that no paper has."""
    far = b"BT /F1 1e38 Tf 1e38 -1e38 Td (ver) Tj ET BT /F1 1e-38 Tf 9 9 Td (klein) Tj ET 99999999999 0 0 1 0 0 cm "
    return one_page(stream(shown(*TEXT) + far + shown("weg")))


def one_heap() -> bytes:
    """200,000 characters on one place."""
    return one_page(packed(shown(*TEXT) + b" BT /F1 10 Tf 72 72 Td " + b"(x) Tj 1 0 0 1 72 72 Tm " * 200_000 + b"ET"))


def with_actions() -> bytes:
    """Scripts, programs, addresses and attachments that a viewer would run, open or fetch."""
    script = b"<< /S /JavaScript /JS (app.alert\\('x'\\); while \\(true\\) {}) >>"
    launch = b"<< /S /Launch /F (/bin/sh) /NewWindow true >>"
    address = b"<< /S /URI /URI (http://127.0.0.1:9/) >>"
    file = b"<< /Type /Filespec /F (kwaad.exe) /EF << /F 5 0 R >> >>"
    catalogue = (
        b"/OpenAction %b /AA << /WC %b >> /Names << /JavaScript << /Names [(a) %b] >> "
        b"/EmbeddedFiles << /Names [(b) %b] >> >> /AcroForm << /XFA 6 0 R /Fields [] >>"
        % (launch, script, script, file)
    )
    note = b"/AA << /O %b >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A %b >>]" % (script, address)
    return pdf(
        {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page(4, entries=note),
            4: SHOWN,
            5: stream(b"MZ", b"/Type /EmbeddedFile"),
            6: stream(b"<xdp:xdp xmlns:xdp='urn:xdp'/>"),
        },
        catalogue,
    )


def forms_far_down() -> bytes:
    """Forms that each draw the next once, 2,000 deep."""
    inner = {2005: form(shown("Zand."), b"/Font << /F1 %b >>" % FONT)}
    forms = {5 + i: form(b"/X Do", drawing(6 + i)) for i in range(2000)}
    return one_page(text_and(b"/X Do"), drawing(5), forms | inner)
