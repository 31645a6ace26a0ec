"""The results of a run as bytes, to be compared."""

import json
from pathlib import Path
from typing import Any

from pipeline.run.account import OF_THIS_RUN


def results(out: Path) -> dict[str, bytes]:
    """The bytes of every result by name, and the manifest without its seconds."""
    found = {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    manifest: dict[str, Any] = json.loads(found.pop("run.json"))
    same = {key: value for key, value in manifest.items() if key not in OF_THIS_RUN}
    return found | {"run.json": json.dumps(same).encode()}
