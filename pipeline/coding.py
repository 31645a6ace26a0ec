"""The passages of one report -> the same passages with codes and organisations, unless that was done before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import polars as pl
from threadpoolctl import ThreadpoolController

from pipeline.address import in_address
from pipeline.classify import classify
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.dutch import Dutch
from pipeline.job import Job
from pipeline.measures import measured
from pipeline.model.inputs import LEARNING_CODE
from pipeline.model.store import Model
from pipeline.organisations.named import named_organisations
from pipeline.records import Sentence
from pipeline.settings import Settings
from pipeline.versions import code_version, file_hash, fingerprint

CODED = "coded"
ORGANISATIONS = "organisations"
_CODE = ("classify.py", *LEARNING_CODE)


@dataclass(frozen=True)
class Coder:
    """What is needed to code the passages of any report; keys change with the model and the list of organisations."""

    model: Model
    dutch: Dutch
    organisations_version: str

    @classmethod
    def of(cls, model: Model, dutch: Dutch, settings: Settings) -> "Coder":
        """Return the coder for these settings."""
        version = fingerprint(
            file_hash(settings.organisations),
            dutch.model,
            code_version("organisations", "language.py", "dutch.py"),
        )
        return cls(model, dutch, version)

    def knowing(self, history: Sequence[CodedPassage]) -> "Coder":
        """Return the same coder with these as the decisions of people."""
        return replace(self, model=replace(self.model, history=history))

    @property
    def codebook(self) -> Codebook:
        """The codebook of the classifier."""
        return self.model.classifier.codebook

    @property
    def version(self) -> str:
        """Changes when the passages of a report may be coded otherwise."""
        return fingerprint(self.model.fingerprint, code_version(*_CODE), self.organisations_version)

    def coded_key(self, job: Job) -> str:
        """The key of a report's codings."""
        return fingerprint(job.passages_key, self.model.fingerprint, code_version(*_CODE))

    def organisations_key(self, job: Job) -> str:
        """The key of the organisations named in a report's coded passages."""
        return fingerprint(self.coded_key(job), self.organisations_version)

    def keys(self, job: Job) -> tuple[str, str]:
        """Every key under which this coder keeps something of a report."""
        return self.coded_key(job), self.organisations_key(job)

    def is_done(self, job: Job) -> bool:
        """Whether this report was coded before."""
        return job.cache.has_table(CODED, self.coded_key(job)) and job.cache.has_table(
            ORGANISATIONS, self.organisations_key(job)
        )

    def code(self, job: Job) -> pl.DataFrame:
        """Return the passages of a report as `passages_table` gives them, doing only what was not done before."""
        self.keep(job)
        codings = job.cache.get_table(CODED, self.coded_key(job))
        organisations = job.cache.get_table(ORGANISATIONS, self.organisations_key(job))
        return passages_table(pl.concat([job.passages(), codings, organisations], how="horizontal"))

    def keep(self, job: Job) -> None:
        """Do what was not done before for a report and keep it in its cache."""
        if not job.cache.has_table(CODED, self.coded_key(job)):
            with measured(job.cache.root, "code", self.coded_key(job), job.file.report_id):
                found = self._codings(job.passages())
            job.cache.put_table(CODED, self.coded_key(job), found)
        if not job.cache.has_table(ORGANISATIONS, self.organisations_key(job)):
            codings = job.cache.get_table(CODED, self.coded_key(job))
            with measured(job.cache.root, "organisations", self.organisations_key(job), job.file.report_id):
                found = self._organisations(job.passages(), codings)
            job.cache.put_table(ORGANISATIONS, self.organisations_key(job), found)

    def organisations(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the organisations named in each of these texts."""
        return [list(names) for names in named_organisations(texts, self.dutch)]

    def _codings(self, passages: pl.DataFrame) -> pl.DataFrame:
        """Code sentences; in one thread, so that the last bits are the same however many cores there are."""
        sentences = list(map(Sentence, *(passages[name].to_list() for name in ("text", "before", "after"))))
        with _threads().limit(limits=1):
            return classify(sentences, self.model.classifier)

    def _organisations(self, passages: pl.DataFrame, codings: pl.DataFrame) -> pl.DataFrame:
        """Look for organisations in coded passages only; the others get an empty list."""
        is_coded = codings["mechanismen"].list.len() > 0
        found = iter(self.organisations(passages.filter(is_coded)["text"].to_list()))
        names = [next(found) if coded else [] for coded in is_coded]
        return pl.DataFrame({"organisaties": names}, schema={"organisaties": pl.List(pl.String)})


@cache
def _threads() -> ThreadpoolController:
    """What sets the threads of the numeric libraries; looking for those takes longer than coding a small report."""
    return ThreadpoolController()


def passages_table(coded: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of a coded report their Dutch names, and every passage a link to its page."""
    page = coded["page"].cast(pl.String)
    files = pl.Series([in_address(name) for name in coded["report_id"]], dtype=pl.String)
    names = {"report_id": "document", "page": "pagina", "section": "sectie", "text": "passage"}
    names |= {"before": "ervoor", "after": "erna", "block": "blok", "end": "eind", "by_ocr": "ocr"}
    return coded.with_columns((files + "#page=" + page).alias("link")).rename(names)
