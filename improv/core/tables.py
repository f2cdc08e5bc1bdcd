"""A session as flat tables, one for each kind of thing: what spreadsheets and statistics take.

Without names nobody is named, and names are overwritten in what people wrote.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from improv.core.cards import Kind
from improv.core.forgetting import without_names
from improv.core.summary import RoundSummary, Summary
from improv.core.votes import GRADES

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_OF_A_SCENE = ("round", "format", "desk", "request", "mood", "heat")
_COUNTED = ("by_phone", "by_hand", "median", "csat")
_OF_A_VOTE = ("round", "format", "request", "source", "asked", "answer", "count")
"""So many (`count`) of `source` answered `answer` to what was `asked`: `source` is `room`, or the
seat whose players rated themselves; `asked` is a criterion, `moves`, `choices` or `self`."""


def tables(summary: Summary, *, names: bool = False) -> Mapping[str, Table]:
    """The tables by their names."""
    hidden = summary.details.names if summary.details and not names else frozenset[str]()
    cast = ("cast",) if names else ()
    scenes = (_scene(one, names=names) for one in summary.rounds if _was_played(one))
    voted = sorted((*summary.rounds, *summary.surveys), key=lambda one: one.number)
    promises = (
        (made.round, without_names(made.text, hidden), int(made.kept)) for made in summary.promises
    )
    return {
        "scenes": Table((*_OF_A_SCENE, *_COUNTED, *cast), tuple(scenes)),
        "votes": Table(_OF_A_VOTE, tuple(row for one in voted for row in _votes(one))),
        "promises": Table(("round", "promise", "kept"), tuple(promises)),
        "thanks": Table(("thanks",), tuple((without_names(one, hidden),) for one in summary.kudos)),
    }


def _was_played(scene: RoundSummary) -> bool:
    """Whether it was more than drawn, as far as is known."""
    return scene.details is None or scene.details.played


def _titles(scene: RoundSummary) -> Mapping[Kind, str]:
    return {card.kind: card.title for card in scene.cards.values()}


def _scene(scene: RoundSummary, *, names: bool) -> tuple[Cell, ...]:
    titles, tally = _titles(scene), scene.tally
    cards = (titles.get(kind, "") for kind in (Kind.BUSINESS, Kind.PROMPT, Kind.MOOD))
    counted = (tally.by_phone, tally.by_hand, tally.median, tally.csat) if tally else (None,) * 4
    cast = "; ".join(f"{seat.seat}: {seat.name}" for seat in scene.cast if seat.name)
    head = (scene.number, scene.format, *cards, scene.heat)
    return (*head, *counted, *((cast,) if names else ()))


def _votes(scene: RoundSummary) -> Iterator[tuple[Cell, ...]]:
    if (tally := scene.tally) is None:
        return
    prompts = (card.title for card in scene.cards.values() if card.kind is Kind.PROMPT)
    head = (scene.number, scene.format, next(prompts, ""))
    for criterion, counts in tally.criteria.items():
        for grade, count in zip(GRADES, counts, strict=True):
            yield (*head, "room", criterion, grade, count)
    for asked, counted in (("moves", tally.moves), ("choices", tally.choices)):
        for answer, count in counted.items():
            yield (*head, "room", asked, answer, count)
    for seat, grades in tally.own.items():
        for grade in sorted(set(grades)):
            yield (*head, seat, "self", grade, grades.count(grade))
