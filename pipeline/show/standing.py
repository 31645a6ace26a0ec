"""How a run stands, for a person to read."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.show.results import threads
from pipeline.show.terminal import line, table

if TYPE_CHECKING:
    from pipeline.status import Standing

_MOST = 10


def standing(found: "Standing") -> None:
    """Print where a run is, or what the last one found and what changed since."""
    line(_HEADS[found.state](found))
    if found.state != "finished" and found.going is not None:
        _far(found)
    if not found.manifest:
        return
    if found.state != "finished":
        line("What follows is of the run before.")
    _whole(found.manifest)
    for one in found.trouble[:_MOST]:
        line(f"  {one['bestand']}: {one['status']}. {one['melding']}")
    _more(len(found.trouble))
    _pace(found.manifest)
    threads(found.manifest["threads"], "Rode draad")
    _since(found)


def _running(found: "Standing") -> str:
    holder = found.holder or {}
    return f"{found.out}: a run is going on (process {holder.get('process')} on {holder.get('machine')})."


def _killed(found: "Standing") -> str:
    since = (found.holder or {}).get("since", "")
    return f"{found.out}: the run of {since} was killed. Run it again: it goes on from what was kept."


def _stopped(found: "Standing") -> str:
    return f"{found.out}: the last run stopped before its end. Run it again: it goes on from what was kept."


def _finished(found: "Standing") -> str:
    manifest = found.manifest
    if "finished" not in manifest:  # of an older version
        return f"{found.out}: finished."
    took, now = timedelta(seconds=round(sum(manifest["seconds"].values()))), manifest["this_run"]
    when = manifest["finished"]
    return f"{found.out}: finished {when}, in {took} ({now['read']} files read and {now['coded']} coded in that run)."


_HEADS = {"running": _running, "killed": _killed, "stopped": _stopped, "finished": _finished}


def _far(found: "Standing") -> None:
    going = found.going
    if going is None:
        return
    before = "".join(f"{stage} {timedelta(seconds=round(took))}, " for stage, took in going.stages.items())
    line(f"Begun {going.started}: {before}{going.stage} {going.done} of {going.total} (written {going.at}).")
    if found.left is not None:
        line(f"About {found.left} left of {going.stage}.")
    elif found.state == "running":
        silent = datetime.now().astimezone() - datetime.fromisoformat(going.at)
        line(f"{timedelta(seconds=round(silent.total_seconds()))} since the last sign; some stages are one long step.")


def _whole(manifest: dict[str, Any]) -> None:
    counts = manifest["counts"]
    line(
        f"{counts['files']} files, {counts['pages']} pages, {counts['sentences']} sentences, "
        f"{counts['coded_passages']} coded passages. "
        f"Statuses: {', '.join(f'{number} {status}' for status, number in manifest['statuses'].items())}."
    )
    card = manifest["model_card"]
    line(f"Model {card['fingerprint'][:8]}: trained on {card['passages']} passages of {card['documents']} documents.")


def _pace(manifest: dict[str, Any]) -> None:
    """What stages took, of files whose stages were measured."""
    shown = [f"{stage} {pace}" for stage, total in manifest.get("per_stage", {}).items() for pace in _paces(total)]
    if shown:
        line(f"Per second, each worker: {', '.join(shown)}.")
    slowest = [row for row in manifest.get("files", []) if row["seconds"]][: _MOST // 2]
    if slowest:
        columns = ("slowest files", "seconds", "pages", "MB")
        rows = ([row["file"], f"{row['seconds']:.1f}", row["pages"], row["peak_mb"] or "-"] for row in slowest)
        table("", columns, rows, right=columns[1:])


def _paces(total: dict[str, Any]) -> Iterator[str]:
    (unit,) = total.keys() - {"files", "seconds", "cpu"}
    if total["seconds"] and total[unit]:
        yield f"{total[unit] / total['seconds']:,.0f} {unit}"


def _since(found: "Standing") -> None:
    if found.outputs is not None:
        edited, missing = found.outputs.edited, found.outputs.missing
        _changed(f"{found.outputs.same} results are as they were written", edited=edited, missing=missing)
    inputs = found.inputs
    if inputs is None:
        return
    if not inputs.found:
        line(f"The reports are no longer in {inputs.folder}.")
    elif inputs.same:
        line(f"The reports in {inputs.folder} did not change since.")
    else:
        said = f"The reports in {inputs.folder} changed since; run again"
        _changed(said, new=inputs.new, gone=inputs.gone, changed=inputs.changed)


def _changed(said: str, **names: Sequence[str]) -> None:
    line(f"{said}." if not any(names.values()) else f"{said}:")
    for what, which in names.items():
        for name in which[:_MOST]:
            line(f"  {what}: {name}")
        _more(len(which))


def _more(number: int) -> None:
    if number > _MOST:
        line(f"  and {number - _MOST} more")
