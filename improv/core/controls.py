"""What holds and shows the game in any phase: the clock, the picture, the voice, the language."""

from improv.core import actions as a
from improv.core import events as e
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why, bad_value
from improv.core.handlers import Decision, Handlers, with_progress
from improv.core.replaced import replaced
from improv.core.state import LOUDEST, State
from improv.core.timing import reading_ends

MOST_SECONDS_ADDED = 600

handlers = Handlers()


@handlers.decides
def _pause(state: State, action: a.Pause, now: int, deck: Deck) -> Decision:
    stands = state.paused and not state.rules_hold
    return Refusal(Why.ALREADY_PAUSED) if stands else (e.Paused(at=now),)


@handlers.decides
def _resume(state: State, action: a.Resume, now: int, deck: Deck) -> Decision:
    if state.rules_hold:
        return (e.RulesShown(at=now, on=False),)
    return (e.Resumed(at=now),) if state.paused else Refusal(Why.NOT_PAUSED)


@handlers.decides
def _blank(state: State, action: a.Blank, now: int, deck: Deck) -> Decision:
    return () if state.blank is action.on else (e.Blanked(at=now, on=action.on),)


@handlers.decides
def _mute_speech(state: State, action: a.MuteSpeech, now: int, deck: Deck) -> Decision:
    return () if state.muted is action.on else (e.SpeechMuted(at=now, on=action.on),)


@handlers.decides
def _repeat_speech(state: State, action: a.RepeatSpeech, now: int, deck: Deck) -> Decision:
    unmuted = (e.SpeechMuted(at=now, on=False),) if state.muted else ()
    return (*unmuted, e.SpeechRepeated(at=now))


@handlers.decides
def _volume(state: State, action: a.SetVolume, now: int, deck: Deck) -> Decision:
    if not 0 <= action.level <= LOUDEST:
        return bad_value("level", "number")
    return () if action.level == state.volume else (e.VolumeSet(at=now, level=action.level),)


@handlers.decides
def _begin_reading(state: State, action: a.BeginReading, now: int, deck: Deck) -> Decision:
    running = state.running
    if running.deadline is None or running.rang:
        return ()
    ends = reading_ends(state, now + action.lasts)
    # Whoever is alone answers as soon as the customer has spoken; a room has its time to get ready.
    sooner = ends < running.deadline and state.setup.shift is not None
    return (e.ReadingBegun(at=now, deadline=ends),) if ends > running.deadline or sooner else ()


@handlers.evolves
def _reading_begun(state: State, event: e.ReadingBegun) -> State:
    return with_progress(state, running=replaced(state.running, deadline=event.deadline))


@handlers.decides
def _add_time(state: State, action: a.AddTime, now: int, deck: Deck) -> Decision:
    ends = state.running.deadline
    if ends is None:
        return Refusal(Why.NO_CLOCK)
    if not 1 <= action.seconds <= MOST_SECONDS_ADDED:
        return bad_value("seconds", "number")
    return (e.TimeAdded(at=now, deadline=max(ends, now) + 1000 * action.seconds),)


@handlers.evolves
def _time_added(state: State, event: e.TimeAdded) -> State:
    running = replaced(state.running, deadline=event.deadline, rang=False)
    return with_progress(state, running=running)


@handlers.decides
def _language(state: State, action: a.ChooseLanguage, now: int, deck: Deck) -> Decision:
    if action.language not in deck.languages():
        return Refusal(Why.UNKNOWN_LANGUAGE, {"language": action.language})
    if action.language == state.language:
        return ()
    return (e.LanguageChosen(at=now, language=action.language),)


@handlers.decides
def _standings(state: State, action: a.AskStandings, now: int, deck: Deck) -> Decision:
    if state.progress.standings is action.on:
        return ()
    return (e.StandingsAsked(at=now, on=action.on),)


handlers.folds(e.Paused, lambda state, _: replaced(state, paused=True, rules_hold=False))
handlers.folds(e.Resumed, lambda state, _: replaced(state, paused=False, stopped=False))
handlers.folds(e.Blanked, lambda state, event: replaced(state, blank=event.on))
handlers.folds(e.SpeechMuted, lambda state, event: replaced(state, muted=event.on))
handlers.folds(e.SpeechRepeated, lambda state, _: replaced(state, repeats=state.repeats + 1))
handlers.folds(e.VolumeSet, lambda state, event: replaced(state, volume=event.level))
handlers.folds(e.LanguageChosen, lambda state, event: replaced(state, language=event.language))
handlers.folds(e.StandingsAsked, lambda state, event: with_progress(state, standings=event.on))
