"""Size of the page and time of its filters in Chromium, for 100 reports and 20,000 passages: `-m tests.bench_page`.

A filter's time runs from the change of a field until the browser has laid out the new rows.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench_growth import apart, fill, publish

_REPORTS = 100
_SENTENCES = 1_200  # in each: more than 20,000 then have a mechanism, and the page holds as many as it ever does
_RUNS = 5
_FILTERS = """(runs) => {
  const form = document.getElementById('filter');
  const set = (name, value) => {
    const before = performance.now();
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
    void document.getElementById('passages').offsetHeight;
    return performance.now() - before;
  };
  const times = { 'first search': [set('zoek', 'g')], search: [], report: [], mechanism: [], role: [], all: [] };
  for (let run = 0; run < runs; run += 1) {
    times.search.push(set('zoek', 'gemeente'), set('zoek', 'gemeente r'), set('zoek', ''));
    times.report.push(set('rapport', String(run + 2)), set('rapport', ''));
    times.mechanism.push(set('mechanisme', 'kaders'));
    times.role.push(set('rol', 'knelpunt'));
    times.all.push(set('zoek', 'wet'));
    ['zoek', 'rol', 'mechanisme'].forEach((name) => set(name, ''));
  }
  return times;
}"""


def filter_times(page: Path, browser: str) -> dict[str, list[float]]:
    """Return milliseconds per kind of change, and in ``opening`` what loading the page took."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        tab = started.new_page()
        start = time.perf_counter()
        tab.goto(page.as_uri())
        opening = 1000 * (time.perf_counter() - start)
        times: dict[str, list[float]] = tab.evaluate(_FILTERS, _RUNS)
        started.close()
    return {"opening": [opening], **times}


def main() -> None:
    """Make a page, and time it where there is a Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache, out = Path(folder) / "cache", Path(folder) / "uit"
        apart(fill, cache, _REPORTS, _SENTENCES)
        apart(publish, cache, _REPORTS, out)
        page = out / "rode_draad.html"
        print(f"\nPage of {_REPORTS} reports, 20,000 passages: {page.stat().st_size / 1e6:.1f} MB")
        browser = shutil.which("chromium") or shutil.which("google-chrome")
        if browser is None:
            sys.exit("no Chromium found: filters are not timed")
        for name, times in filter_times(page, browser).items():
            print(f"  {name:14} median {statistics.median(times):6.0f} ms   most {max(times):6.0f} ms")


if __name__ == "__main__":
    main()
