"""formats/<id>.yaml: the structure of a game, checked and completed.

Knows a format's fields, and adds what every format shares: the draw before its phases and the
tail behind them. Its words are read by format_words.py.
"""

from collections.abc import Collection, Iterator, Mapping
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
from improv.packs.format_words import read_words, turn_id
from improv.packs.practices import Practices, practices_for, read_practice_list
from improv.packs.problems import TOP, Message, Problems, Source, entry, message, show
from improv.packs.source import why_unreadable, yaml_files
from improv.packs.tree import Items, Node, Table, read_tree

_REQUIRED = ("id", "practices", "players", "seats", "phases", "draws", "words")
_FIELDS = (*_REQUIRED, "tail", "twists", "ballot", "tokens", "huddle")
_PILES = tuple(map(str, Kind))
_BALLOTS = tuple(map(str, BallotKind))
_TOKENS = ("mute", "escalate", "warning")

_OWN_KINDS = tuple(str(k) for k in PhaseKind if k in ROUND and k not in (PhaseKind.DRAW, *TAIL))
"""The phases that a format writes; the program adds the others."""
_TIMED_TAIL = tuple(map(str, TAIL_SECONDS))

_PEOPLE = range(1, 21)
_SECONDS = range(1, 3601)
_TURNS = range(2, 11)


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


def read_formats(
    problems: Problems,
    folder: Path,
    practices: Practices,
    tags: Collection[str] | None = None,
) -> Mapping[str, Format]:
    """Every format of a folder; what is wrong is noted. `tags`: those that the cards have."""
    files = yaml_files(folder)
    if not files:
        remedy = message("mend.format", example="lawnmower.yaml")
        found = why_unreadable(folder) or (message("found.no_format"), remedy)
        problems.source(folder).add(TOP, *found)
    formats = (read_format(problems.source(file), practices, tags) for file in files)
    return {format_.id: format_ for format_ in formats if format_ is not None}


def read_format(
    source: Source, practices: Practices, tags: Collection[str] | None = None
) -> Format | None:
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
        phases=phases,
        draws=_draws(source, top.get("draws"), tags),
        twists=_twists(source, top.get("twists"), phases, tags),
        ballot=_ballot(source, top.get("ballot"), practices),
        tokens=_tokens(source, top.get("tokens")),
        huddle=fields.choice(source, top.get("huddle"), "huddle", ("false",)) != "false",
    )
    if not format_.seats and format_.ballot.kinds and _is_empty(top.get("seats")):
        remedy = message("mend.like", example="ballot: {kinds: []}")
        source.add(top["seats"], message("found.nobody"), remedy)
    tail = _tail(source, top.get("tail"))
    asks = bool(format_.ballot.kinds)
    format_ = replace(format_, phases=timing.round_phases(phases, tail, asks=asks))
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
    seats: list[Seat] = []
    if _is_empty(node):
        return ()
    for name, values in _listed(source, node, "seats", ("id", "count"), ("id",)):
        seats.append(Seat(name, fields.number(source, values.get("count"), "count", _PEOPLE, 1)))
    held = sum(seat.count for seat in seats)
    if node is not None and seats and 0 < least <= most and not least <= held <= most:
        what = message("found.seats", held=held, least=least, most=most)
        source.add(node, what, message("mend.seats"))
    return tuple(seats)


def _is_empty(node: Node | None) -> bool:
    """Whether the author wrote an empty list: nobody, nothing."""
    return isinstance(node, Items) and not node.items


def _phases(source: Source, node: Node | None) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    for name, values, turn, turns in _repeated(source, node):
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
        phase = replace(phase, turn=turn, turns=turns)
        if phases and kind and phase.kind not in FOLLOWS[phases[-1].kind]:
            what = message("found.follow", kind=kind, before=str(phases[-1].kind))
            source.add(values["kind"], what, _may_follow(phases[-1].kind))
            phase = replace(phase, kind=PhaseKind.PLAY)  # one problem, not two
        phases.append(phase)
    if phases and PhaseKind.BELL not in FOLLOWS[phases[-1].kind] and node is not None:
        what = message("found.last", kind=str(phases[-1].kind))
        source.add(node, what, _may_follow(phases[-1].kind))
    return tuple(phases)


def _repeated(source: Source, node: Node | None) -> Iterator[tuple[str, dict[str, Node], int, int]]:
    """The phases in their order: (id, values, which time it comes, of how many).

    Those of a group come as often as it says. The first time they have the id that is written, then
    `<id>-2`, `<id>-3` and so on.
    """
    three, places = ("id", "kind", "seconds"), dict[str, Node]()
    for item in fields.items(source, node, "phases", least=1):
        if not isinstance(item, Table) or "repeat" not in item.entries:
            name, values = _one(source, item, "phases", three, three, places)
            yield name, values, 0, 0
            continue
        two = ("repeat", "phases")
        group = fields.table(source, item, entry("phases"), two, two)
        turns = fields.number(source, group.get("repeat"), "repeat", _TURNS, 1)
        inner = _listed(source, group.get("phases"), "phases", three, three, places=places)
        for turn in range(1, turns + 1):
            for name, values in inner:
                yield (name if turn == 1 else turn_id(name, turn)), values, turn, turns


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


def _tag(source: Source, node: Node | None, tags: Collection[str] | None) -> str:
    """A tag that some card has; `tags` None where it is not known which there are."""
    tag = fields.slug(source, node, "tag")
    if node is not None and tag and tags is not None and tag not in tags:
        what = message("found.no_card_with", tag=show(tag))
        source.add(node, what, message("mend.tag", first="brings", second="needs"), tag, tags)
    return tag


def _draws(source: Source, node: Node | None, tags: Collection[str] | None) -> tuple[Reel, ...]:
    reels = []
    two = ("reel", "pile")
    for name, values in _listed(source, node, "draws", (*two, "tag"), two, id_field="reel"):
        pile = fields.choice(source, values.get("pile"), "pile", _PILES)
        tag = _tag(source, values.get("tag"), tags)
        reels.append(Reel(name, Kind(pile or "prompt"), tag))
    return tuple(reels)


def _twists(
    source: Source,
    node: Node | None,
    phases: tuple[Phase, ...],
    tags: Collection[str] | None,
) -> tuple[TwistRule, ...]:
    """The rules; one for a phase that repeats is for each time, or for its `turn`."""
    playing = {p.id: p for p in phases if p.kind is PhaseKind.PLAY and p.turn < 2}
    rules: list[TwistRule] = []
    for item in fields.items(source, node, "twists"):
        rule, only = _twist(source, item, playing, tags)
        turns = playing[rule.phase].turns if rule.phase in playing else 0
        rules += [
            rule if turn == 1 else replace(rule, phase=turn_id(rule.phase, turn))
            for turn in ([only] if only else range(1, turns + 1) or [1])
        ]
    return tuple(rules)


def _twist(
    source: Source, node: Node, playing: Mapping[str, Phase], tags: Collection[str] | None
) -> tuple[TwistRule, int]:
    """A rule, and the one turn that it is for; 0 for every one."""
    ways = ("at", "every", "by_hand")
    known = ("phase", "turn", "pile", "tag", *ways, "most")
    values = fields.table(source, node, entry("twists"), known, ("phase",))
    remedy = message("mend.phase", kind=str(PhaseKind.PLAY), listed=", ".join(playing))
    name = fields.choice(source, values.get("phase"), "phase", playing, remedy)
    pile = fields.choice(source, values.get("pile"), "pile", _PILES)
    tag, turn = _tag(source, values.get("tag"), tags), 0
    if "tag" in values and "pile" not in values:
        what = message("found.only_with", field="tag", other="pile")
        source.add(values["tag"], what, message("mend.remove"))
    if name and "turn" in values and not playing[name].turns:
        what = message("found.only_with", field="turn", other="repeat")
        source.add(values["turn"], what, message("mend.remove"))
    elif name:
        turn = fields.number(source, values.get("turn"), "turn", range(1, playing[name].turns + 1))
    length = (playing[name].seconds if name else 0) or _SECONDS[-1]
    inside, begins = range(1, max(length, 2)), range(max(length, 2))
    at: tuple[int, ...] = ()
    if "at" in values:
        times = fields.items(source, values["at"], "at", least=1)
        at = tuple(fields.number(source, item, "at", begins, -1) for item in times)
        if -1 not in at and list(at) != sorted(set(at)):
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
    return TwistRule(name, Kind(pile) if pile else None, at, by_hand, most, tag), turn


def _ballot(source: Source, node: Node | None, practices: Practices) -> BallotRule:
    if node is None:
        return BallotRule()
    known = ("kinds", "criteria", "options", "answer_for", "guessers", "ranked")
    values = fields.table(source, node, "ballot", known)
    nothing = _is_empty(values.get("kinds"))
    kinds = () if nothing else fields.choices(source, values.get("kinds"), "kinds", _BALLOTS)
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
    ranked = fields.choice(source, values.get("ranked"), "ranked", ("false",)) != "false"
    rule = replace(rule, ranked=ranked)
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
    places: dict[str, Node] | None = None,
) -> list[tuple[str, dict[str, Node]]]:
    """A list of mappings that have an id of their own, none twice: (id, values)."""
    places = {} if places is None else places
    return [
        _one(source, item, what, known, required, places, id_field)
        for item in fields.items(source, node, what, least=1)
    ]


def _one(
    source: Source,
    item: Node,
    what: str,
    known: tuple[str, ...],
    required: tuple[str, ...],
    places: dict[str, Node],
    id_field: str = "id",
) -> tuple[str, dict[str, Node]]:
    """One of them. `places`: the ids so far, and where each stands."""
    values = fields.table(source, item, entry(what), known, required)
    name = fields.slug(source, values.get(id_field), id_field)
    if name and (first := places.setdefault(name, values[id_field])) is not values[id_field]:
        remedy = message("mend.rename", place=f"{first.line}:{first.column}")
        source.add(values[id_field], message("found.twice", name=show(name)), remedy)
    return name, values
