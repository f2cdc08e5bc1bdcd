"""evolve: one event folded into the state. No rules here: whoever made the event obeyed them.

What a replay does, this file does; so it must never ask a deck, a clock or chance.
"""

from collections.abc import Callable, Mapping
from typing import Any

from improv.core import events as e
from improv.core.cards import Kind
from improv.core.change import changed
from improv.core.draw import taken_in
from improv.core.formats import Ends, Phase, PhaseKind
from improv.core.roster import Chair, Person, counted, first_turns
from improv.core.state import (
    HISTORY,
    LOBBY_ID,
    Kudos,
    PromiseMade,
    Round,
    Running,
    Stage,
    State,
    Step,
)
from improv.core.table import CLOSING, SCENE
from improv.core.turns import turns_now
from improv.core.undo import taken_back
from improv.core.votes import KEYBOARD

LOBBY = Phase("lobby", PhaseKind.LOBBY, None, Ends.NEXT)


def evolve(state: State | None, event: e.Event) -> State:
    """The state after `event`. `state` is None before the first one, a SessionOpened."""
    if isinstance(event, e.SessionOpened):
        return _opened(event)
    if state is None:
        raise ValueError(f"a session begins with session_opened, not {type(event).__name__}")
    after = _FOLD[type(event)](state, event)
    if event.step:
        step = Step(event.step, event.at, state.stage, after.stage)
        after = changed(after, history=(*state.history[-HISTORY + 1 :], step))
    return after


def _opened(event: e.SessionOpened) -> State:
    running = Running(LOBBY, LOBBY_ID, event.at, event.deadline)
    stage = Stage(running, event.format, chance=0, standings=event.standings)
    return State(event.setup, stage, event.language)


def _staged(state: State, **changes: Any) -> State:
    return changed(state, stage=changed(state.stage, **changes))


def _in_round(state: State, **changes: Any) -> State:
    assert state.round is not None
    return _staged(state, round=changed(state.round, **changes))


def _person_joined(state: State, event: e.PersonJoined) -> State:
    on = state.round.number if state.round and state.kind in SCENE else 0
    person = Person(event.person, event.name, event.plays, event.votes, joined_round=on)
    people = {**state.people, event.person: person}
    return changed(state, people=people, stage=_with_everyone(state.stage, people))


def _with_everyone(stage: Stage, people: Mapping[str, Person]) -> Stage:
    """Joins are never undone: whoever the stage does not know yet starts as a newcomer."""
    new = people.keys() - stage.turns.keys()
    if not new:
        return stage
    first = first_turns(people, stage.turns)
    return changed(stage, turns={**stage.turns, **dict.fromkeys(sorted(new), first)})


def _person_changed(state: State, event: e.PersonChanged) -> State:
    person = changed(
        state.people[event.person], name=event.name, plays=event.plays, present=event.present
    )
    return changed(state, people={**state.people, event.person: person})


def _name_claimed(state: State, event: e.NameClaimed) -> State:
    on = state.round.number if state.round and state.kind in SCENE else 0
    person = changed(state.people[event.person], votes=True, present=True, joined_round=on)
    people = {**state.people, event.person: person}
    return changed(state, people=people, claims={**state.claims, event.voter: event.person})


def _door_set(state: State, event: e.DoorSet) -> State:
    return changed(state, door=event.door)


def _seat_taken(state: State, event: e.SeatTaken) -> State:
    assert state.round is not None
    left = [Chair(c.seat) if c.person == event.person else c for c in state.round.cast]
    if event.place is not None:
        left[event.place] = Chair(left[event.place].seat, event.person)
    return _in_round(state, cast=tuple(left))


def _format_chosen(state: State, event: e.FormatChosen) -> State:
    return _staged(state, format=event.format)


def _language_chosen(state: State, event: e.LanguageChosen) -> State:
    return changed(state, language=event.language)


def _round_drawn(state: State, event: e.RoundDrawn) -> State:
    before = state.round
    again = before is not None and before.number == event.number
    stage = state.stage if again else _put_away(state)
    cards = event.cards
    heat = next((d.card.heat for d in cards.values() if d.card.kind is Kind.PROMPT), 1)
    drawn = Round(
        event.number,
        stage.format,
        cards,
        event.cast,
        state.setup.criteria,
        coming=event.coming,
        spare=event.spare,
        observers=event.observers,
        tip=event.tip,
        answer=event.answer,
        heat=heat,
        tokens=stage.format.tokens,
        passed=before.passed if again and before else frozenset(),
        counted=bool(again and before and before.counted),
    )
    stage = changed(
        stage,
        running=Running(event.phase, event.phase_id, event.at, event.deadline),
        round=drawn,
        seen=taken_in(stage.seen, event.returned, event.added),
        chance=event.chance,
        locked=stage.locked if again else frozenset(),
    )
    return changed(
        state,
        stage=stage,
        last_phase_id=event.phase_id,
        last_round=max(state.last_round, event.number),
    )


def _put_away(state: State) -> Stage:
    """The stage without its round: kept among those played if the room saw its result."""
    stage, on = state.stage, state.round
    if on is None:
        return stage
    played = (*stage.played, on) if on.revealed else stage.played
    return changed(stage, round=None, played=played, turns=turns_now(state))


def _reel_locked(state: State, event: e.ReelLocked) -> State:
    locked = state.stage.locked - {event.reel}
    return _staged(state, locked=locked | {event.reel} if event.on else locked)


def _phase_entered(state: State, event: e.PhaseEntered) -> State:
    stage = _put_away(state) if event.phase.kind in CLOSING else state.stage
    on = stage.round
    if on is not None:
        on = changed(on, index=event.index, asking=0)
        if event.phase.kind is PhaseKind.BELL and not on.counted:
            turns = counted(state.people, stage.turns, on.cast, on.number)
            stage, on = changed(stage, turns=turns), changed(on, counted=True)
    running = Running(event.phase, event.phase_id, event.at, event.deadline)
    stage = changed(stage, running=running, round=on)
    return changed(state, stage=stage, last_phase_id=event.phase_id)


def _clock_rang(state: State, _: e.ClockRang) -> State:
    return _staged(state, running=changed(state.running, rang=True))


def _paused(state: State, _: e.Paused) -> State:
    return changed(state, paused=True)


def _resumed(state: State, _: e.Resumed) -> State:
    return changed(state, paused=False)


def _blanked(state: State, event: e.Blanked) -> State:
    return changed(state, blank=event.on)


def _speech_muted(state: State, event: e.SpeechMuted) -> State:
    return changed(state, muted=event.on)


def _speech_repeated(state: State, _: e.SpeechRepeated) -> State:
    return changed(state, repeats=state.repeats + 1)


def _volume_set(state: State, event: e.VolumeSet) -> State:
    return changed(state, volume=event.level)


def _reading_begun(state: State, event: e.ReadingBegun) -> State:
    return _staged(state, running=changed(state.running, deadline=event.deadline))


def _time_added(state: State, event: e.TimeAdded) -> State:
    return _staged(state, running=changed(state.running, deadline=event.deadline, rang=False))


def _twist_rung(state: State, event: e.TwistRung) -> State:
    on = state.round
    assert on is not None
    if event.source == "coming":
        gone = next(c for c in on.coming if c.phase == state.running.phase.id)
        on = changed(on, coming=tuple(c for c in on.coming if c is not gone))
    elif event.source == "spare":
        on = changed(on, spare=on.spare[1:])
    on = changed(on, rung=(*on.rung, event.rung))
    if event.chance is None:
        return _staged(state, round=on)
    seen = taken_in(state.stage.seen, event.returned, event.added)
    return _staged(state, round=on, seen=seen, chance=event.chance)


def _heat_set(state: State, event: e.HeatSet) -> State:
    return _in_round(state, heat=event.level)


def _token_spent(state: State, event: e.TokenSpent) -> State:
    assert state.round is not None
    tokens = {**state.round.tokens, event.token: state.round.tokens[event.token] - 1}
    return _in_round(state, tokens=tokens, mute_until=max(state.round.mute_until, event.until))


def _seat_passed(state: State, event: e.SeatPassed) -> State:
    on = state.round
    assert on is not None
    passed = on.cast[event.place]
    cast = tuple(
        changed(chair, person=event.person) if place == event.place else chair
        for place, chair in enumerate(on.cast)
    )
    on = changed(on, cast=cast, passed=on.passed | {passed.person})
    return _staged(state, round=on, chance=event.chance)


def _promise_logged(state: State, event: e.PromiseLogged) -> State:
    made = PromiseMade(event.number, event.round, event.text)
    return changed(state, promises=(*state.promises, made))


def _safety_marked(state: State, event: e.SafetyMarked) -> State:
    return _in_round(state, unranked=event.on)


def _criterion_asked(state: State, event: e.CriterionAsked) -> State:
    return _in_round(state, asking=event.index)


def _result_revealed(state: State, event: e.ResultRevealed) -> State:
    running = changed(state.running, deadline=event.deadline, rang=False)
    return _staged(_in_round(state, revealed=True), running=running)


def _ballot_cast(state: State, event: e.BallotCast) -> State:
    votes = state.votes_of(event.round)
    ballots = {**votes.ballots, (event.voter, event.ballot.kind.value): event.ballot}
    keys = votes.keys + event.voter.startswith(KEYBOARD)
    votes = changed(votes, ballots=ballots, keys=keys)
    return changed(state, votes={**state.votes, event.round: votes})


def _hands_counted(state: State, event: e.HandsCounted) -> State:
    votes = state.votes_of(event.round)
    votes = changed(votes, hands={**votes.hands, **event.rows})
    return changed(state, votes={**state.votes, event.round: votes})


def _kudos_given(state: State, event: e.KudosGiven) -> State:
    return changed(state, kudos=(*state.kudos, Kudos(event.number, event.text)))


def _kudos_nodded(state: State, event: e.KudosNodded) -> State:
    kudos = tuple(changed(k, nodded=True) if k.number == event.number else k for k in state.kudos)
    return changed(state, kudos=kudos)


def _standings_asked(state: State, event: e.StandingsAsked) -> State:
    return _staged(state, standings=event.on)


def _undone(state: State, event: e.Undone) -> State:
    before = taken_back(state, event.steps, event.at, event.phase_id)
    return changed(before, stage=_with_everyone(before.stage, state.people))


_FOLD: dict[type[e.Event], Callable[[State, Any], State]] = {
    e.PersonJoined: _person_joined,
    e.PersonChanged: _person_changed,
    e.NameClaimed: _name_claimed,
    e.DoorSet: _door_set,
    e.SeatTaken: _seat_taken,
    e.FormatChosen: _format_chosen,
    e.LanguageChosen: _language_chosen,
    e.RoundDrawn: _round_drawn,
    e.ReelLocked: _reel_locked,
    e.PhaseEntered: _phase_entered,
    e.ClockRang: _clock_rang,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.Blanked: _blanked,
    e.SpeechMuted: _speech_muted,
    e.SpeechRepeated: _speech_repeated,
    e.VolumeSet: _volume_set,
    e.ReadingBegun: _reading_begun,
    e.TimeAdded: _time_added,
    e.TwistRung: _twist_rung,
    e.HeatSet: _heat_set,
    e.TokenSpent: _token_spent,
    e.SeatPassed: _seat_passed,
    e.PromiseLogged: _promise_logged,
    e.SafetyMarked: _safety_marked,
    e.CriterionAsked: _criterion_asked,
    e.ResultRevealed: _result_revealed,
    e.BallotCast: _ballot_cast,
    e.HandsCounted: _hands_counted,
    e.KudosGiven: _kudos_given,
    e.KudosNodded: _kudos_nodded,
    e.StandingsAsked: _standings_asked,
    e.Undone: _undone,
}
