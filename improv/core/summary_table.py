"""A session as a flat table, a figure or a line a row: what spreadsheets and statistics take."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from improv.core.cards import Kind
from improv.core.forgetting import without_names
from improv.core.summary import RoundSummary, Summary
from improv.core.votes import GRADES


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table: so many (`count`) of `source` answered `answer` to what was `asked`.

    `source` is `room`, or the seat whose players rated themselves; `asked` is a criterion, `moves`,
    `choices` or `self`. Of a scene it may also be `heat`, `cast` (with names alone), `promise`, and
    of the session, then without a round, `thanks`.
    """

    round: int | None
    format: str
    desk: str
    request: str
    mood: str
    source: str
    asked: str
    answer: str | int
    count: int


COLUMNS = tuple(column.name for column in fields(TableRow))


def table(summary: Summary, *, names: bool = False) -> Iterator[TableRow]:
    """Each scene with its votes and its promises, and then the thanks.

    Without `names` nobody is named, and names are overwritten in what people wrote.
    """
    hidden = hidden_names(summary, names=names)
    for scene in played_scenes(summary):
        head = scene_head(scene)
        yield TableRow(*head, "scene", "heat", scene.heat, 1)
        for seat in scene.cast if names else ():
            if seat.name:
                yield TableRow(*head, seat.seat, "cast", seat.name, 1)
        yield from _votes(scene)
        for made in summary.promises:
            if made.round == scene.number:
                text = without_names(made.text, hidden)
                yield TableRow(*head, "room", "promise", text, 1)
    for line in summary.kudos:
        text = without_names(line, hidden)
        yield TableRow(None, "", "", "", "", "room", "thanks", text, 1)


def votes(summary: Summary) -> Iterator[TableRow]:
    """The votes alone."""
    for scene in summary.rounds:
        yield from _votes(scene)


def played_scenes(summary: Summary) -> tuple[RoundSummary, ...]:
    """Its rounds without one that was drawn and left before anybody played."""
    return tuple(one for one in summary.rounds if one.details is None or one.details.played)


def hidden_names(summary: Summary, *, names: bool) -> frozenset[str]:
    """The names that are overwritten in what people wrote: none where names were asked for."""
    return frozenset() if names or summary.details is None else summary.details.names


def scene_head(scene: RoundSummary) -> tuple[int, str, str, str, str]:
    """Its number, its game, the desk, the request and the mood."""
    titles = {card.kind: card.title for card in scene.cards.values()}
    desk, request, mood = (titles.get(k, "") for k in (Kind.BUSINESS, Kind.PROMPT, Kind.MOOD))
    return scene.number, scene.format, desk, request, mood


def _votes(scene: RoundSummary) -> Iterator[TableRow]:
    tally, head = scene.tally, scene_head(scene)
    if tally is None:
        return
    for criterion, counts in tally.criteria.items():
        for grade, count in zip(GRADES, counts, strict=True):
            yield TableRow(*head, "room", criterion, grade, count)
    for asked, counted in (("moves", tally.moves), ("choices", tally.choices)):
        for answer, count in counted.items():
            yield TableRow(*head, "room", asked, answer, count)
    for seat, grades in tally.own.items():
        for grade in sorted(set(grades)):
            yield TableRow(*head, seat, "self", grade, grades.count(grade))
