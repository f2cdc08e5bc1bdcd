"""Surveys: what the room is asked before anything is played, and once more before the end.

A survey is a round in which nobody plays: how ready everybody feels, or how they rate some samples
that all of them hear. A plan has it among its steps; in a session without one its Setup says which
surveys it asks. Whoever chooses one by hand asks it between two rounds.
"""

from collections.abc import Iterator

from improv.core.cards import SPOKEN, Words
from improv.core.closing import closing
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.formats import Format, PhaseKind
from improv.core.handlers import Decision
from improv.core.rounds import begun
from improv.core.state import Round, State
from improv.core.tally import Tally


def opening_survey(state: State, deck: Deck, now: int) -> Decision | None:
    """The survey that comes before the first scene; None where none does any more."""
    return None if state.last_scene else _next_survey(state, deck, now, closes=False)


def ending(state: State, deck: Deck, now: int) -> Decision:
    """The way to the end: what was asked first is asked again, if anything was played."""
    survey = _next_survey(state, deck, now, closes=True) if state.scenes else None
    return closing(state, now) if survey is None else survey


def _next_survey(state: State, deck: Deck, now: int, *, closes: bool) -> Decision | None:
    for game in _coming(state, deck):
        survey = begun(state, deck, now, game, closes=closes)
        if not isinstance(survey, Refusal):  # nothing to draw for it: the session goes on without
            return survey
    return None


def _coming(state: State, deck: Deck) -> Iterator[Format]:
    """The session's surveys that were not begun since the latest scene."""
    for name in state.setup.unplanned_surveys:
        if name in deck.formats and name not in state.progress.asked:
            yield deck.formats[name]


def before(state: State, round_: Round) -> Tally | None:
    """What the room answered the first time in this session; None where this is the first."""
    earlier = (one for one in state.surveys if one.number < round_.number)
    return next((one.tally for one in earlier if one.format.id == round_.format.id), None)


def sample_on(state: State, round_: Round) -> str | None:
    """The reel of the sample that is heard or rated now; None where none is."""
    turn = state.running.phase.turn
    return round_.format.draws[turn - 1].id if round_.format.survey and turn else None


def sample(state: State, round_: Round, language: str) -> Words:
    """What is heard of a sample while it is read: see RoundView."""
    on = sample_on(state, round_)
    if on is None or state.kind is not PhaseKind.BRIEF:
        return {}
    answer = next(f"model.{reel.answer}" for reel in round_.format.draws if reel.id == on)
    words = round_.cards[on].say(language)
    both = {"text": "text", "answer": answer}
    found = {name: words.get(of, "") for name, of in both.items()}
    spoken = {f"{SPOKEN}{name}": words.get(f"{SPOKEN}{of}", "") for name, of in both.items()}
    return {name: text for name, text in {**found, **spoken}.items() if text}
