"""decide: an action, now, becomes events or a refusal. evolve and due complete the game.

Pure: the deck, the instant and chance are handed in, and a refusal changes nothing. What each
action leads to, and what each event changes, stands in the file of its topic.
"""

from improv.core import actions as a
from improv.core import (
    attendance,
    claims,
    controls,
    electorate,
    offers,
    participants,
    phases,
    plan_choice,
    plan_steps,
    play,
    rounds,
    rules,
    safety,
    seats,
    selection,
    setup_changes,
    solo,
    undo,
    voting,
    writing,
)
from improv.core import events as e
from improv.core.agenda import agenda_of
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import Format, PhaseKind
from improv.core.handlers import Decision, Handlers
from improv.core.replaced import replaced
from improv.core.state import HISTORY, LOBBY_ID, Progress, RunningPhase, Setup, State, Step
from improv.core.timing import HUDDLE, due, phase

__all__ = ["Decision", "decide", "due", "evolve", "opening"]

LOBBY = phase("lobby", PhaseKind.LOBBY)

TOPICS = (
    *(phases.handlers, undo.handlers, controls.handlers, rules.handlers, rounds.handlers),
    *(plan_choice.handlers, plan_steps.handlers, setup_changes.handlers),
    *(selection.handlers, play.handlers, safety.handlers, seats.handlers, offers.handlers),
    writing.handlers,
    *(participants.handlers, attendance.handlers, claims.handlers),
    *(voting.handlers, electorate.handlers, solo.handlers),
)

_HANDLERS = Handlers()
_HANDLERS.join(*TOPICS)


def opening(setup: Setup, game: Format, language: str, *, standings: bool) -> e.SessionOpened:
    """The first event of a session, at instant 0."""
    leaves = 1000 * HUDDLE[PhaseKind.LOBBY] if setup.by_clock else None
    return e.SessionOpened(
        at=0, setup=setup, format=game, language=language, standings=standings, deadline=leaves
    )


def decide(state: State, action: a.Action, now: int, deck: Deck) -> Decision:
    """What `action` leads to at the instant `now`."""
    ended = state.kind is PhaseKind.END and PhaseKind.END not in action.phases
    if ended or (state.over and isinstance(action, (a.Undo, a.Back))):
        return Refusal(Why.SESSION_OVER)
    if _late(state, action):
        return Refusal(Why.MOVED_ON, {"phase_id": state.running.phase_id})
    if state.kind not in action.phases:
        return Refusal(Why.WRONG_PHASE, {"action": action.name, "phase": state.kind.value})
    if isinstance(action, a.Next) and (held := _held(state)):
        return decide(state, held, now, deck)
    deck = deck.without(state.setup.packs_out)
    decision = _HANDLERS.decide[type(action)](state, action, now, deck)
    if isinstance(decision, Refusal) or not decision or not action.steers or decision[0].step:
        return decision
    return (replaced(decision[0], step=action.name), *decision[1:])


def _held(state: State) -> a.Action | None:
    """What Next does before it goes on; None where nothing holds the game."""
    # One key does the right thing: the picture first, then the clock, then the next phase.
    if state.blank:
        return a.Blank(on=False)
    if state.rules_shown:
        return a.ShowRules(on=False)
    return a.Resume() if state.paused else None


def _late(state: State, action: a.Action) -> bool:
    """Whether its sender saw an earlier phase, or for a seat an earlier round, and means that."""
    seen = action.round if isinstance(action, a.TakeSeat | a.Stop) else None
    if state.round is not None and seen not in (None, state.round.number):
        return True
    return not action.any_phase and action.phase_id not in (None, state.running.phase_id)


def evolve(state: State | None, event: e.Event) -> State:
    """The state after `event`. `state` is None before the first one, a SessionOpened."""
    if isinstance(event, e.SessionOpened):
        running = RunningPhase(LOBBY, LOBBY_ID, event.at, event.deadline)
        team = event.setup.team
        progress = Progress(
            event.setup,
            running,
            event.format,
            chance=0,
            seen=team.seen,
            latest=team.latest,
            out=team.out,
            standings=event.standings,
            agenda=agenda_of(event.setup.plan) if event.setup.plan else None,
        )
        return State(progress, event.language)
    if state is None:
        raise ValueError(f"a session begins with session_opened, not {type(event).__name__}")
    after = _HANDLERS.evolve[type(event)](state, event)
    if after.stopped and after.running.phase_id != state.running.phase_id:
        after = replaced(after, stopped=False)  # the scene that was stopped is left
    if event.step:
        step = Step(event.step, event.at, state.progress, after.progress)
        after = replaced(after, history=(*state.history[-HISTORY + 1 :], step))
    return after
