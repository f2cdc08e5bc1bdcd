"""Keys pressed in real rooms: what they ask for, phase by phase."""

import math
from dataclasses import replace

import pygame
import pytest

from improv.core.actions import CastBallot, ChoosePlan, Join, Next, WriteLine
from improv.core.errors import Why
from improv.core.roster import Door
from improv.locale.phrases import phrase
from improv.screen import peek
from improv.screen.composition import compose
from improv.screen.frame import Frame
from improv.screen.key_handling import refused
from improv.screen.keys import Key
from improv.screen.menus import entries
from improv.screen.sample_data import INVITATION, REMOTE
from improv.screen.ui_state import Panel, Peek
from tests.core.sample_plans import PLANS
from tests.screen.rooms import Room

NEXT, BACK, BLANK = pygame.K_PAGEDOWN, pygame.K_PAGEUP, pygame.K_b


def test_a_clickers_keys_lead_through_a_session() -> None:
    """Next alone goes from the lobby to the end; Back undoes it."""
    room = Room(rounds=1)
    room.press(NEXT, BACK)
    assert room.kind == "lobby"
    room.go_to("end")
    assert not room.watch.refusals


def test_two_quick_nexts_skip_nothing() -> None:
    """Both were pressed at the same picture: the second is answered as moved on, without a word."""
    room = Room().go_to("draw")
    seen = room.watch.latest()
    room.watch.post(Next(id="one", phase_id=seen.projector.phase_id))
    room.watch.post(Next(id="two", phase_id=seen.projector.phase_id))
    assert room.kind == "brief"
    refusal = room.watch.refusal()
    assert refusal is not None
    assert refused(room.ui, refusal, room.at).toast is None


def test_every_action_has_an_id_of_its_own_and_the_phase_it_saw() -> None:
    """Ids never repeat; what steers carries the phase, what does not is free of it."""
    room = Room().go_to("draw").press(pygame.K_1, NEXT, pygame.K_p, BLANK)
    ids = [action.id for action in room.watch.posted]
    assert len(set(ids)) == len(ids)
    steering = {action.name: action.phase_id for action in room.watch.posted}
    assert steering["lock"] is not None
    assert steering["pause"] is None


def test_blank_and_pause_are_switches() -> None:
    """The same key again takes them back; Next does too."""
    room = Room().press(NEXT, NEXT, BLANK, BLANK, pygame.K_p, pygame.K_p)
    assert room.asked[2:] == ["blank", "blank", "pause", "resume"]
    room.press(BLANK, NEXT)
    assert not room.watch.state.blank
    assert room.kind == "draw"


def test_figures_in_the_draw_keep_reels() -> None:
    """1 keeps the first card, 1 again lets it go; a figure beyond the cards does nothing."""
    room = Room().go_to("draw").press(pygame.K_1)
    assert len(room.watch.state.progress.locked) == 1
    room.press(pygame.K_1, pygame.K_9)
    assert room.asked[2:] == ["lock", "lock"]
    assert not room.watch.state.progress.locked


def test_the_dial_of_the_heat_has_ends() -> None:
    """Up and down turn it, and ask for nothing beyond its ends."""
    room = Room().go_to("play").press(*[pygame.K_UP] * 9)
    assert room.watch.latest().projector.round is not None
    assert room.watch.state.round is not None
    assert room.watch.state.round.heat == 5
    room.press(*[pygame.K_DOWN] * 9)
    assert room.watch.state.round.heat == 1
    assert not room.watch.refusals


def test_hands_are_posted_as_they_are_typed() -> None:
    """Each figure replaces the counts; Tab and Enter move on; then Space goes on."""
    room = Room().go_to("vote").press(pygame.K_1, pygame.K_2, pygame.K_TAB, pygame.K_3)
    vote = room.watch.latest().projector.vote
    assert vote is not None
    assert vote.hands == {"handling": (12, 3, 0, 0)}
    room.press(pygame.K_RETURN, pygame.K_4, pygame.K_RETURN, pygame.K_5)
    vote = room.watch.latest().projector.vote
    assert vote is not None
    assert vote.hands["handling"] == (12, 3, 4, 5)
    room.press(pygame.K_RETURN)
    assert room.kind == "vote"
    room.press(pygame.K_RETURN)
    assert room.kind == "result"


def test_enter_is_next_where_nothing_is_typed() -> None:
    """A clicker that sends Enter leads through the vote as well."""
    room = Room().go_to("vote").press(pygame.K_RETURN)
    assert room.kind == "result"


def test_a_coaching_vote_edits_the_criterion_that_is_asked() -> None:
    """Next asks the next criterion, and the figures go to its row."""
    room = Room(ballot="coaching").go_to("vote")
    vote = room.watch.latest().projector.vote
    assert vote is not None
    for number, _ in enumerate(vote.criteria, start=1):
        room.press(pygame.K_0 + number, NEXT)
    assert room.watch.state.round is not None
    hands = room.watch.state.votes_of(room.watch.state.round.number).hands
    assert {row: counts[0] for row, counts in hands.items()} == {
        criterion: number for number, criterion in enumerate(vote.criteria, start=1)
    }


def test_keyboard_voting_is_one_key_a_voter() -> None:
    """Each of 1 to 4 is a ballot of somebody new; other figures are nobody's."""
    room = Room().go_to("vote").press(pygame.K_v, ord("۴"), pygame.K_2, pygame.K_7, pygame.K_0)
    vote = room.watch.latest().projector.vote
    assert vote is not None
    assert vote.voted == 2
    assert not room.watch.refusals


def test_the_picture_of_a_coaching_vote_follows_the_cursor() -> None:
    """What is typed goes into the criterion that the room sees."""
    room = Room(ballot="coaching").go_to("vote").press(pygame.K_DOWN, pygame.K_DOWN, pygame.K_3)
    snapshot = room.watch.latest()
    view = snapshot.projector
    assert view.vote is not None
    picture = compose(Frame(view, room.watch.now(), math.inf, room.ui, (1280, 720)))
    third = phrase("en", "vote.criterion_of", number=3, total=len(view.vote.criteria))
    assert third in {words.text for words in picture.placed}


def test_more_hands_than_people_are_asked_about_and_counted() -> None:
    """The roster need not be complete: a question, no refusal."""
    room = Room().go_to("vote").press(pygame.K_1)
    assert room.ui.toast is None
    room.press(pygame.K_1, pygame.K_8)
    assert room.ui.toast is not None
    present = len(room.watch.latest().projector.people)
    assert room.ui.toast.name == "facilitator.hands.many"
    assert dict(room.ui.toast.values) == {"hands": 118, "present": present}
    vote = room.watch.latest().projector.vote
    assert vote is not None
    assert vote.hands["handling"][0] == 118


def test_a_coaching_ballot_at_the_keyboard_is_five_keys() -> None:
    """Nothing is cast before the last criterion; Backspace takes one back."""
    room = Room(ballot="coaching").go_to("vote").press(pygame.K_v)
    vote = room.watch.latest().projector.vote
    assert vote is not None
    room.press(pygame.K_4, pygame.K_BACKSPACE)
    room.press(*[pygame.K_3] * (len(vote.criteria) - 1))
    assert "ballot" not in room.asked
    room.press(pygame.K_3)
    cast = room.watch.posted[-1]
    assert isinstance(cast, CastBallot)
    assert set(cast.ballot.scores) == set(vote.criteria)
    assert not room.watch.refusals


def test_half_a_ballot_does_not_outlive_its_vote() -> None:
    """Who goes back and votes again begins with the first criterion."""
    room = Room(ballot="coaching").go_to("vote").press(pygame.K_v, pygame.K_4)
    assert room.ui.grades == (4,)
    room.press(BACK).go_to("vote")
    assert room.press(pygame.K_3).ui.grades == (3,)


def test_keys_pick_a_line_where_lines_are_asked() -> None:
    """In a pick the key is the number of the line."""
    room = Room(game="new-choice").go_to("play").press(pygame.K_t, pygame.K_t).go_to("vote")
    room.press(pygame.K_v, pygame.K_2)
    cast = room.watch.posted[-1]
    assert isinstance(cast, CastBallot)
    assert cast.ballot.choice == "2"
    assert not room.watch.refusals


def test_ending_is_pressed_twice() -> None:
    """One E says so, a second one soon after ends; later it is the first again."""
    room = Room().go_to("draw").press(pygame.K_e)
    assert room.ui.toast is not None
    room.at += 2.5
    room.press(pygame.K_e)
    assert room.kind == "draw"
    room.at += 1
    room.press(pygame.K_e)
    assert room.kind == "kudos"
    assert Room().press(NEXT, Key(symbol=pygame.K_e, shift=True)).asked[-1] == "end"


def test_names_are_typed_in_a_line_and_ticked_in_a_list() -> None:
    """Enter adds, commas part names; on a person Enter ticks, Tab changes the name."""
    room = Room().press(pygame.K_n, "Sam, Ana، ", "Bo", pygame.K_RETURN)
    assert [p.name for p in room.watch.state.people.values()][-3:] == ["Sam", "Ana", "Bo"]
    room.press(pygame.K_DOWN, pygame.K_RETURN)
    first = next(iter(room.watch.state.people.values()))
    assert not first.present
    room.press(pygame.K_TAB, pygame.K_BACKSPACE, "o", pygame.K_RETURN, pygame.K_ESCAPE)
    assert next(iter(room.watch.state.people.values())).name == "Leilo"
    assert room.ui.panel is Panel.NONE
    assert room.kind == "lobby"


def test_a_space_in_a_name_is_a_space() -> None:
    """While a line is typed no key steers the game."""
    room = Room().press(pygame.K_n, pygame.K_SPACE, " A", pygame.K_d, pygame.K_PAGEDOWN)
    assert room.asked == []
    assert room.ui.typing is not None
    assert room.ui.typing.text == " A"


def test_a_clicker_closes_a_list_before_it_goes_on() -> None:
    """Next under an open list closes it, and only that."""
    room = Room().press(pygame.K_f, NEXT)
    assert (room.ui.panel, room.asked) == (Panel.NONE, [])


def test_a_format_is_chosen_from_its_list() -> None:
    """By number, or by arrows and Enter."""
    room = Room().press(pygame.K_f, pygame.K_2)
    formats = list(room.watch.latest().host.formats)
    assert room.watch.latest().projector.format_id == formats[1]
    room.press(pygame.K_f, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    assert room.watch.latest().projector.format_id == formats[2]


def test_the_times_of_a_game_are_chosen_in_the_lobby() -> None:
    """T lists them, Enter and a number let one last longer, Backspace shorter; it stays open."""
    room = Room()

    def lasts() -> dict[str, int]:
        return {phase.id: phase.seconds or 0 for phase in room.watch.latest().host.times}

    before = lasts()
    assert list(before)[:3] == ["rules", "brief", "play"]
    room.press(pygame.K_t, pygame.K_RETURN, pygame.K_3)
    assert room.ui.panel is Panel.TIMES
    assert lasts() == before | {"rules": before["rules"] + 5, "play": before["play"] + 15}
    back = (pygame.K_DOWN, pygame.K_DOWN, pygame.K_BACKSPACE, pygame.K_BACKSPACE)
    room.press(pygame.K_BACKSPACE, *back)
    assert lasts() == before | {"play": before["play"] - 15}
    assert room.press(NEXT).ui.panel is Panel.NONE


def test_what_of_the_session_may_change_is_chosen_in_the_lobby() -> None:
    """S lists it, Enter and a number take the next value, Backspace the one before; U undoes."""
    room = Room()
    before = room.watch.state.setup
    room.press(pygame.K_s, pygame.K_RETURN, pygame.K_2)
    assert room.ui.panel is Panel.SETUP
    assert room.watch.state.setup == replace(before, rounds=3, votes=False)
    room.press(pygame.K_BACKSPACE)
    assert room.watch.state.setup == replace(before, votes=False)
    assert room.press(NEXT).ui.panel is Panel.NONE
    assert room.press(pygame.K_u).watch.state.setup == replace(before, rounds=3, votes=False)
    assert room.go_to("draw").press(pygame.K_s).asked[-1] == "skip"


def test_a_plan_is_chosen_changed_and_taken_off_in_the_lobby() -> None:
    """V lists them, a number or Enter takes one; its steps stand under them; U undoes."""
    room = Room()
    before = room.watch.state.progress
    assert room.press(pygame.K_v).ui.panel is Panel.NONE  # there is none to choose from
    room = Room(plans=PLANS).press(pygame.K_v, pygame.K_2)
    assert room.ui.panel is Panel.NONE
    assert room.watch.state.setup.plan == PLANS["morning"]
    ticked = [entry.text for entry in entries(Panel.PLAN, room.watch.latest().host) if entry.ticked]
    assert ticked == ["A morning"]
    room.press(pygame.K_v, pygame.K_4)
    agenda = room.watch.state.progress.agenda
    assert agenda is not None
    assert agenda.steps[0].left_out
    room.press(pygame.K_v, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    assert room.watch.state.setup.plan == PLANS["week"].session(0)
    room.press(pygame.K_v, pygame.K_1)
    assert room.watch.state.setup.plan is None
    room.press(*[pygame.K_u] * 4)
    assert room.watch.state.progress == before
    room.press(pygame.K_v, pygame.K_2).go_to("talk").press(pygame.K_v)
    moves = entries(Panel.PLAN, room.watch.latest().host)
    assert not any(isinstance(entry.request, ChoosePlan) for entry in moves)


def test_a_promise_is_written_down_and_comes_back() -> None:
    """G types it, C lists it, a number rings it as a twist."""
    room = Room().go_to("play").press(pygame.K_g, "24 hours", pygame.K_RETURN)
    assert [p.text for p in room.watch.state.promises] == ["24 hours"]
    room.press(pygame.K_c, pygame.K_1)
    round_ = room.watch.latest().projector.round
    assert round_ is not None
    assert round_.twists[-1].promise == "24 hours"


def test_an_empty_list_says_so_and_does_not_open() -> None:
    """There is nothing to choose from: a word, and no overlay."""
    room = Room().go_to("play").press(pygame.K_c)
    assert room.ui.panel is Panel.NONE
    assert room.ui.toast is not None
    assert room.ui.toast.name == "facilitator.none.promises"


def test_tokens_and_passes_are_lists() -> None:
    """K spends a token, O lets somebody pass."""
    room = Room().go_to("play")
    round_ = room.watch.latest().projector.round
    assert round_ is not None
    cast = [seat.name for seat in round_.cast]
    room.press(pygame.K_k, pygame.K_1, pygame.K_o, pygame.K_2)
    after = room.watch.latest().projector.round
    assert after is not None
    assert sum(after.tokens.values()) == sum(round_.tokens.values()) - 1
    assert after.cast[1].name not in cast


def test_thanks_are_written_and_nodded_through() -> None:
    """J types a line of thanks, Y shows it to the room."""
    room = Room(rounds=1).go_to("kudos").press(pygame.K_j, "Thank you, Omar", pygame.K_RETURN)
    assert room.watch.latest().projector.kudos == ()
    room.press(pygame.K_y, pygame.K_1)
    assert room.watch.latest().projector.kudos == ("Thank you, Omar",)
    assert room.ui.panel is Panel.NONE


def test_help_opens_and_any_key_closes_it() -> None:
    """H shows the keys; the key that closes them does nothing else."""
    room = Room().press(pygame.K_h)
    assert room.ui.panel is Panel.HELP
    room.press(NEXT)
    assert (room.ui.panel, room.asked) == (Panel.NONE, [])


def test_a_question_mark_brings_the_rules_back() -> None:
    """It shows them over whatever is on, and puts them away; so does Next."""
    room = Room().go_to("play").press(pygame.K_QUESTION)
    assert room.watch.latest().projector.kind == "rules"
    room.press(pygame.K_QUESTION)
    assert room.watch.latest().projector.kind == "play"
    room.press(pygame.K_QUESTION, NEXT)
    assert room.watch.latest().projector.kind == room.kind == "play"
    assert not room.watch.refusals
    assert room.asked[-4:] == ["rules", "rules", "rules", "next"]


def test_under_rules_that_were_called_for_no_key_of_the_scene_does_anything() -> None:
    """Nobody sees what it would do."""
    room = Room().go_to("play").press(pygame.K_QUESTION)
    known = len(room.asked)
    room.press(pygame.K_t, pygame.K_UP, pygame.K_k, pygame.K_1)
    assert (room.asked[known:], room.ui.panel) == ([], Panel.NONE)


def _with_secret() -> Room:
    room = Room().go_to("draw")
    for _ in range(20):
        if "customer" in room.watch.latest().host.secrets:
            return room
        room.press(pygame.K_d)
    raise AssertionError("no customer has a secret")


def test_a_peek_asks_to_look_away_and_opens_only_while_held() -> None:
    """Z once, then Z held: released, or with the keyboard gone, the secrets are hidden."""
    room = _with_secret().press(pygame.K_z)
    assert room.peek == "away"
    up = Key(symbol=pygame.K_z, down=False)
    room.press(up)
    assert room.peek == "away"
    room.press(pygame.K_z)
    assert room.peek == "open"
    room.press(pygame.K_z)
    assert room.peek == "open"
    assert peek.focus_lost(room.ui).peek is Peek.NO
    room.press(up)
    assert room.peek == ""


def test_any_other_key_ends_a_peek_and_does_nothing_else() -> None:
    """Esc or Next while the room looks away: no secret, no step."""
    room = _with_secret().press(pygame.K_z, NEXT)
    assert room.peek == ""
    assert room.kind == "draw"


def test_a_new_phase_ends_a_peek() -> None:
    """The clock may end the phase while the key is held."""
    room = _with_secret().press(pygame.K_z, pygame.K_z)
    seen = room.watch.latest()
    room.watch.post(Next(id="x", phase_id=seen.projector.phase_id))
    room.press(Key(symbol=0, place=0))
    assert room.peek == ""


def _invited(networks: int = 2) -> Room:
    room = Room()
    room.watch.invitation = INVITATION
    room.watch.remote = replace(REMOTE, networks=REMOTE.networks[:networks])
    return room


def _message(room: Room) -> str:
    return "" if room.ui.toast is None else room.ui.toast.name


@pytest.mark.parametrize("symbol", [pygame.K_a, pygame.K_w, pygame.K_i])
def test_without_phones_their_keys_say_so(symbol: int) -> None:
    """Nothing is asked of anybody, and nobody is asked to look away."""
    room = Room().press(symbol)
    assert (_message(room), room.asked, room.peek) == ("invite.off", [], "")
    assert room.watch.networks_asked == 0


def test_the_door_goes_round() -> None:
    """Open, by code, shut, and open again, in any phase; each press says what is so now."""
    room = _invited()
    messages = []
    for _ in range(2):
        messages.append(_message(room.press(pygame.K_w)))
    messages.append(_message(room.go_to("play").press(pygame.K_w)))
    assert messages == ["door.code", "door.shut", "door.open"]
    assert room.watch.state.door is Door.OPEN
    assert not room.watch.refusals


def test_the_next_network_is_asked_for_in_the_lobby() -> None:
    """Where there is another; the game hears nothing of it."""
    room = _invited().press(pygame.K_a)
    assert (room.watch.networks_asked, room.asked) == (1, [])
    alone = _invited(networks=1).press(pygame.K_a)
    assert (alone.watch.networks_asked, _message(alone)) == (0, "invite.one_network")
    assert room.go_to("draw").press(pygame.K_a).watch.networks_asked == 1


def test_the_pin_is_peeked_at_on_one_display() -> None:
    """The room looks away first; it opens for its own key only, and as long as that is held."""
    room = _invited().press(pygame.K_i)
    assert (room.peek, room.ui.peek_for) == ("away", "facilitator")
    assert room.press(pygame.K_z).peek == ""
    room.press(pygame.K_i, pygame.K_i)
    assert room.peek == "open"
    assert room.press(Key(symbol=pygame.K_i, down=False)).peek == ""


def test_the_pin_comes_and_goes_in_the_facilitators_window() -> None:
    """The same key again hides it, and so does the next phase."""
    room = _invited()
    room.ui = replace(room.ui, single=False)
    assert room.press(pygame.K_i).ui.pin
    assert not room.press(pygame.K_i).ui.pin
    room.press(pygame.K_i, NEXT, Key(symbol=0))
    assert (room.ui.pin, room.peek) == (False, "")


def test_on_two_displays_nothing_of_the_desk_is_on_the_projector() -> None:
    """The part of the UI state that the projector shows has no overlay, message or peek."""
    room = Room().press(pygame.K_n)
    bare = replace(room.ui, single=False, toast=room.ui.with_toast("x", 0).toast).for_projector()
    assert (bare.panel, bare.typing, bare.toast, bare.peek) == (Panel.NONE, None, None, Peek.NO)


def test_a_refusal_is_a_word_for_a_moment() -> None:
    """A key that did nothing says why, and the word goes away."""
    room = Room().press(BACK)
    refusal = room.watch.refusal()
    assert refusal is not None
    after = refused(room.ui, refusal, room.at)
    assert after.toast is not None
    assert after.toast.name == "refusal.nothing_to_undo"
    assert after.without_expired(room.at + 1).toast is not None
    assert after.without_expired(room.at + 60).toast is None


@pytest.mark.parametrize("kind", ["lobby", "draw", "brief", "play", "vote", "result", "kudos"])
@pytest.mark.one_in(2)
def test_every_key_is_safe_in_every_phase(kind: str) -> None:
    """No key raises, whatever phase it is pressed in."""
    for symbol in (*range(32, 127), pygame.K_F1, pygame.K_F5, pygame.K_TAB, pygame.K_RETURN):
        Room(rounds=1).go_to(kind).press(symbol, Key(symbol=symbol, down=False))


def _toast(room: Room) -> tuple[str, dict[str, str | int]] | None:
    toast = room.ui.toast
    return None if toast is None else (toast.name, dict(toast.values))


def test_the_volume_goes_up_and_down_as_far_as_it_goes() -> None:
    """One step a key, and the toast says the level; at the end it stays."""
    room = Room().press(pygame.K_F7)
    assert _toast(room) == ("voice.volume", {"level": 7})
    room.press(*(pygame.K_F8,) * 5)
    assert _toast(room) == ("voice.volume", {"level": 10})
    room.press(*(pygame.K_F7,) * 12)
    assert _toast(room) == ("voice.volume", {"level": 0})
    assert room.watch.latest().projector.volume == 0
    assert not room.watch.refusals


def test_muting_is_said_in_words() -> None:
    """M turns the reading off and on; who asks for it again turns it on too."""
    room = Room().press(pygame.K_m)
    assert _toast(room) == ("voice.muted", {})
    assert room.watch.latest().projector.muted
    room.press(pygame.K_m)
    assert _toast(room) == ("voice.unmuted", {})
    room.press(pygame.K_m, pygame.K_F6)
    assert _toast(room) == ("voice.unmuted", {})
    assert not room.watch.latest().projector.muted


def test_repeating_carries_the_phase_and_the_volume_does_not() -> None:
    """What has moved on is not read again; softer is softer whatever is on."""
    room = Room().press(NEXT, pygame.K_F6, pygame.K_F7, pygame.K_m)
    repeat, volume, mute = room.watch.posted[-3:]
    assert [repeat.name, volume.name, mute.name] == ["repeat_speech", "volume", "mute_speech"]
    assert repeat.phase_id == room.watch.state.running.phase_id
    assert volume.phase_id is mute.phase_id is None


def _asking(*, single: bool) -> Room:
    """Two have written at the chat desk."""
    room = Room("chat-desk").go_to("ask")
    room.ui = replace(room.ui, single=single)
    for voter in ("v1", "v2"):
        room.watch.post(Join(voter=voter))
        room.watch.post(WriteLine(round=1, text=f"By {voter}", voter=voter))
    return room


def test_lines_are_read_where_the_room_cannot_see_them() -> None:
    """Beside a facilitator's window; on one display a word says where they are read."""
    room = _asking(single=True).press(pygame.K_y)
    assert room.ui.panel is Panel.NONE
    assert room.ui.toast is not None
    assert room.ui.toast.name == "facilitator.lines.private"
    room = _asking(single=False).press(pygame.K_y, pygame.K_DOWN, pygame.K_RETURN)
    lines = room.watch.state.lines_of(1).by
    assert (lines["v1"].option, lines["v2"].option) == (1, 0)
    room.press(pygame.K_DELETE)
    assert room.watch.state.lines_of(1).by["v2"].dismissed
    assert room.ui.panel is Panel.NONE


def test_a_figure_says_how_many_lines_are_on_paper() -> None:
    """While everybody writes; more than six are refused in words."""
    room = Room("chat-desk").go_to("ask").press(pygame.K_4)
    assert len(room.watch.state.lines_of(1).papers) == 4
    room.press(pygame.K_9)
    assert len(room.watch.state.lines_of(1).papers) == 4
    refusal = room.watch.refusal()
    assert refusal is not None
    assert refusal.why is Why.BAD_VALUE
