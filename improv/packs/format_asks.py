"""What a format does with lines that everybody writes: the fields of its `ask` phases, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from improv.core.formats import BallotKind, Format, Phase, PhaseKind
from improv.core.lines import MOST_PICKED
from improv.packs import fields
from improv.packs.problems import Source, message
from improv.packs.tree import Node, Table

ASK_FIELDS = ("shows", "deals")


def with_ask_fields(source: Source, values: Mapping[str, Node], phase: Phase) -> Phase:
    """The phase with how many of its lines are shown, or that one of them is played."""
    given = [name for name in ASK_FIELDS if name in values]
    if given and phase.kind is not PhaseKind.ASK:
        for name in given:
            what = message("found.only_with", field=name, other=f"kind: {PhaseKind.ASK}")
            source.add(values[name], what, message("mend.remove"))
        return phase
    shows = fields.number(source, values.get("shows"), "shows", range(1, MOST_PICKED + 1))
    deals = fields.flag(source, values.get("deals"), "deals", usual=False)
    if shows and deals:
        source.add(
            values["shows"],
            message("found.deals_shown", first="shows", second="deals"),
            message("mend.remove"),
        )
    return replace(phase, shows=shows, deals=deals)


def check_asks(source: Source, top: Mapping[str, Node], format_: Format) -> None:
    """Note a line that is dealt to nobody or twice, and a pick that has nothing to pick from."""
    dealing = [phase for phase in format_.phases if phase.deals and phase.turn < 2]
    repeated = any(phase.deals and phase.turns for phase in format_.phases)
    node = top.get("phases")
    if node is not None and (len(dealing) > 1 or repeated):
        source.add(node, message("found.deals_twice", field="deals"), message("mend.keep_one"))
    if node is not None and dealing and not format_.seats:
        source.add(node, message("found.deals_nobody"), message("mend.add", line="seats: [...]"))
    ballot, picks = top.get("ballot"), BallotKind.PICK in format_.ballot.kinds
    if dealing and picks and not format_.ballot.options and isinstance(ballot, Table):
        source.add(ballot, message("found.deals_pick"), message("mend.add", line="options: [...]"))


def may_sit_nobody(format_: Format, phases: Sequence[Phase]) -> bool:
    """Whether there is something to ask the room although nobody sits: which line was best."""
    asks = any(phase.kind is PhaseKind.ASK for phase in phases)
    return not format_.ballot.kinds or (asks and format_.ballot.kinds == (BallotKind.PICK,))


def is_survey(format_: Format, phases: Sequence[Phase]) -> bool:
    """Whether the room is only asked: nobody sits, nothing is played, and it rates."""
    rates = format_.ballot.kinds == (BallotKind.RATE,) and bool(format_.ballot.criteria)
    return rates and not format_.seats and not phases


def check_survey(source: Source, top: Mapping[str, Node], format_: Format) -> None:
    """Note samples without a grade each, and grades that nobody is asked for the first time."""
    criteria, ballot = format_.ballot.criteria, top["ballot"]
    if format_.draws and len(format_.draws) != len(criteria):
        what = message("found.samples", samples=len(format_.draws), criteria=len(criteria))
        source.add(ballot, what, message("mend.samples"))
    elif (format_.draws and any(one.again for one in criteria)) or all(c.again for c in criteria):
        source.add(ballot, message("found.again", field="again"), message("mend.remove"))
