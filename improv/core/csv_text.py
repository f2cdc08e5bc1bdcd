"""A text in a cell of CSV: no spreadsheet takes it for a formula, and it comes back as it was.

The rule is OWASP's (CSV injection): an apostrophe before what begins like a formula. What begins
with apostrophes and then like a formula gets one more, so that taking one away is exact.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # Excel takes the wide forms for the narrow ones


def guarded(text: str) -> str:
    """`text` as it is written."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What was written as `text`; a text that others wrote without the apostrophe stays."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text
