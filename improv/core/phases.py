"""From phase to phase: Next, the clock, the reveal and the end.

Which phase may follow which stands in transitions.py, what ends by its clock in timing.py, how
a round is drawn in rounds.py.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core import offers, rules, timing
from improv.core.closing import closing, phase_entered
from improv.core.draw import Deck
from improv.core.electorate import anybody_voted
from improv.core.eligibility import question_now
from improv.core.errors import Refusal, bad_value
from improv.core.formats import BallotKind, PhaseKind
from improv.core.handlers import Decision, Handlers, with_progress, with_round
from improv.core.heat import HOT
from improv.core.plan_steps import goes_on
from improv.core.replaced import replaced
from improv.core.roster import counted
from improv.core.rounds import begun, new_round, put_away
from improv.core.seats import swapped
from improv.core.solo import is_left_out, replies_left, reply_index, self_checked
from improv.core.state import PlayedTwist, Round, RunningPhase, State
from improv.core.surveys import ending, opening_survey
from improv.core.transitions import CLOSING, INTERLUDES, PLAYED, ROUND
from improv.core.writing import dealt, inside_ask, with_lines

handlers = Handlers()


@handlers.decides
def _next(state: State, action: a.Next, now: int, deck: Deck) -> Decision:
    round_ = state.round
    if round_ and state.kind is PhaseKind.VOTE and not state.phones and round_.question.ranks:
        asking = round_.asking + 1
        if asking < len(question_now(state, round_).criteria):
            return (e.CriterionAsked(at=now, index=asking),)
    return _go_on(state, now, deck)


@handlers.decides
def _tick(state: State, action: a.Tick, now: int, deck: Deck) -> Decision:
    instant = timing.due(state)
    if instant is None or instant > now:
        return ()
    if state.undecided and state.offers.until <= instant:
        return (e.OffersClosed(at=now),)
    coming = timing.next_coming(state)
    if coming is not None and state.running.entered + coming.after <= instant:
        return (e.TwistRung(at=now, rung=PlayedTwist(now, coming.drawn), source="coming"),)
    after = _go_on(state, now, deck) if timing.ends_by_clock(state) else ()
    if isinstance(after, Refusal) or not after:
        # A clock cannot read a refusal: whoever presses Next will.
        return (e.ClockRang(at=now),)
    # What the clock did can be taken back like a Next that somebody pressed.
    return (replaced(after[0], step=a.Next.name), *after[1:])


def _go_on(state: State, now: int, deck: Deck) -> Decision:
    round_ = state.round
    if state.kind is PhaseKind.LOBBY and (survey := opening_survey(state, deck, now)):
        return survey
    if state.kind in (PhaseKind.LOBBY, *INTERLUDES):
        if (planned := goes_on(state, deck, now)) is not None:
            return planned
        if state.kind is PhaseKind.LOBBY:
            return begun(state, deck, now)
        return ending(state, deck, now)
    if state.kind is PhaseKind.RULES:
        return new_round(state, deck, now)
    if round_ is None or state.kind not in ROUND:
        return closing(state, now)
    if state.kind is PhaseKind.RESULT and not round_.revealed:
        return (_revealed(state, now),)
    if state.kind is PhaseKind.ASK and (step := inside_ask(state, now)):
        return (step,)
    if state.kind is PhaseKind.BELL and round_.hottest >= HOT:
        ends = timing.deadline(state.setup, timing.SETTLE, now)
        return (phase_entered(state, timing.SETTLE, round_.index, ends, now),)
    if (index := _next_index(state, round_)) < len(round_.format.phases):
        line = dealt(state, now)
        players = (member.person for one in line for member in one.cast)
        asked = offers.offered(state, round_.number, players, now)
        entered = _entered(state, index, now)
        if round_.format.survey and entered.phase.kind is PhaseKind.RESULT:
            return (entered, _revealed(state, now))  # how a room feels is no drum roll
        return (*line, entered, *asked)
    return _after_round(state, round_, deck, now)


def _after_round(state: State, round_: Round, deck: Deck, now: int) -> Decision:
    """The next round, the next step of the plan, or the way to the end."""
    if round_.closes:
        return ending(state, deck, now)
    if round_.format.survey and (survey := opening_survey(state, deck, now)):
        return survey
    if state.progress.agenda is not None:
        after = goes_on(state, deck, now)
        return ending(state, deck, now) if after is None else after
    rounds = state.setup.rounds
    if rounds is None or len(state.scenes) < rounds:
        return begun(state, deck, now)
    return ending(state, deck, now)


def _next_index(state: State, round_: Round) -> int:
    """Which of the round's phases comes next: a huddle looks at no result without a vote."""
    index, phases = round_.index + 1, round_.format.phases
    while index < len(phases) and is_left_out(state, round_, phases, index):
        index += 1
    hides = state.setup.by_clock and not round_.format.survey
    if hides and index < len(phases) and phases[index].kind is PhaseKind.RESULT:
        return index if anybody_voted(state, round_) else index + 1
    return index


def _result_ahead(state: State, round_: Round) -> bool:
    """Whether a result comes after the phase that the round is in."""
    later = round_.format.phases[round_.index + 1 :]
    hides = state.setup.by_clock and not anybody_voted(state, round_)
    return any(phase.kind is PhaseKind.RESULT for phase in later) and not hides


@handlers.decides
def _end_scene(state: State, action: a.EndScene, now: int, deck: Deck) -> Decision:
    """What the scene had still ahead is left out, the guess, too: its vote comes.

    For somebody alone what comes is the coaching, or after the second try what they compare.
    """
    round_ = state.round_on
    phases = round_.format.phases
    entered = _entered(
        state,
        next(
            index
            for index in range(round_.index + 1, len(phases))
            if phases[index].kind not in PLAYED | {PhaseKind.ASK, PhaseKind.REACT, PhaseKind.REPLY}
            and not is_left_out(state, round_, phases, index)
        ),
        now,
    )
    return (entered, e.Resumed(at=now)) if state.paused else (entered,)


def _entered(state: State, index: int, now: int) -> e.PhaseEntered:
    phase = state.round_on.format.phases[index]
    rates = BallotKind.RATE in state.round_on.format.ballot.kinds
    return phase_entered(
        state, phase, index, timing.deadline(state.setup, phase, now, rates=rates), now
    )


@handlers.decides
def _reply(state: State, action: a.ChooseReply, now: int, deck: Deck) -> Decision:
    """What the person did is said: the customer answers it."""
    round_ = state.round_on
    index = reply_index(round_)
    if action.reply not in replies_left(state, round_) or index is None:
        return bad_value("reply")
    return (e.ReplyChosen(at=now, reply=action.reply), _entered(state, index, now))


@handlers.decides
def _check(state: State, action: a.CheckSelf, now: int, deck: Deck) -> Decision:
    """The person has rated themselves: on to what is only thought about."""
    checked = self_checked(state, action, now)
    if isinstance(checked, Refusal):
        return checked
    return (checked, _entered(state, state.round_on.index + 1, now))


@handlers.decides
def _end(state: State, action: a.End, now: int, deck: Deck) -> Decision:
    """Where the room is asked already, once more is the end."""
    if state.round is not None and state.round.closes:
        return closing(state, now)
    return ending(state, deck, now)


@handlers.decides
def _skip(state: State, action: a.Skip, now: int, deck: Deck) -> Decision:
    """The next round instead of this one; a survey is left for what comes after it."""
    if state.round_on.format.survey:
        return _after_round(state, state.round_on, deck, now)
    return begun(state, deck, now)


@handlers.decides
def _reveal(state: State, action: a.Reveal, now: int, deck: Deck) -> Decision:
    round_ = state.round_on
    if state.kind is PhaseKind.VOTE:
        # Two steps, as if Next had been pressed before: undoing the reveal hides the result again
        # and leaves the vote closed.
        kinds = [phase.kind for phase in round_.format.phases]
        result = kinds.index(PhaseKind.RESULT)  # where the talk comes first it is left out
        closed = replaced(_entered(state, result, now), step=a.Next.name)
        return (closed, replaced(_revealed(state, now), step=a.Reveal.name))
    return () if round_.revealed else (_revealed(state, now),)


def _revealed(state: State, now: int) -> e.ResultRevealed:
    leaves = now + 1000 * timing.HUDDLE_RESULT if state.setup.by_clock else None
    return e.ResultRevealed(at=now, deadline=leaves)


@handlers.evolves
def _phase_entered(state: State, event: e.PhaseEntered) -> State:
    state = offers.closed(state)
    outside = event.phase.kind in (*CLOSING, *INTERLUDES, PhaseKind.RULES)
    progress = put_away(state) if outside else state.progress
    if event.phase.kind is PhaseKind.RULES:
        progress = replaced(progress, introduced=progress.introduced | {progress.format.id})
    round_ = progress.round
    if round_ is not None:
        round_ = replaced(round_, index=event.index, asking=0)
        round_ = swapped(round_, event.phase.swap, event.at)
        if round_.format.asks:
            round_ = with_lines(round_, state.lines_of(round_.number), event.phase)
        if event.phase.kind is PhaseKind.PLAY:
            round_ = replaced(round_, hottest=max(round_.hottest, round_.heat))
        if event.phase.kind is PhaseKind.REFLECT:
            round_ = replaced(round_, revealed=True)  # that is all of a call alone
        if event.phase.kind is PhaseKind.DEBRIEF and not _result_ahead(state, round_):
            # Where there is no result to show, it has been played with the talk.
            round_ = replaced(round_, revealed=True)
        if event.phase.kind is PhaseKind.BELL and not round_.counted:
            turns = counted(progress.turns, round_.played, round_.number, round_.volunteers)
            progress, round_ = replaced(progress, turns=turns), replaced(round_, counted=True)
    running = RunningPhase(event.phase, event.phase_id, event.at, event.deadline)
    progress = replaced(progress, running=running, round=round_)
    state = rules.put_away(state)
    return replaced(state, progress=progress, last_phase_id=event.phase_id)


@handlers.evolves
def _clock_rang(state: State, event: e.ClockRang) -> State:
    return with_progress(state, running=replaced(state.running, rang=True))


@handlers.evolves
def _result_revealed(state: State, event: e.ResultRevealed) -> State:
    running = replaced(state.running, deadline=event.deadline, rang=False)
    return with_progress(with_round(state, revealed=True), running=running)


handlers.folds(e.CriterionAsked, lambda state, event: with_round(state, asking=event.index))
