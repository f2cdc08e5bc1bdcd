"""The steps of a plan: begun one after the other, skipped, repeated, put in.

A step of the kind `game` is rounds as in a session without a plan; a break and a talk are phases of
their own, outside of rounds.
"""

from collections.abc import Mapping
from dataclasses import replace

from improv.core import actions as a
from improv.core import events as e
from improv.core.agenda import (
    asked,
    interlude,
    is_last_round,
    rounds_done,
    rounds_left,
    rounds_shown,
    with_inserted,
)
from improv.core.closing import phase_entered
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.formats import Format, PhaseKind
from improv.core.handlers import Decision, Handlers, with_progress
from improv.core.plans import MOST_STEPS, Agenda, PlanStep, StepKind
from improv.core.replaced import replaced
from improv.core.rounds import begun, chosen_format
from improv.core.state import State
from improv.core.surveys import ending
from improv.core.timing import deadline, retimed

handlers = Handlers()


def goes_on(state: State, deck: Deck, now: int) -> Decision | None:
    """What comes in a plan after what is on: another round of its step, or the next step.

    None where there is no plan, or it is over.
    """
    agenda = state.progress.agenda
    if agenda is None:
        return None
    if rounds_left(state, agenda):
        return begun(state, deck, now)
    return _next_step(state, agenda, deck, now)


def _next_step(state: State, agenda: Agenda, deck: Deck, now: int) -> Decision | None:
    coming = agenda.coming
    return _step(state, agenda, coming[0], deck, now) if coming else None


def _step(state: State, agenda: Agenda, place: int, deck: Deck, now: int) -> Decision:
    """The events with which a step begins."""
    step, first = agenda.steps[place], e.StepBegun(at=now, index=place)
    if step.kind is not StepKind.GAME:
        phase = interlude(step)
        ends = deadline(state.setup, phase, now)
        return (first, phase_entered(state, phase, -1, ends, now))
    game = game_of(state, step, deck)
    if isinstance(game, Refusal):
        return game
    round_ = begun(state, deck, now, game)
    if isinstance(round_, Refusal):
        return round_
    chosen = () if game.survey else (e.FormatChosen(at=now, format=game),)
    return (first, *chosen, *round_)


def game_of(state: State, step: PlanStep, deck: Deck) -> Format | Refusal:
    """The game of a step, as it is played in it."""
    game = deck.formats.get(step.game)
    if game is None:
        return Refusal(Why.UNKNOWN_FORMAT, {"format": step.game})
    return asked(retimed(game, state.progress.seconds.get(game.id, {})), step.ballot)


@handlers.decides
def _skip(state: State, action: a.SkipStep, now: int, deck: Deck) -> Decision:
    agenda = state.progress.agenda
    if agenda is None:
        return Refusal(Why.NO_PLAN)
    place = action.step
    if place is None:
        place = agenda.index if agenda.step or not agenda.coming else agenda.coming[0]
    if not max(0, agenda.index) <= place < len(agenda.steps):
        return Refusal(Why.NO_STEP)
    if place == agenda.index:
        return _leave(state, agenda, deck, now) if action.on else ()
    if agenda.steps[place].left_out is action.on:
        return ()
    if action.on and agenda.step is None and agenda.coming == (place,):
        return Refusal(Why.LAST_STEP)
    steps = _changed(agenda, place, left_out=action.on)
    return (_plan_changed(state, agenda, steps, deck, now),)


def _leave(state: State, agenda: Agenda, deck: Deck, now: int) -> Decision:
    """The step that is on is left for the next one, or for the end."""
    gone: tuple[e.Event, ...] = ()
    if not rounds_done(state, agenda):
        steps = _changed(agenda, agenda.index, left_out=True)
        gone = (e.PlanChanged(at=now, steps=steps),)
    after = _next_step(state, agenda, deck, now)
    if after is None:
        after = ending(state, deck, now)
    return after if isinstance(after, Refusal) else (*gone, *after)


@handlers.decides
def _repeat(state: State, action: a.RepeatStep, now: int, deck: Deck) -> Decision:
    agenda = state.progress.agenda
    if agenda is None or agenda.step is None:
        return Refusal(Why.NO_PLAN)
    return _step(state, agenda, agenda.index, deck, now)


@handlers.decides
def _insert(state: State, action: a.InsertStep, now: int, deck: Deck) -> Decision:
    agenda = state.progress.agenda
    if agenda is None:
        return Refusal(Why.NO_PLAN)
    return _inserted(state, agenda, action.format, deck, now, at_once=agenda.step is not None)


def _inserted(
    state: State, agenda: Agenda, game: str, deck: Deck, now: int, *, at_once: bool
) -> Decision:
    if game not in deck.formats:
        return Refusal(Why.UNKNOWN_FORMAT, {"format": game})
    steps = with_inserted(state, agenda, game, now=at_once)
    if len(steps) > MOST_STEPS:
        return Refusal(Why.PLAN_FULL, {"most": MOST_STEPS})
    changed = _plan_changed(state, agenda, steps, deck, now)
    if not at_once:
        return (changed,)
    first = _step(state, replace(agenda, steps=steps), agenda.index + 1, deck, now)
    return first if isinstance(first, Refusal) else (changed, *first)


@handlers.decides
def _format(state: State, action: a.ChooseFormat, now: int, deck: Deck) -> Decision:
    """Where a step of the plan comes next, the game is put in before it."""
    agenda = state.progress.agenda
    drawing = state.kind in (PhaseKind.RULES, PhaseKind.DRAW)
    if agenda is None or drawing or not is_last_round(state):
        return chosen_format(state, action, now, deck)
    return _inserted(state, agenda, action.format, deck, now, at_once=False)


def _changed(agenda: Agenda, place: int, *, left_out: bool) -> tuple[PlanStep, ...]:
    return tuple(
        replace(step, left_out=left_out) if i == place else step
        for i, step in enumerate(agenda.steps)
    )


def _plan_changed(
    state: State, agenda: Agenda, steps: tuple[PlanStep, ...], deck: Deck, now: int
) -> e.PlanChanged:
    """The event; in the lobby the game that comes first may be another one now."""
    game = None
    if agenda.step is None:
        first = first_game(steps, deck.formats)
        found = game_of(state, first, deck) if first else None
        game = found if isinstance(found, Format) else None
    return e.PlanChanged(at=now, steps=steps, format=game)


def first_game(steps: tuple[PlanStep, ...], games: Mapping[str, Format]) -> PlanStep | None:
    """The first step in which something is played."""
    played = (s for s in steps if s.kind is StepKind.GAME and not s.left_out)
    return next((s for s in played if s.game not in games or not games[s.game].survey), None)


@handlers.evolves
def _plan_has_changed(state: State, event: e.PlanChanged) -> State:
    agenda = state.progress.agenda
    assert agenda is not None
    state = with_progress(state, agenda=replaced(agenda, steps=event.steps))
    return with_progress(state, format=event.format) if event.format else state


@handlers.evolves
def _step_begun(state: State, event: e.StepBegun) -> State:
    agenda = state.progress.agenda
    assert agenda is not None
    started = event.at if agenda.step is None else agenda.started
    return with_progress(
        state,
        agenda=replaced(
            agenda,
            index=event.index,
            began=event.at,
            started=started,
            played=rounds_shown(state),
        ),
    )
