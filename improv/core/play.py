"""The scene while it is played: twists, heat, tokens, promises."""

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import HEAT, Kind
from improv.core.chance import Chance
from improv.core.dealing import hand_of
from improv.core.draw import Deck, EmptyPile, added, taken_in
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import MUTE_SECONDS, PhaseKind
from improv.core.handlers import Decision, Handlers, with_progress, with_round
from improv.core.pile import with_latest
from improv.core.replaced import replaced
from improv.core.roster import clean_line
from improv.core.state import MOST_LINES, PlayedTwist, PromiseMade, State
from improv.core.timing import next_coming

handlers = Handlers()


@handlers.decides
def _twist(state: State, action: a.Twist, now: int, deck: Deck) -> Decision:
    if action.promise is None:
        return _ring(state, deck, now)
    if all(promise.number != action.promise for promise in state.promises):
        return Refusal(Why.UNKNOWN_PROMISE, {"promise": action.promise})
    return (e.TwistRung(at=now, rung=PlayedTwist(now, promise=action.promise), source="promise"),)


def _ring(state: State, deck: Deck, now: int) -> Decision:
    """The next twist, now: the one that is coming, else a spare one, else a fresh card."""
    round_ = state.round_on
    if coming := next_coming(state):
        return (e.TwistRung(at=now, rung=PlayedTwist(now, coming.drawn), source="coming"),)
    if round_.spare:
        return (e.TwistRung(at=now, rung=PlayedTwist(now, round_.spare[0]), source="spare"),)
    cues = [rule for rule in round_.format.twists if rule.pile is None]
    if cues:
        if round_.takes > sum(len(rule.at) + rule.most * rule.by_hand for rule in cues):
            return Refusal(Why.NO_TWIST_LEFT)
        return (e.TwistRung(at=now, rung=PlayedTwist(now), source="cue"),)
    rules = ((rule.pile, rule.tag) for rule in round_.format.twists if rule.pile is not None)
    pile, tag = next(rules, (Kind.TWIST, ""))
    before, cards = state.progress.seen, tuple(round_.cards.values())
    chance = Chance(state.setup.seed, state.progress.chance)
    hand = hand_of(state, deck, round_.format, cards, chance)
    try:
        hand = hand.draw(pile, tag)
    except EmptyPile as empty:
        return empty.refusal
    event = e.TwistRung(
        at=now,
        rung=PlayedTwist(now, hand.cards[-1]),
        source="fresh",
        returned=hand.returned,
        added=added(before, hand),
        chance=hand.chance.count,
    )
    return (event,)


@handlers.evolves
def _twist_rung(state: State, event: e.TwistRung) -> State:
    round_ = state.round_on
    if event.source == "coming":
        gone = next(c for c in round_.coming if c.phase == state.running.phase.id)
        round_ = replaced(round_, coming=tuple(c for c in round_.coming if c is not gone))
    elif event.source == "spare":
        round_ = replaced(round_, spare=round_.spare[1:])
    round_ = replaced(round_, rung=(*round_.rung, event.rung))
    if event.chance is None:
        return with_progress(state, round=round_)
    progress, drawn = state.progress, event.rung.drawn
    seen = taken_in(progress.seen, event.returned, event.added)
    latest = with_latest(progress.latest, drawn.card) if drawn else progress.latest
    return with_progress(state, round=round_, seen=seen, latest=latest, chance=event.chance)


@handlers.decides
def _heat(state: State, action: a.Heat, now: int, deck: Deck) -> Decision:
    if action.level not in HEAT:
        return bad_value("level", "number")
    if action.level == state.round_on.heat:
        return ()
    return (e.HeatSet(at=now, level=action.level),)


@handlers.decides
def _token(state: State, action: a.Token, now: int, deck: Deck) -> Decision:
    left = state.round_on.tokens.get(action.token)
    if left is None:
        return Refusal(Why.UNKNOWN_TOKEN, {"token": action.token})
    if left == 0:
        return Refusal(Why.NO_TOKEN_LEFT, {"token": action.token})
    until = now + 1000 * MUTE_SECONDS if action.token == "mute" else 0
    return (e.TokenSpent(at=now, token=action.token, until=until),)


@handlers.evolves
def _token_spent(state: State, event: e.TokenSpent) -> State:
    tokens = {**state.round_on.tokens, event.token: state.round_on.tokens[event.token] - 1}
    return with_round(state, tokens=tokens, mute_until=max(state.round_on.mute_until, event.until))


@handlers.decides
def _promise(state: State, action: a.Promise, now: int, deck: Deck) -> Decision:
    text = clean_line(action.text)
    if not text or len(state.promises) >= MOST_LINES:
        return bad_value("text", "" if text else "empty")
    number = len(state.promises) + 1
    return (e.PromiseLogged(at=now, number=number, round=state.round_on.number, text=text),)


@handlers.evolves
def _promise_logged(state: State, event: e.PromiseLogged) -> State:
    made = PromiseMade(event.number, event.round, event.text)
    return replaced(state, promises=(*state.promises, made))


@handlers.decides
def _mark_promise(state: State, action: a.MarkPromise, now: int, deck: Deck) -> Decision:
    made = next((one for one in state.promises if one.number == action.promise), None)
    if made is None:
        return Refusal(Why.UNKNOWN_PROMISE, {"promise": action.promise})
    if made.kept == action.kept:
        return ()
    return (e.PromiseMarked(at=now, number=made.number, kept=action.kept),)


@handlers.evolves
def _promise_marked(state: State, event: e.PromiseMarked) -> State:
    promises = (
        replaced(made, kept=event.kept) if made.number == event.number else made
        for made in state.promises
    )
    return replaced(state, promises=tuple(promises))


@handlers.evolves
def _heat_set(state: State, event: e.HeatSet) -> State:
    played = event.level if state.kind is PhaseKind.PLAY else 0
    hottest = max(state.round_on.hottest, played)
    return with_round(state, heat=event.level, hottest=hottest)
