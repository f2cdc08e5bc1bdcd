"""Who plays a format: its `players` and its `seats`, and the seats that change hands in a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from improv.core.formats import Phase, PhaseKind, Seat, fewest
from improv.core.roster import ROOM_SIZE
from improv.packs import fields
from improv.packs.problems import Source, message
from improv.packs.tree import Node

_PLACES = range(1, 21)
_PEOPLE = range(2, ROOM_SIZE + 1)
CHANGES = ("takeover", "swap")
"""Fields of a phase: the seat that may be taken over in it, the seats that swap as it begins."""


def read_seats(source: Source, node: Node | None) -> tuple[Seat, ...]:
    """The seats; none where all play."""
    seats: list[Seat] = []
    if fields.is_empty_list(node):
        return ()
    known = ("id", "count", "volunteer")
    for name, values in fields.listed(source, node, "seats", known, ("id",)):
        count = fields.number(source, values.get("count"), "count", _PLACES, 1)
        volunteer = fields.flag(source, values.get("volunteer"), "volunteer", usual=False)
        seats.append(Seat(name, count, volunteer))
    return tuple(seats)


def read_players(source: Source, node: Node | None, seats: Sequence[Seat]) -> tuple[int, int]:
    """The least and the most people that it is for, audience included; 0 where it does not say."""
    if node is None:
        return 0, 0
    values = fields.table(source, node, "players", ("least", "most"))
    least = fields.number(source, values.get("least"), "least", _PEOPLE)
    most = fields.number(source, values.get("most"), "most", _PEOPLE)
    if least > most > 0:
        what = message("found.more_than", first=f"least: {least}", second=f"most: {most}")
        source.add(node, what, message("mend.swap"))
        return least, most
    needed = fewest(seats)
    for field, number in (("least", least), ("most", most)):
        if 0 < number < needed:
            held = sum(seat.count for seat in seats)
            what = message("found.seats", held=held, field=field, number=number)
            source.add(values[field], what, message("mend.seats", least=needed))
            break
    return least, most


def read_changes(
    source: Source, values: Mapping[str, Node], phase: Phase, seats: Sequence[Seat]
) -> Phase:
    """The phase with the seat that may be taken over in it, and those that swap."""
    single = [seat.id for seat in seats if seat.count == 1]
    remedy = message("mend.single_seat", listed=", ".join(single))
    for field in CHANGES:
        if field in values and phase.kind is not PhaseKind.PLAY:
            what = message("found.only_with", field=field, other=f"kind: {PhaseKind.PLAY}")
            source.add(values[field], what, message("mend.remove"))
            return phase
    takeover = fields.choice(source, values.get("takeover"), "takeover", single, remedy)
    swap: tuple[str, ...] = ()
    if "swap" in values:
        swap = fields.choices(source, values["swap"], "swap", single, remedy)
        given = fields.items(source, values["swap"], "swap")
        if given and len(given) != 2:
            what = message("found.two", what="swap", number=len(given))
            source.add(values["swap"], what, message("mend.two", example="[agent, customer]"))
            swap = ()
    return replace(phase, takeover=takeover, swap=swap if len(swap) == 2 else ())
