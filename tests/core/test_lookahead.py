"""What comes is known before it happens: the state that Next leads to, and what falls due."""

from dataclasses import replace

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind as K
from improv.core.lookahead import coming
from improv.core.session import due
from improv.core.state import Setup
from tests.core.session_driver import SessionDriver

NAMES = ("Sara", "Reza", "Leila", "Noam")


def test_what_comes_is_what_happens_next() -> None:
    """From the lobby to the end each state is foretold, with the cards that will be drawn."""
    session = SessionDriver(setup=Setup(7, rounds=2), names=NAMES)
    kinds = []
    while not session.at(K.END):
        foretold = dict(coming(session.state, session.now, session.deck))
        session.next()
        assert foretold[session.now] == session.state
        kinds.append(session.state.kind)
        session.now += 500
    assert {K.DRAW, K.PLAY, K.VOTE, K.RESULT, K.END} <= set(kinds)


def test_what_falls_due_is_foretold_at_its_instant() -> None:
    """A phase that ends by its clock; in a pause it is what Next will lead to after it."""
    session = SessionDriver(names=NAMES).to(K.PLAY)
    instant = due(session.state)
    assert instant is not None
    foretold = dict(coming(session.state, session.now, session.deck))
    after_next = foretold[session.now]
    session.wait((instant - session.now) / 1000)
    assert foretold[instant] == session.state
    session = SessionDriver(names=NAMES).to(K.PLAY)
    session.act(a.Pause(id=""))
    held = [state.kind for _, state in coming(session.state, session.now, session.deck)]
    assert held == [after_next.kind]


def test_what_would_be_refused_does_not_come() -> None:
    """Without cards there is no round to look forward to."""
    session = SessionDriver(names=NAMES)
    empty = Deck((), session.deck.formats)
    assert list(coming(replace(session.state, blank=True), 0, empty)) == []
