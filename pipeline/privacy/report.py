"""A report without names and numbers of persons: masked once, right after reading, so that all that follows agrees."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.dutch import Dutch
from pipeline.organisations.named import is_apart
from pipeline.privacy.names import again, by_themselves, namelike, names
from pipeline.privacy.numbers import numbers
from pipeline.privacy.spans import Mask, Span, apply, moved, without_overlap
from pipeline.privacy.words import GIVEN, Name, is_body
from pipeline.records import Block, Report

_PERSON_LABELS = ("PER", "PERSON")
_GREETING = re.compile(r"(?i:met (?:vriendelijke|hartelijke) groet(?:en)?|hoogachtend|was getekend|w\.g\.)[\s,:]*")
_SIGNATURE = 4  # blocks after a greeting
_SIGNED = 60  # characters of a line in it, at most
_LEAST = 3  # letters of a surname that is looked for by itself
# Not in an address: k.jansen@ makes no ordinary word of a surname.
_SMALL = re.compile(r"(?<![\w.@/-])[a-zß-öø-ÿ][^\W\d_]*+(?![\w.-]*@)")


def masked_report(report: Report, dutch: Dutch | None = None) -> Report:
    """Return the report with masks in its blocks and its title; with a model in ``dutch`` its persons go too.

    Where pages begin within a block moves along.
    """
    texts = [block.text for block in report.blocks]
    spans = _all_spans([*texts, report.title], dutch)
    blocks = tuple(_masked(block, own) for block, own in zip(report.blocks, spans, strict=False))
    return replace(report, title=apply(report.title, spans[-1]), blocks=blocks)


def masked_text(text: str) -> str:
    """Return one text with masks, by rules alone."""
    return apply(text, spans_in(text))


def spans_in(text: str) -> list[Span]:
    """Return what is masked in one text by rules alone."""
    (spans,) = _all_spans([text], None)
    return spans


def _masked(block: Block, spans: Sequence[Span]) -> Block:
    breaks = tuple(moved(offset, spans) for offset in block.breaks)
    return replace(block, text=apply(block.text, spans), breaks=breaks)


def _all_spans(texts: Sequence[str], dutch: Dutch | None) -> list[list[Span]]:
    """What is masked in each text; a surname that one of them explains is masked in all."""
    small = set(_SMALL.findall("\n".join(texts)))
    found = [[*names(text), *seen] for text, seen in zip(texts, _seen(texts, dutch), strict=True)]
    for place, signed in _signed(texts):
        found[place].append(signed)
    found = [[name for name in own if name.unless.lower() not in small] for own in found]
    surnames = _telling(texts, {name.surname for own in found for name in own if name.surname}, small)
    known = by_themselves(surnames) if surnames else None
    return [_spans(text, (*own, *again(text, known))) for text, own in zip(texts, found, strict=True)]


def _spans(text: str, people: Iterable[Name]) -> list[Span]:
    persons = (Span(name.start, name.end, Mask.PERSON) for name in people)
    return without_overlap((*numbers(text), *persons))


def _seen(texts: Sequence[str], dutch: Dutch | None) -> Iterator[list[Name]]:
    """The persons that a model recognises, by text."""
    if dutch is None or not dutch.with_model:
        yield from ([] for _ in texts)
        return
    from pipeline.language import entity_pipes

    with dutch.pipeline.select_pipes(enable=entity_pipes(dutch.pipeline)):
        for doc in dutch.pipeline.pipe(texts, batch_size=256):
            listed = dutch.listed.mentions(doc.text)
            people = (one for one in doc.ents if one.label_ in _PERSON_LABELS and is_apart(one, listed))
            yield [
                Name(one.start_char, one.end_char) for one in people if not is_body(doc.text, one.end_char, one.text)
            ]


def _signed(texts: Sequence[str]) -> Iterator[tuple[int, Name]]:
    """Lines under a letter that are set as a name, by the number of their text."""
    for place, text in enumerate(texts):
        greeting = _GREETING.search(text)
        if greeting:
            yield from ((place, name) for name in _lines(text, greeting.end()))
            for number in range(place + 1, min(place + 1 + _SIGNATURE, len(texts))):
                yield from ((number, name) for name in _lines(texts[number], 0))


def _lines(text: str, start: int) -> Iterator[Name]:
    for line in re.finditer(r"[^\n,]+", text[start:]):
        own = line[0].strip()
        if own and len(line[0]) <= _SIGNED and (namelike(own) or own.lower() in GIVEN):
            begin = start + line.start() + line[0].index(own)
            yield Name(begin, begin + len(own))


def _telling(texts: Sequence[str], surnames: set[str], small: set[str]) -> list[str]:
    """Of these surnames, as they are written by themselves, those that cannot be an ordinary word or a place here.

    ``small`` are the words of the report with a small letter.
    """
    whole = "\n".join(texts)
    capital = {surname[0].upper() + surname[1:] for surname in surnames}
    return sorted(
        name
        for name in capital
        if len(name) >= _LEAST
        and name.lower() not in small
        and not re.search(rf"\b(?:in|te|naar|uit|gemeente|provincie|stad|regio)\s+{re.escape(name)}\b", whole)
    )
