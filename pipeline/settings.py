"""Settings of a run: sane defaults, overridden by ``rodedraad.toml``; unknown keys are refused."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Literal

SETTINGS_FILE = "rodedraad.toml"
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class _Section:
    """What all settings can do; what stands in the metadata of a field is what pydantic holds a settings file to."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def written(self) -> dict[str, Any]:
        """Return the settings by name as they may be written down: paths as text, and no passwords."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self) if not one.metadata.get("exclude")}

    def as_json(self, *, but: Collection[str] = (), only: Collection[str] = ()) -> str:
        """Return what may be written down as JSON, for fingerprints: without ``but``, or ``only`` these when given."""
        written = self.written()
        chosen = {name: written[name] for name in written if name not in but and (not only or name in only)}
        return json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, _Section):
        return value.written()
    return str(value) if isinstance(value, Path) else value


@dataclass(frozen=True)
class ExtractSettings(_Section):
    """Limits for reading one file, each reached as a status of that file."""

    max_seconds: float = field(default=120.0, metadata={"gt": 0})
    max_memory_mb: int = field(default=2048, metadata={"ge": 256})
    max_pages: int = field(default=5000, metadata={"ge": 1})
    ocr: bool = False
    pseudonymise: bool = False
    max_seconds_ocr: float = field(default=3600.0, metadata={"gt": 0})
    # Given for one run, never written down: neither in the account of the run nor in the keys of what is kept.
    passwords: tuple[str, ...] = field(default=(), repr=False, metadata={"exclude": True})

    @property
    def seconds(self) -> float:
        """The limit in force: recognising a page takes hundreds of times as long as reading its text."""
        return self.max_seconds_ocr if self.ocr else self.max_seconds


@dataclass(frozen=True)
class DuplicateSettings(_Section):
    """From which share of sentences in common a report is a near copy of another, and is not coded again."""

    near: float = field(default=0.9, metadata={"ge": 0.5, "le": 1})
    keep_all: bool = False


@dataclass(frozen=True)
class SegmentSettings(_Section):
    """Whose sentence boundaries to use: our rules, or the spaCy model where it is installed."""

    segmenter: Literal["rules", "nl_core_news_sm"] = "rules"


@dataclass(frozen=True)
class ModelSettings(_Section):
    """How the classifier is trained; the same seed and passages give the same model.

    ``semantic`` names a sentence-transformers model or its folder, to be used in place of the word vectors.
    """

    seed: int = 1
    most_passages: int = field(default=16_000, metadata={"ge": 2})
    semantic: str = ""


@dataclass(frozen=True)
class SynthesisSettings(_Section):
    """When a mechanism is present in a report, and from which chance of that it is called present, or silent."""

    least_passages: int = field(default=3, metadata={"ge": 1})
    least_share: float = field(default=0.01, metadata={"ge": 0, "le": 1})
    present_from: float = field(default=0.8, metadata={"gt": 0.5, "lt": 1})
    silent_to: float = field(default=0.1, metadata={"gt": 0, "lt": 0.5})


@dataclass(frozen=True)
class Settings(_Section):
    """All settings. Paths in a settings file are relative to that file."""

    codebook: Path = PROJECT / "corpus" / "codeboek.toml"
    passages: Path = PROJECT / "corpus" / "passages"
    vectors: Path = PROJECT / "corpus" / "vectoren.npz"
    organisations: Path = PROJECT / "corpus" / "organisaties.toml"
    model_folder: Path = PROJECT / "outputs" / "model"
    workers: int = field(default=0, metadata={"ge": 0})  # 0: as many as there are cores
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
    from pipeline.settings_file import read_settings  # pydantic takes longer to load than a run without work may take

    return read_settings(source)
