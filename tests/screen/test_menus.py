"""Lists and lines over a scene: what stands in them, how a cursor moves, what choosing asks for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.roster import LINE_LENGTH, NAME_LENGTH
from improv.core.state import Setup
from improv.core.view_models import HostView
from improv.locale.phrases import without_isolates
from improv.screen import menus
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, Typing, UiState
from tests.core.sample_plans import PLAN
from tests.screen.rooms import NAMES, deck

LISTS = sorted(menus.LISTS - {Panel.WAITING, Panel.TAKE_OVER, Panel.LINES} | {Panel.NAMES})


@pytest.fixture(scope="module")
def host() -> HostView:
    """A debrief with promises and thanks that wait, the lobby's times: every list has entries."""
    session = ScriptedSession(deck(), game="lawnmower", setup=Setup(7, rounds=2), names=NAMES)
    times, settings = session.snapshot().host.times, session.snapshot().host.settings
    session.go_to(PhaseKind.PLAY)
    for text in ("24 hours", "A new one tomorrow"):
        session.do(a.Promise, text=text)
    session.go_to(PhaseKind.DEBRIEF)
    for text in ("Thank you, Omar", "Thank you, Yael", "Thank you, all"):
        session.do(a.GiveKudos, text=text)
    planned = ScriptedSession(deck(), game="lawnmower", setup=Setup(7, plan=PLAN), names=NAMES)
    planned.go_to(PhaseKind.TALK)
    plan = planned.snapshot().host.plan
    return replace(session.snapshot().host, times=times, settings=settings, plan=plan)


def _open(panel: Panel, cursor: int = 0) -> UiState:
    line = Typing() if panel in menus.LINES else None
    return UiState(panel=panel, cursor=cursor, typing=line)


@pytest.mark.parametrize("panel", LISTS)
def test_every_list_has_entries_with_words_that_ask_for_something(
    host: HostView, panel: Panel
) -> None:
    """One action an entry, and no two entries ask for the same."""
    listed = menus.entries(panel, host)
    assert len(listed) >= 2
    assert all(entry.text for entry in listed)
    assert len({repr(entry.request) for entry in listed}) == len(listed)
    assert all(isinstance(entry.request, a.Action) for entry in listed)


@pytest.mark.parametrize("panel", [Panel.NONE, Panel.HELP, Panel.NOTE, Panel.THANKS])
def test_what_is_no_list_has_no_entries(host: HostView, panel: Panel) -> None:
    """Help and lines to type in list nothing."""
    assert menus.entries(panel, host) == ()


@pytest.mark.parametrize("panel", [Panel.TOKENS, Panel.PASS, Panel.PROMISES, Panel.KUDOS])
def test_before_a_round_its_lists_are_empty(panel: Panel) -> None:
    """Tokens and the cast are the round's; nobody has promised or thanked yet."""
    session = ScriptedSession(deck(), game="lawnmower", setup=Setup(7), names=NAMES)
    assert menus.entries(panel, session.snapshot().host) == ()


def test_the_game_that_is_on_and_who_is_here_are_ticked(host: HostView) -> None:
    """A tick says what is so now."""
    formats = menus.entries(Panel.FORMATS, host)
    (ticked,) = [entry for entry in formats if entry.ticked]
    assert ticked.text == host.formats["lawnmower"]["name"]
    assert all(entry.ticked for entry in menus.entries(Panel.NAMES, host))


def test_surveys_come_after_the_games_and_say_what_they_are(shipped_deck: Deck) -> None:
    """Whoever looks for the first scene does not choose a question to the room."""
    host = ScriptedSession(shipped_deck, game="lawnmower", names=NAMES).snapshot().host
    *games, first, second = (entry.text for entry in menus.entries(Panel.FORMATS, host))
    assert [*map(without_isolates, (first, second))] == [
        "Survey: What did you hear?",
        "Survey: How ready are we?",
    ]
    assert not any(text.startswith("Survey") for text in games)


def test_promises_that_were_kept_are_ticked(host: HostView) -> None:
    """Under the line for a new one, and the list stays open; without text and choice it closes."""
    first, *_ = host.promises
    kept = replace(host, promises=(replace(first, kept=True), *host.promises[1:]))
    assert [entry.ticked for entry in menus.entries(Panel.PROMISE, kept)][:2] == [True, False]
    for view, now in ((host, True), (kept, False)):
        state, request = menus.enter(_open(Panel.PROMISE, cursor=1), view)
        assert request == a.MarkPromise(promise=first.number, kept=now)
        assert state.panel is Panel.PROMISE
    assert menus.enter(_open(Panel.PROMISE), host)[0].panel is Panel.NONE


def test_who_has_no_name_yet_is_a_phone_in_the_list(host: HostView) -> None:
    """Somebody who joined and typed nothing can be ticked like the others."""
    people = (replace(host.projector.people[0], name="", phone="k"), *host.projector.people[1:])
    nameless = replace(host, projector=replace(host.projector, people=people))
    assert menus.entries(Panel.NAMES, nameless)[0].text.strip()
    assert menus.entries(Panel.NAMES, nameless)[1].text == NAMES[1]


def test_seats_are_named_in_every_language(sample_deck: Deck) -> None:
    """Who passes is chosen by name and seat: a note of an id would be read by nobody."""
    for language in ("en", "fa", "ar", "he"):
        session = ScriptedSession(
            sample_deck, game="lawnmower", language=language, setup=Setup(7), names=NAMES
        )
        session.go_to(PhaseKind.PLAY)
        host = session.snapshot().host
        seats = {seat.seat for seat in host.projector.round.cast} if host.projector.round else set()
        notes = {entry.note for entry in menus.entries(Panel.PASS, host)}
        assert notes
        assert not notes & seats


def test_a_volunteer_without_a_name_can_be_passed_on() -> None:
    """Their entry has words, too; a place that nobody sits in has none."""
    session = ScriptedSession(deck(), game="lawnmower", setup=Setup(7))
    session.do(a.Join, voter="v1")
    session.go_to(PhaseKind.PLAY)
    session.do(a.TakeSeat, voter="v1", place=1)
    (entry,) = menus.entries(Panel.PASS, session.snapshot().host)
    assert entry.text.strip()
    assert isinstance(entry.request, a.Pass)
    assert entry.request.place == 1


@pytest.mark.parametrize("panel", LISTS)
@given(steps=st.lists(st.integers(-20, 20), max_size=20))
def test_the_cursor_stays_in_the_list_and_comes_round(
    host: HostView, panel: Panel, steps: list[int]
) -> None:
    """Up from the first is the last; as many steps back lead to where one was."""
    lines = len(menus.entries(panel, host)) + (panel is Panel.NAMES)
    state = _open(panel)
    for step in steps:
        state = menus.move(state, host, step)
        assert 0 <= state.cursor < lines
    for step in steps:
        state = menus.move(state, host, -step)
    assert state.cursor == 0


def test_a_cursor_has_nowhere_to_go_in_an_empty_list(host: HostView) -> None:
    """A list may empty itself while it is open: another facilitator nodded the last one."""
    empty = replace(host, kudos=())
    state = _open(Panel.KUDOS, cursor=2)
    assert menus.move(state, empty, 1) == state
    assert menus.choose(state, empty, 2) == (state, None)


@pytest.mark.parametrize("panel", [Panel.FORMATS, Panel.TOKENS, Panel.PASS, Panel.PROMISES])
def test_choosing_closes_a_list_and_asks(host: HostView, panel: Panel) -> None:
    """By its number, or with Enter at the cursor: the same action."""
    second = menus.entries(panel, host)[1].request
    closed, request = menus.choose(_open(panel), host, 1)
    assert (closed.panel, request) == (Panel.NONE, second)
    assert menus.enter(_open(panel, cursor=1), host) == (closed, second)


@pytest.mark.parametrize("index", [-1, 40, 400])
def test_a_number_beyond_the_list_does_nothing(host: HostView, index: int) -> None:
    """The list stays open, with its cursor where it was."""
    state = _open(Panel.FORMATS, cursor=1)
    assert menus.choose(state, host, index) == (state, None)


def test_thanks_are_nodded_through_one_after_the_other(host: HostView) -> None:
    """The list stays open while there are more, and its cursor never stands behind the last."""
    state, request = menus.enter(_open(Panel.KUDOS, cursor=2), host)
    assert (state.panel, state.cursor) == (Panel.KUDOS, 1)
    assert isinstance(request, a.NodKudos)
    first, _ = menus.enter(_open(Panel.KUDOS, cursor=0), host)
    assert first.cursor == 0
    last = replace(host, kudos=host.kudos[:1])
    assert menus.enter(_open(Panel.KUDOS), last)[0].panel is Panel.NONE


def test_people_are_ticked_without_closing_the_list(host: HostView) -> None:
    """Line 0 is the one to type in: with nothing typed Enter asks for nothing there."""
    state = _open(Panel.NAMES)
    assert menus.enter(state, host) == (state, None)
    ticked, request = menus.enter(replace(state, cursor=2), host)
    assert ticked.panel is Panel.NAMES
    assert request == a.EditRoster(person=host.projector.people[1].id, present=False)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Sam", ("Sam",)),
        ("  Sam  ", ("Sam",)),
        ("Sam, Ana", ("Sam", "Ana")),
        ("سارا، رضا", ("سارا", "رضا")),
        ("Sam\nAna\n", ("Sam", "Ana")),
    ],
)
def test_names_are_parted_by_commas_and_lines(
    host: HostView, typed: str, names: tuple[str, ...]
) -> None:
    """One at a time or a whole list that was pasted; the line is empty then."""
    state = menus.type_text(_open(Panel.NAMES, cursor=3), typed)
    assert state.cursor == 0
    after, request = menus.enter(state, host)
    assert request == a.EditRoster(add=names)
    assert (after.panel, after.typing) == (Panel.NAMES, Typing())


@pytest.mark.parametrize(
    ("panel", "person", "line"),
    [
        (Panel.NAMES, "", "Sam, Leila, Tomasz, Amara"),
        (Panel.NAMES, "p1", "Sam, Leila Sales Tomasz IT Amara IT"),
        (Panel.PROMISE, "", "Sam, Leila Sales Tomasz IT Amara IT"),
    ],
)
def test_a_pasted_table_is_its_names_or_one_line(panel: Panel, person: str, line: str) -> None:
    """Behind what is typed already; a line never has a line end in it."""
    state = UiState(panel=panel, typing=Typing("Sam, ", person))
    pasted = menus.paste(state, "Leila\tSales\r\nTomasz\tIT\r\nAmara\tIT\r\n")
    assert pasted.typing == Typing(line, person)


def test_what_an_input_method_composes_is_no_text_yet() -> None:
    """It is shown, changed, and gone when the text comes or the method gives up."""
    state = menus.compose(UiState(panel=Panel.NAMES, typing=Typing("王")), "jing")
    assert state.typing == Typing("王", composing="jing")
    assert menus.type_text(state, "静").typing == Typing("王静")
    assert menus.compose(state, "").typing == Typing("王")
    assert menus.compose(UiState(), "jing") == UiState()


def test_commas_alone_are_no_names(host: HostView) -> None:
    """Nothing is request; the line is empty again."""
    state, request = menus.enter(menus.type_text(_open(Panel.NAMES), " ، , "), host)
    assert (request, state.typing) == (None, Typing())


def test_a_name_is_changed_in_its_own_line(host: HostView) -> None:
    """Tab takes the person under the cursor; an empty name changes nothing; arrows leave it."""
    state = menus.rename(_open(Panel.NAMES, cursor=2), host)
    person = host.projector.people[1]
    assert state.typing == Typing(person.name, person.id)
    longer = menus.type_text(state, "ek")
    assert longer.cursor == 2
    renamed, request = menus.enter(longer, host)
    assert request == a.EditRoster(person=person.id, rename=f"{person.name}ek")
    assert renamed.typing == Typing()
    emptied = replace(state, typing=Typing("  ", person.id))
    assert menus.enter(emptied, host)[1] is None
    assert menus.move(state, host, 1).typing == Typing()


@pytest.mark.parametrize("cursor", [0, 99])
def test_only_a_person_can_be_renamed(host: HostView, cursor: int) -> None:
    """The line for new names is nobody, nor is what is not in the list."""
    state = _open(Panel.NAMES, cursor=cursor)
    assert menus.rename(state, host) == state
    assert menus.rename(_open(Panel.FORMATS, cursor=1), host) == _open(Panel.FORMATS, cursor=1)


@pytest.mark.parametrize(
    ("panel", "kind"), [(Panel.PROMISE, a.Promise), (Panel.THANKS, a.GiveKudos)]
)
def test_a_line_is_kept_with_enter(
    host: HostView, panel: Panel, kind: type[a.Promise | a.GiveKudos]
) -> None:
    """Without its spaces at the ends; an empty one closes and asks for nothing."""
    state, request = menus.enter(menus.type_text(_open(panel), "  24 hours "), host)
    assert (state.panel, state.typing) == (Panel.NONE, None)
    assert request == kind(text="24 hours")
    assert menus.enter(menus.type_text(_open(panel), "   "), host)[1] is None


@given(st.text(min_size=1, max_size=900))
def test_a_line_holds_as_much_as_the_game_takes(text: str) -> None:
    """More is not taken: it would be refused, or cut where nobody sees it."""
    assert menus.type_text(_open(Panel.PROMISE), text).typing == Typing(text[:LINE_LENGTH])
    renaming = UiState(panel=Panel.NAMES, cursor=1, typing=Typing("", "p1"))
    assert menus.type_text(renaming, text).typing == Typing(text[:NAME_LENGTH], "p1")
    listed = menus.type_text(_open(Panel.NAMES), text).typing
    assert listed is not None
    assert text.startswith(listed.text)
    assert len(listed.text) >= min(len(text), LINE_LENGTH)


def test_where_no_line_is_nothing_is_typed(host: HostView) -> None:
    """Text over a list, or over the bare scene, goes nowhere; so does Backspace."""
    for panel in (Panel.NONE, Panel.FORMATS):
        state = UiState(panel=panel)
        assert menus.type_text(state, "x") == menus.rub_out(state, host)[0] == state


def test_backspace_takes_the_last_letter(host: HostView) -> None:
    """One at a time, and an empty line stays empty."""
    state = UiState(panel=Panel.PROMISE, typing=Typing("ab"))
    for text in ("a", "", ""):
        state, _ = menus.rub_out(state, host)
        assert state.typing == Typing(text)


def test_a_name_is_freed_from_its_phone() -> None:
    """Del on its line, while nothing is typed; the list says whose names a phone holds."""
    session = ScriptedSession(deck(), game="lawnmower", setup=Setup(7), names=NAMES)
    session.do(a.Join, voter="k")
    session.do(a.Join, voter="k", claims="p2")
    told = session.snapshot().host
    shown = [entry.text for entry in menus.entries(Panel.NAMES, told)]
    assert shown == [NAMES[0], f"\u2068{NAMES[1]}\u2069, \u2068a phone\u2069", *NAMES[2:]]
    assert menus.rub_out(_open(Panel.NAMES, 2), told)[1] == a.ReleaseName(person="p2")
    assert menus.rub_out(_open(Panel.NAMES), told)[1] is None
    typing = replace(_open(Panel.NAMES, 2), typing=Typing("ab"))
    assert menus.rub_out(typing, told) == (replace(typing, typing=Typing("a")), None)


def test_latecomers_are_let_in_all_or_one_by_one() -> None:
    """All of them is the first line, so that Enter is enough; nobody waits, no list."""
    session = ScriptedSession(deck(), game="lawnmower", setup=Setup(7), names=NAMES)
    session.go_to(PhaseKind.PLAY)
    assert menus.entries(Panel.WAITING, session.snapshot().host) == ()
    session.do(a.Join, voter="k", claims="p1")
    session.do(a.Join, voter="l")
    session.go_to(PhaseKind.VOTE)
    waiting = session.snapshot().host
    listed = menus.entries(Panel.WAITING, waiting)
    assert [entry.request for entry in listed[:1]] == [a.LetIn()]
    assert {repr(entry.request) for entry in listed[1:]} <= {
        repr(a.LetIn(person=person)) for person in ("p1", "l")
    }
    assert listed[-1].text == "a phone"


@pytest.fixture
def replayed(shipped_deck: Deck) -> ScriptedSession:
    """Rewind, in the first phase in which the agent's seat is open."""
    session = ScriptedSession(shipped_deck, game="rewind", setup=Setup(7), names=NAMES)
    session.go_to(PhaseKind.PLAY)
    session.do(a.Next)
    return session


def test_who_takes_a_seat_is_somebody_who_watches_or_has_no_name(replayed: ScriptedSession) -> None:
    """Everybody but the customer; after it, everybody but the two who play."""
    session = replayed
    customer = session.state.round_on.cast[1].person
    listed = menus.entries(Panel.TAKE_OVER, session.snapshot().host)
    watching = [p.name for p in session.state.people.values() if p.id != customer]
    assert [entry.text for entry in listed] == [*watching, "Somebody without a name"]
    closed, request = menus.choose(_open(Panel.TAKE_OVER), session.snapshot().host, 1)
    assert closed.panel is Panel.NONE
    assert isinstance(request, a.TakeOver)
    session.do(a.TakeOver, place=request.place, person=request.person)
    assert session.state.round_on.cast[0].person == request.person
    left = [entry.text for entry in menus.entries(Panel.TAKE_OVER, session.snapshot().host)]
    assert left == [text for text in (*watching, "Somebody without a name") if text != watching[1]]


def test_an_empty_seat_is_given_by_name_alone(replayed: ScriptedSession) -> None:
    """In a phase in which no seat is open nobody without a name can take it."""
    session = replayed
    session.do(a.Back)
    listed = menus.entries(Panel.TAKE_OVER, session.snapshot().host)
    assert len(listed) == len(NAMES) - 1
    assert "Somebody without a name" not in [entry.text for entry in listed]
    session.do(a.TakeOver, place=0, person=session.snapshot().host.takers[0].id)
    assert menus.entries(Panel.TAKE_OVER, session.snapshot().host) == ()


def _written(count: int) -> HostView:
    """So many phones have written at the chat desk."""
    session = ScriptedSession(deck(), game="chat-desk", setup=Setup(7))
    session.go_to(PhaseKind.ASK)
    for number in range(count):
        session.do(a.Join, voter=f"v{number}")
        session.do(a.WriteLine, round=1, text=f"Line {number}", voter=f"v{number}")
    return session.snapshot().host


def test_lines_are_approved_one_by_one_all_at_once_or_left_out() -> None:
    """All that are in the list, and no newer one; the list stays open while there are more."""
    host = _written(3)
    every, *each = menus.entries(Panel.LINES, host)
    assert every.request == a.ApproveLines(upto=3)
    assert [entry.text for entry in each] == ["Line 0", "Line 1", "Line 2"]
    state, request = menus.choose(_open(Panel.LINES), host, 2)
    assert (state.panel, request) == (Panel.LINES, a.ApproveLines(number=2))
    state, request = menus.rub_out(_open(Panel.LINES, cursor=3), host)
    assert (state.panel, state.cursor, request) == (Panel.LINES, 2, a.DismissLine(number=3))
    assert menus.rub_out(_open(Panel.LINES), host) == (_open(Panel.LINES), None)
    assert menus.choose(_open(Panel.LINES), host, 0)[0].panel is Panel.NONE
    (alone,) = menus.entries(Panel.LINES, _written(1))
    assert alone.request == a.ApproveLines(number=1)
    assert menus.enter(_open(Panel.LINES), _written(1))[0].panel is Panel.NONE
