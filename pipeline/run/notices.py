"""One line for each thing that was wanted or possible, and is not on this machine; and what a training brought."""

from pipeline.extract.pdf.tesseract import missing as ocr_missing
from pipeline.retraining.report import PAGE as COMPARISON
from pipeline.retraining.shown import verdict_lines
from pipeline.run.plan import Plan


def notices_of(plan: Plan) -> list[str]:
    """Return the lines that every run gives until something changes."""
    ocr = ocr_missing() if plan.settings.extract.ocr else None
    notices = (plan.coder.dutch.notice, ocr, plan.coder.model.notice)
    return [notice for notice in notices if notice]


def news_of(plan: Plan) -> list[str]:
    """Return the line on what came of a training in this run; none when there was none or its model was not taken."""
    model = plan.coder.model
    if not model.fresh:
        return []
    learnt = f"The classifier was trained on {model.card['passages']} coded passages."
    if model.comparison.table.is_empty():
        return [learnt]
    place = plan.settings.model_folder / COMPARISON
    return [" ".join((learnt, "Beside the model before:", *verdict_lines(model.comparison), f"More in {place}."))]
