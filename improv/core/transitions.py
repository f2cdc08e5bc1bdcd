"""The transition table: which kind of phase may follow which, and the sets of phases with a name.

Data only. phases.py obeys it, actions.py says with it where an action is allowed, packs checks
formats against it, and the tests walk it.
"""

from collections.abc import Mapping

from improv.core.formats import OPENS_SURVEY
from improv.core.formats import PhaseKind as K

TAIL = (K.BELL, K.VOTE, K.RESULT, K.DEBRIEF)
"""How every round ends; where nothing is asked without vote and result. Where a session or a game
talks first, result and debrief change places."""

ASKED = frozenset({K.VOTE, K.RESULT})
"""What a round has only where something is asked."""

PLAYED = frozenset({K.BRIEF, K.PLAY, K.GUESS, K.TRUTH})
"""A scene until its bell: it can be stopped."""

ALONE = frozenset({K.REACT, K.REPLY, K.COACH, K.MODELS, K.CHECK, K.REFLECT})
"""What only somebody who practises alone has: after the answer, instead of a bell and a vote."""

SCENE = frozenset({K.PLAY, K.GUESS, K.TRUTH, K.SETTLE, *TAIL})
"""From here on the scene has been seen: who joins now votes from the next round."""

BEFORE_RESULT = SCENE - {K.RESULT, K.DEBRIEF}
"""The scene and its vote."""

ROUND = frozenset({K.DRAW, K.BRIEF, K.ASK, *SCENE, *ALONE})
CLOSING = frozenset({K.STANDINGS, K.KUDOS, K.END})
"""Where a session goes when no round is left, or by `end`."""

READ_OUT = frozenset({K.RULES, K.BRIEF, K.REPLY})
"""They last until the reading aloud is over."""

INTERLUDES = frozenset({K.BREAK, K.TALK})
"""Steps of a plan in which nothing is played."""

OPENING = frozenset({K.RULES, K.DRAW, *OPENS_SURVEY, *INTERLUDES})
"""With what a round, or a step of a plan, can begin."""

PLANNED = frozenset({K.RULES, *INTERLUDES, *ROUND})
"""Where a step of a plan can be on."""

RUNNING = frozenset(K) - {K.END}
"""Every phase of a session that is not over."""

FOLLOWS: Mapping[K, frozenset[K]] = {
    K.LOBBY: frozenset({*OPENING, K.END}),
    K.RULES: frozenset({K.DRAW}),
    K.DRAW: frozenset({K.BRIEF, K.ASK}),
    K.BRIEF: frozenset({K.ASK, K.PLAY, K.VOTE}),
    K.ASK: frozenset({K.BRIEF, K.ASK, K.PLAY, K.BELL}),
    K.PLAY: frozenset({K.ASK, K.PLAY, K.GUESS, K.TRUTH, K.BELL, *(ALONE - {K.REPLY})}),
    K.GUESS: frozenset({K.PLAY, K.TRUTH, K.BELL}),
    K.TRUTH: frozenset({K.BELL}),
    K.REACT: frozenset({K.REPLY, K.COACH, K.BRIEF, K.MODELS, K.CHECK}),
    K.REPLY: frozenset({K.PLAY}),
    K.COACH: frozenset({K.BRIEF, K.PLAY, K.MODELS, K.CHECK}),
    K.MODELS: frozenset({K.CHECK}),
    K.CHECK: frozenset({K.REFLECT}),
    K.REFLECT: frozenset({K.DRAW, K.END}),
    K.BELL: frozenset({K.SETTLE, K.VOTE, K.DEBRIEF}),
    K.SETTLE: frozenset({K.VOTE, K.DEBRIEF}),
    K.VOTE: frozenset({K.BRIEF, K.RESULT, K.DEBRIEF}),
    K.RESULT: frozenset({K.DEBRIEF, *OPENING}),
    K.DEBRIEF: frozenset({K.RESULT, *OPENING}),
    K.BREAK: frozenset({K.KUDOS, *OPENING}),
    K.TALK: frozenset({K.KUDOS, *OPENING}),
    K.STANDINGS: frozenset({K.KUDOS}),
    K.KUDOS: frozenset({K.END}),
    K.END: frozenset(),
}
"""What Next and the clock may do."""


def may_follow(before: K, after: K) -> bool:
    """Whether `after` may come after `before`: by Next, another game, draw or step, or the end."""
    if after in FOLLOWS[before]:
        return True
    return before in PLANNED and (after in OPENING or after in CLOSING)
