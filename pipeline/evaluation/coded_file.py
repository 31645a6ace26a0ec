"""Sentences that people coded in a JSON Lines file, and what a classifier makes of them."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import UsageError
from pipeline.jsonl import CodedLine, read_lines
from pipeline.model.classifier import Classifier
from pipeline.model.quality import Judged
from pipeline.records import Sentence


def read_coded(path: Path, codebook: Codebook) -> list[CodedPassage]:
    """Return the coded sentences of a file.

    Raises UsageError when the file holds no sentence, or a code that the codebook does not have.
    """
    lines = read_lines(path, CodedLine)
    if not lines:
        raise UsageError(f"{path} holds no sentences")
    return [_passage(path, line, codebook) for line in lines]


def judge_unseen(passages: Sequence[CodedPassage], classifier: Classifier, *, neighbours: bool = True) -> Judged:
    """Return what a classifier makes of passages it was not trained on, with or without a look at their neighbours."""
    sentences = [
        Sentence(passage.text, passage.before, passage.after) if neighbours else Sentence(passage.text)
        for passage in passages
    ]
    scores = classifier.scores(sentences)
    return Judged(passages, scores, classifier.decide(scores), classifier.decide_role(scores))


def _passage(path: Path, line: CodedLine, codebook: Codebook) -> CodedPassage:
    for found, allowed in ((line.mechanisme, codebook.mechanisms), ((line.rol,), codebook.roles)):
        unknown = [code for code in found if code not in allowed]
        if unknown:
            raise UsageError(f"{path}, id {line.id}: unknown code '{unknown[0]}'; choose from {', '.join(allowed)}")
    return CodedPassage(
        line.text, line.mechanisme, line.rol, line.document, coder="", before=line.before, after=line.after
    )
