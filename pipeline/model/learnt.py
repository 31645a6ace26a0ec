"""What a model learnt from, and what it says of those passages while their document is held out, kept beside it.

A later model is compared with it on the same documents, and explanations name passages that were truly learnt from.
"""

from pathlib import Path

import numpy as np
import polars as pl

from pipeline.atomic import replacing
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.model.classifier import Scores
from pipeline.model.quality import Judged

_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "document": pl.String,
    "text": pl.String,
    "mechanismen": pl.List(pl.String),
    "rol": pl.String,
    "scores": pl.List(pl.Float64),
    "rolscores": pl.List(pl.Float64),
    "toegekend": pl.List(pl.Boolean),
    "toegekende_rol": pl.Int64,
}


def write_learnt(path: Path, judged: Judged) -> None:
    """Write the judgements, whole or not at all."""
    passages = judged.passages
    table = pl.DataFrame(
        {
            "document": judged.documents,
            "text": [passage.text for passage in passages],
            "mechanismen": [list(passage.mechanisms) for passage in passages],
            "rol": [passage.role for passage in passages],
            "scores": judged.scores.mechanisms.tolist(),
            "rolscores": judged.scores.roles.tolist(),
            "toegekend": judged.decisions.tolist(),
            "toegekende_rol": judged.roles,
        },
        schema=_SCHEMA,
    )
    with replacing(path) as draft:
        table.write_parquet(draft)


def read_learnt(path: Path, codebook: Codebook) -> Judged:
    """Read the judgements back. Raises ModelError when the file is absent, damaged, or made with other codes."""
    try:
        table = pl.read_parquet(path, columns=list(_SCHEMA))
        judged = _judged(table)
    except (OSError, pl.exceptions.PolarsError, ValueError) as e:
        raise ModelError(f"{path} cannot be read: {e}; train again") from e
    sizes = judged.scores.mechanisms.shape[1:], judged.scores.roles.shape[1:]
    if table.schema != _SCHEMA or sizes != ((len(codebook.mechanisms),), (len(codebook.roles),)):
        raise ModelError(f"{path} was made with other codes than those of the codebook; train again")
    return judged


def _judged(table: pl.DataFrame) -> Judged:
    cells = zip(*(table[name].to_list() for name in ("text", "mechanismen", "rol", "document")), strict=True)
    passages = [CodedPassage(text, tuple(codes), role, document, coder="") for text, codes, role, document in cells]
    scores, roles, decisions = (np.array(table[name].to_list()) for name in ("scores", "rolscores", "toegekend"))
    return Judged(passages, Scores(scores, roles), decisions.astype(bool), table["toegekende_rol"].to_numpy())
