"""What a run knows of Dutch: whose sentence boundaries it takes, the list of organisations, and a spaCy model if any.

Loading spaCy takes seconds in every process, and our own rules and list do without.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language_folder import installed_model, named_model, only_listed
from pipeline.organisations.listed import read_organisations
from pipeline.organisations.matcher import OrganisationMatcher
from pipeline.settings import SegmentSettings

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Dutch:
    """Dutch with these settings and this file of organisations; ``with_model`` where there is a model to load."""

    settings: SegmentSettings
    organisations: Path
    with_model: bool

    @classmethod
    def of(cls, settings: SegmentSettings, organisations: Path) -> "Dutch":
        """Return it, with all that can be wrong found now.

        Raises UsageError when the organisations cannot be read, and as `language.load_pipeline` does.
        """
        dutch = cls.unloaded(settings, organisations)
        _ = dutch.listed
        if dutch.with_model:
            _ = dutch.pipeline
        return dutch

    @classmethod
    def unloaded(cls, settings: SegmentSettings, organisations: Path) -> "Dutch":
        """Return it for a process that may need a part of it: each part is loaded, or found to be wrong, when asked."""
        asked = settings.segmenter != "rules"
        return cls(settings, organisations, asked or bool(named_model() or installed_model()))

    @property
    def by_rules(self) -> bool:
        """Whether sentences end where our rules say so."""
        return self.settings.segmenter == "rules"

    @cached_property
    def listed(self) -> OrganisationMatcher:
        """The organisations of the file."""
        return OrganisationMatcher(read_organisations(self.organisations))

    @cached_property
    def pipeline(self) -> "Language":
        """The spaCy pipeline of `language.load_pipeline`; asked for only ``with_model``."""
        from pipeline.language import load_pipeline

        return load_pipeline(self.settings)

    @property
    def model(self) -> str | None:
        """The name and version of the model in the pipeline, or None where there is none."""
        if not self.with_model:
            return None
        from pipeline.language import model_name

        return model_name(self.pipeline)

    @property
    def notice(self) -> str | None:
        """One line on what is missed for want of a (sound) model, or None where nothing is."""
        if not self.with_model:
            return only_listed()
        from pipeline.language import model_notice

        return model_notice(self.pipeline)
