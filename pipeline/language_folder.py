"""Where the spaCy model for Dutch is, found without loading anything of it."""

import importlib.util
import os
from pathlib import Path

MODEL_PACKAGE = "nl_core_news_sm"
MODEL_VARIABLE = "RODEDRAAD_SPACY_MODEL"
REMEDY = f"install {MODEL_PACKAGE} (a release of explosion/spacy-models) or set {MODEL_VARIABLE} to its folder"
ABSENT = f"No spaCy model found: {MODEL_PACKAGE} is not installed and {MODEL_VARIABLE} is not set."


def named_model() -> Path | None:
    """Return the folder that the environment variable names, if it does."""
    named = os.environ.get(MODEL_VARIABLE)
    return Path(named) if named else None


def installed_model() -> Path | None:
    """Return the data folder inside the installed model package."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    return next((config.parent for config in sorted(package.glob("*/config.cfg"))), package)


def only_listed(problem: str = ABSENT) -> str:
    """Return one line on what is missed where no model is used, because of ``problem``."""
    return f"{problem} Only listed organisations are recognised; to find more: {REMEDY}."
