"""evolve: one event folded into the state. No rules here: whoever made the event obeyed them.

What a replay does, this file does; so it must never ask a deck, a clock or chance.
"""

from collections.abc import Callable, Mapping
from typing import Any

from improv.core import events as e
from improv.core.cards import Kind
from improv.core.draw import taken_in
from improv.core.formats import Ends, Phase, PhaseKind
from improv.core.replaced import replaced
from improv.core.roster import Chair, Person, counted, first_turns
from improv.core.state import (
    HISTORY,
    LOBBY_ID,
    Kudos,
    Progress,
    PromiseMade,
    Round,
    Running,
    State,
    Step,
)
from improv.core.transitions import CLOSING, SCENE
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
        step = Step(event.step, event.at, state.progress, after.progress)
        after = replaced(after, history=(*state.history[-HISTORY + 1 :], step))
    return after


def _opened(event: e.SessionOpened) -> State:
    running = Running(LOBBY, LOBBY_ID, event.at, event.deadline)
    progress = Progress(running, event.format, chance=0, standings=event.standings)
    return State(event.setup, progress, event.language)


def _with_progress(state: State, **changes: Any) -> State:
    return replaced(state, progress=replaced(state.progress, **changes))


def _in_round(state: State, **changes: Any) -> State:
    assert state.round is not None
    return _with_progress(state, round=replaced(state.round, **changes))


def _person_joined(state: State, event: e.PersonJoined) -> State:
    round_ = state.round.number if state.round and state.kind in SCENE else 0
    person = Person(event.person, event.name, event.plays, event.votes, joined_round=round_)
    people = {**state.people, event.person: person}
    return replaced(state, people=people, progress=_with_everyone(state.progress, people))


def _with_everyone(progress: Progress, people: Mapping[str, Person]) -> Progress:
    """Joins are never undone: whoever the stage does not know yet starts as a newcomer."""
    new = people.keys() - progress.turns.keys()
    if not new:
        return progress
    first = first_turns(people, progress.turns)
    return replaced(progress, turns={**progress.turns, **dict.fromkeys(sorted(new), first)})


def _person_changed(state: State, event: e.PersonChanged) -> State:
    person = replaced(
        state.people[event.person], name=event.name, plays=event.plays, present=event.present
    )
    return replaced(state, people={**state.people, event.person: person})


def _name_claimed(state: State, event: e.NameClaimed) -> State:
    round_ = state.round.number if state.round and state.kind in SCENE else 0
    person = replaced(state.people[event.person], votes=True, present=True, joined_round=round_)
    people = {**state.people, event.person: person}
    return replaced(state, people=people, claims={**state.claims, event.voter: event.person})


def _door_set(state: State, event: e.DoorSet) -> State:
    return replaced(state, door=event.door)


def _seat_taken(state: State, event: e.SeatTaken) -> State:
    assert state.round is not None
    left = [Chair(c.seat) if c.person == event.person else c for c in state.round.cast]
    if event.place is not None:
        left[event.place] = Chair(left[event.place].seat, event.person)
    return _in_round(state, cast=tuple(left))


def _format_chosen(state: State, event: e.FormatChosen) -> State:
    return _with_progress(state, format=event.format)


def _language_chosen(state: State, event: e.LanguageChosen) -> State:
    return replaced(state, language=event.language)


def _round_drawn(state: State, event: e.RoundDrawn) -> State:
    before = state.round
    again = before is not None and before.number == event.number
    progress = state.progress if again else _put_away(state)
    cards = event.cards
    heat = next((d.card.heat for d in cards.values() if d.card.kind is Kind.PROMPT), 1)
    drawn = Round(
        event.number,
        progress.format,
        cards,
        event.cast,
        state.setup.criteria,
        coming=event.coming,
        spare=event.spare,
        observers=event.observers,
        tip=event.tip,
        answer=event.answer,
        heat=heat,
        tokens=progress.format.tokens,
        passed=before.passed if again and before else frozenset(),
        counted=bool(again and before and before.counted),
    )
    progress = replaced(
        progress,
        running=Running(event.phase, event.phase_id, event.at, event.deadline),
        round=drawn,
        seen=taken_in(progress.seen, event.returned, event.added),
        chance=event.chance,
        locked=progress.locked if again else frozenset(),
    )
    return replaced(
        state,
        progress=progress,
        last_phase_id=event.phase_id,
        last_round=max(state.last_round, event.number),
    )


def _put_away(state: State) -> Progress:
    """The stage without its round: kept among those played if the room saw its result."""
    progress, round_ = state.progress, state.round
    if round_ is None:
        return progress
    played = (*progress.played, round_) if round_.revealed else progress.played
    return replaced(progress, round=None, played=played, turns=turns_now(state))


def _reel_locked(state: State, event: e.ReelLocked) -> State:
    locked = state.progress.locked - {event.reel}
    return _with_progress(state, locked=locked | {event.reel} if event.on else locked)


def _phase_entered(state: State, event: e.PhaseEntered) -> State:
    progress = _put_away(state) if event.phase.kind in CLOSING else state.progress
    round_ = progress.round
    if round_ is not None:
        round_ = replaced(round_, index=event.index, asking=0)
        if event.phase.kind is PhaseKind.BELL and not round_.counted:
            turns = counted(state.people, progress.turns, round_.cast, round_.number)
            progress, round_ = replaced(progress, turns=turns), replaced(round_, counted=True)
    running = Running(event.phase, event.phase_id, event.at, event.deadline)
    progress = replaced(progress, running=running, round=round_)
    return replaced(state, progress=progress, last_phase_id=event.phase_id)


def _clock_rang(state: State, _: e.ClockRang) -> State:
    return _with_progress(state, running=replaced(state.running, rang=True))


def _paused(state: State, _: e.Paused) -> State:
    return replaced(state, paused=True)


def _resumed(state: State, _: e.Resumed) -> State:
    return replaced(state, paused=False)


def _blanked(state: State, event: e.Blanked) -> State:
    return replaced(state, blank=event.on)


def _speech_muted(state: State, event: e.SpeechMuted) -> State:
    return replaced(state, muted=event.on)


def _speech_repeated(state: State, _: e.SpeechRepeated) -> State:
    return replaced(state, repeats=state.repeats + 1)


def _volume_set(state: State, event: e.VolumeSet) -> State:
    return replaced(state, volume=event.level)


def _reading_begun(state: State, event: e.ReadingBegun) -> State:
    return _with_progress(state, running=replaced(state.running, deadline=event.deadline))


def _time_added(state: State, event: e.TimeAdded) -> State:
    return _with_progress(
        state, running=replaced(state.running, deadline=event.deadline, rang=False)
    )


def _twist_rung(state: State, event: e.TwistRung) -> State:
    round_ = state.round
    assert round_ is not None
    if event.source == "coming":
        gone = next(c for c in round_.coming if c.phase == state.running.phase.id)
        round_ = replaced(round_, coming=tuple(c for c in round_.coming if c is not gone))
    elif event.source == "spare":
        round_ = replaced(round_, spare=round_.spare[1:])
    round_ = replaced(round_, rung=(*round_.rung, event.rung))
    if event.chance is None:
        return _with_progress(state, round=round_)
    seen = taken_in(state.progress.seen, event.returned, event.added)
    return _with_progress(state, round=round_, seen=seen, chance=event.chance)


def _heat_set(state: State, event: e.HeatSet) -> State:
    return _in_round(state, heat=event.level)


def _token_spent(state: State, event: e.TokenSpent) -> State:
    assert state.round is not None
    tokens = {**state.round.tokens, event.token: state.round.tokens[event.token] - 1}
    return _in_round(state, tokens=tokens, mute_until=max(state.round.mute_until, event.until))


def _seat_passed(state: State, event: e.SeatPassed) -> State:
    round_ = state.round
    assert round_ is not None
    passed = round_.cast[event.place]
    cast = tuple(
        replaced(chair, person=event.person) if place == event.place else chair
        for place, chair in enumerate(round_.cast)
    )
    round_ = replaced(round_, cast=cast, passed=round_.passed | {passed.person})
    return _with_progress(state, round=round_, chance=event.chance)


def _promise_logged(state: State, event: e.PromiseLogged) -> State:
    made = PromiseMade(event.number, event.round, event.text)
    return replaced(state, promises=(*state.promises, made))


def _safety_marked(state: State, event: e.SafetyMarked) -> State:
    return _in_round(state, unranked=event.on)


def _criterion_asked(state: State, event: e.CriterionAsked) -> State:
    return _in_round(state, asking=event.index)


def _result_revealed(state: State, event: e.ResultRevealed) -> State:
    running = replaced(state.running, deadline=event.deadline, rang=False)
    return _with_progress(_in_round(state, revealed=True), running=running)


def _ballot_cast(state: State, event: e.BallotCast) -> State:
    votes = state.votes_of(event.round)
    ballots = {**votes.ballots, (event.voter, event.ballot.kind.value): event.ballot}
    keys = votes.keys + event.voter.startswith(KEYBOARD)
    votes = replaced(votes, ballots=ballots, keys=keys)
    return replaced(state, votes={**state.votes, event.round: votes})


def _hands_counted(state: State, event: e.HandsCounted) -> State:
    votes = state.votes_of(event.round)
    votes = replaced(votes, hands={**votes.hands, **event.rows})
    return replaced(state, votes={**state.votes, event.round: votes})


def _kudos_given(state: State, event: e.KudosGiven) -> State:
    return replaced(state, kudos=(*state.kudos, Kudos(event.number, event.text)))


def _kudos_nodded(state: State, event: e.KudosNodded) -> State:
    kudos = tuple(replaced(k, nodded=True) if k.number == event.number else k for k in state.kudos)
    return replaced(state, kudos=kudos)


def _standings_asked(state: State, event: e.StandingsAsked) -> State:
    return _with_progress(state, standings=event.on)


def _undone(state: State, event: e.Undone) -> State:
    before = taken_back(state, event.steps, event.at, event.phase_id)
    return replaced(before, progress=_with_everyone(before.progress, state.people))


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
