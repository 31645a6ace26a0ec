"""What has to be known of the number of documents and passages to read figures of agreement, in two languages."""

import polars as pl

from pipeline.agreement.enough import DOCUMENTS_FOR_INTERVAL, DOCUMENTS_FOR_VERDICT, RANDOM_PASSAGES, RARER_ANSWERS
from pipeline.agreement.groups import PEOPLE, WITH_MODEL
from pipeline.agreement.notes import Note
from pipeline.agreement.shown import leading, size
from pipeline.agreement.table import ALL, RANDOM

LEGEND = (
    "alpha (Krippendorff) and kappa (Cohen): 1 is always agreed, 0 no more than by chance, below 0 less; "
    "-: cannot be told.",
    "given: how often the code was given, by the first / the second (people / the model), or by all together. "
    "n: passages compared, with the model once per person.",
    f"verdict: good from alpha 0.8, moderate from 0.667, else poor; too few to say with fewer than "
    f"{DOCUMENTS_FOR_VERDICT} documents, or the rarer answer in fewer than {RARER_ANSWERS} passages.",
)
PAIRS_LEGEND = (
    "same: share of passages with the same answer. both: how often the other gives the code too where one does (F1)."
)


def size_notes(table: pl.DataFrame) -> list[Note]:
    """Return what applies: too few documents for intervals or verdicts, too few random passages for a table."""
    return [*_few_documents(table), *_few_random(table)]


def _few_documents(table: pl.DataFrame) -> list[Note]:
    found = [rows["documenten"].max() for kind in (PEOPLE, WITH_MODEL) if size(rows := leading(table, kind, ALL))]
    fewest = min((int(str(number)) for number in found), default=DOCUMENTS_FOR_VERDICT)
    if fewest >= DOCUMENTS_FOR_VERDICT:
        return []
    bare = fewest < DOCUMENTS_FOR_INTERVAL
    english, dutch = (_NO_INTERVAL.english, _NO_INTERVAL.dutch) if bare else ("", "")
    return [
        Note(
            f"Too few documents ({fewest}) to say how far coders agree: let them code the same passages of at least "
            f"{DOCUMENTS_FOR_VERDICT} documents.{english}",
            f"Te weinig documenten ({fewest}) om te zeggen hoe ver men het eens is: laat dezelfde passages uit "
            f"minstens {DOCUMENTS_FOR_VERDICT} documenten coderen.{dutch}",
        )
    ]


def _few_random(table: pl.DataFrame) -> list[Note]:
    people, model = (size(leading(table, kind, RANDOM)) for kind in (PEOPLE, WITH_MODEL))
    if not people + model or max(people, model) >= RANDOM_PASSAGES:
        return []
    return [
        Note(
            f"Drawn at random: {people} passages that people share, {model} compared with the model. From "
            f"{RANDOM_PASSAGES} on they have a table of their own; the others may have been picked as difficult.",
            f"Willekeurig getrokken: {people} passages die codeurs delen, {model} vergeleken met het model. Vanaf "
            f"{RANDOM_PASSAGES} hebben zij een eigen tabel; de andere kunnen gekozen zijn omdat ze lastig zijn.",
        )
    ]


_NO_INTERVAL = Note(
    f" With fewer than {DOCUMENTS_FOR_INTERVAL} there is no interval (-): it would look surer than it is.",
    f" Bij minder dan {DOCUMENTS_FOR_INTERVAL} is er geen interval (-): het zou zekerder lijken dan het is.",
)
