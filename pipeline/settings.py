"""Settings of a run: sane defaults, overridden by ``rodedraad.toml``; unknown keys are refused."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import UsageError
from pipeline.validation import first_problem

SETTINGS_FILE = "rodedraad.toml"
PROJECT = Path(__file__).resolve().parent.parent


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExtractSettings(_Section):
    """Limits for reading one file, each reached as a status of that file."""

    max_seconds: float = Field(default=120, gt=0)
    max_memory_mb: int = Field(default=2048, ge=256)
    max_pages: int = Field(default=5000, ge=1)
    ocr: bool = False
    pseudonymise: bool = False
    max_seconds_ocr: float = Field(default=3600, gt=0)
    # Given for one run, never written down: neither in the account of the run nor in the keys of what is kept.
    passwords: tuple[str, ...] = Field(default=(), exclude=True, repr=False)

    @property
    def seconds(self) -> float:
        """The limit in force: recognising a page takes hundreds of times as long as reading its text."""
        return self.max_seconds_ocr if self.ocr else self.max_seconds


class DuplicateSettings(_Section):
    """From which share of sentences in common a report is a near copy of another, and is not coded again."""

    near: float = Field(default=0.9, ge=0.5, le=1)
    keep_all: bool = False


class SegmentSettings(_Section):
    """Whose sentence boundaries to use: our rules, or the spaCy model where it is installed."""

    segmenter: Literal["rules", "nl_core_news_sm"] = "rules"


class ModelSettings(_Section):
    """How the classifier is trained; the same seed and passages give the same model.

    ``semantic`` names a sentence-transformers model or its folder, to be used in place of the word vectors.
    """

    seed: int = 1
    most_passages: int = Field(default=16_000, ge=2)
    semantic: str = ""


class SynthesisSettings(_Section):
    """When a mechanism is present in a report, and from which chance of that it is called present, or silent."""

    least_passages: int = Field(default=3, ge=1)
    least_share: float = Field(default=0.01, ge=0, le=1)
    present_from: float = Field(default=0.8, gt=0.5, lt=1)
    silent_to: float = Field(default=0.1, gt=0, lt=0.5)


class Settings(_Section):
    """All settings. Paths in a settings file are relative to that file."""

    codebook: Path = PROJECT / "corpus" / "codeboek.toml"
    passages: Path = PROJECT / "corpus" / "passages"
    vectors: Path = PROJECT / "corpus" / "vectoren.npz"
    organisations: Path = PROJECT / "corpus" / "organisaties.toml"
    model_folder: Path = PROJECT / "outputs" / "model"
    workers: int = Field(default=0, ge=0, description="0 means: as many as there are cores")
    extract: ExtractSettings = ExtractSettings()
    duplicates: DuplicateSettings = DuplicateSettings()
    segment: SegmentSettings = SegmentSettings()
    model: ModelSettings = ModelSettings()
    synthesis: SynthesisSettings = SynthesisSettings()


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from ``path``, else from ``rodedraad.toml`` in the working folder, else take the defaults.

    Raises UsageError when the file is missing, is no TOML, or holds an unknown key or a wrong value.
    """
    source = path or Path(SETTINGS_FILE)
    if path is None and not source.exists():
        return Settings()
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        settings = Settings.model_validate(data)
    except FileNotFoundError as e:
        raise UsageError(f"no settings file at {source}; check the path, or leave it out for the defaults") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise UsageError(f"{source} is not valid TOML: {e}") from e
    except ValidationError as e:
        raise UsageError(f"{source}: {first_problem(e)}") from e
    return settings.model_copy(update=_anchored(settings, source.resolve().parent))


def _anchored(settings: Settings, folder: Path) -> dict[str, object]:
    """Make the paths that the file set relative to its own folder, wherever the command is run from."""
    paths = {key: getattr(settings, key) for key in settings.model_fields_set}
    anchored: dict[str, object] = {key: folder / value for key, value in paths.items() if isinstance(value, Path)}
    semantic = settings.model.semantic
    if semantic and (folder / semantic).is_dir():  # else it is the name of a model
        anchored["model"] = settings.model.model_copy(update={"semantic": str(folder / semantic)})
    return anchored
