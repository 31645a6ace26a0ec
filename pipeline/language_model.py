"""Installing nl_core_news_sm, which is on no package index: one short try, checked by hash, never in the way."""

import importlib.util
import subprocess
import sys

from pipeline.language_folder import MODEL_PACKAGE

_VERSION = "3.8.0"
_SHA256 = "a76978477821f213ca76a46c686df1b1d41462905d4868bc53eac086adca8b7e"
_URL = (
    "https://github.com/explosion/spacy-models/releases/download/"
    f"{MODEL_PACKAGE}-{_VERSION}/{MODEL_PACKAGE}-{_VERSION}-py3-none-any.whl#sha256={_SHA256}"
)
# The wheel is 12 MB; pip's own limit is per read, so the whole try is limited as well.
_SECONDS_TO_CONNECT = 5
_SECONDS_IN_ALL = 60


def install(url: str = _URL, *, seconds: float = _SECONDS_IN_ALL) -> str:
    """Try to install the model into this environment and return one line that says how it went. Never raises."""
    if importlib.util.find_spec(MODEL_PACKAGE):
        return f"{MODEL_PACKAGE} is installed."
    limits = ["--timeout", str(_SECONDS_TO_CONNECT), "--retries", "0"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-input", *limits, url]
    try:
        tried = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return _without(f"no answer within {seconds:g} seconds")
    if tried.returncode:
        return _without("it could not be fetched, or its hash was wrong")
    return f"{MODEL_PACKAGE} {_VERSION} was installed."


def _without(reason: str) -> str:
    return (
        f"{MODEL_PACKAGE} was not installed ({reason}): only organisations on our list are recognised. "
        "Everything else works; 'make language-model' tries again."
    )
