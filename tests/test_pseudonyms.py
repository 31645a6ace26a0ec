"""What is masked of a text, and what stays."""

import pytest

from pipeline.pseudonyms import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail naar k.jansen-bos@gemeente.example.nl, graag.", "Mail naar [e-mail], graag."),
        ("Bel 06-12345678 of (020) 123 45 67.", "Bel [telefoon] of [telefoon]."),
        ("Bel +31 6 1234 5678 of 0031 20 1234567.", "Bel [telefoon] of [telefoon]."),
        ("Rekening NL91 ABNA 0417 1643 00 is van de stichting.", "Rekening [iban] is van de stichting."),
        ("Zijn bsn is 111222333.", "Zijn bsn is [bsn]."),
        ("Volgens de heer Van der Laan-Kist klopt dat.", "Volgens de heer [naam] klopt dat."),
        ("Mw. drs. A.B. de Vries sprak.", "Mw. drs. [naam] sprak."),
        ("Getekend door J.P.M. (Jan) van 't Hoff namens het college.", "Getekend door [naam] namens het college."),
        ("Dat zei mevrouw van Dam.", "Dat zei mevrouw [naam]."),
        ("Wethouder Pieters gaf antwoord.", "Wethouder [naam] gaf antwoord."),
    ],
)
def test_what_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Het kost 123.456.789 euro, of 1.234.567,89 per jaar.",
        "Zaak 123456789 loopt nog.",  # fails the eleven test
        "Rekening NL92 ABNA 0417 1643 00 bestaat niet.",
        "Zie artikel 06-2021 en bladzijde 020.",
        "De minister van Economische Zaken antwoordt.",
        "De minister Economische Zaken en Klimaat antwoordt.",
        "In 2020-2021 waren er 0 klachten op 1.000.000.000 stuks.",
        "Het schema staat in tabel 2.1 en bijlage A.1 Begrippen.",
        "Wij twitteren als @gemeente.",
    ],
)
def test_what_is_left(text: str) -> None:
    assert masked(text) == text


def test_names_that_were_recognised_are_masked_wherever_they_stand_whole() -> None:
    assert masked("Anna vroeg het Annabel en Anna Bos.", ["Anna", "Anna Bos"]) == "[naam] vroeg het Annabel en [naam]."


def test_masking_twice_changes_nothing() -> None:
    once = masked("De heer Bos (06-12345678, bos@a.nl) woont er.")
    assert masked(once) == once == "De heer [naam] ([telefoon], [e-mail]) woont er."
