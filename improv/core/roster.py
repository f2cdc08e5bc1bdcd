"""The roster: who plays next. Fair, shuffled, and a pass is never punished.

How often people have had a turn differs by at most one; whoever plays more, taking seats that they
were not dealt, waits until the others have played as often. Among equals, who has not sat in that
seat yet comes first, then who sat out the last round; chance decides the rest.
Later players score higher, so the order is shuffled anew each round (VOTING: rotation).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from improv.core.chance import Chance
from improv.core.formats import Seat
from improv.core.numerals import digits

NAME_LENGTH = 40
_JOINERS = "\u200c\u200d\ufe0f"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
LINE_LENGTH = 140
"""Characters of a promise or a line of thanks."""

ROOM_SIZE = 1000
"""Twice what a room is made for: a phone that lost its cookie joins as somebody new."""


class Door(StrEnum):
    """Who may still join. Whoever was in comes back in any case."""

    OPEN = "open"
    CODE = "code"
    """Whoever shows the room code."""
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room. `name` is empty for a phone that gave none."""

    id: str
    name: str
    plays: bool
    """Ticked as a player: may be dealt a seat."""
    phone: str = ""
    """The key of the phone that they vote with; empty without one."""
    present: bool = True
    joined_round: int = 0
    """The number of the round that was on when they joined; they vote from the next."""
    joined_after: int = 0
    """The number of the last round that had been drawn when they, or their phone, joined."""
    joined_at: int = 0
    """When they, or their phone, joined: ms of the session clock."""

    @property
    def votes(self) -> bool:
        """Whether they vote with a phone of their own."""
        return bool(self.phone)


LAST_MEETING = -1


@dataclass(frozen=True, slots=True)
class Turns:
    """What somebody has played so far; `count` is the fairness counter."""

    # A newcomer, somebody who passed and somebody who was away are lifted to one below the others,
    # so nobody owes the room a turn.

    count: int = 0
    seats: frozenset[str] = field(default_factory=frozenset)
    last_round: int = 0
    """0 for none yet, LAST_MEETING for whoever played when the team met last."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """One place of a scene and who sits in it; `person` is empty for a volunteer."""

    seat: str
    person: str = ""


def clean_name(raw: str, most: int = NAME_LENGTH) -> str:
    """A name fit to be shown: one line, nothing invisible; a long one ends in an ellipsis."""
    # No character is parted from its marks.
    joiners = "\u200c\u200d"
    kept = (c for c in raw if c.isspace() or c in joiners or unicodedata.category(c)[0] != "C")
    name = " ".join("".join(kept).split()).strip("\u200c\u200d ")
    if len(name) <= most:
        return name
    end = most - 1
    while end and _goes_on(name, end):
        end -= 1
    return name[:end].rstrip("\u200c\u200d ") + "…"


_SEPARATORS = re.compile("[,;،؛，；、\uff64\ufe50\ufe51\ufe54፣፤᠂᠈߸\t]")
"""Commas and semicolons: Latin, Arabic, full width and ideographic, half width and small ones of
these, Ethiopic, Mongolian, N'Ko; and tabs."""
_HEADS = frozenset({"name", "names", "نام", "اسم", "الاسم", "שם"})
"""What a spreadsheet may have over its column of names."""


def split_names(text: str) -> tuple[str, ...]:
    """The names in a list as people keep it, each fit to be shown; nothing is nobody.

    They stand on lines, behind commas, semicolons or tabs of any script, or in the first column of
    a spreadsheet's rows, under a head or not.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    cells = _first_column(lines) or [cell for line in lines for cell in _SEPARATORS.split(line)]
    names = tuple(name for cell in cells if (name := clean_name(cell)))
    return names[1:] if len(lines) > 1 and names[:1] and names[0].casefold() in _HEADS else names


def _first_column(lines: Sequence[str]) -> list[str]:
    """The first cells, where the lines are rows of a table: equally wide, each with a tab in it or
    a comma or semicolon with no space behind it, as no person writes it.
    """
    for separator in "\t;,":
        if len(lines) > 1 and all(separator in line for line in lines):
            rows = [*csv.reader(lines, delimiter=separator)]
            spaced = separator != "\t" and any(cell[:1] == " " for row in rows for cell in row[1:])
            if not spaced and len({len(row) for row in rows}) == 1:
                return [row[0] for row in rows]
    return []


def _goes_on(name: str, at: int) -> bool:
    """Whether the character there belongs to the one before: a mark, a joiner, a tone, a flag."""
    here, before = name[at], name[at - 1]
    if "\U0001f1e6" <= here <= "\U0001f1ff":
        flags = len(name[:at]) - len(name[:at].rstrip(_FLAG_LETTERS))
        return flags % 2 == 1
    joined = here in _JOINERS or before == "\u200d" or "\U0001f3fb" <= here <= "\U0001f3ff"
    return joined or unicodedata.category(here)[0] == "M"


def shown_names(people: Iterable[Person], language: str = "en") -> dict[str, str]:
    """Id -> the name shown; where several share one, with a number in the digits of its tag."""
    shown = {person.id: person.name for person in people}
    keys = {id_: name.casefold() for id_, name in shown.items() if name}
    taken, seen = set(keys.values()), set[str]()
    if len(taken) == len(keys):
        return shown
    for id_, key in keys.items():
        name, number = shown[id_], 2
        if key in seen:
            while (name := f"{shown[id_]} {digits(language, number)}").casefold() in taken:
                number += 1
            taken.add(name.casefold())
        seen.add(key)
        shown[id_] = name
    return shown


def clean_line(raw: str) -> str:
    """One line of somebody's words, fit to be shown."""
    return clean_name(raw, LINE_LENGTH)


def places(seats: Sequence[Seat]) -> tuple[str, ...]:
    """The seat ids one by one: three heads of an agent are three places."""
    return tuple(seat.id for seat in seats for _ in range(seat.count))


def first_turns(people: Mapping[str, Person], turns: Mapping[str, Turns]) -> Turns:
    """Where a newcomer starts: at the lowest count of those present."""
    counts = [turns[p.id].count for p in people.values() if p.present and p.id in turns]
    return Turns(min(counts, default=0))


def lifted(turns: Mapping[str, Turns], dealt: Set[str]) -> Mapping[str, Turns]:
    """Nobody stays more than one turn behind who was dealt a seat, having passed or been away."""
    # Otherwise who was away for an hour would play every scene until they had caught up, and the
    # promise that turns differ by at most one would not hold. Who took a seat that they were not
    # dealt may be further ahead, and is no measure: who waits for their turn would lose it.
    counts = [turns[person].count for person in dealt]
    floor = min(max(counts, default=0) - 1, min(counts, default=0))
    if all(t.count >= floor for t in turns.values()):
        return turns
    return {p: t if t.count >= floor else replace(t, count=floor) for p, t in turns.items()}


def counted(
    turns: Mapping[str, Turns],
    cast: Sequence[CastMember],
    number: int,
    volunteers: Set[str] = frozenset(),
) -> Mapping[str, Turns]:
    """The turns after these have played round `number`: one each, however many seats they had.

    `volunteers`: those of them who were not dealt a seat.
    """
    after = dict(turns)
    players = dict.fromkeys(member.person for member in cast if member.person)
    for person in players:
        had = after.get(person, Turns())
        seats = frozenset(member.seat for member in cast if member.person == person)
        after[person] = Turns(had.count + 1, had.seats | seats, number)
    return lifted(after, players.keys() - volunteers)


def deal(
    people: Mapping[str, Person],
    turns: Mapping[str, Turns],
    seats: Sequence[str],
    chance: Chance,
    without: frozenset[str] = frozenset(),
) -> tuple[tuple[CastMember, ...], Chance]:
    """Fill `seats` from the players who are present, and not in `without` (passed or seated).

    Without any named player every seat is a volunteer's. Seats that nobody is left for are
    left out: the caller sees that the answer is shorter.
    """
    if not any(person.plays for person in people.values()):
        return tuple(CastMember(seat) for seat in seats), chance
    able = [p.id for p in people.values() if p.plays and p.present and p.id not in without]
    order, chance = chance.shuffled(sorted(able))
    latest = max((t.last_round for t in turns.values()), default=0)
    left = list(order)
    cast: list[CastMember] = []
    for seat in seats[: len(left)]:
        first = min(left, key=partial(_due, turns, seat, latest))
        left.remove(first)
        cast.append(CastMember(seat, first))
    return tuple(cast), chance


def deal_seats(
    people: Mapping[str, Person], turns: Mapping[str, Turns], seats: Sequence[Seat], chance: Chance
) -> tuple[tuple[CastMember, ...], Chance]:
    """The cast of a game: those of its seats that are for whoever offers are empty."""
    cast, chance = deal(people, turns, places([s for s in seats if not s.volunteer]), chance)
    if len(cast) == len(places(seats)):
        return cast, chance
    left, placed = list(cast), list[CastMember]()
    for seat in seats:
        for _ in range(seat.count):
            if seat.volunteer:
                placed.append(CastMember(seat.id))
            elif left:
                placed.append(left.pop(0))
    return tuple(placed), chance


def _due(turns: Mapping[str, Turns], seat: str, latest: int, person: str) -> tuple[int, bool, bool]:
    """Fewest turns, then not yet in this seat, then sat out the last round or the last meeting."""
    had = turns.get(person, Turns())
    lately = had.last_round != 0 and had.last_round in (latest, LAST_MEETING)
    return had.count, seat in had.seats, lately
