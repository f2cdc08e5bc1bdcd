"""Questions with choices: the guess, and the vote by hand, at the keyboard or by phone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from improv.core.formats import MOVES, BallotKind
from improv.core.view_models import HostView, ProjectorView, VoteView
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW
from improv.scenes.ask import beginning
from improv.scenes.icons import MOVE_ICONS, criterion_label
from improv.scenes.parts import Label
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    number: str
    label: str
    """Empty for a line that was played: it has no words but its number."""
    count: str
    """How many hands; empty for none."""


@dataclass(frozen=True, slots=True)
class Choices:
    """All that there is to choose from."""

    row: str
    """The row of the show of hands that they are (core/votes.py)."""
    options: tuple[Choice, ...]
    by_hand: bool
    """Whether a show of hands is counted, and its counts are shown."""
    graded: bool = False
    """Whether they are the grades of a criterion, from 1 to 4."""
    written: bool = False
    """Whether they are lines that were written: sentences, longer than any other choice."""


@dataclass(frozen=True, slots=True)
class GuessScene:
    """One question; the options, where the format has some."""

    question: str
    choices: Choices
    how: str
    """How to vote; empty where nobody is asked, or the keyboard goes round."""


@dataclass(frozen=True, slots=True)
class VoteScene:
    """What is judged or chosen now."""

    question: Label
    """Its kind is the criterion that is judged; empty for a choice."""
    steps: tuple[Label, ...]
    """Every criterion, where there are several."""
    step: int
    """The one that is asked now, from 0."""
    step_of: str
    """Which of how many."""
    how: str
    """How to vote; empty where nobody is asked, or the keyboard goes round."""
    choices: Choices
    moves: tuple[Label, ...]
    keyboard: str
    """The words that explain voting at the keyboard; empty where nobody does."""
    ballots: str
    """How many have voted at the keyboard, never what they voted."""


def guess(view: ProjectorView, names: Names, keyboard: int | None) -> GuessScene:
    """The question of a guess."""
    vote = view.vote
    labels = [names.option(option) for option in vote.options] if vote else []
    choices = _choices(vote, CHOICE_ROW, labels, names, by_hand=keyboard is None)
    question, how = names.say("guess.ask"), _how(vote, names, keyboard)
    if vote is not None and vote.guessers:
        seats = names.listed(names.seat(seat) for seat in vote.guessers)
        question = names.say("guess.ask.seat", seat=seats)
        how = names.say("guess.how.seat") if how else ""
    return GuessScene(question, choices, how)


def vote(view: ProjectorView, names: Names, keyboard: int | None) -> VoteScene:
    """The criterion that is asked now, or the choice; `keyboard`: how many were graded there."""
    asked, by_hand = view.vote, keyboard is None
    if asked is None:  # there is nothing to choose, and only players tell of themselves
        nothing, none = Label("hand", names.say("vote.nothing")), Choices(CHOICE_ROW, (), by_hand)
        return VoteScene(nothing, (), 0, "", "", none, (), "", "")
    index = min(asked.asking if keyboard is None else keyboard, len(asked.criteria) - 1)
    rated = asked.criteria if BallotKind.RATE in asked.kinds else ()
    several = len(rated) > 1
    if rated:
        row = rated[index]
        question = replace(criterion_label(row, names), text=names.question(row))
        labels = [names.grade(row, grade) for grade in GRADES]
    else:
        question, row = Label("hand", names.pick()), CHOICE_ROW
        labels = [beginning(names.line(option)) for option in asked.options]
        if any(labels) and any(map(names.is_written, asked.options)):
            labels = [
                label or names.unwritten(option)
                for label, option in zip(labels, asked.options, strict=True)
            ]
    return VoteScene(
        question=question,
        steps=tuple(criterion_label(one, names) for one in rated) if several else (),
        step=index,
        step_of=names.say("vote.criterion_of", number=index + 1, total=len(rated))
        if several
        else "",
        how=_how(asked, names, keyboard),
        choices=_choices(asked, row, labels, names, by_hand=by_hand, graded=bool(rated)),
        moves=_moves(asked, names) if MOVES_ROW in asked.rows and by_hand else (),
        keyboard=""
        if by_hand
        else names.say("vote.keyboard.how" if rated else "vote.keyboard.pick"),
        ballots=names.say("vote.counted", count=asked.voted),
    )


@dataclass(frozen=True, slots=True)
class HandRow:
    """One question of a show of hands, as it is typed on the remote."""

    row: str
    title: str
    cells: tuple[str, ...]
    """What is counted in each place."""


def hand_rows(view: ProjectorView, names: Names) -> tuple[HandRow, ...]:
    """The rows that are asked for now, in the order in which they are gone through."""
    asked = view.vote
    if asked is None:
        return ()
    return tuple(HandRow(row, names.row(row), _cells(asked, row, names)) for row in asked.rows)


def _cells(asked: VoteView, row: str, names: Names) -> tuple[str, ...]:
    if row == MOVES_ROW:
        return tuple(map(names.move, MOVES))
    if row == CHOICE_ROW:
        return tuple(map(names.option, asked.options))
    return tuple(names.beside((names.figures(g), names.grade(row, g))) for g in GRADES)


def hands_in_doubt(host: HostView, row: str, counts: Sequence[int]) -> dict[str, int] | None:
    """The values of `facilitator.hands.many`: more hands in a row than people here; else None.

    It is asked about and never refused: where no headcount was given, the roster need not be
    complete.
    """
    present = host.headcount or sum(person.present for person in host.projector.people)
    # Of the moves everybody raises a hand for several, of all else for one.
    hands = max(counts, default=0) if row == MOVES_ROW else sum(counts)
    return {"hands": hands, "present": present} if 0 < present < hands else None


def _how(asked: VoteView | None, names: Names, keyboard: int | None) -> str:
    if asked is None or keyboard is not None:
        return ""
    return names.say("vote.how" if asked.voters else "vote.how.hands")


def _choices(
    asked: VoteView | None,
    row: str,
    labels: Sequence[str],
    names: Names,
    *,
    by_hand: bool,
    graded: bool = False,
) -> Choices:
    counts = _hands(asked, row, len(labels))
    options = tuple(
        Choice(names.figures(number), label, _count(count, names))
        for number, (label, count) in enumerate(zip(labels, counts, strict=True), start=1)
    )
    written = asked is not None and any(map(names.is_written, asked.options))
    return Choices(row, options, by_hand, graded, written)


def _moves(asked: VoteView, names: Names) -> tuple[Label, ...]:
    counts = _hands(asked, MOVES_ROW, len(MOVES))
    return tuple(
        Label(MOVE_ICONS[move], names.move(move), _count(count, names))
        for move, count in zip(MOVES, counts, strict=True)
    )


def _hands(asked: VoteView | None, row: str, cells: int) -> Sequence[int]:
    """The counts of a row that the room knows of; noughts where there are none."""
    known = asked.hands.get(row, ()) if asked is not None else ()
    return known if len(known) == cells else (0,) * cells


def _count(count: int, names: Names) -> str:
    return names.figures(count) if count else ""
