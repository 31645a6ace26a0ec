"""Coding many reports at once, in processes that load the model themselves and leave their codings in the cache.

A report gets the same codings wherever it is coded: what a process found to code with must have the keys of the run.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.codebook import load_codebook
from pipeline.coding import Coder
from pipeline.job import Job
from pipeline.model.folder import ModelFolder
from pipeline.model.store import Model, text_vectors
from pipeline.prepare import dutch_for
from pipeline.settings import Settings
from pipeline.workplace import Fate, Workplace

# A process that has read reports loads the model in under a second; in that time this one codes some 4,000 sentences.
_FEW_SENTENCES = 8_000
_log = logging.getLogger(__name__)


class OtherCoderError(Exception):
    """What this process would code with is not what the run codes with."""


@dataclass(frozen=True, slots=True)
class Order:
    """One report to be coded, and what the coder of the run codes it with."""

    job: Job
    model: str
    organisations: str
    keys: tuple[str, str]


def code_all(jobs: Sequence[Job], coder: Coder, place: Workplace) -> Iterator[Job]:
    """Code the reports and yield each when that is done; few sentences are coded in this process.

    A report that was lost at ``place`` is coded here too, so that what went wrong is raised, or does not matter.
    """
    if _are_few(jobs):
        for job in jobs:
            coder.keep(job)
            yield job
        return
    version, fingerprint = coder.organisations_version, coder.model.fingerprint
    orders = (Order(job, fingerprint, version, coder.keys(job)) for job in jobs)
    for order, fate in place.each(code_apart, orders, seconds=None):
        if fate is not Fate.DONE:
            name = order.job.file.report_id
            _log.warning("%s was not coded where it was sent (%s): coded here", name, fate.name.lower())
            coder.keep(order.job)
        yield order.job


def code_apart(order: Order) -> None:
    """Code one report in this process, with the model in the model folder.

    Raises an error when model, code or organisations here are not those of the run.
    """
    try:
        coder = _coder(order.job.settings, order.model, order.organisations)
        if coder.keys(order.job) != order.keys:
            raise OtherCoderError("model, software or organisations are not those that the run began with; run again")
        coder.keep(order.job)
    except Exception as e:
        _log.error("%s could not be coded in this process (%s)", order.job.file.report_id, type(e).__name__)
        raise


def _are_few(jobs: Sequence[Job]) -> bool:
    """Whether all sentences together are coded sooner than a model is loaded; stops counting when they are not."""
    if jobs and jobs[0].settings.model.semantic:
        return True  # such a model takes all cores, and too much memory to have it more than once
    count = 0
    for job in jobs:
        count += job.count()
        if count > _FEW_SENTENCES:
            return False
    return True


@lru_cache(maxsize=1)
def _coder(settings: Settings, _model: str, _organisations: str) -> Coder:
    """Load model and organisations once per process, and again when the run says that they are others."""
    folder = ModelFolder(settings.model_folder)
    card = folder.read_card()
    classifier = folder.load(load_codebook(settings.codebook), text_vectors(settings))
    if card is None or card != folder.read_card():
        raise OtherCoderError(f"the model in {settings.model_folder} was replaced while it was read; run again")
    return Coder.of(Model(classifier, card, fresh=False), dutch_for(settings), settings)
