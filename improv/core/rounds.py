"""Drawing a round: its game, its cards and coming twists, its people; and drawing it again."""

from collections.abc import Mapping
from dataclasses import replace

from improv.core import actions as a
from improv.core import events as e
from improv.core import offers, rules
from improv.core.cards import DrawnCard, Kind
from improv.core.chance import Chance
from improv.core.dealing import draw_twists, hand_of, trained_now
from improv.core.draw import Deck, EmptyPile, added, taken_in
from improv.core.electorate import counting, seated
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import Answer, BallotKind, Format, PhaseKind
from improv.core.handlers import Decision, Handlers, with_progress, with_sat
from improv.core.pile import Latest, with_latest
from improv.core.reels import draw_reels
from improv.core.replaced import replaced
from improv.core.roster import CastMember, Turns, counted, deal_seats, places
from improv.core.solo import check_for, tip_for
from improv.core.state import Offers, Progress, Round, RunningPhase, State
from improv.core.tally import Tally, tally
from improv.core.timing import LEAST_SECONDS, MOST_SECONDS, as_played, clocked, deadline, retimed
from improv.core.transitions import SCENE

handlers = Handlers()

OBSERVER_CARDS = 3
"""One for each part of the room; people count themselves off."""


def begun(
    state: State, deck: Deck, now: int, game: Format | None = None, *, closes: bool = False
) -> Decision:
    """What comes before the next scene: the rules of a game that is new to the room, or its draw.

    `game`: the one that was chosen just now, where one was. `closes`: the session ends after it.
    """
    game = game or state.progress.format
    drawn = _draw(state, deck, now, game, again=False, kept={}, closes=closes)
    # Nobody is told the rules of a game that cannot be played.
    if isinstance(drawn, Refusal) or not rules.are_due(state, game):
        return drawn
    return (rules.entered(state, game, now),)


def new_round(state: State, deck: Deck, now: int) -> Decision:
    """The next round, with a number of its own. No lock outlasts its round."""
    return _draw(state, deck, now, state.progress.format, again=False, kept={})


def redraw(
    state: State,
    deck: Deck,
    now: int,
    game: Format | None = None,
    *,
    kept: Mapping[str, DrawnCard] | None = None,
    picked: str = "",
) -> Decision:
    """This round once more: what is `kept` stays (where nobody says, locked reels), and people do.

    After any ballot it is a new round.
    """
    round_ = state.round_on
    votes = state.votes_of(round_.number)
    unused = not votes.ballots and not votes.hands and round_.number not in state.lines
    again = unused and game is None
    if kept is None:
        kept = {
            reel: drawn for reel, drawn in round_.cards.items() if reel in state.progress.locked
        }
    game = game or (round_.format if round_.format.survey else state.progress.format)
    closes = round_.closes and game.survey
    return _draw(state, deck, now, game, again=again, kept=kept, picked=picked, closes=closes)


def misfit(state: State, deck: Deck, game: Format) -> Refusal | None:
    """Why this format is not for so few people, or so many; formats that fit are offered.

    A room without names can play anything. A phone without a name may be somebody whose name is
    here, so it never makes a room too full.
    """
    if not any(person.plays for person in state.people.values()):
        return None
    present = [person for person in state.people.values() if person.present]
    playing = sum(person.plays for person in present)
    named = sum(bool(person.name) for person in present)

    def few(other: Format) -> bool:
        dealt = len(places([seat for seat in other.seats if not seat.volunteer]))
        return dealt > playing or other.needs > len(present)

    def many(other: Format) -> bool:
        return 0 < other.most < named

    fit = (o.id for o in deck.formats.values() if not few(o) and not many(o))
    if few(game):
        few_here = {"needed": game.needs, "present": len(present)}
        return Refusal(Why.TOO_FEW_PLAYERS, {**few_here, "formats": ", ".join(sorted(fit))})
    if many(game):
        many_here = {"most": game.most, "present": named}
        return Refusal(Why.TOO_MANY_PLAYERS, {**many_here, "formats": ", ".join(sorted(fit))})
    return None


def _draw(
    state: State,
    deck: Deck,
    now: int,
    game: Format,
    *,
    again: bool,
    kept: Mapping[str, DrawnCard],
    picked: str = "",
    closes: bool = False,
) -> Decision:
    if not game.survey and (refusal := misfit(state, deck, game)):
        return refusal
    if game.survey:
        kept = {**_same_samples(state, game), **kept}
        game = _first_asked(state, game)
    round_ = state.round
    chance = Chance(state.setup.seed, state.progress.chance)
    cast: tuple[CastMember, ...] = ()
    if game.deals_line:
        pass  # its seats are dealt with the line (writing.py)
    elif again and round_:
        cast = round_.cast
    else:  # before the cards, so that the facilitator can be told who is next
        cast, chance = deal_seats(state.people, _turns_now(state), game.seats, chance)
    kept = {reel.id: kept[reel.id] for reel in game.draws if reel.id in kept}
    # What is kept is in the hand, not to come a second time.
    hand = hand_of(state, deck, game, tuple(kept.values()), chance, picked)
    try:
        reels, hand = draw_reels(hand, game.draws, kept, game.desk)
        coming, spare, hand = draw_twists(hand, game, len(state.scenes) + 1)
    except EmptyPile as empty:
        return empty.refusal
    # Where all play, or one alone, there is nobody to watch.
    watched = OBSERVER_CARDS if game.seats and not game.alone else 0
    observers, hand = hand.draw_most(Kind.OBSERVER, watched)
    check, hand = check_for(state, hand, reels) if game.alone else (None, hand)
    tipped = 0 if game.survey else 1
    tips, hand = hand.draw_most(Kind.TIP, tipped) if check is None else tip_for(check, hand)
    chance = hand.chance
    answer = ""
    if BallotKind.GUESS in game.ballot.kinds and game.ballot.options:
        answer, chance = chance.choice(_answers(game, reels))
    phase = game.phases[0]
    number = round_.number if again and round_ else state.last_round + 1
    drawn = e.RoundDrawn(
        at=now,
        number=number,
        phase=phase,
        phase_id=state.last_phase_id + 1,
        deadline=deadline(state.setup, phase, now),
        cards=reels,
        cast=cast,
        coming=coming,
        spare=spare,
        observers=observers,
        tip=tips[0] if tips else None,
        answer=answer,
        returned=hand.returned,
        added=added(state.progress.seen, hand),
        chance=chance.count,
        picked=picked,
        check=check,
        survey=game if game.survey else None,
        closes=closes,
    )
    dealt = () if again else (member.person for member in cast)
    return (drawn, *offers.offered(state, number, dealt, now))


def _same_samples(state: State, game: Format) -> Mapping[str, DrawnCard]:
    """What the room heard the first time, to hear it once more, unless it is kept out: by reel."""
    earlier = (one.cards for one in state.surveys if one.format.id == game.id)
    out = state.progress.out
    return {reel: one for reel, one in next(earlier, {}).items() if one.card.id not in out}


def _first_asked(state: State, game: Format) -> Format:
    """The survey without what it asks only where it was asked before."""
    if any(one.format.id == game.id for one in state.surveys):
        return game
    asked = tuple(criterion for criterion in game.ballot.criteria if not criterion.again)
    return replace(game, ballot=replace(game.ballot, criteria=asked))


def _answers(game: Format, reels: Mapping[str, DrawnCard]) -> tuple[str, ...]:
    """The options of which one is what a guess has to find."""
    options, brought = game.ballot.options, set[str]()
    if game.ballot.answer is Answer.TAG:
        brought.update(tag for drawn in reels.values() for tag in drawn.card.brings)
    return tuple(option for option in options if option in brought) or options


@handlers.decides
def _redraw(state: State, action: a.Redraw, now: int, deck: Deck) -> Decision:
    return redraw(state, deck, now)


def chosen_format(state: State, action: a.ChooseFormat, now: int, deck: Deck) -> Decision:
    """The game from the next draw on; where one is about to begin, it begins with it."""
    game = deck.formats.get(action.format)
    if game is None:
        return Refusal(Why.UNKNOWN_FORMAT, {"format": action.format})
    if refusal := misfit(state, deck, game):
        return refusal
    game = retimed(game, state.progress.seconds.get(game.id, {}))
    if game.survey:  # it is asked at once, and the game that comes next stays as it is
        return begun(state, deck, now, game)
    chosen = e.FormatChosen(at=now, format=game)
    if state.kind not in (PhaseKind.RULES, PhaseKind.DRAW):
        return (chosen,)
    if state.kind is PhaseKind.RULES and game.id == state.progress.format.id:
        return ()
    if state.kind is PhaseKind.DRAW and not rules.are_due(state, game):
        first = redraw(state, deck, now, game)
    else:
        first = begun(state, deck, now, game)
    return first if isinstance(first, Refusal) else (chosen, *first)


@handlers.decides
def _seconds(state: State, action: a.ChooseSeconds, now: int, deck: Deck) -> Decision:
    lasts = {phase.written: phase.seconds for phase in clocked(state.progress.format)}
    if action.phase not in lasts:
        return Refusal(Why.NO_CLOCK)
    if not LEAST_SECONDS <= action.seconds <= MOST_SECONDS:
        return bad_value("seconds", "number")
    if lasts[action.phase] == action.seconds:
        return ()
    return (e.SecondsChosen(at=now, phase=action.phase, seconds=action.seconds),)


@handlers.evolves
def _seconds_chosen(state: State, event: e.SecondsChosen) -> State:
    game, chosen = state.progress.format, state.progress.seconds
    own = {**chosen.get(game.id, {}), event.phase: event.seconds}
    return with_progress(state, format=retimed(game, own), seconds={**chosen, game.id: own})


@handlers.decides
def _lock(state: State, action: a.Lock, now: int, deck: Deck) -> Decision:
    if action.reel not in state.round_on.cards:
        return Refusal(Why.UNKNOWN_REEL, {"reel": action.reel})
    if (action.reel in state.progress.locked) is action.on:
        return ()
    return (e.ReelLocked(at=now, reel=action.reel, on=action.on),)


@handlers.evolves
def _reel_locked(state: State, event: e.ReelLocked) -> State:
    locked = state.progress.locked - {event.reel}
    return with_progress(state, locked=locked | {event.reel} if event.on else locked)


@handlers.evolves
def _round_drawn(state: State, event: e.RoundDrawn) -> State:
    same = state.round if state.round and state.round.number == event.number else None
    progress = state.progress if same else put_away(state)
    cards, survey = event.cards, event.survey
    game = survey or as_played(state.setup, progress.format)
    ids = frozenset(drawn.card.id for drawn in cards.values())
    before = {reel: drawn.card.id for reel, drawn in same.cards.items()} if same else {}
    kept = {reel for reel, drawn in cards.items() if before.get(reel) == drawn.card.id}
    new = (drawn.card for reel, drawn in cards.items() if reel not in kept)
    again = {card.id for card in new if card.id in event.returned.get(card.kind, ())}
    heat = next((d.card.heat for d in cards.values() if d.card.kind is Kind.PROMPT), 1)
    drawn = Round(
        event.number,
        game,
        cards,
        event.cast,
        state.setup.criteria,
        coming=event.coming,
        spare=event.spare,
        observers=event.observers,
        tip=event.tip,
        answer=event.answer,
        picked=ids & ({event.picked} | (same.picked if same else frozenset())),
        again=ids & (again | (same.again if same else frozenset())),
        heat=heat,
        tokens=game.tokens,
        passed=same.passed if same else frozenset(),
        volunteers=same.volunteers if same else frozenset(),
        changes=same.changes if same else (),
        counted=bool(same and same.counted),
        check=event.check,
        closes=event.closes,
    )
    progress = replaced(
        progress,
        running=RunningPhase(event.phase, event.phase_id, event.at, event.deadline),
        round=drawn,
        seen=taken_in(progress.seen, event.returned, event.added),
        latest=_latest(progress.latest, event),
        chance=event.chance,
        locked=progress.locked & kept,
        introduced=progress.introduced | (set() if survey else {game.id}),
        asked=(*progress.asked, survey.id) if survey else (),
    )
    asked = state.offers if same else Offers(event.number)
    return replaced(
        with_sat(rules.put_away(state), event.number, drawn.players - asked.people),
        offers=asked,
        progress=progress,
        last_phase_id=event.phase_id,
        last_round=max(state.last_round, event.number),
        last_scene=state.last_scene if survey else max(state.last_scene, event.number),
    )


def _latest(latest: Latest, event: e.RoundDrawn) -> Latest:
    """What came last, after this draw."""
    twists = (twist.drawn for twist in event.coming if twist.drawn)
    tip = (event.tip,) if event.tip else ()
    for drawn in (*event.cards.values(), *twists, *event.spare, *event.observers, *tip):
        latest = with_latest(latest, drawn.card)
    return latest


def _turns_now(state: State) -> Mapping[str, Turns]:
    """How often everybody has played, if the round that is on ended here."""
    # A turn is counted at the bell. Where a scene is left before it (skipped, or the session
    # ended), it is counted here, so that nobody who was cut off is dealt the next one at once.
    round_ = state.round
    if round_ is None or round_.counted or state.kind not in SCENE:
        return state.progress.turns
    return counted(state.progress.turns, round_.played, round_.number, round_.volunteers)


def scene_tally(state: State, round_: Round, *, publicly: bool = False) -> Tally:
    """The tally of a round. `publicly` it does not tell of the safety mark."""
    # A round that has it only misses in standings.
    votes = state.votes_of(round_.number)
    return tally(
        round_.question,
        counting(votes, round_),
        votes.hands,
        seated(votes, round_),
        unranked=round_.unranked and not publicly,
        electorate=round_.electorate,
    )


def put_away(state: State) -> Progress:
    """The progress without its round: kept among those played if the room saw its result."""
    progress, round_ = state.progress, state.round
    if round_ is None:
        return progress
    played, surveys = progress.played, progress.surveys
    if round_.revealed:
        counted = replaced(round_, tally=scene_tally(state, round_))
        if counted.format.survey:
            surveys = (*surveys, counted)
        else:
            played = (*played, counted)
    trained, turns = trained_now(state), _turns_now(state)
    return replaced(
        progress, round=None, played=played, surveys=surveys, turns=turns, trained=trained
    )


handlers.folds(e.FormatChosen, lambda state, event: with_progress(state, format=event.format))
