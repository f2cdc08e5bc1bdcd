"""A request made whole: what its desk says in its slots, and the day that its customer has."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.cards import Audience, Card, Desk, Kind, Pack, Words
from improv.core.chance import Chance
from improv.core.draw import Deck, Hand
from improv.core.formats import PhaseKind, Reel
from improv.core.reels import draw_reels
from improv.core.slots import filled, misplaced_brace, open_slots
from improv.core.state import Setup
from tests.core.sample_decks import CALL
from tests.core.session_driver import SessionDriver

DESK, REQUEST = Reel("business", Kind.BUSINESS), Reel("request", Kind.PROMPT)
CARDS = (
    Card("p/cleaner", Kind.BUSINESS, ()),
    Card("p/zoo", Kind.BUSINESS, ()),
    Card("p/silent", Kind.BUSINESS, ()),
    Card("p/about", Kind.PROMPT, ()),
    Card("p/own", Kind.PROMPT, ()),
    Card("p/birthday", Kind.DAY, ()),
    Card("p/exam", Kind.DAY, (), secrets={"secret": frozenset({Audience.OBSERVER})}),
)
ENGLISH: dict[str, Words] = {
    "p/cleaner": {"title": "Cleaner", "thing": "my coat"},
    "p/zoo": {"title": "Zoo", "thing": "my ticket"},
    "p/silent": {"title": "Silent"},
    "p/about": {"title": "About {thing}", "text": "It’s about {thing}."},
    "p/own": {"title": "Own", "text": "Nothing is open.", "secret": "A wish."},
    "p/birthday": {"title": "Birthday", "secret": "It is your birthday.", "reveal": "A birthday."},
    "p/exam": {"title": "Exam", "secret": "You passed.", "reveal": "An exam."},
}
PERSIAN: dict[str, Words] = {
    "p/cleaner": {"title": "خشک‌شویی", "thing": "پالتوم"},
    "p/about": {"title": "برای {thing}", "text": "برای {thing} اومدم."},
    "p/birthday": {"title": "تولد", "secret": "تولدتان است."},
}


def deck(*names: str, english: dict[str, Words] = ENGLISH) -> Deck:
    """The cards of these names, or all, in two languages."""
    cards = {card.id: card for card in CARDS if not names or card.id[2:] in names}
    words = {
        language: {id_: said for id_, said in spoken.items() if id_ in cards}
        for language, spoken in (("en", english), ("fa", PERSIAN))
    }
    game = replace(CALL, draws=(DESK, REQUEST), twists=())
    return Deck((Pack("p", {}, cards, words),), {"call": game})


def hand(*names: str, seed: int = 1, language: str = "en") -> Hand:
    """A hand before it."""
    return Hand(deck(*names), language, Chance(seed), {})


@given(seed=st.integers(0, 200))
def test_a_request_says_what_its_desk_says(seed: int) -> None:
    """In its title and its text; and it comes to no desk that leaves it open."""
    cards, _ = draw_reels(hand("cleaner", "zoo", "silent", "about", seed=seed), (DESK, REQUEST), {})
    desk, words = cards["business"].card.id, cards["request"].words["en"]
    thing = {"p/cleaner": "my coat", "p/zoo": "my ticket"}[desk]
    assert words == {"title": f"About {thing}", "text": f"It’s about {thing}."}


def test_it_is_whole_in_every_language_that_its_desk_speaks() -> None:
    """A language in which the desk says nothing has no words of it, rather than a brace."""
    coat, _ = draw_reels(hand("cleaner", "about"), (DESK, REQUEST), {})
    assert coat["request"].words["fa"]["text"] == "برای پالتوم اومدم."
    ticket, _ = draw_reels(hand("zoo", "about"), (DESK, REQUEST), {})
    assert set(ticket["request"].words) == {"en"}
    in_persian = hand("zoo", "cleaner", "about", language="fa")
    assert draw_reels(in_persian, (DESK, REQUEST), {})[0]["business"].card.id == "p/cleaner"


def test_a_request_that_no_desk_makes_whole_does_not_come() -> None:
    """Not at all where none can, and not to a desk that stays."""
    assert [card.id for card in hand("silent", "about", "own").pile(Kind.PROMPT)] == ["p/own"]
    silent = deck().drawn(CARDS[2])
    for seed in range(20):
        cards, _ = draw_reels(hand(seed=seed), (DESK, REQUEST), {"business": silent})
        assert cards["request"].card.id == "p/own"


def test_without_a_desk_in_the_game_some_desk_says_it() -> None:
    """Nobody sees it, and the request is whole."""
    said = {
        draw_reels(hand("cleaner", "zoo", "about", seed=seed), (REQUEST,), {})[0]["request"].words[
            "en"
        ]["text"]
        for seed in range(20)
    }
    assert said == {"It’s about my coat.", "It’s about my ticket."}


def test_a_request_that_stays_says_what_the_next_desk_says() -> None:
    """Its day stays with it."""
    cards = deck("cleaner", "zoo", "about", "birthday", "exam")
    driver = SessionDriver("call", setup=Setup(5), deck=cards).to(PhaseKind.DRAW)
    driver.act(a.Lock(id="", reel="request", on=True))
    first = driver.round.cards["request"].words["en"]
    heard = set[str]()
    for _ in range(6):
        driver.act(a.Redraw(id=""))
        words = driver.round.cards["request"].words["en"]
        assert words["secret"] == first["secret"]
        heard.add(words["text"])
    assert heard == {"It’s about my coat.", "It’s about my ticket."}


def test_a_request_that_is_picked_by_hand_comes_with_a_day_as_well() -> None:
    """It is made whole, and has a story like one that was drawn."""
    cards = deck("cleaner", "about", "own", "birthday")
    driver = SessionDriver("call", setup=Setup(5), deck=cards).to(PhaseKind.DRAW)
    for card in ("p/own", "p/about"):
        driver.act(a.PickCard(id="", card=card))
    words = driver.round.cards["request"].words["en"]
    assert (words["text"], words["secret"]) == ("It’s about my coat.", "It is your birthday.")


def test_what_is_drawn_stays_when_both_do() -> None:
    """A pack that was edited meanwhile changes nothing."""
    cards, before = draw_reels(hand("cleaner", "about"), (DESK, REQUEST), {})
    other = {**ENGLISH, "p/about": {"title": "New", "text": "New: {thing}."}}
    edited = replace(before, deck=deck("cleaner", "about", english=other), cards=())
    assert draw_reels(edited, (DESK, REQUEST), cards)[0] == cards


def test_a_request_without_a_story_comes_with_a_day() -> None:
    """Every day once before any twice; what is secret of a day is secret of the request."""
    here, came = hand("cleaner", "about", "birthday", "exam"), list[str]()
    for _ in range(4):
        cards, here = draw_reels(here, (DESK, REQUEST), {})
        request = cards["request"]
        words = request.say("en")
        assert words["title"] == "About my coat"
        came.append(words["secret"])
        whose = {Audience.OBSERVER} if "passed" in words["secret"] else {Audience.CUSTOMER}
        assert request.card.audience("secret") == whose
        assert request.card.audience("reveal") == {Audience.FACILITATOR}
        here = Hand(here.deck, "en", here.chance, here.seen)
    assert {*came[:2]} == {*came[2:]} == {"It is your birthday.", "You passed."}


def test_a_request_with_a_story_has_no_day_and_another_packs_day_is_not_its_own() -> None:
    """One secret a scene; a day belongs to the requests of its pack."""
    cards, _ = draw_reels(hand("cleaner", "own", "birthday"), (DESK, REQUEST), {})
    assert cards["request"].say("en")["secret"] == "A wish."
    own, days = deck("cleaner", "about").packs[0], deck("birthday").packs[0]
    two = Hand(Deck((own, replace(days, id="q")), {}), "en", Chance(1), {})
    cards, _ = draw_reels(two, (DESK, REQUEST), {}, Desk.HOME)
    assert "secret" not in cards["request"].say("en")


def test_what_is_said_of_a_request_is_filled_with_what_is_said_of_the_desk() -> None:
    """As a voice says it where that is written otherwise; else as it is written."""
    spoken = {"thing": "my 2 coats", "say.thing": "my two coats"}
    request = {"text": "For {thing}.", "say.text": "Just for {thing}."}
    assert filled(request, spoken) == {
        "text": "For my 2 coats.",
        "say.text": "Just for my two coats.",
    }
    assert filled(request, {"thing": "my coat"})["say.text"] == "Just for my coat."


def test_braces_that_are_no_slot_are_found() -> None:
    """The first that opens or closes nothing; a slot is what stands between two."""
    assert [misplaced_brace(text) for text in ("a", "{thing}", "a {thing", "a} {b}", "{a{b}")] == [
        *(-1, -1),
        *(2, 1, 0),
    ]
    assert open_slots({"text": "{thing} and {deed}", "title": "{thing}"}) == {"thing", "deed"}
