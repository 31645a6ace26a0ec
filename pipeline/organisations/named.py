"""Which organisations a text names."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from pipeline.dutch import Dutch
from pipeline.organisations.matcher import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span

_LABEL = "ORG"  # of an organisation, in spaCy's Dutch models
_ARTICLES = ("de ", "het ", "De ", "Het ")


def named_organisations(texts: Sequence[str], dutch: Dutch) -> Iterator[tuple[str, ...]]:
    """Yield, for each text in turn, the canonical names of the organisations in it: sorted, each once.

    The list wins where a model sees another entity in the same place. An organisation that only a model recognises
    keeps the name as it is written, without an article.
    """
    recognised = _recognised(texts, dutch) if dutch.with_model else repeat(())
    for text, others in zip(texts, recognised, strict=False):
        listed = dutch.listed.mentions(text)
        names = {mention.name for mention in listed}
        yield tuple(sorted(names | {_name(one) for one in others if is_apart(one, listed)}))


def is_apart(entity: "Span", listed: Iterable[Mention]) -> bool:
    """Whether what a model recognised overlaps none of these."""
    return all(entity.end_char <= one.start or one.end <= entity.start_char for one in listed)


def _recognised(texts: Sequence[str], dutch: Dutch) -> Iterator[list["Span"]]:
    from pipeline.language import entity_pipes

    nlp = dutch.pipeline
    with nlp.select_pipes(enable=entity_pipes(nlp)):
        for doc in nlp.pipe(texts, batch_size=256):
            yield [entity for entity in doc.ents if entity.label_ == _LABEL]


def _name(entity: "Span") -> str:
    name = " ".join(entity.text.split())
    return name.split(" ", 1)[1] if name.startswith(_ARTICLES) else name
