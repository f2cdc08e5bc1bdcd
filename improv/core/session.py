"""decide: an action, now, becomes events or a refusal. evolve and due complete the game.

Pure: the deck, the instant and chance are handed in, and a refusal changes nothing. Which
action may be asked for in which phase stands in table.py; how a round is drawn in rounds.py.
"""

from collections.abc import Callable
from typing import Any

from improv.core import actions as a
from improv.core import events as e
from improv.core import participants
from improv.core.cards import HEAT
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.evolve import evolve
from improv.core.formats import MUTE_SECONDS, BallotKind, Format, Phase, PhaseKind
from improv.core.roster import deal
from improv.core.rounds import new_round, redraw, ring_twist, too_few
from improv.core.state import LOUDEST, Rung, Setup, State
from improv.core.timing import (
    CLOSING_PHASES,
    HUDDLE,
    HUDDLE_RESULT,
    deadline,
    due,
    ends_by_clock,
    next_coming,
    reading_ends,
)
from improv.core.transitions import ALLOWED, ROUND, may_follow

__all__ = ["Decision", "decide", "due", "evolve", "opening"]

Decision = tuple[e.Event, ...] | Refusal
"""What an action leads to. No events: accepted, and nothing changed."""

MOST_SECONDS_ADDED = 600


def opening(setup: Setup, game: Format, language: str, *, standings: bool) -> e.SessionOpened:
    """The first event of a session, at instant 0."""
    leaves = 1000 * HUDDLE[PhaseKind.LOBBY] if setup.huddle else None
    return e.SessionOpened(
        at=0, setup=setup, format=game, language=language, standings=standings, deadline=leaves
    )


def decide(state: State, action: a.Action, now: int, deck: Deck) -> Decision:
    """What `action` leads to at the instant `now`."""
    if state.kind is PhaseKind.END and not isinstance(action, (a.Join, a.CastBallot)):
        return Refusal(Why.SESSION_OVER)
    if action.phase_id is not None and action.phase_id != state.running.phase_id:
        return Refusal(Why.MOVED_ON, {"phase_id": state.running.phase_id})
    if state.kind is not PhaseKind.END and state.kind not in ALLOWED[type(action)]:
        return Refusal(Why.WRONG_PHASE, {"action": action.name, "phase": state.kind.value})
    return _DECIDE[type(action)](state, action, now, deck)


# Going on and back.


def _next(state: State, _: a.Next, now: int, deck: Deck) -> Decision:
    if state.blank:
        return (e.Blanked(at=now, on=False),)
    if state.paused:
        return (e.Resumed(at=now),)
    round_ = state.round
    if round_ and state.kind is PhaseKind.VOTE and not state.phones and round_.asked.ranks:
        asking = round_.asking + 1
        if asking < len(round_.asked.criteria):
            return (e.CriterionAsked(at=now, step="next", index=asking),)
    return _go_on(state, now, deck)


def _tick(state: State, _: a.Tick, now: int, deck: Deck) -> Decision:
    instant = due(state)
    if instant is None or instant > now:
        return ()
    coming = next_coming(state)
    if coming is not None and state.running.entered + coming.after <= instant:
        rung = Rung(now, coming.drawn)
        return (e.TwistRung(at=now, rung=rung, source="coming"),)
    goes_on = _go_on(state, now, deck) if ends_by_clock(state) else ()
    if isinstance(goes_on, Refusal):  # a clock cannot read it: whoever presses Next will
        goes_on = ()
    return goes_on or (e.ClockRang(at=now),)


def _go_on(state: State, now: int, deck: Deck) -> Decision:
    round_ = state.round
    if state.kind is PhaseKind.LOBBY:
        return new_round(state, deck, now, "next")
    if round_ is None or state.kind not in ROUND:
        return _close(state, now, "next")
    if state.kind is PhaseKind.RESULT and not round_.revealed:
        return (_revealed(state, now, "next"),)
    if round_.index + 1 < len(round_.format.phases):
        return (_entered(state, round_.index + 1, now, "next"),)
    rounds = state.setup.rounds
    if rounds is None or len(state.progress.played) + round_.revealed < rounds:
        return new_round(state, deck, now, "next")
    return _close(state, now, "next")


def _entered(state: State, index: int, now: int, step: str) -> e.PhaseEntered:
    assert state.round is not None
    phase = state.round.format.phases[index]
    rates = BallotKind.RATE in state.round.format.ballot.kinds
    ends = deadline(state.setup, phase, now, rates=rates)
    return _phase_entered(state, phase, index, ends, now, step)


def _phase_entered(
    state: State, phase: Phase, index: int, ends: int | None, now: int, step: str
) -> e.PhaseEntered:
    assert may_follow(state.kind, phase.kind), (state.kind, phase.kind)
    return e.PhaseEntered(
        at=now,
        step=step,
        phase=phase,
        phase_id=state.last_phase_id + 1,
        index=index,
        deadline=ends,
    )


def _close(state: State, now: int, step: str) -> Decision:
    """On to standings if asked for and there are any, then kudos, then the end."""
    shown = len(state.progress.played) + bool(state.round and state.round.revealed)
    if state.kind is PhaseKind.KUDOS or (state.kind is PhaseKind.LOBBY):
        kind = PhaseKind.END
    elif state.kind in ROUND and state.progress.standings and shown:
        kind = PhaseKind.STANDINGS
    else:
        kind = PhaseKind.KUDOS
    phase = CLOSING_PHASES[kind]
    return (_phase_entered(state, phase, -1, deadline(state.setup, phase, now), now, step),)


def _end(state: State, _: a.End, now: int, deck: Deck) -> Decision:
    return _close(state, now, "end")


def _reveal(state: State, _: a.Reveal, now: int, deck: Deck) -> Decision:
    assert state.round is not None
    if state.kind is PhaseKind.VOTE:
        return (
            _entered(state, state.round.index + 1, now, "next"),
            _revealed(state, now, "reveal"),
        )
    return () if state.round.revealed else (_revealed(state, now, "reveal"),)


def _revealed(state: State, now: int, step: str) -> e.ResultRevealed:
    leaves = now + 1000 * HUDDLE_RESULT if state.setup.huddle else None
    return e.ResultRevealed(at=now, step=step, deadline=leaves)


def _undo(state: State, _: a.Undo, now: int, deck: Deck) -> Decision:
    return _undone(state, 1, now) if state.history else Refusal(Why.NOTHING_TO_UNDO)


def _back(state: State, _: a.Back, now: int, deck: Deck) -> Decision:
    for steps, step in enumerate(reversed(state.history), start=1):
        if step.name == "next":
            return _undone(state, steps, now)
    return Refusal(Why.NOTHING_TO_UNDO)


def _undone(state: State, steps: int, now: int) -> Decision:
    target = state.history[-steps].before
    same = target.running.phase_id == state.running.phase_id
    phase_id = state.running.phase_id if same else state.last_phase_id + 1
    return (e.Undone(at=now, steps=steps, phase_id=phase_id),)


# The clock and the picture.


def _pause(state: State, _: a.Pause, now: int, deck: Deck) -> Decision:
    return Refusal(Why.ALREADY_PAUSED) if state.paused else (e.Paused(at=now),)


def _resume(state: State, _: a.Resume, now: int, deck: Deck) -> Decision:
    return (e.Resumed(at=now),) if state.paused else Refusal(Why.NOT_PAUSED)


def _blank(state: State, action: a.Blank, now: int, deck: Deck) -> Decision:
    return () if state.blank is action.on else (e.Blanked(at=now, on=action.on),)


def _mute_speech(state: State, action: a.MuteSpeech, now: int, deck: Deck) -> Decision:
    return () if state.muted is action.on else (e.SpeechMuted(at=now, on=action.on),)


def _repeat_speech(state: State, _: a.RepeatSpeech, now: int, deck: Deck) -> Decision:
    unmuted = (e.SpeechMuted(at=now, on=False),) if state.muted else ()
    return (*unmuted, e.SpeechRepeated(at=now))


def _volume(state: State, action: a.SetVolume, now: int, deck: Deck) -> Decision:
    if not 0 <= action.level <= LOUDEST:
        return Refusal(Why.BAD_VALUE, {"field": "level"})
    return () if action.level == state.volume else (e.VolumeSet(at=now, level=action.level),)


def _begin_reading(state: State, action: a.BeginReading, now: int, deck: Deck) -> Decision:
    running = state.running
    if running.deadline is None or running.rang:
        return ()
    ends = reading_ends(state, now + action.lasts)
    return () if ends <= running.deadline else (e.ReadingBegun(at=now, deadline=ends),)


def _add_time(state: State, action: a.AddTime, now: int, deck: Deck) -> Decision:
    ends = state.running.deadline
    if ends is None:
        return Refusal(Why.NO_CLOCK)
    if not 1 <= action.seconds <= MOST_SECONDS_ADDED:
        return Refusal(Why.BAD_VALUE, {"field": "seconds"})
    longer = max(ends, now) + 1000 * action.seconds
    return (e.TimeAdded(at=now, step="add_time", deadline=longer),)


# The scene.


def _skip(state: State, _: a.Skip, now: int, deck: Deck) -> Decision:
    return new_round(state, deck, now, "skip")


def _redraw(state: State, _: a.Redraw, now: int, deck: Deck) -> Decision:
    return redraw(state, deck, now, "redraw")


def _lock(state: State, action: a.Lock, now: int, deck: Deck) -> Decision:
    assert state.round is not None
    if action.reel not in state.round.cards:
        return Refusal(Why.UNKNOWN_REEL, {"reel": action.reel})
    if (action.reel in state.progress.locked) is action.on:
        return ()
    return (e.ReelLocked(at=now, step="lock", reel=action.reel, on=action.on),)


def _twist(state: State, action: a.Twist, now: int, deck: Deck) -> Decision:
    if action.promise is None:
        return ring_twist(state, deck, now)
    if all(promise.number != action.promise for promise in state.promises):
        return Refusal(Why.UNKNOWN_PROMISE, {"promise": action.promise})
    rung = Rung(now, promise=action.promise)
    return (e.TwistRung(at=now, step="twist", rung=rung, source="promise"),)


def _heat(state: State, action: a.Heat, now: int, deck: Deck) -> Decision:
    assert state.round is not None
    if action.level not in HEAT:
        return Refusal(Why.BAD_VALUE, {"field": "level"})
    if action.level == state.round.heat:
        return ()
    return (e.HeatSet(at=now, step="heat", level=action.level),)


def _token(state: State, action: a.Token, now: int, deck: Deck) -> Decision:
    assert state.round is not None
    left = state.round.tokens.get(action.token)
    if left is None:
        return Refusal(Why.UNKNOWN_TOKEN, {"token": action.token})
    if left == 0:
        return Refusal(Why.NO_TOKEN_LEFT, {"token": action.token})
    until = now + 1000 * MUTE_SECONDS if action.token == "mute" else 0
    return (e.TokenSpent(at=now, step="token", token=action.token, until=until),)


def _pass(state: State, action: a.Pass, now: int, deck: Deck) -> Decision:
    round_ = state.round
    assert round_ is not None
    if not 0 <= action.place < len(round_.cast) or not round_.cast[action.place].person:
        return Refusal(Why.NOT_SEATED)
    chance = Chance(state.setup.seed, state.progress.chance)
    seat = round_.cast[action.place].seat
    without = round_.players | round_.passed
    cast, chance = deal(state.people, state.progress.turns, (seat,), chance, without)
    if not cast or not cast[0].person:
        return Refusal(Why.NOBODY_LEFT)
    passed = e.SeatPassed(
        at=now, step="pass", place=action.place, person=cast[0].person, chance=chance.count
    )
    return (passed,)


def _safety(state: State, action: a.Safety, now: int, deck: Deck) -> Decision:
    assert state.round is not None
    if state.round.unranked is action.on:
        return ()
    return (e.SafetyMarked(at=now, step="safety", on=action.on),)


# The session.


def _format(state: State, action: a.ChooseFormat, now: int, deck: Deck) -> Decision:
    game = deck.formats.get(action.format)
    if game is None:
        return Refusal(Why.UNKNOWN_FORMAT, {"format": action.format})
    if refusal := too_few(state, deck, game):
        return refusal
    chosen = e.FormatChosen(at=now, step="format", format=game)
    if state.kind is not PhaseKind.DRAW:
        return (chosen,)
    drawn = redraw(state, deck, now, "", game)
    return drawn if isinstance(drawn, Refusal) else (chosen, *drawn)


def _language(state: State, action: a.ChooseLanguage, now: int, deck: Deck) -> Decision:
    if action.language not in deck.languages():
        return Refusal(Why.UNKNOWN_LANGUAGE, {"language": action.language})
    if action.language == state.language:
        return ()
    return (e.LanguageChosen(at=now, language=action.language),)


def _standings(state: State, action: a.AskStandings, now: int, deck: Deck) -> Decision:
    if state.progress.standings is action.on:
        return ()
    return (e.StandingsAsked(at=now, step="standings", on=action.on),)


_DECIDE: dict[type[a.Action], Callable[[State, Any, int, Deck], Decision]] = {
    a.Next: _next,
    a.Back: _back,
    a.Undo: _undo,
    a.Tick: _tick,
    a.Pause: _pause,
    a.Resume: _resume,
    a.Blank: _blank,
    a.MuteSpeech: _mute_speech,
    a.RepeatSpeech: _repeat_speech,
    a.SetVolume: _volume,
    a.BeginReading: _begin_reading,
    a.AddTime: _add_time,
    a.Skip: _skip,
    a.Redraw: _redraw,
    a.Lock: _lock,
    a.Twist: _twist,
    a.Heat: _heat,
    a.Token: _token,
    a.Pass: _pass,
    a.Safety: _safety,
    a.Reveal: _reveal,
    a.ChooseFormat: _format,
    a.ChooseLanguage: _language,
    a.AskStandings: _standings,
    a.End: _end,
    a.EditRoster: participants.edit_roster,
    a.Join: participants.join,
    a.SetDoor: participants.set_door,
    a.TakeSeat: participants.take_seat,
    a.CastBallot: participants.cast_ballot,
    a.ShowHands: participants.show_hands,
    a.Promise: participants.log_promise,
    a.GiveKudos: participants.give_kudos,
    a.NodKudos: participants.nod_kudos,
}
