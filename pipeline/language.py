"""The spaCy pipeline: Dutch tokens, the sentence boundaries of a model where those are asked for, and entities.

A model is optional. It is the pipeline folder named by the environment variable ``RODEDRAAD_SPACY_MODEL``, or else
the installed package ``nl_core_news_sm``. Only its components for boundaries and entities are loaded.
"""

import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from pipeline.errors import UsageError
from pipeline.language_folder import ABSENT, MODEL_PACKAGE, REMEDY, installed_model, named_model, only_listed
from pipeline.settings import SegmentSettings

_META_MODEL, _META_NOTICE = "rodedraad_model", "rodedraad_notice"
_MAX_CHARACTERS = 50_000_000
_BOUNDARY_FACTORIES = ("senter", "parser", "sentencizer")
_ENTITY_FACTORIES = ("ner", "beam_ner", "entity_ruler")
_SHARED_FACTORIES = ("tok2vec", "transformer")
# What spacy.load raises on a folder with files missing, cut short, or made for another version.
_LOAD_ERRORS = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, IndexError)


def load_pipeline(settings: SegmentSettings) -> Language:
    """Return the pipeline for entities, and for sentences where a model is to split them.

    A model that was found but not asked for and cannot be used is left out; ``model_notice`` then says why.

    Raises:
        UsageError: the model named by ``RODEDRAAD_SPACY_MODEL`` cannot be used, or the settings ask for the boundaries
            of a model that is absent, damaged or has none.
    """
    nlp = _model_or_blank(settings.segmenter == "rules")
    nlp.max_length = _MAX_CHARACTERS
    return nlp


def model_name(nlp: Language) -> str | None:
    """Return the name and version of the model in a pipeline of ``load_pipeline``, or None where it works by rules."""
    return nlp.meta.get(_META_MODEL)


def model_notice(nlp: Language) -> str | None:
    """Return one line on what this pipeline misses for want of a (sound) model, or None where it misses nothing."""
    return nlp.meta.get(_META_NOTICE)


def segmentation_pipes(nlp: Language) -> list[str]:
    """Return the names of the components that the boundaries of a model need, so that the others can rest."""
    return _pipes_by_factory(nlp, (*_BOUNDARY_FACTORIES, *_SHARED_FACTORIES))


def entity_pipes(nlp: Language) -> list[str]:
    """Return the names of the components that entities need."""
    return _pipes_by_factory(nlp, (*_ENTITY_FACTORIES, *_SHARED_FACTORIES))


def _pipes_by_factory(nlp: Language, factories: tuple[str, ...]) -> list[str]:
    return [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in factories]


def _model_or_blank(use_rules: bool) -> Language:
    """Load the model that is asked for or found; go without only where the settings allow it."""
    named = named_model()
    folder = named or installed_model()
    problem = ABSENT
    if folder is not None:
        try:
            return _load_model(folder, use_rules)
        except UsageError as error:
            if named:
                raise
            problem = str(error)
    if not use_rules:
        raise UsageError(f'{problem} The setting segmenter = "{MODEL_PACKAGE}" needs one: {REMEDY}, or use "rules".')
    nlp = spacy.blank("nl")
    nlp.meta[_META_NOTICE] = only_listed(problem)
    return nlp


def _load_model(folder: Path, use_rules: bool) -> Language:
    """Load only the components that are needed, and note the name and the version of the model."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            components = spacy.util.load_config(folder / "config.cfg")["components"]
            kept = _needed_components(components, use_rules)
            nlp = spacy.load(folder, exclude=[name for name in components if name not in kept])
    except _LOAD_ERRORS as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(f"The spaCy model in {folder} cannot be loaded: {reason}. Replace it: {REMEDY}.") from error
    if nlp.lang != "nl":
        raise UsageError(f"The spaCy model in {folder} is for language {nlp.lang!r}, not 'nl'. Replace it: {REMEDY}.")
    for name in nlp.disabled:
        nlp.enable_pipe(name)
    if not use_rules and not _pipes_by_factory(nlp, _BOUNDARY_FACTORIES):
        raise UsageError(f'The spaCy model in {folder} sets no sentence boundaries; use segmenter = "rules".')
    nlp.meta[_META_MODEL] = f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}"
    if any("[W095]" in str(warning.message) for warning in caught):
        needed = nlp.meta.get("spacy_version")
        nlp.meta[_META_NOTICE] = f"{model_name(nlp)} was made for spaCy {needed}, not {version('spacy')}: {REMEDY}."
    return nlp


def _needed_components(components: dict[str, dict[str, Any]], use_rules: bool) -> set[str]:
    """Choose entities, boundaries where asked for (the cheapest of the model), and the layer that they listen to."""
    by_factory = {component["factory"]: name for name, component in reversed(components.items())}
    kept = {by_factory[factory] for factory in _ENTITY_FACTORIES if factory in by_factory}
    boundaries = [by_factory[factory] for factory in _BOUNDARY_FACTORIES if factory in by_factory]
    kept.update(boundaries[: 0 if use_rules else 1])
    if any("Listener" in str(components[name]) for name in kept):
        kept.update(by_factory[factory] for factory in _SHARED_FACTORIES if factory in by_factory)
    return kept
