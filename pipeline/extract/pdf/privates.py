"""Private-use glyphs within words: some fonts hide ligatures there; the words around them give away which."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.extract.pdf.glyphs import UNKNOWN
from pipeline.extract.pdf.hyphens import Vocabulary
from pipeline.extract.pdf.shapes import Line

PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W\d_]*[\ue000-\uf8ff][^\W\d_]*")
_LIGATURES = ("f", "fi", "ff", "fl", "ffi", "ffl", "ft", "fj", "tt", "ti", "t")
_KNOWN = frozenset(
    "of af vijf zelf hoofd geeft heeft moet met het niet dat wat tot bij actie relatie informatie situatie specifiek "
    "definitie financieel financiële identificatie classificatie certificaat efficiënt officieel effect effectief "
    "koffie offerte verschaffen treffen betreffende beleidsstaf flexibel reflectie conflict invloed inflatie profiel "
    "fysiek fiets fase functie fout software stichting zetten inzetten opzetten"
    " omzetten bevatten gevat attentie kwaliteit".split()
)


def resolve_privates(lines: Iterable[Line], words: Vocabulary) -> None:
    """Spell out the private-use glyphs that are ligatures; the others become U+FFFD."""
    marked = [line for line in lines if PRIVATE.search(line.text)]
    if not marked:
        return
    spelled = {glyph: _spelling(glyph, found, words) for glyph, found in _contexts(marked).items()}
    for line in marked:
        pieces = [
            piece._replace(text=PRIVATE.sub(lambda glyph: spelled.get(glyph[0], UNKNOWN), piece.text))
            for piece in line.pieces
        ]
        line.settle(pieces)


def _contexts(lines: Sequence[Line]) -> dict[str, set[str]]:
    """For every private-use glyph the different words it occurs in, as far as it is the only such glyph there."""
    contexts: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in _WORD.findall(line.text):
            glyphs = set(PRIVATE.findall(word))
            if len(glyphs) == 1 and len(word) > 1:
                contexts[glyphs.pop()].add(word.lower())
    return contexts


def _spelling(glyph: str, found: set[str], words: Vocabulary) -> str:
    def known(ligature: str) -> int:
        spelled = (word.replace(glyph, ligature) for word in found)
        return sum(word in _KNOWN or words.counts[word] > 0 for word in spelled)

    second, best = sorted(_LIGATURES, key=known)[-2:]
    return best if known(best) > known(second) else UNKNOWN
