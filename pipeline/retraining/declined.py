"""A training whose model was not taken: remembered, so that the next run does not try the same again."""

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.atomic import write_text
from pipeline.retraining.comparison import Comparison

_FILE = "afgewezen.json"


@dataclass(frozen=True)
class Declined:
    """Which inputs gave the model that was not taken (``fingerprint``), its comparison, and one line on why."""

    fingerprint: str
    comparison: Comparison
    notice: str

    @classmethod
    def worse(cls, fingerprint: str, comparison: Comparison, passages: int) -> "Declined":
        """Return what is remembered of a model that was worse."""
        return cls(
            fingerprint,
            comparison,
            f"The model before was kept: training on the {passages} passages that hold now made it worse, beyond "
            "chance. No coding is lost. 'rodedraad train' shows where; 'rodedraad train --accept' takes it all the "
            "same.",
        )

    @classmethod
    def restored(cls, fingerprint: str, comparison: Comparison) -> "Declined":
        """Return what is remembered of a model that somebody put aside."""
        return cls(
            fingerprint,
            comparison,
            "The model from before is in use again; it has not learnt from the newest codings. 'rodedraad train' "
            "trains again.",
        )

    @classmethod
    def read(cls, folder: Path) -> "Declined | None":
        """Return what a model folder remembers; nothing when it is not there or not whole."""
        try:
            kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            return cls(kept["fingerprint"], Comparison.from_card(kept["comparison"]), kept["notice"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):  # at worst a training is tried once more
            return None

    def write(self, folder: Path) -> None:
        """Remember it in a model folder."""
        kept = {"fingerprint": self.fingerprint, "notice": self.notice, "comparison": self.comparison.for_card()}
        write_text(folder / _FILE, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")

    @staticmethod
    def forget(folder: Path) -> None:
        """Forget what was declined: a newer training was taken."""
        (folder / _FILE).unlink(missing_ok=True)
