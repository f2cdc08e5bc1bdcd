"""What is due, in a few lines for a console. It invites: nothing is counted, nobody is late."""

from collections.abc import Sequence

from improv.locale.phrases import plain

MOST = 5
"""So many names a line: who has not played for a year has no use for all of them."""


def due_lines(language: str, practices: Sequence[str], requests: Sequence[str]) -> tuple[str, ...]:
    """The lines. `practices` and `requests`: the names of those that are due, the first first."""
    comma = f"{plain(language, 'list.comma')} "
    lines = []
    if practices:
        listed = comma.join(practices[:MOST])
        lines.append(plain(language, "solo.due.practices", listed=listed))
    if requests:
        lines.append(plain(language, "solo.due.requests", listed=comma.join(requests[:MOST])))
    return tuple(lines) or (plain(language, "solo.due.none"),)
