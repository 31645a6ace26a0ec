"""The tables of a run -> the rode draad through its reports."""

from pipeline.records import NOTHING_MISSED
from pipeline.synthesis import overall_claims as say
from pipeline.synthesis import summary_claims as brief
from pipeline.synthesis.doubts import doubts, unsure
from pipeline.synthesis.loop import loop
from pipeline.synthesis.loop_claims import closing_claim
from pipeline.synthesis.making import making
from pipeline.synthesis.material import Material
from pipeline.synthesis.pairs import pairs
from pipeline.synthesis.quality import code_quality, quality_claims
from pipeline.synthesis.records import Claim, Loop, Pair, Synthesis, Theme, Thread
from pipeline.synthesis.themes import remedies
from pipeline.synthesis.threads import threads


def synthesise(material: Material) -> Synthesis:
    """Return the synthesis; the same material gives the same sentences in the same order."""
    names = {code.code: code.naam for code in material.codebook.mechanisme}
    beside, proposed, circle = pairs(material), remedies(material), loop(material)
    drawn = threads(material, beside)
    quality = code_quality(material)
    return Synthesis(
        title=material.codebook.titel,
        sources=tuple(material.sources.values()),
        unread=_unread(material),
        mechanisms=tuple(names.items()),
        roles=tuple((role.code, role.naam) for role in material.codebook.rol),
        summary=_summary(material, drawn, beside, circle, proposed),
        threads=drawn,
        pairs=beside,
        pair_claims=say.pair_claims(beside, names),
        loop=circle,
        places_claims=say.places_claims(drawn),
        remedies=proposed,
        remedy_claims=say.remedy_claims(proposed),
        named_claims=say.named_claims(drawn),
        doubts=doubts(material, drawn, quality),
        unsure=unsure(material),
        quality=quality,
        quality_claims=quality_claims(material, quality),
        making=making(material),
    )


def _summary(
    material: Material,
    drawn: tuple[Thread, ...],
    beside: tuple[Pair, ...],
    circle: Loop | None,
    proposed: tuple[Theme, ...],
) -> tuple[Claim, ...]:
    """The rode draad in one paragraph."""
    sources = tuple(material.sources.values())
    names = {code.code: code.naam for code in material.codebook.mechanisme}
    return (
        brief.read_claim(sources, material.found[""], len(_unread(material))),
        *brief.through_claims(drawn),
        *brief.about_claims(drawn),
        *brief.generic_claims(drawn),
        *brief.interlocked_claims(beside, names),
        *((closing_claim(circle),) if circle else ()),
        *brief.remedied_claims(proposed, len(sources)),
        *brief.contrary_claims(drawn),
        *brief.silent_claims(sources, drawn),
    )


def _unread(material: Material) -> tuple[tuple[str, str, str], ...]:
    status = material.tables["status"].select("bestand", "status", "melding")
    return tuple((name, kind, remark) for name, kind, remark in status.iter_rows() if kind not in NOTHING_MISSED)
