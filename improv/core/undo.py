"""Undo: the stage as it was before some steps. Knows steps and stages, and no event but Undone.

Inside one phase each step puts back what it changed and nothing else; across phases the stage of
then comes back, its instants moved to now. A clock never ends by an undo.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from improv.core.state import Stage, State, Step


def taken_back(state: State, count: int, at: int, phase_id: int) -> State:
    """The state without its last `count` steps, at the instant `at`.

    `phase_id` is a new one where another phase is entered again; the steps that stay behind in
    that phase move with it, so that they can be undone in their turn.
    """
    kept, steps = state.history[:-count], state.history[-count:]
    target = steps[0].before
    if target.running.phase_id == state.running.phase_id:
        stage = state.stage
        for step in reversed(steps):
            stage = reverted(stage, step.before, step.after)
        stage = _without_missed(stage, at)
        running = stage.running
        over = running.deadline is not None and running.deadline <= at and not running.rang
        paused = state.paused or over
    else:
        by, old = at - steps[0].at, target.running.phase_id
        stage = _with_volunteers(_moved(target, by, phase_id), state)
        kept = tuple(_followed(step, old, by, phase_id) for step in kept)
        paused = state.paused or stage.running.deadline is not None
    last = max(state.last_phase_id, phase_id)
    stage = _seated_once(stage, state)
    return replace(state, stage=stage, history=kept, paused=paused, last_phase_id=last)


def reverted(now: Any, before: Any, after: Any) -> Any:
    """`now` with every field that differs between `before` and `after` as it was before.

    What the clock did meanwhile stays: a twist that it rang stays rung.
    """
    changes: dict[str, Any] = {}
    for entry in fields(now):
        was, became, is_now = (getattr(value, entry.name) for value in (before, after, now))
        if was == became:
            continue
        if is_dataclass(was) and type(was) is type(became) is type(is_now):
            changes[entry.name] = reverted(is_now, was, became)
        elif isinstance(was, tuple) and len(was) == len(became) == len(is_now):
            changes[entry.name] = tuple(
                w if w != b else n for w, b, n in zip(was, became, is_now, strict=True)
            )
        elif isinstance(was, tuple) and is_now != became:
            back = [one for one in was if one in is_now or one not in became]
            new = [one for one in is_now if one not in was and one not in became]
            changes[entry.name] = (*back, *new)
        else:
            changes[entry.name] = was
    return replace(now, **changes)


def _with_volunteers(stage: Stage, state: State) -> Stage:
    """Whoever volunteered keeps the place, and whoever stood up stays up: people are not undone."""
    on, now = stage.round, state.round
    if on is None or now is None or on.number != now.number:
        return stage
    dealt = {person.id for person in state.people.values() if person.plays}
    cast = tuple(
        was if was.person in dealt or is_now.person in dealt else is_now
        for was, is_now in zip(on.cast, now.cast, strict=True)
    )
    return replace(stage, round=replace(on, cast=cast))


def _seated_once(stage: Stage, state: State) -> Stage:
    """Whoever passed and then volunteered elsewhere sits where they sit now, not in both places."""
    on, now = stage.round, state.round
    if on is None or now is None or len({c.person for c in on.cast}) == len(on.cast):
        return stage
    here = {chair.person: place for place, chair in enumerate(now.cast)}
    cast = tuple(
        chair if here.get(chair.person, place) == place else replace(chair, person="")
        for place, chair in enumerate(on.cast)
    )
    return replace(stage, round=replace(on, cast=cast))


def _without_missed(stage: Stage, at: int) -> Stage:
    """A twist that was rung before its time, and whose time is over, does not ring at once."""
    on, running = stage.round, stage.running
    if on is None:
        return stage
    here = running.phase.id
    coming = tuple(c for c in on.coming if c.phase != here or running.entered + c.after > at)
    return replace(stage, round=replace(on, coming=coming))


def _followed(step: Step, old: int, by: int, phase_id: int) -> Step:
    """A step of the phase `old` as a step of the phase that is entered in its place."""
    if step.after.running.phase_id != old:
        return step
    after = _moved(step.after, by, phase_id)
    if step.before.running.phase_id != old:
        return replace(step, after=after)
    return replace(step, at=step.at + by, before=_moved(step.before, by, phase_id), after=after)


def _moved(stage: Stage, by: int, phase_id: int) -> Stage:
    """The stage with its instants `by` ms later, entered anew."""
    was = stage.running
    running = replace(
        was,
        phase_id=phase_id,
        entered=was.entered + by,
        deadline=None if was.deadline is None else was.deadline + by,
    )
    on = stage.round
    if on is not None and on.mute_until:
        on = replace(on, mute_until=on.mute_until + by)
    return replace(stage, running=running, round=on)
