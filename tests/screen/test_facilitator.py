"""The facilitator's window: what it must show, and that it fits, in four languages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from improv.core import actions as a
from improv.core.cards import Audience
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.roster import Door
from improv.core.state import Setup
from improv.core.view_models import BallotBurst
from improv.locale.phrases import phrase
from improv.scenes.heading import any_clock
from improv.scenes.words import Names
from improv.screen.composition import Picture, compose
from improv.screen.facilitator import compose_facilitator
from improv.screen.frame import Frame
from improv.screen.hands_grid import grid
from improv.screen.sample_data import INVITATION, NAMES, REMOTE
from improv.screen.scene_registry import moments
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, Peek, Toast, Typing, UiState

K = PhaseKind
SIZES = ((1280, 800), (1024, 768), (1920, 1080), (900, 1200), (640, 400))


def _frame(
    play: ScriptedSession, ui: UiState | None = None, size: tuple[int, int] = SIZES[0]
) -> Frame:
    seen = play.snapshot()
    ui = ui or UiState(single=False, hands=grid(seen.projector.vote))
    return Frame(seen.projector, play.now, float("inf"), ui, size, host=seen.host)


def _words(picture: Picture) -> str:
    return "\n".join(placed.text for placed in picture.placed)


@pytest.fixture
def play(sample_deck: Deck) -> ScriptedSession:
    """A session of a game with twists, tokens and secrets, in its draw."""
    play = ScriptedSession(sample_deck, game="lawnmower", names=("Sara", "Reza", "Leila", "Noam"))
    play.go_to(K.DRAW)
    for _ in range(20):
        if play.snapshot().host.secrets:
            return play
        play.do(a.Redraw)
    raise AssertionError("no card of the sample has a secret")


def test_cards_that_cannot_be_played_are_told_here_alone(play: ScriptedSession) -> None:
    """In the language of the picture, and in no picture of the room's."""
    lines = {"en": ("mine/en.yaml:3:1: broken",), "fa": ("mine/en.yaml:3:1: خراب",)}
    frame = replace(_frame(play), cards_trouble=lines)
    told = _words(compose_facilitator(frame))
    assert phrase("en", "watch.title") in told
    assert "mine/en.yaml:3:1: broken" in told
    assert "خراب" not in told
    assert "mine" not in _words(compose(frame))
    alone = replace(frame, ui=UiState(single=True))
    assert "mine" not in _words(compose(alone))


def test_the_secrets_are_here_and_not_on_the_projector(play: ScriptedSession) -> None:
    """Every secret of every reel; on the projector not a word of them."""
    frame = _frame(play)
    assert frame.host is not None
    hidden = [
        text
        for reels in frame.host.secrets.values()
        for words in reels.values()
        for text in words.values()
    ]
    mine, theirs = _words(compose_facilitator(frame)), _words(compose(frame))
    assert hidden
    assert all(text in mine for text in hidden)
    assert not any(text in theirs for text in hidden)


def test_coming_twists_count_down(play: ScriptedSession) -> None:
    """Before the scene they come later; in it, in so many seconds, which go by."""
    assert "later" in _words(compose_facilitator(_frame(play)))
    play.go_to(K.PLAY)
    assert play.state.round is not None
    after = play.state.round.coming[0].after // 1000
    play.wait(5.5)
    picture = compose_facilitator(_frame(play))
    assert f"in \u2068{after - 5}\u2069 s" in _words(picture)
    assert picture.changes_at == play.state.running.entered + 6000


def test_who_is_next_what_was_promised_and_what_is_left(play: ScriptedSession) -> None:
    """Cast, next players, tokens, heat, promises and the mark that nobody else sees."""
    play.go_to(K.PLAY)
    play.do(a.Promise, text="24 hours")
    play.do(a.Safety, on=True)
    words = _words(compose_facilitator(_frame(play)))
    names = [seat.name for seat in play.snapshot().host.next_players]
    assert names
    assert all(name in words for name in names)
    assert {"24 hours", "Heat", "Mute"} <= {
        part for part in ("24 hours", "Heat", "Mute") if part in words
    }
    assert "Not ranked" in words


def test_why_a_sentence_is_asked_for_is_told_here(play: ScriptedSession) -> None:
    """While the last picture stands, and not before."""
    why = phrase("en", "intention.why")
    assert why not in _words(compose_facilitator(_frame(play)))
    play.go_to(K.RESULT)
    play.do(a.Reveal)
    play.do(a.End)
    play.go_to(K.END)
    assert why in _words(compose_facilitator(_frame(play)))


def test_a_vote_shows_its_hands_and_how_many_are_missing(play: ScriptedSession) -> None:
    """Counts as they were typed; of phones only a number."""
    play.do(a.Join, voter="phone-1")
    play.do(a.Join, voter="phone-2")
    play.go_to(K.DEBRIEF)
    play.go_to(K.VOTE)
    play.do(a.ShowHands, rows={"handling": (1, 2, 31, 4)})
    words = _words(compose_facilitator(_frame(play)))
    assert "1  2  31  4" in words
    assert "\u20682\u2069 have not voted" in words


def test_votes_that_may_be_stuffed_are_doubted_here_and_not_on_the_projector(
    play: ScriptedSession,
) -> None:
    """More votes than people, and a burst of new phones, until the result is shown."""
    play.do(a.Join, voter="phone-1")
    play.do(a.SetHeadcount, number=3)
    play.go_to(K.VOTE)
    play.do(a.ShowHands, rows={"handling": (1, 1, 0, 1)})
    assert play.state.round is not None
    number = play.state.round.number

    def seen() -> tuple[str, str]:
        burst = BallotBurst(number, 20)
        frame = replace(_frame(play), burst=burst, remote=REMOTE)
        theirs = compose(replace(frame, ui=frame.ui.for_projector()))
        return _words(compose_facilitator(frame)), _words(theirs)

    mine, theirs = seen()
    wanted = {"Are these votes right?", "On the remote you can count only", "20", "3"}
    assert all(text in mine for text in wanted)
    assert "Are these votes right?" not in theirs
    play.do(a.Reveal)
    mine, _ = seen()
    assert "Are these votes right?" not in mine


def test_who_came_during_the_scene_is_named_with_the_key_that_lets_them_in(
    play: ScriptedSession,
) -> None:
    """In the scene already; once they are let in nobody is left to name."""
    play.go_to(K.PLAY)
    play.do(a.EditRoster, add=("Dora",))
    play.do(a.Join, voter="late", claims="p5")
    play.do(a.Join, voter="later")
    words = _words(compose_facilitator(_frame(play)))
    assert {"Came during the scene (A)", "\u2068Dora\u2069, \u2068a phone\u2069"} <= set(
        words.splitlines()
    )
    play.do(a.LetIn)
    assert "Came during" not in _words(compose_facilitator(_frame(play)))


def _phones(play: ScriptedSession, ui: UiState) -> str:
    seen = play.snapshot()
    frame = replace(_frame(play, ui), invitation=seen.invitation, remote=seen.remote)
    return _words(compose_facilitator(frame))


def test_joined_connected_and_voted_are_three_numbers(play: ScriptedSession) -> None:
    """With the address, the door, and how many remotes there are."""
    play.invitation, play.remote = replace(INVITATION, connected=1), REMOTE
    play.do(a.Join, voter="phone-1")
    play.do(a.Join, voter="phone-2")
    play.do(a.SetDoor, door=Door.CODE)
    play.go_to(K.VOTE)
    words = _phones(play, UiState(single=False))
    assert "\u20682\u2069 joined · \u20681\u2069 connected" in words
    assert "\u20680\u2069 of \u20682\u2069 have voted" in words
    assert f"\u2068{INVITATION.address}\u2069 · \u2068{INVITATION.code}\u2069" in words
    assert "Newcomers need the room code" in words
    assert "\u20681\u2069 remote connected" in words


def test_the_pin_is_here_only_while_it_is_asked_for(play: ScriptedSession) -> None:
    """Whoever looks over a shoulder does not read it at any time."""
    play.invitation, play.remote = INVITATION, REMOTE
    assert REMOTE.pin not in _phones(play, UiState(single=False))
    assert REMOTE.pin in _phones(play, UiState(single=False, pin=True))


def test_the_networks_to_choose_from_are_listed_in_the_lobby(sample_deck: Deck) -> None:
    """Each with its adapter's name; none where there is no choice."""
    lobby = ScriptedSession(sample_deck, game="lawnmower")
    lobby.invitation, lobby.remote = INVITATION, REMOTE
    assert all(network in _phones(lobby, UiState()) for network in REMOTE.networks)
    lobby.remote = replace(REMOTE, networks=REMOTE.networks[:1])
    assert "(Wi-Fi)" not in _phones(lobby, UiState())


def test_a_silent_room_is_told_of(play: ScriptedSession) -> None:
    """That nothing is read aloud, and that nothing can be heard; a low volume is no news."""
    play.do(a.SetVolume, level=1)
    words = _words(compose_facilitator(_frame(play)))
    assert "Reading aloud is off" not in words
    assert "volume" not in words
    play.do(a.MuteSpeech, on=True)
    play.do(a.SetVolume, level=0)
    words = _words(compose_facilitator(_frame(play)))
    assert "Reading aloud is off" in words
    assert "The volume is 0" in words


def test_thanks_that_wait_for_a_nod_are_shown(play: ScriptedSession) -> None:
    """They are not on the projector before the nod."""
    play.go_to(K.KUDOS)
    play.do(a.GiveKudos, text="Thank you, Noam")
    assert "Thank you, Noam" in _words(compose_facilitator(_frame(play)))
    assert "Thank you, Noam" not in _words(compose(_frame(play)))


@pytest.mark.parametrize("panel", [panel for panel in Panel if panel])
def test_what_a_key_opens_lies_here(play: ScriptedSession, panel: Panel) -> None:
    """Lists, lines, the help and the short words are in this window, and the room's is bare."""
    ui = UiState(single=False, panel=panel, typing=Typing("abc"), toast=Toast("peek.nothing"))
    frame = _frame(play, ui)
    bare = _frame(play, ui.for_projector())
    assert _words(compose_facilitator(frame)) != _words(compose_facilitator(_frame(play)))
    assert compose(bare).items == compose(_frame(play, UiState(single=False))).items


def _frames(deck: Deck, language: str) -> Iterator[tuple[str, Frame]]:
    for moment in moments(deck, language):
        for size in SIZES:
            yield (
                f"{moment.name} {size}",
                Frame(
                    moment.snapshot.projector,
                    moment.now,
                    float("inf"),
                    moment.ui,
                    size,
                    host=moment.snapshot.host,
                    invitation=moment.snapshot.invitation,
                    remote=moment.snapshot.remote,
                ),
            )


@pytest.mark.parametrize(
    "language", ["en", "ar", *(pytest.param(one, marks=pytest.mark.slow) for one in ("fa", "he"))]
)
@pytest.mark.one_in(2)
def test_no_word_leaves_its_window(sample_deck: Deck, language: str) -> None:
    """Every moment at every size: what stands in the window stands inside of it."""
    for name, frame in _frames(sample_deck, language):
        for placed in compose_facilitator(frame).placed:
            x, y, width, height = placed.area
            inside = x >= -1 and y >= -1
            inside = inside and x + width <= frame.size[0] + 1 and y + height <= frame.size[1] + 1
            assert inside, (name, placed)


def test_a_clock_that_the_room_does_not_see_is_the_facilitators(sample_deck: Deck) -> None:
    """In their window, or on one display in their peek; never in a scene."""
    here = ScriptedSession(
        sample_deck, game="lawnmower", setup=Setup(7, clock=False), names=NAMES["en"]
    )
    here.remote = REMOTE
    here.go_to(K.PLAY)
    here.wait(5)
    snapshot = here.snapshot()
    peeking = UiState(peek=Peek.OPEN, peek_for=Audience.FACILITATOR)
    peek = Frame.of(
        snapshot, here.now, peeking, SIZES[0], "stage", float("inf"), latin_digits=False
    )
    scene = Frame.of(
        snapshot, here.now, UiState(), SIZES[0], "stage", float("inf"), latin_digits=False
    )
    shown = snapshot.projector
    timer = any_clock(shown, Names.of(shown))
    assert timer is not None
    left = timer.text(here.now, minutes=True)
    for picture in (compose_facilitator(_frame(here)), compose(peek)):
        assert left in _words(picture)
        assert picture.changes_at is not None
    assert left not in _words(compose(scene))
