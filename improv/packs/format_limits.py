"""What a format may have at most, so that a round of it ends, fits a room and fits the screen."""

from collections.abc import Mapping

from improv.core.formats import BallotKind, Format, PhaseKind
from improv.packs.problems import Source, message
from improv.packs.tree import Node

LONGEST = 120
"""Minutes of a round, when nobody adds time."""
MOST = {"phases": 60, "twists": 60, "draws": 6, "seats": 20, "criteria": 6, "options": 9}
"""Phases with their repeats, twists that are drawn for a round, reels, people on stage; of criteria
and options as many as fit a phone, and as there are keys with a figure."""


def check_limits(source: Source, top: Mapping[str, Node], format_: Format) -> None:
    """Note a round that never ends, more of anything than fits, and a pick from nothing."""
    ballot = format_.ballot
    counts = {
        "phases": len(format_.phases),
        # Without a phase it is not known how long they go on, and that has been noted.
        "twists": sum(len(one.at) + one.by_hand * one.most for one in format_.twists if one.phase),
        "draws": len(format_.draws),
        "seats": sum(seat.count for seat in format_.seats),
        "criteria": len(ballot.criteria),
        "options": len(ballot.options),
    }
    for field, number in counts.items():
        node = top.get(field, top.get("ballot"))
        if number > MOST[field] and node is not None:
            what = message("found.many", field=field, number=number, most=MOST[field])
            source.add(node, what, message("mend.fewer"))
    minutes = sum(phase.seconds or 0 for phase in format_.phases) // 60
    if minutes > LONGEST and counts["phases"] <= MOST["phases"]:
        what = message("found.endless", minutes=minutes, most=LONGEST)
        source.add(top["phases"], what, message("mend.endless"))
    rung = any(rule.pile is None for rule in format_.twists)
    lines = rung or any(phase.kind is PhaseKind.ASK for phase in format_.phases)
    if BallotKind.PICK in ballot.kinds and not ballot.options and not lines and "ballot" in top:
        source.add(top["ballot"], message("found.pick"), message("mend.add", line="options: [...]"))
