"""How well the masks fit sentences that were labelled by hand."""

import importlib.util
import sys
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("labelled", Path(__file__).parent / "labelled.py")
assert _SPEC
assert _SPEC.loader
measure = importlib.util.module_from_spec(_SPEC)
sys.modules["labelled"] = measure
_SPEC.loader.exec_module(measure)


def test_there_are_enough_sentences_with_and_without() -> None:
    sentences = list(measure.labelled())
    without = [text for text, places in sentences if not places]
    assert (len(sentences) >= 180, len(without) >= 75) == (True, True)


def test_precision_and_recall_are_those_of_the_readme() -> None:
    right, wrong, missed, faults = measure.counts()
    assert right / (right + wrong) >= 0.98, faults
    assert right / (right + missed) >= 0.91, faults
