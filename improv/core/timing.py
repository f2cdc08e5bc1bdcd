"""Time in play: how long a phase lasts, what ends it, and when the session wants to be woken.

Only play, guess, bell and votes by phone end by their clock; everything else rings and waits
for Next. In a huddle everything ends by its clock, but a show of hands that has begun never.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from improv.core.formats import BallotKind, Ends, Format, Phase, PhaseKind, Reel
from improv.core.heat import HOT
from improv.core.state import ScheduledTwist, Setup, State
from improv.core.transitions import ASKED, READ_OUT, TAIL

ENDS_BY_CLOCK = frozenset({PhaseKind.PLAY, PhaseKind.GUESS, PhaseKind.BELL, PhaseKind.VOTE})

TAIL_SECONDS: Mapping[PhaseKind, int] = {
    PhaseKind.BELL: 3,
    PhaseKind.VOTE: 20,
    PhaseKind.DEBRIEF: 90,
}
"""How long the end of a round takes, unless its format says otherwise; the result has no clock."""

COACHING_VOTE = 60
"""Seconds: five criteria take longer than one."""

SAMPLE_SECONDS = 5
"""Seconds that a sample is in sight at the least; it waits for its reading, as a brief does."""

HUDDLE: Mapping[PhaseKind, int] = {
    PhaseKind.LOBBY: 45,
    PhaseKind.DRAW: 20,
    PhaseKind.TRUTH: 15,
    PhaseKind.RESULT: 4,
    PhaseKind.STANDINGS: 12,
    PhaseKind.KUDOS: 45,
}
"""Seconds in a huddle for what otherwise has no clock."""
# In the lobby a code is scanned and a name typed; while the cards lie there the players get ready.

HUDDLE_DEBRIEF = 60
"""Seconds that a huddle talks at most, so that two can play in ten minutes."""

HUDDLE_LINES = 20
"""Seconds in which somebody approves what was written in a huddle."""
HUDDLE_LINE = 8
"""Seconds that a huddle looks at one line."""

HUDDLE_RESULT = 12
"""Seconds that a huddle looks at the result."""

LONGEST_WAIT = 15
"""Seconds that the rules or a brief wait for the reading aloud, over their time."""

END_SECONDS = 60
"""In which the end can be undone; then the session is over."""

LEAST_SECONDS, MOST_SECONDS = 5, 3600
"""Bounds of how long somebody may let a phase last."""

HUDDLE_LIMIT = 600
"""Seconds from start to the end of the kudos."""


def phase(name: str, kind: PhaseKind, seconds: int | None = None) -> Phase:
    """A phase with what ends it."""
    return Phase(name, kind, seconds, Ends.CLOCK if kind in ENDS_BY_CLOCK else Ends.NEXT)


def round_phases(
    scene: Sequence[Phase],
    tail: Mapping[PhaseKind, int],
    *,
    asks: bool = True,
    alone: bool = False,
) -> tuple[Phase, ...]:
    """The phases of a round: the draw, those of a format, and the tail with its own seconds.

    `asks`: whether the room is asked for anything. Whoever is `alone` has no tail.
    """
    if alone:
        return phase("draw", PhaseKind.DRAW), *scene
    lasts = {**TAIL_SECONDS, **tail}
    return (
        phase("draw", PhaseKind.DRAW),
        *scene,
        *(phase(kind.value, kind, lasts.get(kind)) for kind in TAIL if asks or kind not in ASKED),
    )


def survey_phases(samples: Sequence[Reel], tail: Mapping[PhaseKind, int]) -> tuple[Phase, ...]:
    """The phases of a survey: its vote, or of each sample the reading and a vote; then the result.

    It is talked about where the format says how long.
    """
    lasts = {**TAIL_SECONDS, **tail}
    vote = phase("vote", PhaseKind.VOTE, lasts[PhaseKind.VOTE])
    asked = [vote]
    if samples:
        both = (phase("sample", PhaseKind.BRIEF, SAMPLE_SECONDS), vote)
        turns = len(samples)
        asked = [
            replace(one, id=one.id if turn == 1 else f"{one.id}-{turn}", turn=turn, turns=turns)
            for turn in range(1, turns + 1)
            for one in both
        ]
    result = phase("result", PhaseKind.RESULT)
    talk = (PhaseKind.DEBRIEF,) if PhaseKind.DEBRIEF in tail else ()
    return (*asked, result, *(phase(kind.value, kind, lasts[kind]) for kind in talk))


def rules_phase(game: Format) -> Phase:
    """The phase in which the room is shown the rules of a game."""
    return phase("rules", PhaseKind.RULES, game.rules_seconds)


SETTLE = phase("settle", PhaseKind.SETTLE, 30)
"""Comes by itself after a hot scene: own names back, and half a minute of quiet."""


CLOSING_PHASES: Mapping[PhaseKind, Phase] = {
    kind: phase(kind.value, kind, END_SECONDS if kind is PhaseKind.END else None)
    for kind in (PhaseKind.STANDINGS, PhaseKind.KUDOS, PhaseKind.END)
}


def seconds(setup: Setup, phase: Phase, *, rates: bool = True) -> int | None:
    """How long the phase lasts, in seconds; None has no clock."""
    if phase.kind is PhaseKind.VOTE and rates and setup.ballot == "coaching":
        return max(phase.seconds or 0, COACHING_VOTE)
    if phase.seconds is None:
        return HUDDLE.get(phase.kind) if setup.by_clock else None
    if setup.by_clock and phase.kind is PhaseKind.DEBRIEF:
        return min(phase.seconds, HUDDLE_DEBRIEF)
    return phase.seconds


def deadline(setup: Setup, phase: Phase, now: int, *, rates: bool = True) -> int | None:
    """When the clock of a phase that is entered `now` ends, in ms."""
    lasts = seconds(setup, phase, rates=rates)
    return None if lasts is None else now + 1000 * lasts


def reading_ends(state: State, until: int) -> int:
    """Until when a phase waits for the reading aloud: its time, and so much longer at most."""
    running = state.running
    lasts = seconds(state.setup, running.phase) or 0
    return min(until, running.entered + 1000 * (lasts + LONGEST_WAIT))


def retimed(game: Format, lasts: Mapping[str, int]) -> Format:
    """The game with other seconds for exactly these phases, by the ids that its author wrote."""
    own = {phase.written: phase.seconds for phase in clocked(game) if phase.seconds}
    return timed(game, {**own, **{name: s for name, s in lasts.items() if name in own}})


def clocked(game: Format) -> tuple[Phase, ...]:
    """Its phases that have a clock, in their order; first its rules, where it has some to tell."""
    rules = (rules_phase(game),) if game.has_rules else ()
    return tuple(phase for phase in (*rules, *game.phases) if phase.seconds)


def adjustable(game: Format) -> tuple[Phase, ...]:
    """Its phases whose time a facilitator chooses: a bell rings as long as it rings."""
    return tuple(p for p in clocked(game) if p.kind is not PhaseKind.BELL and p.turn <= 1)


def time_names(game: Format) -> set[str]:
    """What a time may be given for: the ids and kinds of its phases with a clock."""
    return {name for phase in clocked(game) for name in (phase.written, phase.kind.value)}


def with_times(game: Format, seconds: Mapping[str, int]) -> Format:
    """The game with these times: `play`, or of this one alone `riddle.play`, which goes first."""
    names = time_names(game)
    return timed(game, {n: seconds.get(f"{game.id}.{n}", seconds.get(n, 0)) for n in names})


def without_votes(game: Format) -> Format:
    """The game without a vote on its scenes: what is guessed while it is played stays in it."""
    guessed = any(phase.kind is PhaseKind.GUESS for phase in game.phases)
    stays = (BallotKind.GUESS,) if guessed else ()
    kinds = tuple(kind for kind in game.ballot.kinds if kind in stays)
    phases = tuple(phase for phase in game.phases if phase.kind not in ASKED)
    return replace(game, ballot=replace(game.ballot, kinds=kinds), phases=phases)


def as_played(setup: Setup, game: Format) -> Format:
    """The game as a round of the session plays it: with a vote or without one, and the talk
    before the figures or after them.
    """
    if not setup.votes:
        return without_votes(game)
    first = game.talk_first if setup.talk_first is None else setup.talk_first
    kinds = [phase.kind for phase in game.phases]
    if not first or PhaseKind.RESULT not in kinds or PhaseKind.DEBRIEF not in kinds:
        return game
    phases = list(game.phases)
    result, talk = kinds.index(PhaseKind.RESULT), kinds.index(PhaseKind.DEBRIEF)
    phases[result], phases[talk] = phases[talk], phases[result]
    return replace(game, phases=tuple(phases))


def timed(game: Format, lasts: Mapping[str, int]) -> Format:
    """The game with other seconds for phases that have a clock, by their id, else their kind.

    0 leaves a phase as it is. A twist keeps its place in a phase that is shorter or longer.
    """
    phases = tuple(
        replace(phase, seconds=lasts.get(phase.written) or lasts.get(phase.kind) or phase.seconds)
        if phase.seconds
        else phase
        for phase in game.phases
    )
    stretched = {
        before.id: (after.seconds or 0) / before.seconds
        for before, after in zip(game.phases, phases, strict=True)
        if before.seconds
    }
    twists = tuple(
        replace(rule, at=tuple(round(at * stretched.get(rule.phase, 1)) for at in rule.at))
        for rule in game.twists
    )
    rules_seconds = lasts.get(PhaseKind.RULES) or game.rules_seconds
    return replace(game, phases=phases, twists=twists, rules_seconds=rules_seconds)


def huddle_rounds(setup: Setup, game: Format) -> int:
    """How many rounds of a format fit in a huddle; at least one."""
    game = as_played(setup, game)
    rates = BallotKind.RATE in game.ballot.kinds
    once = sum(seconds(setup, phase, rates=rates) or 0 for phase in game.phases)
    if any(phase.kind is PhaseKind.RESULT for phase in game.phases):
        once += HUDDLE_RESULT
    # Else no hot card comes by itself, and the key is rare.
    if min(setup.most_heat, game.heat) >= HOT:
        once += SETTLE.seconds or 0
    asks = [phase for phase in game.phases if phase.kind is PhaseKind.ASK]
    once += sum(HUDDLE_LINES + HUDDLE_LINE * phase.shows for phase in asks)
    fixed = sum(HUDDLE[k] for k in (PhaseKind.LOBBY, PhaseKind.STANDINGS, PhaseKind.KUDOS))
    fixed += game.rules_seconds if game.has_rules else 0
    return max(1, (HUDDLE_LIMIT - fixed) // once)


def ends_by_clock(state: State) -> bool:
    """Whether the phase that is on goes on by itself when its time is over."""
    # What has rung waits for Next, whatever has changed since.
    if state.running.rang or state.kind is PhaseKind.END:
        return False
    round_ = state.round
    if state.kind is PhaseKind.VOTE and round_ is not None:
        votes = state.votes_of(round_.number)
        if votes.hands or votes.keys:
            return False
        return state.setup.by_clock or state.phones
    spoken = state.setup.shift is not None and state.kind in READ_OUT
    return state.setup.by_clock or spoken or state.running.phase.ends is Ends.CLOCK


def next_coming(state: State) -> ScheduledTwist | None:
    """The next twist that waits for its instant in the phase that is on."""
    if state.round is None or state.kind is not PhaseKind.PLAY:
        return None
    return next((c for c in state.round.coming if c.phase == state.running.phase.id), None)


def due(state: State) -> int | None:
    """The instant at which the session wants a Tick; None: nothing will happen by itself."""
    if state.over or (state.paused and state.kind is not PhaseKind.END):
        return None
    running, coming = state.running, next_coming(state)
    wanted = [] if coming is None else [running.entered + coming.after]
    if state.undecided:
        wanted.append(state.offers.until)
    if running.deadline is not None and not running.rang:
        wanted.append(running.deadline)
    return min(wanted, default=None)
