"""What an audit of the dependencies concludes: that nothing was looked up is never called safe."""

import json

from tests.audit import verdict

FINE = {"name": "lxml", "version": "6.0.0", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]}
SKIPPED = {"name": "polars", "skip_reason": "not found"}


def test_everything_was_looked_up() -> None:
    said = ["1 packages were looked up: no weakness is known."]
    assert verdict(json.dumps({"dependencies": [FINE]}), "") == (0, said)


def test_a_known_weakness_is_told_with_its_cure() -> None:
    code, lines = verdict(json.dumps({"dependencies": [FINE, WEAK]}), "")
    assert code == 1
    assert lines[0] == "pillow 1.0: PYSEC-1, mended in 1.1"


def test_a_database_without_answers_is_not_a_good_sign() -> None:
    code, lines = verdict(json.dumps({"dependencies": [SKIPPED] * 7}), "")
    assert code == 3
    assert lines[0] == "0 of 7 packages were looked up; not these:"
    assert "  and 2 more" in lines


def test_a_weakness_among_what_could_be_looked_up_weighs_most() -> None:
    assert verdict(json.dumps({"dependencies": [SKIPPED, WEAK]}), "").code == 1


def test_no_answer_at_all_says_why() -> None:
    code, lines = verdict("", "WARNING x\nERROR: no connection\n")
    assert code == 3
    assert lines[0] == "Nothing was looked up: ERROR: no connection"
    assert verdict("", "").lines[0] == "Nothing was looked up: it gave no answer"
