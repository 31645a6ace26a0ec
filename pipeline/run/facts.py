"""What the manifest says of a run, beside its seconds and its files."""

from collections import Counter
from typing import Any

from pipeline.decisions.table import summary
from pipeline.presence import Verdict
from pipeline.run.plan import Plan
from pipeline.tables import Tables
from pipeline.versions import fingerprint, versions


def facts_of(plan: Plan, tables: Tables) -> dict[str, Any]:
    """Return the counts, and all that the results were made with."""
    status = tables["status"]
    return {
        "fingerprint": plan.fingerprint,
        "codebook": fingerprint(plan.coder.codebook.model_dump_json()),
        "inputs": plan.inputs,
        "statuses": dict(sorted(Counter(status["status"]).items())),
        "counts": {
            "files": status.height,
            "pages": int(status["paginas"].sum()),
            "sentences": int(tables["documenten"]["zinnen"].sum()),
            "coded_passages": int(tables["documenten"]["passages"].sum()),
        },
        "people": summary(tables["coderingen"], all_decisions=len(plan.coder.model.history)),
        "threads": tables["rode_draad"].select("code", "naam", "draad", *Verdict, "passages").to_dicts(),
        "settings": plan.settings.written(),
        "language_model": plan.coder.dutch.model,
        "model_card": plan.coder.model.card,
        "versions": versions("spacy", "pypdfium2", "pdfplumber", "scikit-learn", "polars"),
        "reports": plan.links.base,
    }
