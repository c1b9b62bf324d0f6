"""Reading files as a spreadsheet does, and what outsiders type to have it run."""

import re

BAIT = (
    '=HYPERLINK("http://evil.example","a")', "=1+1", "+1+1", "+7 727 123", "-1+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1+1", "\n=1+1",
    " =1+1", "\u00a0=1+1", "\u2003@x", "＝1+1", "＋1", "－1+1", "＠x", " ＝1", "|calc", "%0a=1", "\x0b=1+1", "\r=1+1", "=",
)  # fmt: skip
_NUMBER = re.compile(r"-?[0-9.,]+")
_STARTS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")


def is_formula(cell: str) -> bool:
    """True for what some spreadsheet runs when it opens a CSV: also behind spaces, and in wide signs."""
    text = cell.strip()
    return text.startswith(_STARTS) and not _NUMBER.fullmatch(text)
