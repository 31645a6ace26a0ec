"""The passages on which coders differ, those that teach most first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import polars as pl

from pipeline.agreement.groups import PEOPLE, WITH_MODEL
from pipeline.agreement.panel import MODEL, Opinion, Panel, Unit
from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS

# So many passages with the same difference stand together before those with another get their turn.
_TOGETHER = 3
_NONE = "-"

DIFFERENCES_SCHEMA = {
    "tussen": pl.String,
    "verschil": pl.String,
    "hoe_vaak": pl.Int64,
    "document": pl.String,
    "pagina": pl.Int64,
    "sectie": pl.String,
    "ervoor": pl.String,
    "passage": pl.String,
    "erna": pl.String,
    "codeurs": pl.String,
    "model": pl.String,
    "consensus": pl.String,
    "opmerkingen": pl.String,
    "passage_id": pl.String,
}


def differences(panel: Panel, codebook: Codebook) -> pl.DataFrame:
    """Return a row per passage on which people differ, or else people and model, with `DIFFERENCES_SCHEMA`.

    ``verschil`` is what they differ on and ``hoe_vaak`` how many passages have that. What no consensus settled comes
    first, differences between people before those with the model, and a few of each kind, the most frequent kind first,
    before the rest: so that the first page of the list shows what the codebook leaves unclear.
    """
    rows = [row for unit in panel.units if (row := _row(unit, panel.people, codebook))]
    return pl.DataFrame(_ordered(rows), schema=DIFFERENCES_SCHEMA)


def kinds(table: pl.DataFrame) -> pl.DataFrame:
    """Return how often each kind of difference occurs: tussen, verschil, passages; the most frequent first."""
    counted = table.group_by("tussen", "verschil", maintain_order=True).agg(pl.len().alias("passages"))
    return counted.sort("tussen", "passages", descending=[False, True], maintain_order=True)


def counts(table: pl.DataFrame) -> tuple[int, int]:
    """Return on how many passages people differ, and on how many others only the model does."""
    between = table["tussen"].to_list()
    return between.count(PEOPLE), between.count(WITH_MODEL)


def _row(unit: Unit, people: Sequence[str], codebook: Codebook) -> dict[str, object] | None:
    said = {coder: unit.opinions[coder] for coder in people if coder in unit.opinions}
    between, what = PEOPLE, _difference(said.values(), codebook)
    if not what and said and MODEL in unit.opinions:
        between, what = WITH_MODEL, _difference([*said.values(), unit.opinions[MODEL]], codebook)
    if not what:
        return None
    passage = unit.passage
    return {
        "tussen": between,
        "verschil": what,
        "document": passage.document,
        "pagina": passage.place.page,
        "sectie": passage.section,
        "ervoor": passage.before,
        "passage": passage.text,
        "erna": passage.after,
        "codeurs": " | ".join(f"{coder}: {_told(opinion)}" for coder, opinion in said.items()),
        "model": _told(unit.opinions.get(MODEL)),
        "consensus": _told(unit.opinions.get(CONSENSUS)),
        "opmerkingen": " | ".join(f"{coder}: {one.remark}" for coder, one in said.items() if one.remark),
        "passage_id": passage.place.passage_id,
    }


def _difference(opinions: Iterable[Opinion], codebook: Codebook) -> str:
    """What is disputed: 'bomen of water' where each chose something, else 'wel of geen bomen'; '' when nothing is."""
    said = list(opinions)
    given = [frozenset(opinion.mechanisms) for opinion in said]
    roles = {opinion.role for opinion in said} - {""}
    parts = []
    if len(set(given)) > 1:
        disputed = frozenset.union(*given) - frozenset.intersection(*given)
        chosen = all(codes & disputed for codes in given)
        named = [code for code in codebook.mechanisms if code in disputed]
        parts.append(" of ".join(named) if chosen else f"wel of geen {', '.join(named)}")
    if len(roles) > 1:
        parts.append(f"rol {' of '.join(role for role in codebook.roles if role in roles)}")
    return "; ".join(parts)


def _told(opinion: Opinion | None) -> str:
    if opinion is None:
        return ""
    codes = ", ".join(opinion.mechanisms) or _NONE
    return f"{codes} ({opinion.role})" if opinion.role else codes


def _ordered(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    often = Counter((row["tussen"], row["verschil"]) for row in rows)
    seen: defaultdict[tuple[object, ...], int] = defaultdict(int)
    keyed = []
    for row in sorted(rows, key=lambda row: (not row["opmerkingen"], row["document"], row["pagina"] or 0)):
        kind, settled = (row["tussen"], row["verschil"]), bool(row["consensus"])
        turn = seen[settled, *kind] // _TOGETHER
        seen[settled, *kind] += 1
        keyed.append(((settled, row["tussen"] == WITH_MODEL, turn, -often[kind], row["verschil"]), row, often[kind]))
    return [row | {"hoe_vaak": count} for _, row, count in sorted(keyed, key=lambda item: item[0])]
