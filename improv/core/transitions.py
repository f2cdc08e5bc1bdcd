"""The transition table: which phase may follow which, and what may be asked in it.

Data only. session.py obeys it, packs checks formats against it, and the tests walk it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from improv.core import actions
from improv.core.formats import PhaseKind as K

TAIL = (K.BELL, K.VOTE, K.RESULT, K.DEBRIEF)
"""How every round ends."""

SCENE = frozenset({K.PLAY, K.GUESS, K.TRUTH, *TAIL})
"""From here on the scene has been seen: who joins now votes from the next round."""

ROUND = frozenset({K.DRAW, K.BRIEF, *SCENE})
CLOSING = frozenset({K.STANDINGS, K.KUDOS, K.END})
"""Where a session goes when no round is left, or by `end`."""

FOLLOWS: Mapping[K, frozenset[K]] = MappingProxyType(
    {
        K.LOBBY: frozenset({K.DRAW, K.END}),
        K.DRAW: frozenset({K.BRIEF}),
        K.BRIEF: frozenset({K.PLAY}),
        K.PLAY: frozenset({K.PLAY, K.GUESS, K.TRUTH, K.BELL}),
        K.GUESS: frozenset({K.PLAY, K.TRUTH, K.BELL}),
        K.TRUTH: frozenset({K.BELL}),
        K.BELL: frozenset({K.VOTE}),
        K.VOTE: frozenset({K.RESULT}),
        K.RESULT: frozenset({K.DEBRIEF}),
        K.DEBRIEF: frozenset({K.DRAW}),
        K.STANDINGS: frozenset({K.KUDOS}),
        K.KUDOS: frozenset({K.END}),
        K.END: frozenset(),
    }
)
"""What Next and the clock may do."""


def may_follow(before: K, after: K) -> bool:
    """Whether `after` may come after `before`: by Next, by a new draw, or by the end."""
    if after in FOLLOWS[before]:
        return True
    return before in ROUND and (after is K.DRAW or after in CLOSING)


_ANY = frozenset(K) - {K.END}

ALLOWED: Mapping[type[actions.Action], frozenset[K]] = MappingProxyType(
    {
        actions.Next: _ANY,
        actions.Back: _ANY,
        actions.Undo: _ANY,
        actions.Tick: _ANY,
        actions.Pause: _ANY,
        actions.Resume: _ANY,
        actions.Blank: _ANY,
        actions.MuteSpeech: _ANY,
        actions.RepeatSpeech: _ANY,
        actions.SetVolume: _ANY,
        actions.BeginReading: frozenset({K.BRIEF}),
        actions.AddTime: _ANY,
        actions.Skip: ROUND,
        actions.Redraw: ROUND,
        actions.Lock: frozenset({K.DRAW, K.BRIEF}),
        actions.Twist: frozenset({K.PLAY}),
        actions.Heat: frozenset({K.BRIEF, K.PLAY}),
        actions.Token: frozenset({K.PLAY}),
        actions.Pass: frozenset({K.DRAW, K.BRIEF, K.PLAY}),
        actions.Promise: SCENE,
        actions.Safety: SCENE,
        actions.Reveal: frozenset({K.VOTE, K.RESULT}),
        actions.ChooseFormat: frozenset({K.LOBBY, K.DRAW, K.RESULT, K.DEBRIEF}),
        actions.ChooseLanguage: _ANY,
        actions.EditRoster: _ANY,
        actions.Join: _ANY,
        actions.SetDoor: _ANY,
        actions.TakeSeat: frozenset({K.DRAW, K.BRIEF, K.PLAY}),
        actions.CastBallot: _ANY,  # votes_closed says it better than wrong_phase
        actions.ShowHands: _ANY,
        actions.GiveKudos: frozenset({K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS}),
        actions.NodKudos: frozenset({K.RESULT, K.DEBRIEF, K.STANDINGS, K.KUDOS}),
        actions.AskStandings: _ANY,
        actions.End: _ANY,
    }
)
"""In which phases an action may be asked for at all."""
