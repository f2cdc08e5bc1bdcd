"""formats/<id>.yaml: the structure of a game, checked and completed.

Knows a format's fields, and adds what every format shares: the draw before its phases and the
tail behind them. Its ballot is read by format_ballot.py, its
twists by format_twists.py, its players and seats by format_seats.py, its words by format_words.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from improv.core import timing
from improv.core.cards import HEAT, MODELS, Desk, Kind
from improv.core.formats import LEVELS, Format, Period, Phase, PhaseKind, Reel, Seat
from improv.core.timing import TAIL_SECONDS
from improv.core.transitions import ALONE, FOLLOWS, ROUND, TAIL
from improv.packs import fields
from improv.packs.format_asks import (
    ASK_FIELDS,
    check_asks,
    check_survey,
    is_survey,
    may_sit_nobody,
    with_ask_fields,
)
from improv.packs.format_ballot import check_answers, check_guessers, read_ballot
from improv.packs.format_limits import check_limits
from improv.packs.format_seats import CHANGES, read_changes, read_players, read_seats
from improv.packs.format_twists import PILES, SECONDS, read_tag, read_twists
from improv.packs.format_words import read_words, turn_id
from improv.packs.loading import Offered, Tags
from improv.packs.practices import Practices, practices_for, read_practice_list
from improv.packs.problems import TOP, Message, Problems, Source, entry, message, show
from improv.packs.source import why_unreadable, yaml_files
from improv.packs.tree import Node, Table, read_tree

_REQUIRED = ("id", "practices", "seats", "phases", "draws", "words")
_NUMBERS = {"difficulty": LEVELS, "exposure": LEVELS, "heat": HEAT}
_OTHERS = (
    *("players", "tail", "twists", "ballot", "tokens"),
    *("huddle", "period", "desk", "talk_first", "alone"),
)
_FIELDS = (*_REQUIRED, *_OTHERS, *_NUMBERS)
_TOKENS = ("mute", "escalate", "warning")

_ADDED = (PhaseKind.RULES, PhaseKind.DRAW, *TAIL, PhaseKind.SETTLE)
"""The phases that the program adds to those that a format writes."""
_ALONE_KINDS = tuple(str(k) for k in PhaseKind if k in ROUND and k not in _ADDED)
_OWN_KINDS = tuple(kind for kind in _ALONE_KINDS if kind not in ALONE)
_UNTIMED = frozenset(map(str, ALONE - {PhaseKind.REPLY}))
_TIMED_TAIL = tuple(map(str, TAIL_SECONDS))

_FIRST = (str(PhaseKind.BRIEF), str(PhaseKind.ASK))
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
    cards: Offered | None = None,
) -> Mapping[str, Format]:
    """Every format of a folder; what is wrong is noted. `cards`: what the packs beside it offer."""
    files = yaml_files(folder)
    if not files:
        remedy = message("mend.format", example="lawnmower.yaml")
        found = why_unreadable(folder) or (message("found.no_format"), remedy)
        problems.source(folder).add(TOP, *found)
    formats = (read_format(problems.source(file), practices, cards) for file in files)
    return {format_.id: format_ for format_ in formats if format_ is not None}


def asked_tags(format_: Format) -> frozenset[str]:
    """The tags that its draws and twists ask for."""
    drawn = {reel.tag for reel in format_.draws}
    return frozenset(drawn | {rule.tag for rule in format_.twists}) - {""}


def read_format(
    source: Source, practices: Practices, cards: Offered | None = None
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
    seats = read_seats(source, top.get("seats"))
    least, most = read_players(source, top.get("players"), seats)
    alone = fields.flag(source, top.get("alone"), "alone", usual=False)
    none = fields.is_empty_list(top.get("phases"))  # of a survey: they are added
    phases = () if none else _phases(source, top.get("phases"), seats, alone=alone)
    tags = None if cards is None else cards.tags
    format_ = Format(
        id=name,
        practices=read_practice_list(source, top.get("practices"), practices),
        seats=seats,
        phases=phases,
        draws=_draws(source, top.get("draws"), tags),
        twists=read_twists(source, top.get("twists"), phases, tags),
        ballot=read_ballot(source, top.get("ballot"), practices),
        tokens=_tokens(source, top.get("tokens")),
        huddle=fields.flag(source, top.get("huddle"), "huddle", usual=True),
        talk_first=fields.flag(source, top.get("talk_first"), "talk_first", usual=False),
        alone=alone,
        least=least,
        most=most,
    )
    if period := fields.choice(source, top.get("period"), "period", tuple(map(str, Period))):
        format_ = replace(format_, period=Period(period))
    if desk := fields.choice(source, top.get("desk"), "desk", tuple(map(str, Desk))):
        format_ = replace(format_, desk=Desk(desk))
    numbers: dict[str, Any] = {
        name: fields.number(source, top[name], name, allowed, allowed[-1])
        for name, allowed in _NUMBERS.items()
        if name in top
    }
    format_ = replace(format_, **numbers)
    nobody = not format_.seats and fields.is_empty_list(top.get("seats"))
    survey = nobody and is_survey(format_, phases)
    if nobody and not survey and not may_sit_nobody(format_, phases):
        remedy = message("mend.like", example="ballot: {kinds: []}")
        source.add(top["seats"], message("found.nobody"), remedy)
    tail = _tail(source, top.get("tail"))
    asks = bool(format_.ballot.kinds)
    if survey:
        check_survey(source, top, format_)
        phases = timing.survey_phases(format_.draws, tail)
    else:
        if none:
            fields.items(source, top["phases"], "phases", least=1)
        phases = timing.round_phases(phases, tail, asks=asks, alone=alone)
    format_ = replace(format_, phases=phases)
    check_guessers(source, top.get("ballot"), format_)
    if tags is not None:
        check_answers(source, top.get("ballot"), format_, tags)
    if cards is not None and "draws" in top:
        _check_desk(source, top.get("desk", top["draws"]), format_, cards)
    check_limits(source, top, format_)
    check_asks(source, top, format_)
    return replace(format_, words=read_words(source, top.get("words"), format_))


def _check_desk(source: Source, node: Node, format_: Format, cards: Offered) -> None:
    """Note a desk to which no request of the packs can come."""
    drawn = {reel.pile for reel in format_.draws if not reel.tag}
    if {Kind.PROMPT, Kind.BUSINESS} <= drawn and cards.desks and format_.desk not in cards.desks:
        what = message("found.no_desk", desk=format_.desk.value)
        source.add(node, what, message("mend.no_desk", first="businesses", second="desk"))


def _phases(
    source: Source, node: Node | None, seats: Sequence[Seat], *, alone: bool
) -> tuple[Phase, ...]:
    phases: list[Phase] = []
    kinds = _ALONE_KINDS if alone else _OWN_KINDS
    last = PhaseKind.DRAW if alone else PhaseKind.BELL
    for name, values, turn, turns in _repeated(source, node):
        kind = fields.choice(source, values.get("kind"), "kind", kinds)
        seconds = _lasts(source, values, kind)
        if name in map(str, _ADDED):
            what = message("found.phase_name", name=name)
            source.add(values["id"], what, message("mend.rename_or_remove"))
        if not phases and kind not in (*_FIRST, ""):
            first = ", ".join(_FIRST)
            remedy = message("mend.choose", listed=first)
            source.add(values["kind"], message("found.first", kind=kind), remedy)
        phase = timing.phase(name, PhaseKind(kind or "play"), seconds)
        phase = replace(phase, turn=turn, turns=turns)
        phase = read_changes(source, values, phase, seats)
        phase = with_ask_fields(source, values, phase) if kind else phase
        if phases and kind and phase.kind not in FOLLOWS[phases[-1].kind]:
            what = message("found.follow", kind=kind, before=str(phases[-1].kind))
            source.add(values["kind"], what, _may_follow(phases[-1].kind, kinds))
            phase = replace(phase, kind=PhaseKind.PLAY)  # one problem, not two
        phases.append(phase)
    if phases and last not in FOLLOWS[phases[-1].kind] and node is not None:
        what = message("found.last", kind=str(phases[-1].kind))
        source.add(node, what, _may_follow(phases[-1].kind, kinds))
    return tuple(phases)


def _lasts(source: Source, values: Mapping[str, Node], kind: str) -> int | None:
    """The seconds of a phase; None for one that waits for whoever is alone."""
    if "seconds" in values:
        return fields.number(source, values["seconds"], "seconds", SECONDS)
    if "kind" in values and kind not in _UNTIMED:
        what = message("found.lacks", what=entry("phases"), name="seconds")
        source.add(values["kind"], what, message("mend.add", line="seconds: ..."))
    return None


def _repeated(source: Source, node: Node | None) -> Iterator[tuple[str, dict[str, Node], int, int]]:
    """The phases in their order: (id, values, which time it comes, of how many).

    Those of a group come as often as it says. The first time they have the id that is written, then
    `<id>-2`, `<id>-3` and so on.
    """
    both, places = ("id", "kind"), dict[str, Node]()
    known = (*both, "seconds", *CHANGES, *ASK_FIELDS)
    for item in fields.items(source, node, "phases", least=1):
        if not isinstance(item, Table) or "repeat" not in item.entries:
            name, values = fields.one_of_listed(source, item, "phases", known, both, places)
            yield name, values, 0, 0
            continue
        two = ("repeat", "phases")
        group = fields.table(source, item, entry("phases"), two, two)
        turns = fields.number(source, group.get("repeat"), "repeat", _TURNS, 1)
        inner = fields.listed(source, group.get("phases"), "phases", known, both, places=places)
        for turn in range(1, turns + 1):
            for name, values in inner:
                yield (name if turn == 1 else turn_id(name, turn)), values, turn, turns


def _may_follow(kind: PhaseKind, kinds: Sequence[str]) -> Message:
    own = [str(after) for after in PhaseKind if after in FOLLOWS[kind] and after in kinds]
    if not own:
        return message("mend.last", before=str(kind))
    return message("mend.follow", before=str(kind), listed=", ".join(own))


def _tail(source: Source, node: Node | None) -> Mapping[PhaseKind, int]:
    """The seconds of the tail's phases that the format says itself."""
    values = {} if node is None else fields.table(source, node, "tail", _TIMED_TAIL)
    return {
        kind: fields.number(source, values[kind], kind, SECONDS, seconds)
        for kind, seconds in TAIL_SECONDS.items()
        if kind in values
    }


def _draws(source: Source, node: Node | None, tags: Tags | None) -> tuple[Reel, ...]:
    reels = []
    two = ("reel", "pile")
    if fields.is_empty_list(node):
        return ()
    for name, values in fields.listed(
        source, node, "draws", (*two, "tag", "answer"), two, id_field="reel"
    ):
        pile = fields.choice(source, values.get("pile"), "pile", PILES)
        tag = read_tag(source, values.get("tag"), pile, tags)
        answer = fields.choice(source, values.get("answer"), "answer", MODELS)
        reels.append(Reel(name, Kind(pile or "prompt"), tag, answer))
    return tuple(reels)


def _tokens(source: Source, node: Node | None) -> Mapping[str, int]:
    values = {} if node is None else fields.table(source, node, "tokens", _TOKENS)
    return {
        name: fields.number(source, values[name], name, range(1, 10))
        for name in _TOKENS
        if name in values
    }
