"""A session as lines of text: what a demo prints. Sees what the room may see, in its order.

Uses the session's language and digits. Knows no console.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.state import State
from improv.core.tally import Distribution, Tally
from improv.core.view_models import ProjectorView, RoundView, SoloView
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.locale.phrases import without_isolates
from improv.scenes.result import result
from improv.scenes.survey import SurveyResult
from improv.scenes.words import Names


class Narrator:
    """Called with every new state; prints each round and its tally once."""

    def __init__(self, say: Callable[[str], None], *, latin: bool) -> None:
        """`say` prints a line; `latin`: in Latin digits, whatever the language."""
        self._say = say
        self._latin = latin
        self._phase_id = 0
        self._revealed = 0

    def __call__(self, state: State) -> None:
        """Print what is new."""
        round_ = state.round
        entered = state.running.phase_id != self._phase_id
        revealed = round_ is not None and round_.revealed and round_.number != self._revealed
        if not entered and not revealed:
            return
        view = projector(state, latin_digits=self._latin)
        names = Names.of(view, latin_digits=self._latin)
        if entered:
            self._phase_id = view.phase_id
            self._print(_entered(view, names))
        if revealed and view.round is not None and view.result is not None:
            self._revealed = view.round.number
            self._print(f"  {line}" for line in _outcome(view, view.result, names))

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(without_isolates(line))


def _entered(view: ProjectorView, names: Names) -> Iterator[str]:
    if view.kind is PhaseKind.DRAW and view.round is not None:
        yield names.say("demo.round", round=view.round.ordinal, title=names.game(view.format_id))
        yield from (f"  {line}" for line in _drawn(view.round, names))
    elif view.kind is PhaseKind.VOTE and view.round is not None and view.round.survey:
        if view.turn[0] < 2:
            yield names.game(view.format_id)
    elif view.kind is PhaseKind.STANDINGS:
        for scenes in view.standings:
            for scene in scenes:
                words = names.say("demo.round", round=scene.ordinal, title=scene.title)
                yield f"  {names.figures(scene.place)}. {words}"
    elif view.kind in (PhaseKind.KUDOS, PhaseKind.END):
        yield names.phase_kind(view.kind)


def _outcome(view: ProjectorView, tally: Tally, names: Names) -> Iterator[str]:
    """What came of a scene: the vote, or that there was none; of a call what was said of it."""
    scene = result(view, names)
    if view.solo is not None:
        yield from _checked(view.solo, names)
    elif isinstance(scene, SurveyResult):
        yield scene.summary
        yield from (f"{column.title}: {column.alt_text}" for column in scene.columns)
        yield from scene.notes
    elif view.has_vote:
        yield from tally_lines(tally, names)
    else:
        yield names.say("rules.unjudged")


def _checked(mine: SoloView, names: Names) -> Iterator[str]:
    """The question of a call, and how the person rated themselves."""
    if mine.check:
        yield mine.check.get("text", "")
    if mine.grade:
        yield f"{names.figures(mine.grade)}. {mine.check.get(f'point.{mine.grade}', '')}"


def _drawn(round_: RoundView, names: Names) -> Iterator[str]:
    for reel in round_.reels:
        yield f"{names.kind(reel.card.kind)}: {reel.card.words.get('title', '')}"
    for seat in round_.cast:
        yield f"{names.seat(seat.seat)}: {names.player(seat)}"


def tally_lines(tally: Tally, names: Names) -> Iterator[str]:
    """How many voted, then every figure there is."""
    comma = f"{names.say('list.comma')} "

    def times(counts: Mapping[str, int], name: Callable[[str], str]) -> str:
        often = {one: names.say("result.times", number=count) for one, count in counts.items()}
        return comma.join(f"{name(one)} {count}" for one, count in often.items())

    sources = (
        names.say("result.by_phone", count=tally.by_phone),
        names.say("result.by_hand", count=tally.by_hand),
    )
    yield f"{names.say('demo.ballots', count=tally.ballots)}: {comma.join(sources)}"
    if not tally.has_figures:
        yield names.say("result.few")
    for criterion, counts in tally.criteria.items():
        yield f"{names.criterion(criterion)}: {_figures(counts, names)}"
    if tally.overall and len(tally.criteria) > 1:
        yield f"{names.say('demo.overall')}: {_figures(tally.overall, names)}"
    if tally.choices:
        yield f"{names.row(CHOICE_ROW)}: {times(tally.choices, names.option)}"
    if tally.moves:
        yield f"{names.row(MOVES_ROW)}: {times(tally.moves, names.move)}"


def _figures(counts: Distribution, names: Names) -> str:
    one, two, three, four = counts.counts
    words = names.say(
        "demo.figures",
        one=one,
        two=two,
        three=three,
        four=four,
        median=counts.median,
        share=round(counts.csat * 100),
    )
    return f"{words} ({names.say('result.split')})" if counts.split else words
