"""Asking everybody: lines are written, approved, shown one by one; one of them may be played.

In an ask everybody writes until its clock rings, or Next ends it early; more time opens it again.
Then each Next shows an approved line, as many as the phase shows, and one more goes on. What was
written is never undone. Which line comes next is decided here, and nowhere that shows them.
"""

from improv.core import actions as a
from improv.core import events as e
from improv.core.chance import Chance
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why, bad_value
from improv.core.formats import BallotKind, Phase, PhaseKind, is_agent
from improv.core.handlers import Decision, Handlers, with_progress, with_round, with_sat
from improv.core.line_text import clean_text, too_long
from improv.core.lines import MOST_PICKED, Lines, WrittenLine
from improv.core.replaced import replaced
from improv.core.roster import CastMember, deal, places
from improv.core.state import Round, State
from improv.core.timing import HUDDLE_LINE, HUDDLE_LINES

handlers = Handlers()


def writing_open(state: State) -> bool:
    """Whether everybody may write now."""
    over = state.round is not None and state.round.writing_over
    return state.kind is PhaseKind.ASK and not state.running.rang and not over


# Writing.


@handlers.decides
def _write_line(state: State, action: a.WriteLine, now: int, deck: Deck) -> Decision:
    """A line, or another in its place; what is written already is right again, even too late."""
    person = state.holder(action.voter)
    if person is None or not person.votes:
        return Refusal(Why.NOT_A_VOTER)
    lines, text = state.lines_of(action.round), clean_text(action.text)
    own = lines.by.get(person.phone)
    had, said = (own.text, own.consents) if own else ("", None)
    consents = said if action.consents is None else action.consents
    if own is not None and (had, said) == (text, consents):
        return ()
    if not _is_on(state, action.round) or not writing_open(state):
        return Refusal(Why.WRITING_CLOSED, {"round": action.round})
    if not text and own is None:
        return bad_value("text", "empty")
    if too_long(text):
        return bad_value("text", "long")
    if own is not None and text == had:
        return (_consent(action.round, own, now, on=bool(consents)),)
    written = e.LineWritten(
        at=now,
        round=action.round,
        number=lines.last_number + 1,
        voter=person.phone,
        text=text,
        consents=consents if state.running.phase.deals else None,
    )
    return (written,)


@handlers.decides
def _consents(state: State, action: a.Consent, now: int, deck: Deck) -> Decision:
    """Asked of whoever has written, until a line is dealt: nobody learns who else was asked."""
    person = state.holder(action.voter)
    own = state.lines_of(action.round).by.get(person.phone) if person else None
    if own is None:
        return Refusal(Why.UNKNOWN_LINE)
    if own.consents is action.on:
        return ()
    if not _is_on(state, action.round) or not state.running.phase.deals:
        return Refusal(Why.WRITING_CLOSED, {"round": action.round})
    return (_consent(action.round, own, now, on=action.on),)


def _is_on(state: State, number: int) -> bool:
    return state.round is not None and state.round.number == number


def _consent(number: int, own: WrittenLine, now: int, *, on: bool) -> e.ConsentGiven:
    return e.ConsentGiven(at=now, round=number, number=own.number, on=on)


@handlers.evolves
def _line_written(state: State, event: e.LineWritten) -> State:
    lines = state.lines_of(event.round)
    if not event.voter:
        return state
    by, own = dict(lines.by), lines.by.get(event.voter)
    if event.text:
        by[event.voter] = WrittenLine(event.number, event.text, event.consents)
    else:
        del by[event.voter]
    # What was approved was the text before.
    options = tuple(o for o in lines.options if own is None or o != own.option)
    lines = replaced(lines, by=by, last_number=event.number, options=options)
    return _with_lines(state, event.round, lines)


@handlers.evolves
def _consent_given(state: State, event: e.ConsentGiven) -> State:
    lines = state.lines_of(event.round)
    return _with_lines(state, event.round, _changed(lines, {event.number: {"consents": event.on}}))


# The facilitator.


@handlers.decides
def _approve_lines(state: State, action: a.ApproveLines, now: int, deck: Deck) -> Decision:
    """One line by its number, or those that wait up to a number, in an order by chance."""
    round_ = state.round_on
    lines = state.lines_of(round_.number)
    if action.number is not None:
        line = lines.numbered(action.number)
        if line is None or line.dismissed:
            return Refusal(Why.UNKNOWN_LINE, {"number": action.number})
        chosen: tuple[int, ...] = () if line.option else (line.number,)
    elif action.upto is not None:
        waiting = [line.number for line in lines.waiting if line.number <= action.upto]
        chance = Chance(state.setup.seed + round_.number, lines.last_option)
        chosen, _ = chance.shuffled(waiting)
    else:
        return bad_value("number", "number")
    if not chosen:
        return ()
    first = lines.last_option + 1
    options = tuple(range(first, first + len(chosen)))
    return (e.LinesApproved(at=now, round=round_.number, lines=chosen, options=options),)


@handlers.evolves
def _lines_approved(state: State, event: e.LinesApproved) -> State:
    lines = state.lines_of(event.round)
    given = zip(event.lines, event.options, strict=False)  # of a closed session the options alone
    lines = _changed(lines, {number: {"option": option} for number, option in given})
    lines = replaced(
        lines,
        options=(*lines.options, *event.options),
        last_option=max((lines.last_option, *event.options)),
    )
    return _with_lines(state, event.round, lines)


@handlers.decides
def _dismiss_line(state: State, action: a.DismissLine, now: int, deck: Deck) -> Decision:
    number = state.round_on.number
    line = state.lines_of(number).numbered(action.number)
    if line is None:
        return Refusal(Why.UNKNOWN_LINE, {"number": action.number})
    gone = e.LineDismissed(at=now, round=number, number=action.number)
    return () if line.dismissed else (gone,)


@handlers.evolves
def _line_dismissed(state: State, event: e.LineDismissed) -> State:
    lines = state.lines_of(event.round)
    line = lines.numbered(event.number)
    assert line is not None
    options = tuple(option for option in lines.options if option != line.option)
    lines = _changed(lines, {event.number: {"dismissed": True, "option": 0}})
    return _with_lines(state, event.round, replaced(lines, options=options))


@handlers.decides
def _count_papers(state: State, action: a.CountPapers, now: int, deck: Deck) -> Decision:
    """More papers have new numbers; of fewer the last ones are put away."""
    if not 0 <= action.number <= MOST_PICKED:
        return bad_value("number", "number")
    number = state.round_on.number
    lines = state.lines_of(number)
    more = action.number - len(lines.papers)
    if not more:
        return ()
    new = range(lines.last_option + 1, lines.last_option + 1 + max(0, more))
    options = (*lines.papers, *new)[: action.number]
    return (e.PapersCounted(at=now, round=number, options=options),)


@handlers.evolves
def _papers_counted(state: State, event: e.PapersCounted) -> State:
    lines = state.lines_of(event.round)
    last = max((lines.last_option, *event.options))
    lines = replaced(lines, papers=event.options, last_option=last)
    return _with_lines(state, event.round, lines)


def notable(round_: Round, lines: Lines) -> tuple[int, ...]:
    """The options whose words the facilitator may type: lines on paper, or those played."""
    if round_.format.asks:
        return lines.papers
    picks = BallotKind.PICK in round_.format.ballot.kinds and not round_.format.ballot.options
    return tuple(map(int, round_.question.options)) if picks else ()


@handlers.decides
def _note_line(state: State, action: a.NoteLine, now: int, deck: Deck) -> Decision:
    round_ = state.round_on
    lines, text = state.lines_of(round_.number), clean_text(action.text)
    if action.option not in notable(round_, lines):
        return Refusal(Why.UNKNOWN_LINE, {"number": action.option})
    if too_long(text):
        return bad_value("text", "long")
    if lines.noted.get(action.option, "") == text:
        return ()
    return (e.LineNoted(at=now, round=round_.number, option=action.option, text=text),)


@handlers.evolves
def _line_noted(state: State, event: e.LineNoted) -> State:
    lines = state.lines_of(event.round)
    noted = {option: text for option, text in lines.noted.items() if option != event.option}
    if event.text:
        noted[event.option] = event.text
    return _with_lines(state, event.round, replaced(lines, noted=noted))


def _changed(lines: Lines, changes: dict[int, dict[str, object]]) -> Lines:
    """The lines with some fields of those with these numbers replaced."""
    by = {
        key: replaced(line, **changes[line.number]) if line.number in changes else line
        for key, line in lines.by.items()
    }
    return replaced(lines, by=by)


def _with_lines(state: State, number: int, lines: Lines) -> State:
    return replaced(state, lines={**state.lines, number: lines})


# What Next and the clock do.


def inside_ask(state: State, now: int) -> e.Event | None:
    """What goes on in the ask: the writing ends, or another line is shown; None: nothing more."""
    huddle = state.setup.by_clock
    if writing_open(state):
        if huddle:
            return e.WritingEnded(at=now, deadline=now + 1000 * HUDDLE_LINES)
        return e.ClockRang(at=now)
    left = next_line(state)
    if left is None:
        return None
    deadline = now + 1000 * HUDDLE_LINE if huddle else None
    return e.LineShown(at=now, option=left, deadline=deadline)


def next_line(state: State) -> int | None:
    """The option that is shown next in the ask that is on; None when there is none left."""
    round_ = state.round_on
    if len(round_.shown) >= state.running.phase.shows:
        return None
    options = state.lines_of(round_.number).in_order(round_.lines_since)
    return next((option for option in options if option not in round_.shown), None)


@handlers.evolves
def _writing_ended(state: State, event: e.WritingEnded) -> State:
    state = with_progress(state, running=replaced(state.running, deadline=event.deadline))
    return with_round(state, writing_over=True)


@handlers.evolves
def _line_shown(state: State, event: e.LineShown) -> State:
    if event.deadline is not None:
        running = replaced(state.running, deadline=event.deadline)
        state = with_progress(state, running=running)
    return with_round(state, shown=(*state.round_on.shown, event.option))


def with_lines(round_: Round, lines: Lines, phase: Phase) -> Round:
    """The round as `phase` begins: an ask begins anew; after it is known what there is to pick."""
    if phase.kind is PhaseKind.ASK:
        since = lines.last_option + 1
        return replaced(round_, writing_over=False, shown=(), lines_since=since, options=())
    if round_.format.deals_line or round_.format.ballot.options:
        return round_  # lines for somebody to play are not for the room to read
    return replaced(round_, options=tuple(map(str, lines.picked(round_.lines_since))))


# A line that is played.


def dealt(state: State, now: int) -> tuple[e.LineDealt, ...]:
    """The line that is played and its cast, at the end of an ask that deals one; else nothing.

    It is one of those that are approved and whose writers let it be played. They direct: nobody
    plays the agent in their own call.
    """
    round_ = state.round_on
    if not state.running.phase.deals:
        return ()
    lines, chance = state.lines_of(round_.number), Chance(state.setup.seed, state.progress.chance)
    writers = {line.option: key for key, line in lines.by.items() if line.option and line.consents}
    willing = [option for option in lines.options if _is_here(state, writers.get(option, ""))]
    option, owner = 0, ""
    if willing:
        option, chance = chance.choice(willing)
        holder = state.holder(writers[option])
        owner = holder.id if holder is not None else ""
    cast, chance = _cast(state, owner, chance)
    return (e.LineDealt(at=now, option=option, cast=cast, chance=chance.count),)


def _is_here(state: State, writer: str) -> bool:
    person = state.holder(writer) if writer else None
    return person is not None and person.present


def _cast(state: State, owner: str, chance: Chance) -> tuple[tuple[CastMember, ...], Chance]:
    """Who plays; where too few are left without the owner, they play anybody but the agent."""
    seats = state.round_on.format.seats
    wanted, without = places([s for s in seats if not s.volunteer]), state.round_on.passed | {owner}
    found, chance = deal(state.people, state.progress.turns, wanted, chance, without)
    left = [member.person for member in found]
    cast: list[CastMember] = []
    free = owner if owner and state.people[owner].plays else ""
    for seat in [one for one in seats for _ in range(one.count)]:
        sits = "" if seat.volunteer or not left else left.pop(0)
        if not sits and free and not seat.volunteer and not is_agent(seat.id):
            sits, free = free, ""
        cast.append(CastMember(seat.id, sits))
    return tuple(cast), chance


@handlers.evolves
def _line_dealt(state: State, event: e.LineDealt) -> State:
    round_ = replaced(state.round_on, dealt=event.option, cast=event.cast)
    state = with_sat(state, round_.number, round_.players)
    return with_progress(state, round=round_, chance=event.chance)
