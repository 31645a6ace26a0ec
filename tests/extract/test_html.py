"""Web pages as browsers and Word save them, named after their quirk."""

import codecs
from functools import partial
from pathlib import Path

import pytest

from pipeline.extract.html import read_html
from pipeline.records import Block, Status
from tests.extract.readings import refusal_by, shapes

refusal = partial(refusal_by, read_html)


def page(folder: Path, html: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "quirk.html"
    path.write_bytes(html.encode(encoding))
    return path


def body(folder: Path, html: str) -> list[tuple[str, str]]:
    return shapes(read_html(page(folder, f"<!DOCTYPE html><html><body>{html}</body></html>")))


SITE = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>Tekort in het noorden | Provincie Veldland</title>
<style>p { color: red }</style><script>var geheim = "<p>script</p>";</script></head>
<body class="has-sidebar cookie-ok">
<div id="cookiebar"><p>Wij gebruiken koekjes. Is dat goed?</p></div>
<header><a href="/">Veldland</a><nav><ul><li><a href="/w">Wegen</a></li></ul></nav></header>
<ol class="breadcrumb"><li>Start</li><li>Scholen</li></ol>
<main><h1>Tekort in het noorden</h1>
<div class="section-header"><h2>Wat er speelt</h2></div>
<p>Eén school op de acht heeft <em>te weinig</em> leraren.</p>
<ul><li>Kleine dorpen</li><li>Lange reizen</li></ul>
<div class="share-buttons"><p>Deel dit</p></div>
<p><a href="/rapport.pdf">Download het rapport</a></p>
<p><a href="/wet">De wet geldt sinds mei.</a></p>
</main>
<aside><p>Meer weten?</p></aside>
<div class="site-footer"><p>Bel ons op werkdagen.</p></div>
</body></html>"""


def test_main_text_of_a_site(tmp_path: Path) -> None:
    """Menus, banners and footers are left out; a line that is only a link is furniture, unless it is a sentence."""
    reading = read_html(page(tmp_path, SITE))
    assert shapes(reading) == [
        ("heading", "Tekort in het noorden"),
        ("heading", "Wat er speelt"),
        ("paragraph", "Eén school op de acht heeft te weinig leraren."),
        ("list_item", "• Kleine dorpen"),
        ("list_item", "• Lange reizen"),
        ("furniture", "Download het rapport"),
        ("paragraph", "De wet geldt sinds mei."),
    ]
    assert [block.level for block in reading.blocks[:3]] == [1, 2, None]
    assert reading.title == "Tekort in het noorden"
    assert len(reading.pages) == 1


def test_site_without_a_main_element(tmp_path: Path) -> None:
    same = SITE.replace("<main>", '<div class="inhoud">').replace("</main>", "</div>")
    assert shapes(read_html(page(tmp_path, same))) == shapes(read_html(page(tmp_path, SITE)))


def test_small_main_element_is_not_the_main_text(tmp_path: Path) -> None:
    text = "Deze zin staat buiten het deel dat zich hoofdtekst noemt. " * 5
    assert body(tmp_path, f"<main><p>Zoek</p></main><div><p>{text}</p></div>")[1] == ("paragraph", text.strip())


def test_wrapper_with_the_name_of_a_sidebar_is_kept(tmp_path: Path) -> None:
    assert body(tmp_path, '<div class="with-sidebar"><p>Alle tekst.</p></div>') == [("paragraph", "Alle tekst.")]


def test_header_with_the_title_is_kept(tmp_path: Path) -> None:
    header = "<header><nav>Menu</nav><h1>Advies</h1></header><p>De raad adviseert om te wachten met de wet.</p>"
    assert body(tmp_path, header)[0] == ("heading", "Advies")


def test_hidden_parts_but_not_closed_accordions(tmp_path: Path) -> None:
    html = (
        '<p hidden>Weg.</p><p style="color:red;display : none">Weg.</p>'
        '<p>Te zien <span style="display:none">weg</span></p>'
        '<button aria-controls="a1">Open</button><div id="a1" hidden><p>Dichtgeklapt.</p></div>'
        "<details><summary>Vraag</summary><p>Antwoord.</p></details><p>Nog veel meer tekst om te lezen.</p>"
    )
    assert [text for _, text in body(tmp_path, html)] == [
        "Te zien",
        "Dichtgeklapt.",
        "Vraag",
        "Antwoord.",
        "Nog veel meer tekst om te lezen.",
    ]


def test_parts_by_their_role(tmp_path: Path) -> None:
    html = '<div role="Navigation">Menu</div><div role="dialog">Koekjes?</div><p>De tekst waar het om gaat.</p>'
    assert body(tmp_path, html) == [("paragraph", "De tekst waar het om gaat.")]


@pytest.mark.parametrize(
    "attributes",
    [
        'id="CybotCookiebotDialog"',
        'id="onetrust-consent-sdk"',
        'class="cookieconsent-wrapper"',
        'class="cookie_message"',
        'class="cc-window"',
        'role="dialog" aria-label="Cookies"',
        'class="sr-only"',
        'class="visually-hidden focusable"',
        'class="skip-link"',
        'style="visibility:hidden"',
        "hidden",
    ],
)
def test_banners_and_what_only_a_screen_reader_reads(tmp_path: Path, attributes: str) -> None:
    html = f"<div {attributes}><p>Mag dat?</p></div><p>De tekst waar het in dit rapport om gaat.</p>"
    assert body(tmp_path, html) == [("paragraph", "De tekst waar het in dit rapport om gaat.")]


@pytest.mark.parametrize(
    "html",
    [
        "<script>geheim</script>",
        "<style>geheim</style>",
        "<noscript>geheim</noscript>",
        "<template><p>geheim</p></template>",
        "<nav>geheim</nav>",
        "<aside>geheim</aside>",
        "<iframe>geheim</iframe>",
        "<button>geheim</button>",
        "<svg><text>geheim</text></svg>",
        "<select><option>geheim</select>",
        "<!-- geheim -->",
    ],
)
def test_elements_that_are_never_text(tmp_path: Path, html: str) -> None:
    assert body(tmp_path, f"<p>Voor</p>{html}<p>Na</p>") == [("paragraph", "Voor"), ("paragraph", "Na")]


def test_levels_of_headings(tmp_path: Path) -> None:
    html = "".join(f"<h{level}>Kop</h{level}>" for level in range(1, 7))
    assert [block.level for block in read_html(page(tmp_path, html)).blocks] == [1, 2, 3, 4, 5, 6]


def test_numbered_and_nested_lists(tmp_path: Path) -> None:
    html = (
        '<ol start="3"><li><p>Drie</p><p>met meer</p><ul><li>punt</ul><li>Vier<li value="9">Negen</ol>'
        '<ol type="a"><li>Letter</ol><ul><li><h3>Kop</h3>Onder de kop</ul><p>Slot</p>'
    )
    assert body(tmp_path, html) == [
        ("list_item", "3. Drie"),
        ("paragraph", "met meer"),
        ("list_item", "• punt"),
        ("list_item", "4. Vier"),
        ("list_item", "9. Negen"),
        ("list_item", "a. Letter"),
        ("heading", "Kop"),
        ("list_item", "• Onder de kop"),
        ("paragraph", "Slot"),
    ]


def test_unclosed_tags_and_layout_tables(tmp_path: Path) -> None:
    html = (
        "<TABLE><TR><TD><A HREF=a.htm>Index</A><BR><A HREF=b.htm>Zoeken</A><TD><H1>Toezicht</H1><P>Elf scholen"
        "<P>zonder plan"
        "<TABLE BORDER=1><TR><TD>Groep 3<TD>4,1<TR><TD>Groep 8<TD><P>6,3<P>procent</TABLE></TABLE>"
    )
    assert body(tmp_path, html) == [
        ("furniture", "Index Zoeken"),
        ("heading", "Toezicht"),
        ("paragraph", "Elf scholen"),
        ("paragraph", "zonder plan"),
        ("table", "Groep 3 | 4,1\nGroep 8 | 6,3 procent"),
    ]


def test_two_line_breaks_end_a_paragraph(tmp_path: Path) -> None:
    html = "<div>Een regel<br>die doorloopt.<br><br>\n<BR>Een tweede alinea.</div>"
    assert body(tmp_path, html) == [("paragraph", "Een regel die doorloopt."), ("paragraph", "Een tweede alinea.")]


def test_footnotes_and_their_marks(tmp_path: Path) -> None:
    html = (
        '<h1 id="k">Kop<a href="#k">¶</a></h1>'
        '<p>Vijf gemeenten.<sup><a id="r1" href="https://x.nl/p#n1">[1]</a></sup> Meer m<sup>2</sup>.</p>'
        '<section class="footnotes"><ol><li id="n1"><p>In het oosten. <a href="#r1">↩</a></p></li></ol></section>'
    )
    assert body(tmp_path, html) == [
        ("heading", "Kop"),
        ("paragraph", "Vijf gemeenten. Meer m2."),
        ("footnote", "In het oosten."),
    ]


def test_contents_by_links_within_the_page(tmp_path: Path) -> None:
    links = '<ul><li><a href="#een">1 Begin</a></li><li><a href="#twee">2 Eind</a></li></ul>'
    html = f'{links}<h1 id="een">1 Begin</h1><p>Ja.</p>'
    blocks = read_html(page(tmp_path, f"<body>{html}")).blocks
    assert [(block.zone, block.text) for block in blocks] == [
        ("contents", "• 1 Begin"),
        ("contents", "• 2 Eind"),
        ("body", "1 Begin"),
        ("body", "Ja."),
    ]


def test_references_under_their_heading(tmp_path: Path) -> None:
    html = "<h2>Literatuur</h2><p>Bakker (2020).</p><h3>Boeken</h3><p>Visser.</p><h2>Bijlage</h2><p>Tekst.</p>"
    zones = [block.zone for block in read_html(page(tmp_path, html)).blocks]
    assert zones == ["references"] * 4 + ["body"] * 2


WORD = """<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>Visitatie</title>
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=NL><div class=WordSection1>
<p class=MsoTitle>Visitatie “De Brink”</p>
<p class=MsoToc1><a href="#_T1">1 Opdracht<span style='display:none'>2</span></a></p>
<h1><a name="_T1">1<span style='font:7.0pt'>&nbsp;&nbsp; </span>Opdracht</a></h1>
<p class=MsoNormal>Het college vroeg om advies.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> Dat kwam
laat.</p><p class=MsoListParagraph><span>·<span>&nbsp;&nbsp; </span></span>Het rooster is te laat.</p>
<p class=MsoListParagraph>2.&nbsp; De directie zwijgt.</p><p class=MsoNormal><o:p>&nbsp;</o:p></p></div>
<div><hr><div id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Brief van mei.</p></div></div>"""


def test_page_saved_by_word(tmp_path: Path) -> None:
    reading = read_html(page(tmp_path, WORD, encoding="cp1252"))
    assert [(block.kind, block.zone, block.text) for block in reading.blocks] == [
        ("heading", "body", "Visitatie “De Brink”"),
        ("paragraph", "contents", "1 Opdracht"),
        ("heading", "body", "1 Opdracht"),
        ("paragraph", "body", "Het college vroeg om advies. Dat kwam laat."),
        ("list_item", "body", "• Het rooster is te laat."),
        ("list_item", "body", "2. De directie zwijgt."),
        ("footnote", "body", "Brief van mei."),
    ]


@pytest.mark.parametrize(
    ("head", "encoding", "mark"),
    [
        ('<meta charset="utf-8">', "utf-8", b""),
        ("<meta charset=iso-8859-1>", "cp1252", b""),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8", b""),
        ('<meta content="text/html; charset=windows-1252">', "utf-8", codecs.BOM_UTF8),
        ('<meta charset="onzin">', "utf-8", b""),
        ("", "cp1252", b""),
        ("<meta charset=utf-8>", "cp1252", b""),
        ("<meta charset=utf-16>", "utf-8", b""),
        ("", "utf-16-le", codecs.BOM_UTF16_LE),
    ],
)
def test_encodings(tmp_path: Path, head: str, encoding: str, mark: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(mark + f"{head}<title>Café</title><p>Eén plan – van de coördinator.</p>".encode(encoding))
    reading = read_html(path)
    assert reading.title == "Café"
    assert shapes(reading) == [("paragraph", "Eén plan – van de coördinator.")]


def test_one_broken_byte_does_not_break_all_accents(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<p>Eén coördinator en één stuk</p>".encode() + b"\xff")
    assert shapes(read_html(path))[0] == ("paragraph", "Eén coördinator en één stuk")


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE html>",
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
        '<!DOCTYPE html SYSTEM "about:legacy-compat">',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "<!-- saved from url=(0014)about:internet -->",
    ],
)
def test_any_doctype(tmp_path: Path, doctype: str) -> None:
    reading = read_html(page(tmp_path, f"{doctype}<html><body><p>Tekst &amp; uitleg.</p></body></html>"))
    assert shapes(reading)[-1] == ("paragraph", "Tekst & uitleg.")


def test_title_of_the_window_when_no_heading_says_the_same(tmp_path: Path) -> None:
    assert read_html(page(tmp_path, "<title>Nota</title><h1>Welkom</h1>")).title == "Nota"
    assert read_html(page(tmp_path, "<h2>Tweede</h2><h1>Eerste</h1>")).title == "Eerste"


def test_empty_cells_and_soft_hyphens(tmp_path: Path) -> None:
    html = "<table><tr><td></td><td>&nbsp;</td></tr></table><p>onder&shy;wijs</p><p> </p><table></table>"
    assert body(tmp_path, html) == [("paragraph", "onderwijs")]


def test_tags_that_are_never_closed_do_not_nest_without_end(tmp_path: Path) -> None:
    reading = read_html(page(tmp_path, "<body>" + "<font size=2>woord " * 600))
    assert reading.blocks == (Block(1, 1, "paragraph", " ".join(["woord"] * 600)),)


@pytest.mark.parametrize(
    ("data", "expected", "said"),
    [
        (b"%PDF-1.7 <x>", Status.OTHER_KIND, "een PDF of webarchief"),
        (b"MIME-Version: 1.0\n<html>", Status.OTHER_KIND, "een PDF of webarchief"),
        (b"zomaar wat tekst, 3 < 4", Status.OTHER_KIND, "geen HTML"),
        (b"", Status.OTHER_KIND, "geen HTML"),
        (b"PK\x03\x04\x00<a", Status.OTHER_KIND, "geen HTML"),
        (b"<!-- <p>uitgezet</p> -->", Status.DAMAGED, "leeg"),
        (b"<div>" * 5000 + b"diep", Status.DAMAGED, "dieper genest"),
    ],
)
def test_no_web_page(tmp_path: Path, data: bytes, expected: Status, said: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    status, message = refusal(path)
    assert status == expected
    assert said in message


def test_page_of_frames_says_where_the_text_is(tmp_path: Path) -> None:
    html = (
        '<frameset cols="20%,80%"><frame src="menu.html"><frame src="tekst.html"><noframes>Oud.</noframes></frameset>'
    )
    status, message = refusal(page(tmp_path, f"<html><head><title>Nota</title></head>{html}</html>"))
    assert (status, "bestaat uit frames" in message) == (Status.EMPTY, True)


@pytest.mark.parametrize("label", ["base64", "idna", "undefined", "rot13", "punycode", "zlib"])
def test_encoding_that_is_none_for_text(tmp_path: Path, label: str) -> None:
    html = f"<meta charset={label}><p>Eén plan van de coördinator.</p>"
    assert body(tmp_path, html) == [("paragraph", "Eén plan van de coördinator.")]


def test_as_deep_as_is_read(tmp_path: Path) -> None:
    deep = "<div>" * 240 + "<p>Diep.</p>" + "</div>" * 240
    assert body(tmp_path, deep) == [("paragraph", "Diep.")]
