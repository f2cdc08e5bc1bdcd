"""Ballots on paper: what the room is asked at the vote of each game, to be marked with a pen.

What only players say aloud on stage has no slip. Nobody writes a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from improv.core.formats import COACHING, MOVES, QUICK, BallotKind, Criterion, Format
from improv.core.votes import MOST_MOVES, question_of
from improv.scenes.game_sheet import AskedText, asked_of, graded
from improv.scenes.icons import MOVE_ICONS
from improv.scenes.parts import Label
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class Slip:
    """One ballot."""

    title: str
    """The game that it is for; empty for one of every game that has none of its own."""
    asked: tuple[AskedText, ...]
    """Without answers: the number of a line is written."""
    moves: tuple[Label, ...]
    """What may be ticked beside; empty where nothing is."""
    moves_asked: str


def slips(games: Iterable[Format], language: str) -> tuple[Slip, ...]:
    """The ballots of these games, each once: those of every game first, the quick one on top."""
    games = tuple(games)
    own, usual = [], False
    for game in games:
        names = Names(language, game.say(language))
        asked = question_of(game.ballot, (), game.ballot.options)
        kinds = [kind for kind in asked.kinds if asked.of_room(kind)]
        if kinds == [BallotKind.RATE] and not game.ballot.criteria:
            usual = True
            continue
        if found := tuple(asked_of(game, names, kinds)):
            own.append(_slip(found, names, names.game(game.id), BallotKind.RATE in kinds))
    names = Names(language)
    every = (QUICK, COACHING) if usual else ()
    return (*(_slip(_graded(one, names), names, "", moves=True) for one in every), *own)


def _graded(criteria: Iterable[Criterion], names: Names) -> tuple[AskedText, ...]:
    return tuple(graded(criterion.id, names) for criterion in criteria)


def _slip(asked: tuple[AskedText, ...], names: Names, title: str, moves: bool) -> Slip:
    ticked = tuple(Label(MOVE_ICONS[move], names.move(move)) for move in MOVES) if moves else ()
    return Slip(title, asked, ticked, names.say("phone.moves", number=MOST_MOVES) if moves else "")
