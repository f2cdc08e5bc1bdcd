"""formats/<id>.yaml: the structure of a game, checked and completed.

Knows a format's fields, and adds what every format shares: the draw before its phases and the
tail behind them. Its words are read by format_words.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from improv.core import timing
from improv.core.cards import Audience, Kind
from improv.core.formats import (
    ROOM,
    BallotKind,
    BallotRule,
    Criterion,
    Format,
    Phase,
    PhaseKind,
    Reel,
    Seat,
    TwistRule,
    audience_of,
)
from improv.core.timing import TAIL_SECONDS
from improv.core.transitions import FOLLOWS, ROUND, TAIL
from improv.packs import fields
from improv.packs.format_words import read_words
from improv.packs.practices import Practices, practices_for, read_practice_list
from improv.packs.problems import TOP, Message, Problems, Source, entry, message, show
from improv.packs.source import why_unreadable, yaml_files
from improv.packs.tree import Node, Table, read_tree

_REQUIRED = ("id", "practices", "players", "seats", "phases", "draws", "words")
_FIELDS = (*_REQUIRED, "tail", "twists", "ballot", "tokens")
_PILES = tuple(map(str, Kind))
_BALLOTS = tuple(map(str, BallotKind))
_TOKENS = ("mute", "escalate", "warning")

_OWN_KINDS = tuple(str(k) for k in PhaseKind if k in ROUND and k not in (PhaseKind.DRAW, *TAIL))
"""The phases that a format writes; the program adds the others."""
_TIMED_TAIL = tuple(map(str, TAIL_SECONDS))

_PEOPLE = range(1, 21)
_SECONDS = range(1, 3601)


def load_formats(folder: Path) -> Mapping[str, Format]:
    """The formats of a folder by their ids, in the order of their names. Raises PackProblems."""
    problems = Problems()
    formats = read_formats(problems, folder, practices_for(folder, problems))
    problems.raise_any()
    return formats


def load_format(file: Path) -> Format:
    """The format of one file, wherever it is. Raises PackProblems."""
    problems = Problems()
    found = read_format(problems.source(file), practices_for(file.parent, problems))
    problems.raise_any()
    assert found is not None
    return found


def read_formats(problems: Problems, folder: Path, practices: Practices) -> Mapping[str, Format]:
    """Every format of a folder; what is wrong is noted."""
    files = yaml_files(folder)
    if not files:
        remedy = message("mend.format", example="lawnmower.yaml")
        found = why_unreadable(folder) or (message("found.no_format"), remedy)
        problems.source(folder).add(TOP, *found)
    formats = (read_format(problems.source(file), practices) for file in files)
    return {format_.id: format_ for format_ in formats if format_ is not None}


def read_format(source: Source, practices: Practices) -> Format | None:
    """The format in a file; it is not to be used where anything was noted of that file."""
    root = read_tree(source)
    if root is None:
        return None
    top = fields.table(source, root, fields.THE_FILE, _FIELDS, _REQUIRED)
    name = fields.slug(source, top.get("id"), "id")
    if name and name != source.file.stem:
        what = message("found.file_name", field="id", name=show(name), file=show(source.file.name))
        source.add(top["id"], what, message("mend.same"))
    least, most = _players(source, top.get("players"))
    phases = _phases(source, top.get("phases"))
    format_ = Format(
        id=name,
        practices=read_practice_list(source, top.get("practices"), practices),
        seats=_seats(source, top.get("seats"), least, most),
        phases=timing.round_phases(phases, _tail(source, top.get("tail"))),
        draws=_draws(source, top.get("draws")),
        twists=_twists(source, top.get("twists"), phases),
        ballot=_ballot(source, top.get("ballot"), practices),
        tokens=_tokens(source, top.get("tokens")),
    )
    _check_guessers(source, top.get("ballot"), format_)
    return replace(format_, words=read_words(source, top.get("words"), format_))


def _players(source: Source, node: Node | None) -> tuple[int, int]:
    if node is None:
        return 0, 0
    values = fields.table(source, node, "players", ("least", "most"), ("least", "most"))
    least = fields.number(source, values.get("least"), "least", _PEOPLE)
    most = fields.number(source, values.get("most"), "most", _PEOPLE)
    if least > most > 0:
        what = message("found.more_than", first=f"least: {least}", second=f"most: {most}")
        source.add(node, what, message("mend.swap"))
    return least, most


def _seats(source: Source, node: Node | None, least: int, most: int) -> tuple[Seat, ...]:
    seats = []
    for name, values in _listed(source, node, "seats", ("id", "count"), ("id",)):
        seats.append(Seat(name, fields.number(source, values.get("count"), "count", _PEOPLE, 1)))
    held = sum(seat.count for seat in seats)
    if node is not None and seats and 0 < least <= most and not least <= held <= most:
        what = message("found.seats", held=held, least=least, most=most)
        source.add(node, what, message("mend.seats"))
    return tuple(seats)


def _phases(source: Source, node: Node | None) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    three = ("id", "kind", "seconds")
    for name, values in _listed(source, node, "phases", three, three):
        kind = fields.choice(source, values.get("kind"), "kind", _OWN_KINDS)
        seconds = fields.number(source, values.get("seconds"), "seconds", _SECONDS)
        if name == "draw" or name in map(str, TAIL):
            what = message("found.phase_name", name=name)
            source.add(values["id"], what, message("mend.rename_or_remove"))
        if not phases and kind not in (PhaseKind.BRIEF, ""):
            brief = str(PhaseKind.BRIEF)
            what, remedy = message("found.first", kind=brief), message("mend.first", kind=brief)
            source.add(values["kind"], what, remedy)
        phase = timing.phase(name, PhaseKind(kind or "play"), seconds)
        if phases and kind and phase.kind not in FOLLOWS[phases[-1].kind]:
            what = message("found.follow", kind=kind, before=str(phases[-1].kind))
            source.add(values["kind"], what, _may_follow(phases[-1].kind))
            phase = replace(phase, kind=PhaseKind.PLAY)  # one problem, not two
        phases.append(phase)
    if phases and PhaseKind.BELL not in FOLLOWS[phases[-1].kind] and node is not None:
        what = message("found.last", kind=str(phases[-1].kind))
        source.add(node, what, _may_follow(phases[-1].kind))
    return tuple(phases)


def _may_follow(kind: PhaseKind) -> Message:
    own = [str(after) for after in PhaseKind if after in FOLLOWS[kind] and after in _OWN_KINDS]
    if not own:
        return message("mend.last", before=str(kind))
    return message("mend.follow", before=str(kind), listed=", ".join(own))


def _tail(source: Source, node: Node | None) -> Mapping[PhaseKind, int]:
    """The seconds of the tail's phases that the format says itself."""
    values = {} if node is None else fields.table(source, node, "tail", _TIMED_TAIL)
    return {
        kind: fields.number(source, values[kind], kind, _SECONDS, seconds)
        for kind, seconds in TAIL_SECONDS.items()
        if kind in values
    }


def _draws(source: Source, node: Node | None) -> tuple[Reel, ...]:
    reels = []
    two = ("reel", "pile")
    for name, values in _listed(source, node, "draws", two, two, id_field="reel"):
        pile = fields.choice(source, values.get("pile"), "pile", _PILES)
        reels.append(Reel(name, Kind(pile or "prompt")))
    return tuple(reels)


def _twists(source: Source, node: Node | None, phases: tuple[Phase, ...]) -> tuple[TwistRule, ...]:
    playing = {phase.id: phase for phase in phases if phase.kind is PhaseKind.PLAY}
    return tuple(_twist(source, item, playing) for item in fields.items(source, node, "twists"))


def _twist(source: Source, node: Node, playing: Mapping[str, Phase]) -> TwistRule:
    ways = ("at", "every", "by_hand")
    known = ("phase", "pile", *ways, "most")
    values = fields.table(source, node, entry("twists"), known, ("phase",))
    remedy = message("mend.phase", kind=str(PhaseKind.PLAY), listed=", ".join(playing))
    name = fields.choice(source, values.get("phase"), "phase", playing, remedy)
    pile = fields.choice(source, values.get("pile"), "pile", _PILES)
    length = (playing[name].seconds if name else 0) or _SECONDS[-1]
    inside = range(1, max(length, 2))
    at: tuple[int, ...] = ()
    if "at" in values:
        times = fields.items(source, values["at"], "at", least=1)
        at = tuple(fields.number(source, item, "at", inside) for item in times)
        if 0 not in at and list(at) != sorted(set(at)):
            what = message("found.times", field="at")
            source.add(values["at"], what, message("mend.sort"))
    elif "every" in values:
        every = fields.number(source, values["every"], "every", inside)
        at = tuple(range(every, length, every)) if every else ()
    by_hand = fields.choice(source, values.get("by_hand"), "by_hand", ("true",)) == "true"
    if sum(way in values for way in ways) != 1:
        remedy = message("mend.like", example="at: [45]")
        source.add(node, message("found.twist", listed=", ".join(ways)), remedy)
    if "most" in values and "by_hand" not in values:
        what = message("found.only_with", field="most", other="by_hand")
        source.add(values["most"], what, message("mend.remove"))
    most = fields.number(source, values.get("most"), "most", range(1, 21), default=1)
    return TwistRule(name, Kind(pile) if pile else None, at, by_hand, most)


def _ballot(source: Source, node: Node | None, practices: Practices) -> BallotRule:
    if node is None:
        return BallotRule()
    known = ("kinds", "criteria", "options", "answer_for", "guessers")
    values = fields.table(source, node, "ballot", known)
    kinds = fields.choices(source, values.get("kinds"), "kinds", _BALLOTS)
    kinds = kinds if "kinds" in values else ("rate",)
    two = ("id", "practices")
    criteria = tuple(
        Criterion(name, read_practice_list(source, criterion.get("practices"), practices))
        for name, criterion in _listed(source, values.get("criteria"), "criteria", two, ("id",))
    )
    options: list[str] = []
    for item in fields.items(source, values.get("options"), "options", least=1):
        option = fields.slug(source, item, entry("options"))
        if option in options:
            what = message("found.twice", name=show(option))
            source.add(item, what, message("mend.keep_one"))
        options.append(option)
    answer_for, guessers = (
        fields.one_or_more(source, values[field], field, tuple(Audience)) if field in values else ()
        for field in ("answer_for", "guessers")
    )
    for field, listed, needs in (
        ("criteria", criteria, ("rate",)),
        ("options", options, ("pick", "guess")),
        ("answer_for", answer_for, ("guess",)),
        ("guessers", guessers, ("guess",)),
    ):
        if kinds and listed and not set(needs) & set(kinds):
            what = message("found.ballot", field=field, listed=", ".join(needs))
            remedy = message("mend.ballot", kinds="kinds", field=field)
            source.add(values[field], what, remedy)
    if "guess" in kinds and len(options) < 2:
        remedy = message("mend.add", line="options: [...]")
        source.add(node, message("found.guess"), remedy)
    rule = BallotRule(tuple(map(BallotKind, kinds)), criteria, tuple(options))
    if answer_for:
        rule = replace(rule, answer_for=frozenset(map(Audience, answer_for)))
    if guessers:
        rule = replace(rule, guessers=frozenset(map(Audience, guessers)))
    return rule


def _check_guessers(source: Source, node: Node | None, format_: Format) -> None:
    """Note guessers who know the answer, who are no seat, or who have no time to guess."""
    if not isinstance(node, Table) or (given := node.entries.get("guessers")) is None:
        return
    ballot, place = format_.ballot, given[1]
    seats = {who for seat in format_.seats for who in audience_of(seat.id)}
    for who in sorted(ballot.guessers - ROOM):
        if who in ballot.answer_for:
            listed = ", ".join(sorted({*Audience} - {who, *ROOM, Audience.FACILITATOR}))
            remedy = message("mend.answer_for", field="answer_for", listed=listed)
            source.add(place, message("found.guesser_knows", who=who.value), remedy)
        elif who not in seats | {Audience.OBSERVER}:
            what = message("found.no_seat", who=who.value)
            source.add(place, what, message("mend.seat", listed=", ".join(map(_id, format_.seats))))
    timed = any(phase.kind is PhaseKind.GUESS for phase in format_.phases)
    if ballot.guessers != {Audience.OBSERVER} and not timed:
        what = message("found.guess_phase", field="guessers")
        source.add(place, what, message("mend.guess_phase", kind=str(PhaseKind.GUESS)))


def _id(seat: Seat) -> str:
    return seat.id


def _tokens(source: Source, node: Node | None) -> Mapping[str, int]:
    values = {} if node is None else fields.table(source, node, "tokens", _TOKENS)
    return {
        name: fields.number(source, values[name], name, range(1, 10))
        for name in _TOKENS
        if name in values
    }


def _listed(
    source: Source,
    node: Node | None,
    what: str,
    known: tuple[str, ...],
    required: tuple[str, ...],
    id_field: str = "id",
) -> list[tuple[str, dict[str, Node]]]:
    """A list of mappings that have an id of their own, none twice: (id, values)."""
    found: list[tuple[str, dict[str, Node]]] = []
    places: dict[str, Node] = {}
    for item in fields.items(source, node, what, least=1):
        values = fields.table(source, item, entry(what), known, required)
        name = fields.slug(source, values.get(id_field), id_field)
        if name and (first := places.setdefault(name, values[id_field])) is not values[id_field]:
            remedy = message("mend.rename", place=f"{first.line}:{first.column}")
            source.add(values[id_field], message("found.twice", name=show(name)), remedy)
        found.append((name, values))
    return found
