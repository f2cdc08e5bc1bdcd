"""The result: hidden at first, then how the room judged; or words, where figures would name people.

Knows the room's tally; never who gave what.
"""

from dataclasses import dataclass

from improv.core.tally import Tally
from improv.core.view_models import ProjectorView
from improv.core.votes import Electorate
from improv.scenes.figures import Bar, Judgement, Part, bars, judgement, parts
from improv.scenes.icons import MOVE_ICONS, criterion_label
from improv.scenes.parts import Label
from improv.scenes.survey import SurveyResult, survey_result
from improv.scenes.words import Names

MOST_MOVES = 4
"""Moves in the foot of a result."""
MOST_BADGES = 5
"""Moves, and players on themselves."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under every result."""

    moves: tuple[Label, ...]
    """Moves that were seen, the most frequent first."""
    own: tuple[Label, ...]
    """Seats with what their players gave themselves: in sight of the room, and on no phone."""
    summary: str
    """How many voted, whose votes were counted, and that it is not ranked, but never why."""

    @property
    def badges(self) -> tuple[Label, ...]:
        """The moves, then the players on themselves."""
        return (*self.moves, *self.own)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Before the facilitator reveals the result."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Few:
    """No votes, or so few that figures would name people."""

    title: str
    text: str
    foot: Foot


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """What the room picked or guessed."""

    label: str
    best: str
    """The favourite; several where they tie."""
    options: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Favourite:
    """The result of a ballot that asked for nothing but a choice."""

    choice: ChoiceResult
    foot: Foot


@dataclass(frozen=True, slots=True)
class OneCriterion:
    """The result of a rating of one criterion."""

    bars: tuple[Bar, ...]
    judgement: Judgement
    meaning: str
    """What the middle grade means."""
    choice: ChoiceResult | None
    """None where the ballot did not ask for a choice, too."""
    foot: Foot


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of several."""

    label: Label
    parts: tuple[Part, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Several:
    """The result of a rating of several criteria; `judgement` is of all grades together."""

    rows: tuple[CriterionRow, ...]
    judgement: Judgement
    choice: ChoiceResult | None
    foot: Foot


ResultScene = Hidden | Few | Favourite | OneCriterion | Several | SurveyResult


def result(view: ProjectorView, names: Names) -> ResultScene:
    """What the room may see of the tally now."""
    tally = view.result
    if tally is None and not view.voted:  # no drum roll for that
        return Few(names.say("result.no_votes"), names.say("result.few.why"), Foot((), (), ""))
    if tally is None:
        return Hidden(names.say("result.hidden"), names.say("result.drum"))
    if view.round is not None and view.round.survey:
        summary = names.beside(_voters(tally, names))
        return survey_result(view, tally, names, summary) or _few(
            tally, names, Foot((), (), summary), "survey.few.why"
        )
    moves = _moves(tally, names)
    own = _own(tally, names)[: MOST_BADGES - len(moves)]
    foot = Foot(moves, own, _summary(tally, names))
    choice = _choice(view, tally, names) if tally.choices else None
    if tally.overall is None and choice is not None:
        return Favourite(choice, foot)
    if not tally.has_figures or tally.overall is None:
        return _few(tally, names, foot)
    overall = judgement(tally.overall, names)
    if len(tally.criteria) > 1:
        rows = tuple(
            CriterionRow(
                criterion_label(one, names),
                parts(distribution, tally.ballots, names),
                judgement(distribution, names),
            )
            for one, distribution in tally.criteria.items()
        )
        return Several(rows, overall, choice, foot)
    meaning = names.grade(next(iter(tally.criteria)), overall.grade)
    shown = bars(tally.overall, tally.ballots, names)
    return OneCriterion(shown, overall, meaning, choice, foot)


def _few(tally: Tally, names: Names, foot: Foot, why: str = "result.few.why") -> Few:
    title = names.say("result.few" if tally.ballots else "result.no_votes")
    return Few(title, names.say(why), foot)


def choice_label(tally: Tally, answer: str, names: Names) -> str:
    """What the choice came to, in words: the favourite, or whether the `answer` was found."""
    best = tally.favourites
    if not answer:
        return names.say("result.tie" if len(best) > 1 else "result.winner")
    if best == (answer,):
        return names.say("guess.found")
    return names.say("guess.not_found", answer=names.option(answer))


def favourite(tally: Tally, names: Names) -> str:
    """The choice with the most votes in words, or all of them where they tie."""
    best = tally.favourites
    if len(best) > 1 and names.is_written(best[0]):  # sentences: where they stood among the others
        return names.beside(map(names.place, best))
    return names.beside(map(names.option, best))


def _choice(view: ProjectorView, tally: Tally, names: Names) -> ChoiceResult:
    best, answer = tally.favourites, view.round.answer if view.round is not None else ""
    written = any(names.is_written(option) for option in tally.choices)
    # A sentence has no room beside its bar: there is where it stood among the others.
    short = names.place if written else names.option
    return ChoiceResult(
        label=choice_label(tally, answer, names),
        best=favourite(tally, names),
        options=tuple(
            Bar(short(option), names.figures(count), count / tally.full, option in best)
            for option, count in tally.choices.items()
        ),
    )


def _moves(tally: Tally, names: Names) -> tuple[Label, ...]:
    """The moves that most saw."""
    seen = sorted(tally.moves.items(), key=lambda one: -one[1])[:MOST_MOVES]
    return tuple(
        Label(MOVE_ICONS[move], names.move(move), names.say("result.times", number=count))
        for move, count in seen
    )


def _own(tally: Tally, names: Names) -> tuple[Label, ...]:
    """The players on themselves."""
    return tuple(
        Label("people", names.seat(seat), " ".join(map(names.figures, grades)))
        for seat, grades in tally.own.items()
    )


def counted(tally: Tally, names: Names) -> str:
    """Whose votes were counted, where that is not everybody's; else nothing."""
    if tally.electorate is Electorate.EVERYBODY:
        return ""
    at_draw = tally.electorate is Electorate.AT_DRAW
    return names.say("result.at_draw" if at_draw else "result.hands")


def _summary(tally: Tally, names: Names) -> str:
    unranked = tally.overall is not None and tally.has_figures and not tally.ranked
    return names.beside((*_voters(tally, names), names.say("result.unranked") if unranked else ""))


def _voters(tally: Tally, names: Names) -> tuple[str, ...]:
    """How many voted in which way, and whose votes were counted; empty where there are none."""
    return (
        names.say("result.by_phone", count=tally.by_phone) if tally.by_phone else "",
        names.say("result.by_hand", count=tally.by_hand) if tally.by_hand else "",
        counted(tally, names),
    )
