"""Which organisations a text names."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from spacy.language import Language
from spacy.tokens import Span

from pipeline.language import entity_pipes
from pipeline.organisation_list import LABEL, PLACE

_ARTICLES = ("de ", "het ", "De ", "Het ")


def named_organisations(texts: Iterable[str], nlp: Language) -> Iterator[tuple[str, ...]]:
    """Yield, for each text in turn, the canonical names of the organisations in it: sorted, each once.

    An organisation that only a model recognises keeps the name as it is written, without an article. Without a model
    only texts that hold a word of the list are looked at: three in four hold none.
    """
    texts, may_name = list(texts), _may_name(nlp)
    asked = [may_name(text) for text in texts]
    with nlp.select_pipes(enable=entity_pipes(nlp)):
        docs = nlp.pipe((text for text, is_asked in zip(texts, asked, strict=True) if is_asked), batch_size=256)
        for is_asked in asked:
            entities = next(docs).ents if is_asked else ()
            yield tuple(sorted({_canonical(entity) for entity in entities if entity.label_ == LABEL}))


@lru_cache(maxsize=1)
def _may_name(nlp: Language) -> Callable[[str], bool]:
    """Return what tells that a text may name an organisation, and is never wrong when it says no."""
    pipes = entity_pipes(nlp)
    if any(nlp.get_pipe_meta(name).factory != "entity_ruler" for name in pipes):
        return lambda _: True
    patterns = [entry["pattern"] for name in pipes for entry in nlp.get_pipe(name).patterns]  # type: ignore[attr-defined]
    as_written = _any_of({_telling([token.text for token in nlp.make_doc(p)]) for p in patterns if isinstance(p, str)})
    in_lower_case = _any_of({_telling(_in_lower_case(p)) for p in patterns if not isinstance(p, str)})
    return lambda text: bool(as_written.search(text) or in_lower_case.search(text.lower()))


def _in_lower_case(pattern: Sequence[dict[str, Any]]) -> list[str]:
    return [token["LOWER"] for token in pattern if "LOWER" in token]


def _telling(words: Sequence[str]) -> str:
    """The longest of the words that a text must hold, which fewest texts do; '' when it need hold none."""
    return max(words, key=len, default="")


def _any_of(words: set[str]) -> re.Pattern[str]:
    """A pattern for any of the words, also within another; those with one first letter together are found sooner."""
    by_letter = groupby(sorted(words), key=itemgetter(slice(1)))
    groups = (f"{re.escape(letter)}(?:{'|'.join(re.escape(word[1:]) for word in own)})" for letter, own in by_letter)
    return re.compile("|".join(groups) or "(?!)")


def _canonical(entity: Span) -> str:
    if PLACE in entity.id_:
        return entity.id_.replace(PLACE, entity[-1].text)
    name = entity.id_ or " ".join(entity.text.split())
    return name.split(" ", 1)[1] if not entity.id_ and name.startswith(_ARTICLES) else name
