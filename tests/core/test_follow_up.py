"""Which practice somebody goes on with: trained in this session, the least trained by the team."""

from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.cards import Card, DrawnCard, Kind
from improv.core.follow_up import follow_ups
from improv.core.formats import PhaseKind
from improv.core.projections import projector
from improv.core.session import evolve, opening
from improv.core.state import Round, Setup, State, TeamHistory
from tests.core.sample_decks import CALL
from tests.core.session_driver import SessionDriver


def scene(number: int, *practices: str) -> Round:
    """A scene that was played to its result."""
    card = DrawnCard(Card(f"p/{number}", Kind.PROMPT, practices), {"en": {}})
    game = replace(CALL, practices=())
    return Round(number, game, {"prompt": card}, (), (), revealed=True)


def played(*scenes: Round, **before: int) -> State:
    """A session with these scenes, of a team that has trained so much before."""
    opened = opening(Setup(1, team=TeamHistory("T", practices=before)), CALL, "en", standings=False)
    state = evolve(None, opened)
    return replace(state, progress=replace(state.progress, played=scenes))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (played(), ()),
        (played(scene(1, "A4")), ("A4",)),
        (played(scene(1, "A4"), scene(2, "B1")), ("B1", "A4")),
        (played(scene(1, "A4"), scene(2, "B1"), scene(3, "B1")), ("A4", "B1")),
        (played(scene(1, "A4"), scene(2, "B1"), B1=3), ("A4", "B1")),
        (played(scene(1, "B1", "A4"), C5=0), ("A4", "B1")),
    ],
)
def test_the_least_trained_of_this_session(state: State, expected: tuple[str, ...]) -> None:
    """In all its sessions; among equals that of the latest scene; never one of another session."""
    assert follow_ups(state) == expected


def test_it_is_known_at_the_end_alone() -> None:
    """A session that is played: before its end nothing is offered, and an undo takes it back."""
    session = SessionDriver("call", setup=Setup(7, rounds=1)).to(PhaseKind.RESULT)
    assert projector(session.state, "en").follow_ups == ()
    session.to(PhaseKind.END)
    found = projector(session.state, "en").follow_ups
    assert set(found) == {one for scene in session.state.scenes for one in scene.trained} != set()
    session.act(a.Undo(id=""))
    assert projector(session.state, "en").follow_ups == ()
