"""The play: the newest twist of this phase, the mute, heat and tokens."""

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.view_models import TwistView
from improv.scenes.play import PlayScene, play
from improv.scenes.words import Names
from tests.scenes.views import EN, FA, card, reel, round_view, timer, view


def made(now: int = 0, names: Names = EN, **changes: object) -> PlayScene:
    """The play of a round, in a phase that began at 10 s."""
    here = view(PhaseKind.PLAY, clock=timer(10_000, 70_000), round=round_view(**changes))
    return play(here, names, now)


def test_the_newest_twist_of_the_phase() -> None:
    """Not one that came before it."""
    early = TwistView(9_000, card(Kind.TWIST, title="Early", text="Gone"))
    late = TwistView(20_000, card(Kind.TWIST, title="A queue", text="Behind you"))
    assert made(twists=(early,)).twist is None
    twist = made(twists=(early, late)).twist
    assert twist is not None
    assert (twist.title, twist.text, twist.at, twist.icon) == (
        "A queue",
        "Behind you",
        20_000,
        "spark",
    )
    assert twist.key == "4-2"


def test_a_promise_comes_back_and_a_cue_counts_takes() -> None:
    """Both are twists, in words of their own."""
    promise = made(twists=(TwistView(20_000, promise="I call you at noon"),)).twist
    assert promise is not None
    assert (promise.title, promise.text) == (EN.say("twist.promise"), "I call you at noon")
    cue = made(twists=(TwistView(20_000, cue="New choice!"),), takes=3).twist
    assert cue is not None
    assert (cue.title, cue.text, cue.icon) == ("", "New choice!", "bell")
    assert cue.take == EN.say("play.take", number=3)


def test_a_mute_holds_until_its_instant() -> None:
    """Session clock, ms."""
    assert made(4_999, mute_until=5_000).mute is not None
    assert made(5_000, mute_until=5_000).mute is None


def test_heat_and_tokens() -> None:
    """Flames up to the heat; a token that is spent says nought, an unknown one has a plain icon."""
    scene = made(names=FA, heat=3, tokens={"escalate": 0, "wink": 2})
    assert scene.flames == (True, True, True, False, False)
    assert scene.heat == "۳"
    first, second = scene.tokens
    assert (first.icon, first.left, first.spent) == ("stairs", "۰", True)
    assert (second.icon, second.name, second.left, second.spent) == ("circle", "wink", "۲", False)


def test_a_part_has_its_own_name() -> None:
    """Where the scene has parts; else it needs none."""
    own = Names("en", {"phase.bridge": "The bridge"})
    here = view(PhaseKind.PLAY, phase="bridge", round=round_view())
    assert play(here, own, 0).part == "The bridge"
    assert made().part == ""


def test_who_calls_where_and_what_was_said() -> None:
    """As short labels in their order; without a request there is none."""
    reels = (reel(Kind.MOOD, title="Calm"), reel(Kind.BUSINESS, title="Zoo"))
    scene = made(reels=reels)
    assert [chip.text for chip in scene.chips] == ["Zoo", "Calm"]
    assert scene.request == ""
    said = made(reels=(reel(Kind.PROMPT, text="A parrot, please"),))
    assert said.request == "A parrot, please"
