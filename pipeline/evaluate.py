"""The quality of a classifier on a file of sentences that people coded."""

from pathlib import Path

import polars as pl

from pipeline.codings import CodedPassage
from pipeline.errors import UsageError
from pipeline.jsonl import CodedLine, read_lines
from pipeline.model.classifier import Classifier
from pipeline.model.quality import Judged, quality


def quality_on(path: Path, classifier: Classifier, *, seed: int) -> pl.DataFrame:
    """Return the quality table (`quality.SCHEMA`) on the sentences of a JSON Lines file.

    Raises UsageError when the file holds no sentence, or a code that the codebook of the classifier does not have.
    """
    lines = read_lines(path, CodedLine)
    if not lines:
        raise UsageError(f"{path} holds no sentences")
    passages = [_passage(path, line, classifier) for line in lines]
    scores = classifier.scores([line.sentence for line in lines])
    judged = Judged(passages, scores, classifier.decide(scores), classifier.decide_role(scores))
    return quality(judged, classifier.codebook, seed=seed)


def _passage(path: Path, line: CodedLine, classifier: Classifier) -> CodedPassage:
    codebook = classifier.codebook
    for found, allowed in ((line.mechanisme, codebook.mechanisms), ((line.rol,), codebook.roles)):
        unknown = [code for code in found if code not in allowed]
        if unknown:
            raise UsageError(f"{path}, id {line.id}: unknown code '{unknown[0]}'; choose from {', '.join(allowed)}")
    return CodedPassage(
        line.text, line.mechanisme, line.rol, line.document, coder="", before=line.before, after=line.after
    )
