"""A comparison as one page that opens anywhere without a network: vergelijking.html."""

from pipeline.comparison.change import DRAWS
from pipeline.comparison.mechanism_claims import points
from pipeline.comparison.records import Comparison
from pipeline.report import comparison_figures as figures
from pipeline.report.comparison_view import ComparisonView
from pipeline.report.page_assets import TEMPLATES, script, script_hash, style
from pipeline.report.page_environment import base_environment
from pipeline.synthesis.dutch import bounds
from pipeline.synthesis.records import Estimate

_SCRIPTS = ("contents", "comparison")


def comparison_page(found: Comparison) -> str:
    """Return the page as HTML; the same comparison gives the same text."""
    env = base_environment()
    env.filters |= {"points": points, "bounds": _bounds}
    env.globals |= {
        "view": ComparisonView(found),
        "sentences_figure": figures.shares_of_sentences,
        "reports_figure": figures.shares_of_reports,
    }
    return env.get_template("comparison.html.j2").render(
        c=found,
        draws=DRAWS,
        style=f"{style()}\n{(TEMPLATES / 'comparison.css').read_text(encoding='utf-8')}",
        script=script(_SCRIPTS),
        script_hash=script_hash(_SCRIPTS),
    )


def _bounds(estimate: Estimate) -> str:
    """The bounds of an interval, in which no line ends before a percent sign."""
    return bounds(estimate).replace(" %", "\u00a0%")
