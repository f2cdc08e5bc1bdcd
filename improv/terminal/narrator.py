"""A session told in lines: what a demo prints. Sees what the room may see, in its order.

Speaks the session's language and digits. Knows no console.
"""

from collections.abc import Callable

from improv.core.cards import Words
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.state import State
from improv.core.tally import Distribution, Tally
from improv.core.view_models import ProjectorView, RoundView
from improv.locale import digits, numbered, plain


class Narrator:
    """Called with every new state; says each round and its tally once."""

    def __init__(self, say: Callable[[str], None], *, latin: bool) -> None:
        """`say` prints a line; `latin`: in Latin digits, whatever the language."""
        self._say = say
        self._latin = latin
        self._phase_id = 0
        self._revealed = 0

    def __call__(self, state: State) -> None:
        """Say what is new."""
        round_ = state.round
        if state.running.phase_id != self._phase_id:
            self._phase_id = state.running.phase_id
            self._entered(projector(state))
        if round_ is not None and round_.revealed and round_.number != self._revealed:
            self._revealed = round_.number
            view = projector(state)
            if view.result is not None:
                for line in tally_lines(self._tongue(view), view.format, view.result):
                    self._say(f"  {line}")

    def _tongue(self, view: ProjectorView) -> str:
        return numbered(view.language, latin=self._latin)

    def _entered(self, view: ProjectorView) -> None:
        tongue = self._tongue(view)
        if view.kind is PhaseKind.DRAW and view.round is not None:
            game = view.format.get("name", view.format_id)
            self._say(plain(tongue, "demo.round", round=view.round.ordinal, title=game))
            for line in _drawn(tongue, view.round):
                self._say(f"  {line}")
        elif view.kind is PhaseKind.STANDINGS:
            for scenes in view.standings:
                for scene in scenes:
                    words = plain(tongue, "demo.round", round=scene.ordinal, title=scene.title)
                    self._say(f"  {digits(tongue, scene.place)}. {words}")
        elif view.kind is PhaseKind.KUDOS:
            self._say(plain(tongue, "phase.kudos"))
        elif view.kind is PhaseKind.END:
            self._say(plain(tongue, "phase.end"))


def _drawn(tongue: str, round_: RoundView) -> list[str]:
    reels = [
        f"{plain(tongue, f'kind.{reel.card.kind.value}')}: {reel.card.words.get('title', '')}"
        for reel in round_.reels
    ]
    nobody = plain(tongue, "seat.volunteer")
    cast = [
        f"{_called(tongue, round_.format, f'seat.{seat.seat}')}: {seat.name or nobody}"
        for seat in round_.cast
    ]
    return [*reels, *cast]


def tally_lines(tongue: str, game: Words, tally: Tally) -> list[str]:
    """A tally as lines: how many said something, then every figure there is.

    `game` is the format's own words.
    """
    comma = f"{plain(tongue, 'list.comma')} "
    said = [
        plain(tongue, "result.by_phone", count=tally.by_phone),
        plain(tongue, "result.by_hand", count=tally.by_hand),
    ]
    lines = [f"{plain(tongue, 'demo.ballots', count=tally.ballots)}: {comma.join(said)}"]
    if not tally.has_figures:
        lines.append(plain(tongue, "result.few"))
    for criterion, counts in tally.criteria.items():
        name = _called(tongue, game, f"criterion.{criterion}")
        lines.append(f"{name}: {_figures(tongue, counts)}")
    if tally.overall and len(tally.criteria) > 1:
        lines.append(f"{plain(tongue, 'demo.overall')}: {_figures(tongue, tally.overall)}")
    if tally.choices:
        chosen = (
            f"{_option(tongue, game, choice)} {_times(tongue, count)}"
            for choice, count in tally.choices.items()
        )
        lines.append(f"{plain(tongue, 'desk.row.choice')}: {comma.join(chosen)}")
    if tally.moves:
        seen = (
            f"{_called(tongue, game, f'move.{move}')} {_times(tongue, count)}"
            for move, count in tally.moves.items()
        )
        lines.append(f"{plain(tongue, 'desk.row.moves')}: {comma.join(seen)}")
    return lines


def _times(tongue: str, count: int) -> str:
    return plain(tongue, "result.times", number=count)


def _called(tongue: str, game: Words, name: str) -> str:
    """The format's own word, the interface's, or the id: a format may have any seat."""
    try:
        return game.get(name) or plain(tongue, name)
    except KeyError:
        return name.partition(".")[2]


def _option(tongue: str, game: Words, choice: str) -> str:
    """The format's word for it, or the number of a line."""
    own = game.get(f"option.{choice}")
    if own or not choice.isdecimal():
        return own or choice
    return plain(tongue, "vote.line", number=int(choice))


def _figures(tongue: str, counts: Distribution) -> str:
    one, two, three, four = counts.counts
    words = plain(
        tongue,
        "demo.figures",
        one=one,
        two=two,
        three=three,
        four=four,
        median=counts.median,
        share=round(counts.csat * 100),
    )
    split = f" ({plain(tongue, 'result.split')})" if counts.split else ""
    return words + split
