"""Which organisations a text names."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.organisation_list import LABEL, PLACE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

_ARTICLES = ("de ", "het ", "De ", "Het ")


def named_organisations(texts: Iterable[str], nlp: "Language") -> Iterator[tuple[str, ...]]:
    """Yield, for each text in turn, the canonical names of the organisations in it: sorted, each once.

    An organisation that only a model recognises keeps the name as it is written, without an article.
    """
    from pipeline.language import entity_pipes

    with nlp.select_pipes(enable=entity_pipes(nlp)):
        for doc in nlp.pipe(texts, batch_size=256):
            yield tuple(sorted({_canonical(entity) for entity in doc.ents if entity.label_ == LABEL}))


def _canonical(entity: "Span") -> str:
    if PLACE in entity.id_:
        return entity.id_.replace(PLACE, entity[-1].text)
    name = entity.id_ or " ".join(entity.text.split())
    return name.split(" ", 1)[1] if not entity.id_ and name.startswith(_ARTICLES) else name
