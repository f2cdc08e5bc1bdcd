"""What is due, in a few lines for a console. It invites: nothing is counted, nobody is late."""

from collections.abc import Sequence

from improv.locale.phrases import plain

MOST = 5
"""So many names a line: who has not played for a year has no use for all of them."""


def due_lines(language: str, practices: Sequence[str], requests: Sequence[str]) -> tuple[str, ...]:
    """The lines. `practices` and `requests`: the names of those that are due, the first first."""
    lines = []
    if practices:
        lines.append(plain(language, "solo.due.practices", listed=_listed(language, practices)))
    if requests:
        lines.append(plain(language, "solo.due.requests", listed=_listed(language, requests)))
    return tuple(lines) or (plain(language, "solo.due.none"),)


def left_out_line(language: str, practices: Sequence[str], command: str) -> str:
    """That these practices (names) are due, and that no card at hand asks for them.

    `command` plays with more cards; empty where all are at hand.
    """
    listed = _listed(language, practices)
    if not command:
        return plain(language, "solo.due.left_out.all", listed=listed)
    return plain(language, "solo.due.left_out", listed=listed, command=command)


def _listed(language: str, names: Sequence[str]) -> str:
    return f"{plain(language, 'list.comma')} ".join(names[:MOST])
