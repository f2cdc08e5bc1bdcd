"""Practising alone: which practice a call is for, what its customer answers, how it went.

A call is a round with one person in it. It is for one practice: the first of the shift that no call
of this session was for, and that a request trains. After the answer the person says what they did,
and the customer answers that, where the request says how. At the end they rate themselves in the
practice and may write down what made it work; nobody else ever rates them.
"""

from collections.abc import Mapping, Sequence

from improv.core import actions as a
from improv.core import events as e
from improv.core.cards import POINTS, REPLIES, DrawnCard, Kind
from improv.core.draw import Deck, Hand
from improv.core.errors import Refusal, bad_value
from improv.core.formats import Phase, PhaseKind
from improv.core.handlers import Decision, Handlers, with_round
from improv.core.measures import HeardAnswer
from improv.core.pile import Pile
from improv.core.roster import clean_line
from improv.core.state import Round, State

handlers = Handlers()


def check_for(
    state: State, hand: Hand, cards: Mapping[str, DrawnCard]
) -> tuple[DrawnCard | None, Hand]:
    """The question that a call with these `cards` ends with; None where no pack has any."""
    every = hand.pile(Kind.CHECK)
    requests = (drawn.card for drawn in cards.values() if drawn.card.kind is Kind.PROMPT)
    trained = frozenset(practice for request in requests for practice in request.practices)
    own = Pile(card for card in every if trained & {*card.practices}) or every
    if not own:
        return None, hand
    wanted = wanted_practices(state)
    rank = {practice: place for place, practice in enumerate(wanted)}
    best = min(rank.get(card.practices[0], len(rank)) for card in own)
    pile = Pile(card for card in own if rank.get(card.practices[0], len(rank)) == best)
    hand = hand.draw(Kind.CHECK, pile=pile)
    return hand.cards[-1], hand


def tip_for(check: DrawnCard, hand: Hand) -> tuple[tuple[DrawnCard, ...], Hand]:
    """The tip of a call: about its practice, where a pack has one."""
    every = hand.pile(Kind.TIP)
    own = Pile(card for card in every if check.card.practices[0] in card.practices) or every
    if not own:
        return (), hand
    hand = hand.draw(Kind.TIP, pile=own)
    return hand.cards[-1:], hand


def wanted_practices(state: State) -> tuple[str, ...]:
    """The practices of the shift in their order, without those that calls of it were for."""
    shift = state.setup.shift
    if shift is None:
        return ()
    had = {practice for round_ in state.scenes if (practice := practice_of(round_))}
    return tuple(practice for practice in shift.practices if practice not in had)


def practice_of(round_: Round) -> str:
    """The number of the practice that the call is for; empty for none."""
    return round_.check.card.practices[0] if round_.check else ""


def request_of(round_: Round) -> DrawnCard | None:
    """The request of the call."""
    return next((d for d in round_.cards.values() if d.card.kind is Kind.PROMPT), None)


def replies_left(state: State, round_: Round) -> tuple[str, ...]:
    """What of REPLIES the customer of this call can still answer, in the session's language."""
    request = request_of(round_)
    words = request.say(state.language) if request else {}
    return tuple(r for r in REPLIES if f"reply.{r}" in words and r not in round_.replies)


def is_left_out(state: State, round_: Round, phases: Sequence[Phase], index: int) -> bool:
    """Whether the phase there has nothing to show for this call.

    A reply comes by a choice alone, and with it the answer to it; who has none left is not asked.
    """
    kind = phases[index].kind
    if kind is PhaseKind.REACT:
        return state.kind is not PhaseKind.PLAY or not replies_left(state, round_)
    if kind is PhaseKind.MODELS:
        request = request_of(round_)
        return not request or "model.good" not in request.say(state.language)
    if kind is PhaseKind.PLAY and phases[index - 1].kind is PhaseKind.REPLY:
        return state.kind is not PhaseKind.REPLY
    return kind is PhaseKind.REPLY or (kind is PhaseKind.CHECK and round_.check is None)


def reply_index(round_: Round) -> int | None:
    """Where in the game the customer's next answer stands; None where none is left."""
    later = enumerate(round_.format.phases[round_.index + 1 :], start=round_.index + 1)
    return next((i for i, phase in later if phase.kind is PhaseKind.REPLY), None)


def self_checked(state: State, action: a.CheckSelf, now: int) -> e.SelfChecked | Refusal:
    """What it leads to that somebody rates themselves in the practice of their call."""
    if action.grade not in POINTS:
        return bad_value("grade", "number")
    round_ = state.round_on
    request = request_of(round_)
    return e.SelfChecked(
        at=now,
        round=round_.number,
        practice=practice_of(round_),
        request=request.card.id if request else "",
        grade=action.grade,
    )


@handlers.decides
def _write(state: State, action: a.WriteNote, now: int, deck: Deck) -> Decision:
    text = clean_line(action.text)
    if text == state.round_on.note:
        return ()
    return (e.NoteWritten(at=now, round=state.round_on.number, text=text),)


@handlers.decides
def _measured(state: State, action: a.AddMeasures, now: int, deck: Deck) -> Decision:
    round_ = state.round
    if round_ is None or state.setup.shift is None:
        return bad_value("heard_in", "number")  # a room has no microphone
    heard = e.AnswerMeasured(
        at=now,
        round=round_.number,
        phase_id=action.heard_in,
        answer=action.answer,
        timeline=action.timeline,
    )
    return (heard,)


@handlers.evolves
def _reply_chosen(state: State, event: e.ReplyChosen) -> State:
    return with_round(state, replies=(*state.round_on.replies, event.reply))


handlers.folds(e.SelfChecked, lambda state, event: with_round(state, grade=event.grade))
handlers.folds(e.NoteWritten, lambda state, event: with_round(state, note=event.text))


@handlers.evolves
def _answer_measured(state: State, event: e.AnswerMeasured) -> State:
    round_ = state.round
    if round_ is None or round_.number != event.round:  # it came late
        return state
    heard = HeardAnswer(event.phase_id, event.answer, event.timeline)
    return with_round(state, heard=(*round_.heard, heard))
