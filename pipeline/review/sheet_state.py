"""The state of a row as a formula, so that who fills it in sees at once whether it is whole; as `answer` judges it."""

DONE, SKIPPED, INCOMPLETE, CONTRADICTORY = "klaar", "overgeslagen", "vul aan", "tegenstrijdig"


def state_formula(  # noqa: PLR0913 each is a column
    agreed: str,
    first_code: str,
    last_code: str,
    role: str,
    remark: str,
    proposed: str,
    proposed_role: str,
    *,
    row: int,
    head: int,
) -> str:
    """Return the formula for a row (as the spreadsheet numbers it) from the letters of its columns."""
    codes, heads = f"${first_code}{row}:${last_code}{row}", f"${first_code}${head}:${last_code}${head}"
    verdict, role_cell = f"${agreed}{row}", f"${role}{row}"
    is_proposed = f'ISNUMBER(FIND(","&{heads}&",",${proposed}{row}))'
    filled = f'(COUNTA({codes})+({role_cell}<>"")>0)'
    missing = f'(SUMPRODUCT({is_proposed}*({codes}=""))>0)'
    other_code = f'SUMPRODUCT(({codes}<>"")*(({codes}="ja")<>{is_proposed}))'
    differs = f'({other_code}+({role_cell}<>"")*({role_cell}<>${proposed_role}{row})>0)'
    corrected = f'IF({missing},"{INCOMPLETE}",IF(AND({verdict}="nee",NOT({differs})),"{CONTRADICTORY}","{DONE}"))'
    untouched = f'IF(OR({verdict}="nee",${remark}{row}<>""),"{INCOMPLETE}","")'
    return (
        f'=IF({verdict}="overslaan",IF({filled},"{CONTRADICTORY}","{SKIPPED}"),'
        f'IF({verdict}="ja",IF({differs},"{CONTRADICTORY}","{DONE}"),'
        f"IF({filled},{corrected},{untouched})))"
    )
