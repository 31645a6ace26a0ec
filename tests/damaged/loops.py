"""PDFs whose parts lead back to themselves, or say of themselves what is not so."""

from tests.damaged.objects import SHOWN, TEXT, drawing, form, one_page, page, pdf, shown, text_and


def form_that_draws_itself() -> bytes:
    """A page with text and a form that has itself in it."""
    return one_page(text_and(b"/X Do"), drawing(5), {5: form(b"/X Do", drawing(5))})


def forms_that_draw_each_other() -> bytes:
    """A page with text and two forms that go round."""
    forms = {5: form(b"/X Do", drawing(6)), 6: form(b"/X Do", drawing(5))}
    return one_page(text_and(b"/X Do"), drawing(5), forms)


def tree_that_goes_round() -> bytes:
    """A list of pages that holds itself, and a page."""
    return _tree(b"/Kids [2 0 R 3 0 R 2 0 R] /Count 3")


def deep_tree(depth: int = 20_000) -> bytes:
    """A page below 20,000 nodes that each hold the next."""
    nodes = {
        4 + i: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (3 + i if i else 2, 5 + i)
        for i in range(depth)
    }
    leaf = 4 + depth
    return pdf(
        {
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            **nodes,
            leaf: page(leaf + 1).replace(b"/Parent 2", b"/Parent %d" % (leaf - 1)),
            leaf + 1: SHOWN,
        }
    )


def no_pages() -> bytes:
    """A list without pages."""
    return _tree(b"/Kids [] /Count 0")


def count_of_none() -> bytes:
    """A page in a list that says it has none."""
    return _tree(b"/Kids [3 0 R] /Count 0")


def count_below_nothing() -> bytes:
    """A page in a list that says it has fewer than none."""
    return _tree(b"/Kids [3 0 R] /Count -7")


def count_of_millions() -> bytes:
    """One page in a list that says it has a hundred million."""
    return _tree(b"/Kids [3 0 R] /Count 100000000")


def count_of_thousands() -> bytes:
    """One page in a list that says it has 4,000."""
    return _tree(b"/Kids [3 0 R] /Count 4000")


def _tree(entries: bytes) -> bytes:
    return pdf({2: b"<< /Type /Pages %b >>" % entries, 3: page(4), 4: SHOWN})


def list_that_points_at_itself() -> bytes:
    """The place of the list of objects before this one is its own."""
    data = one_page(SHOWN)
    place = data.rindex(b"startxref\n") + 10
    number = data[place : data.index(b"\n", place)]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + number)


def list_that_points_nowhere() -> bytes:
    """The place of the list of objects lies far behind the end of the file."""
    data = one_page(SHOWN)
    return data[: data.rindex(b"startxref\n")] + b"startxref\n999999999\n%%EOF"


def lengths_that_go_round() -> bytes:
    """A stream whose length is that of another one, which has the length of the first."""
    text = shown(*TEXT)
    streams = [b"<< /Length %d 0 R >>\nstream\n%b\nendstream" % (other, text) for other in (5, 4)]
    return one_page(streams[0], more={5: streams[1]})


def outline_that_goes_round() -> bytes:
    """Bookmarks of which the next is the one before."""
    return pdf(
        {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page(4),
            4: SHOWN,
            5: b"<< /Type /Outlines /First 6 0 R /Last 7 0 R /Count 2 >>",
            6: b"<< /Title (Een) /Parent 5 0 R /Next 7 0 R /First 6 0 R /Dest [3 0 R /Fit] >>",
            7: b"<< /Title (Twee) /Parent 5 0 R /Next 6 0 R /Dest [3 0 R /Fit] >>",
        },
        b"/Outlines 5 0 R",
    )
