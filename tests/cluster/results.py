"""The results of a run as bytes, to be compared."""

import json
from pathlib import Path
from typing import Any


def results(out: Path) -> dict[str, bytes]:
    """The bytes of every result by name, and the manifest without its seconds."""
    found = {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    manifest: dict[str, Any] = json.loads(found.pop("run.json"))
    del manifest["seconds"]
    return found | {"run.json": json.dumps(manifest).encode()}
