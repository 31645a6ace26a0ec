"""What the page is told, as plain values: the codebook, an item and how far the reviewer is."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.codebook import Code, Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.report.links import has_pages
from pipeline.review.material import Material
from pipeline.review.records import Answer, Item, Picked
from pipeline.review.web.dates import in_words
from pipeline.review.web.desk import Desk
from pipeline.review.web.keys import mechanism_keys, role_keys

View = dict[str, Any]

_REPORTS = "documenten.parquet"
_WHY = {
    Picked.UNCERTAIN: "gekozen omdat het model twijfelt",
    Picked.RANDOM: "willekeurig gekozen",
    Picked.REPORT: "gekozen uit dit rapport",
    Picked.CODE: "gekozen bij een code",
    Picked.DISAGREEMENT: "gekozen omdat coderingen verschillen",
}


def titles(material: Material) -> dict[str, str]:
    """Return the title of each report by its path; empty when the table of reports is not there."""
    path = material.out / _REPORTS
    if not path.exists():
        return {}
    return dict(pl.read_parquet(path, columns=["document", "titel"]).iter_rows())


def codebook_view(codebook: Codebook) -> View:
    """Every mechanism and role with its definition and its key ('' for none)."""
    numbers, letters = mechanism_keys(codebook), role_keys(codebook)
    return {
        "title": codebook.titel,
        "version": codebook.versie,
        "mechanisms": [_code(code, numbers) for code in codebook.mechanisme],
        "roles": [_code(code, letters) for code in codebook.rol],
    }


def progress_view(desk: Desk, *, after: int = -1) -> View:
    """How far the reviewer is; ``next`` is the next item without an answer after the one numbered ``after``."""
    answers = desk.answers()
    coded = [(item, answer) for item, answer in answers if answer.decision is Decision.CODED]
    return {
        "coder": desk.coder,
        "coders": desk.coders,
        "total": len(desk.items),
        "done": len(answers),
        "coded": len(coded),
        "agreed": sum(set(answer.mechanisms) == set(item.mechanisms) for item, answer in coded),
        "today": desk.today,
        "last": desk.last,
        "next": desk.next_after(after),
    }


def item_view(desk: Desk, number: int, names: Mapping[str, str]) -> View:
    """One passage with its surroundings and earlier coding, and the answer that stands or was withdrawn.

    ``veiled`` says that the proposal is held back at first (`Desk.veiled`).
    """
    item = desk.items[number]
    return {
        "number": number,
        "document": item.document,
        "title": names.get(item.document, item.document),
        "page": item.place.page if has_pages(item.document) else None,
        "section": item.section,
        "before": item.before,
        "text": item.text,
        "after": item.after,
        "veiled": desk.veiled(number),
        "earlier": _earlier(desk.earlier(number)),
        "answer": _answer(desk.answer(number)),
        "withdrawn": _answer(desk.withdrawn(number)),
    }


def proposal_view(item: Item) -> View:
    """What the model makes of a passage."""
    return {
        "mechanisms": list(item.mechanisms),
        "role": item.role,
        "scores": dict(item.scores),
        "roleScores": dict(item.role_scores),
        "why": _WHY[item.picked],
    }


def _earlier(coding: CodedPassage | None) -> View | None:
    if coding is None:
        return None
    codes = {"mechanisms": list(coding.mechanisms), "role": coding.role, "remark": coding.remark}
    return codes | {"day": in_words(coding.coded_at.astimezone().date()) if coding.coded_at else ""}


def _answer(answer: Answer | None) -> View | None:
    if answer is None:
        return None
    return {
        "mechanisms": list(answer.mechanisms),
        "role": answer.role,
        "remark": answer.remark,
        "skipped": answer.decision is Decision.SKIPPED,
    }


def _code(code: Code, keys: Mapping[str, str]) -> View:
    return {
        "code": code.code,
        "name": code.naam,
        "key": keys.get(code.code, ""),
        "definition": code.definitie,
        "include": code.wel,
        "exclude": code.niet,
        "examples": list(code.voorbeelden),
    }
