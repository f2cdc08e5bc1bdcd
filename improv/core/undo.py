"""Undo: the progress of a session as it was before some steps.

There are two cases. Inside one phase each step puts back what it changed itself: its clock has run
on meanwhile, and what that did is nobody's step. Across phases the progress of then comes back
whole, its instants moved to now, so that a phase that is entered again has the time that it had.
Either way a clock that would end at once stands still (paused): nobody could react to it.

People, ballots, promises and thanks are no part of the progress, and are never undone.
"""

from collections.abc import Set
from dataclasses import fields, is_dataclass, replace
from typing import Any

from improv.core import actions as a
from improv.core import events as e
from improv.core import rules
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.handlers import Decision, Handlers
from improv.core.participants import with_everyone
from improv.core.replaced import replaced
from improv.core.state import Progress, Round, State, Step

handlers = Handlers()


def taken_back(state: State, count: int, at: int, phase_id: int) -> State:
    """The state without its last `count` steps, at the instant `at`.

    `phase_id` is a new one where another phase is entered again; the steps that stay behind in
    that phase move with it, so that they can be undone in their turn.
    """
    kept, steps = state.history[:-count], state.history[-count:]
    target = steps[0].before
    if target.running.phase_id == state.running.phase_id:
        progress = state.progress
        for step in reversed(steps):
            progress = reverted(progress, step.before, step.after)
        progress = _without_missed(_with_volunteers(progress, state), at)
        running = progress.running
        over = running.deadline is not None and running.deadline <= at and not running.rang
        paused = state.paused or over
    else:
        by, old = at - steps[0].at, target.running.phase_id
        progress = _with_volunteers(_moved(target, by, phase_id), state)
        kept = tuple(_followed(step, old, by, phase_id) for step in kept)
        paused = state.paused or progress.running.deadline is not None
    last = max(state.last_phase_id, phase_id)
    progress = _seated_once(progress, state)
    return replace(state, progress=progress, history=kept, paused=paused, last_phase_id=last)


def reverted(now: Any, before: Any, after: Any) -> Any:
    """`now` with every field that differs between `before` and `after` as it was before.

    A whole `before` would take back what the clock did since as well: a twist that it rang while
    the facilitator turned the heat would be forgotten, and ring again.
    """
    changes: dict[str, Any] = {}
    for entry in fields(now):
        was, became, is_now = (getattr(value, entry.name) for value in (before, after, now))
        if was == became:
            continue
        if is_dataclass(was) and type(was) is type(became) is type(is_now):
            changes[entry.name] = reverted(is_now, was, became)
        elif isinstance(was, tuple) and len(was) == len(became) == len(is_now):
            # Places of a cast: only the ones that the step changed.
            changes[entry.name] = tuple(
                w if w != b else n for w, b, n in zip(was, became, is_now, strict=True)
            )
        elif isinstance(was, tuple) and is_now != became:
            # Twists that wait or came: without those of the step, with those of the clock.
            back = [one for one in was if one in is_now or one not in became]
            new = [one for one in is_now if one not in was and one not in became]
            changes[entry.name] = (*back, *new)
        else:
            changes[entry.name] = was
    return replace(now, **changes)


def _with_volunteers(progress: Progress, state: State) -> Progress:
    """Who volunteered keeps the place, and who stood up or left stays up: that is not undone.

    A place that a dealt player had or has goes by the deal: that is a draw's step, or a pass's. But
    who passed on their own phone is not put back.
    """
    round_, now = progress.round, state.round
    if round_ is None or now is None or round_.number != now.number:
        return progress
    declined = state.offers.declined if state.offers.round == now.number else frozenset()
    volunteers = round_.volunteers | now.volunteers
    round_ = replace(round_, passed=round_.passed | declined, volunteers=volunteers)
    dealt = {person.id for person in state.people.values() if person.plays}
    here = {"", *(person.id for person in state.people.values() if person.present)} - declined
    if len(round_.cast) != len(now.cast):  # there are no seats until a line is dealt
        were = (one if one.person in here else replace(one, person="") for one in round_.cast)
        return replace(progress, round=replace(round_, cast=tuple(were)))
    seated = _before_changes(now, len(round_.changes), here)
    cast = tuple(
        was if was.person in here and {was.person, is_now} & dealt else replace(was, person=is_now)
        for was, is_now in zip(round_.cast, seated, strict=True)
    )
    return replace(progress, round=replace(round_, cast=cast))


def _before_changes(round_: Round, kept: int, here: Set[str]) -> list[str]:
    """Who would sit in each place, had seats changed hands only the first `kept` times."""
    people = [member.person for member in round_.cast]
    for change in reversed(round_.changes[kept:]):
        if len(change.places) == 2:
            first, second = change.places
            people[first], people[second] = people[second], people[first]
        else:
            (person,) = change.people
            people[change.places[0]] = person if person in here else ""
    return people


def _seated_once(progress: Progress, state: State) -> Progress:
    """Whoever passed and then volunteered elsewhere sits where they sit now, not in both places."""
    round_, now = progress.round, state.round
    if round_ is None or now is None or len({c.person for c in round_.cast}) == len(round_.cast):
        return progress
    here = {member.person: place for place, member in enumerate(now.cast)}
    cast = tuple(
        member if here.get(member.person, place) == place else replace(member, person="")
        for place, member in enumerate(round_.cast)
    )
    return replace(progress, round=replace(round_, cast=cast))


def _without_missed(progress: Progress, at: int) -> Progress:
    """Without twists whose time is over: given back to the clock, they would ring at once."""
    round_, running = progress.round, progress.running
    if round_ is None:
        return progress
    here = running.phase.id
    coming = tuple(c for c in round_.coming if c.phase != here or running.entered + c.after > at)
    return replace(progress, round=replace(round_, coming=coming))


def _followed(step: Step, old: int, by: int, phase_id: int) -> Step:
    """A step of the phase `old` as a step of the phase that is entered in its place."""
    if step.after.running.phase_id != old:
        return step
    after = _moved(step.after, by, phase_id)
    if step.before.running.phase_id != old:
        return replace(step, after=after)
    return replace(step, at=step.at + by, before=_moved(step.before, by, phase_id), after=after)


def _moved(progress: Progress, by: int, phase_id: int) -> Progress:
    """The progress with its instants `by` ms later, entered anew."""
    was = progress.running
    running = replace(
        was,
        phase_id=phase_id,
        entered=was.entered + by,
        deadline=None if was.deadline is None else was.deadline + by,
    )
    round_ = progress.round
    if round_ is not None and round_.mute_until:
        round_ = replace(round_, mute_until=round_.mute_until + by)
    return replace(progress, running=running, round=round_)


@handlers.decides
def _undo(state: State, action: a.Undo, now: int, deck: Deck) -> Decision:
    return _taking_back(state, 1, now) if state.history else Refusal(Why.NOTHING_TO_UNDO)


@handlers.decides
def _back(state: State, action: a.Back, now: int, deck: Deck) -> Decision:
    for steps, step in enumerate(reversed(state.history), start=1):
        if step.name == a.Next.name:
            return _taking_back(state, steps, now)
    return Refusal(Why.NOTHING_TO_UNDO)


def _taking_back(state: State, steps: int, now: int) -> Decision:
    target = state.history[-steps].before
    same = target.running.phase_id == state.running.phase_id
    phase_id = state.running.phase_id if same else state.last_phase_id + 1
    return (e.Undone(at=now, steps=steps, phase_id=phase_id),)


@handlers.evolves
def _undone(state: State, event: e.Undone) -> State:
    if event.phase_id != state.running.phase_id:
        state = rules.put_away(state)
    before = taken_back(state, event.steps, event.at, event.phase_id)
    return replaced(before, progress=with_everyone(state, before.progress, state.people))
