"""A session told in lines: what a demo prints. Sees what the room may see, in its order."""

from collections.abc import Callable

from improv.core.formats import PhaseKind
from improv.core.state import State
from improv.core.tally import Distribution, Tally
from improv.core.viewing import projector
from improv.core.views import ProjectorView, RoundView


class Narrator:
    """Called with every new state; says each round and its tally once."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """`say` prints a line."""
        self._say = say
        self._phase_id = 0
        self._revealed = 0

    def __call__(self, state: State) -> None:
        """Say what is new."""
        on = state.round
        if state.running.phase_id != self._phase_id:
            self._phase_id = state.running.phase_id
            self._entered(projector(state))
        if on is not None and on.revealed and on.number != self._revealed:
            self._revealed = on.number
            view = projector(state)
            if view.result is not None:
                for line in tally_lines(view.result):
                    self._say(f"  {line}")

    def _entered(self, view: ProjectorView) -> None:
        if view.kind is PhaseKind.DRAW and view.round is not None:
            self._say(f"round {view.round.ordinal}: {view.format.get('name', view.format_id)}")
            for line in _drawn(view.round):
                self._say(f"  {line}")
        elif view.kind is PhaseKind.STANDINGS:
            for scenes in view.standings:
                for scene in scenes:
                    self._say(f"  {scene.place}. round {scene.ordinal}: {scene.title}")
        elif view.kind is PhaseKind.KUDOS:
            self._say("kudos")
        elif view.kind is PhaseKind.END:
            self._say("the end")


def _drawn(on: RoundView) -> list[str]:
    reels = [f"{reel.id}: {reel.card.words.get('title', '')}" for reel in on.reels]
    cast = [f"{seat.seat}: {seat.name or 'a volunteer'}" for seat in on.cast]
    return ["; ".join(reels), "; ".join(cast)]


def tally_lines(tally: Tally) -> list[str]:
    """A tally as lines: how many said something, then every figure there is."""
    lines = [f"{tally.ballots} ballots: {tally.by_phone} by phone, {tally.by_hand} by hand"]
    if not tally.has_figures:
        lines.append("too few ballots for figures")
    lines += [f"{name}: {_figures(counts)}" for name, counts in tally.criteria.items()]
    if tally.overall and len(tally.criteria) > 1:
        lines.append(f"all together: {_figures(tally.overall)}")
    if tally.choices:
        chosen = ", ".join(f"{choice}: {count}" for choice, count in tally.choices.items())
        lines.append(f"choices {chosen}")
    if tally.moves:
        seen = ", ".join(f"{move} {count}" for move, count in tally.moves.items())
        lines.append(f"moves seen: {seen}")
    return lines


def _figures(counts: Distribution) -> str:
    grades = ", ".join(f"{grade}: {n}" for grade, n in enumerate(counts.counts, start=1))
    split = ", the room is split" if counts.split else ""
    return f"{grades}; median {counts.median}, {float(counts.csat):.0%} gave 3 or 4{split}"
