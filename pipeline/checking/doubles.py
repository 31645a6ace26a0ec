"""The same text coded twice: needlessly, or otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.checking.alike import nearly_alike, words
from pipeline.checking.findings import Finding, Kind, codes_of, finding
from pipeline.codings import CodedPassage
from pipeline.codings.find import Located
from pipeline.codings.read import in_order, same_passages

_CHOOSE = "kies samen één codering, of leg haar vast als consensus"


def repeated(decisions: Sequence[Located]) -> Iterator[Finding]:
    """Yield rows on a passage with the same coder and moment as a row before: only the last of them counts."""
    seen: dict[tuple[object, ...], Located] = {}
    same = same_passages(in_order([located.passage for located in decisions]))
    for located in decisions:
        passage = located.passage
        key = same[passage.passage_key], passage.coder, passage.coded_at
        before = seen.get(key)
        seen[key] = located
        if before and _coding(before) == _coding(located):
            yield finding(Kind.DOUBLE, located, f"staat ook {_place(before)}", "verwijder een van beide rijen")
        elif before:
            what = f"{codes_of(passage)}, maar {codes_of(before.passage)} {_place(before)}, met dezelfde datum"
            yield finding(Kind.CONTRADICTION, located, what, "verwijder de rij die niet klopt; de laatste telt nu")


def same_texts(standing: Sequence[Located]) -> Iterator[Finding]:
    """Yield texts that are the same but for capitals, signs and blanks, of which more than one coding holds."""
    groups: dict[str, list[Located]] = defaultdict(list)
    for located in standing:
        groups[" ".join(words(located.passage.text))].append(located)
    for text, group in groups.items():
        if text and len(group) > 1:
            yield from _otherwise(group)
            yield from _needlessly(group)
            yield from _elsewhere(group)


def near_texts(standing: Sequence[Located]) -> Iterator[Finding]:
    """Yield, per text that is nearly another, the most telling pair: first one that is coded otherwise."""
    first: dict[str, Located] = {}
    for located in standing:
        first.setdefault(" ".join(words(located.passage.text)), located)
    texts, places = [text.split() for text in first], list(first.values())
    best: dict[int, tuple[bool, float, int]] = {}
    for other, place, alike in nearly_alike(texts):
        pair = (_coding(places[other]) != _coding(places[place]), alike, other)
        best[place] = max(best.get(place, pair), pair)
    for place, (otherwise, alike, other) in best.items():
        yield _near(places[place], places[other], alike, otherwise=otherwise)


def _near(one: Located, other: Located, alike: float, *, otherwise: bool) -> Finding:
    where = f"bijna dezelfde tekst ({alike:.0f} %) staat {_place(other)}, document {other.passage.document}"
    if not otherwise:
        return finding(Kind.NEARLY_DOUBLE, one, where)
    what = f"{codes_of(one.passage)}, maar {where}, als {codes_of(other.passage)} van {other.passage.coder}"
    return finding(Kind.CONTRADICTION, one, what, "vergelijk beide coderingen")


def _otherwise(group: Sequence[Located]) -> Iterator[Finding]:
    """What is not coded as most of its kind are, or as the first of them."""
    (usual, _), *_ = Counter(map(_coding, group)).most_common(1)
    example = next(located for located in group if _coding(located) == usual)
    for located in group:
        if _coding(located) != usual:
            what = (
                f"{codes_of(located.passage)}, maar dezelfde tekst {_place(example)}, document "
                f"{example.passage.document}, is {codes_of(example.passage)} van {example.passage.coder}"
            )
            same_coder = located.passage.coder == example.passage.coder
            yield finding(Kind.CONTRADICTION, located, what, "kies één codering" if same_coder else _CHOOSE)


def _needlessly(group: Sequence[Located]) -> Iterator[Finding]:
    """The same coding by the same coder, but for places in a report that are known to be two."""
    seen: dict[tuple[str, str], Located] = {}
    for located in group:
        passage = located.passage
        before = seen.setdefault((passage.coder, passage.document), located)
        if before is not located and _coding(before) == _coding(located) and not _two_places(passage, before.passage):
            yield finding(Kind.DOUBLE, located, f"dezelfde tekst staat ook {_place(before)}", "trek een van beide in")


def _elsewhere(group: Sequence[Located]) -> Iterator[Finding]:
    """The same coding in another document, once per document."""
    first: dict[object, Located] = {}
    documents: set[tuple[object, str]] = set()
    for located in group:
        coding, document = _coding(located), located.passage.document
        example = first.setdefault(coding, located)
        if example.passage.document != document and (coding, document) not in documents:
            what = f"dezelfde tekst staat {_place(example)}, document {example.passage.document}"
            yield finding(Kind.NEARLY_DOUBLE, located, what)
        documents.add((coding, document))


def _two_places(one: CodedPassage, other: CodedPassage) -> bool:
    ids = {one.place.passage_id, other.place.passage_id}
    return len(ids) == 2 and "" not in ids


def _coding(located: Located) -> tuple[tuple[str, ...], str]:
    return located.passage.mechanisms, located.passage.role


def _place(located: Located) -> str:
    return f"in {located.path.name}, regel {located.line}"
