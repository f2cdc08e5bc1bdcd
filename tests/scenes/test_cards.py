"""The draw and the brief: cards, seats, and what the room watches for."""

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.scenes.cards import brief, draw
from tests.scenes.views import EN, card, reel, round_view, seat, view

K = PhaseKind
REELS = (
    reel(Kind.BUSINESS, title="Garden centre", text="Plants and pots"),
    reel(Kind.ROLE, title="Collector", text="Of snow globes"),
    reel(Kind.PROMPT, title="A parrot", text="Can you teach it to swear?"),
)


def test_reels_that_turn_settle_in_their_order() -> None:
    """A locked one stood there before."""
    locked = (reel(Kind.MOOD, locked=True, title="Calm"), *REELS)
    made = draw(view(K.DRAW, round=round_view(reels=locked)), EN)
    assert [one.turn for one in made.reels] == [None, 0, 1, 2]
    assert [one.icon for one in made.reels] == ["mask", "shop", "badge", "quote"]


def test_a_request_shows_its_title_only() -> None:
    """Its words come in the brief, where they are the biggest thing."""
    made = draw(view(K.DRAW, round=round_view(reels=REELS)), EN).reels[-1]
    assert (made.title, made.text, made.loud) == ("A parrot", "", True)
    here = round_view(reels=REELS)
    assert brief(view(K.BRIEF, round=here), EN).request == "Can you teach it to swear?"


def test_each_seat_has_its_cards_and_its_people() -> None:
    """One seat for three heads; an unknown one has no cards; an empty one is a volunteer's."""
    cast = (seat("agent", "Sara"), seat("agent", "Reza"), seat("customer"), seat("parrot", "Omar"))
    here = round_view(reels=REELS, cast=cast)
    agent, customer, parrot = brief(view(K.BRIEF, round=here), EN).seats
    assert agent.who == EN.listed(["Sara", "Reza"])
    assert [one.text for one in agent.cards] == ["Garden centre"]
    assert (agent.shape, agent.icon) == ("business", "headset")
    assert customer.who == EN.say("seat.volunteer")
    assert [one.kind for one in customer.cards] == ["role"]
    assert (parrot.shape, parrot.icon, parrot.name, parrot.cards) == (
        "observer",
        "eye",
        "parrot",
        (),
    )


def test_each_part_of_the_room_watches_for_something() -> None:
    """With three cards each part has its own; with fewer all watch for all."""
    cards = tuple(card(Kind.OBSERVER, text=f"Watch {n}") for n in range(4))
    places = ["room.left", "room.middle", "room.right"]
    for count, expected in ((4, places), (2, ["room.all", "room.all"])):
        here = view(K.BRIEF, round=round_view(observers=cards[:count]))
        assert [one.title for one in brief(here, EN).watchers] == [EN.say(at) for at in expected]
