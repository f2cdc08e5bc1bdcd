"""Names: the format's own word, else the interface's, else the id; figures as they are written."""

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.scenes.words import Names
from tests.scenes.views import EN, FA, seat, view

OWN = Names(
    "en",
    {
        "name": "The Call",
        "phase.bridge": "The bridge",
        "phase.play": "On the line",
        "seat.agent": "Desk clerk",
        "criterion.calm.4": "Like a lake",
        "option.mood-1": "Angry",
    },
)


def test_a_format_names_its_own() -> None:
    """Seats, phases, grades, options, and itself."""
    assert OWN.game("call") == "The Call"
    assert OWN.seat("agent") == "Desk clerk"
    assert OWN.phase("bridge", PhaseKind.PLAY) == "The bridge"
    assert OWN.phase("second", PhaseKind.PLAY) == "On the line", "as all of its kind"
    assert OWN.grade("calm", 4) == "Like a lake"
    assert OWN.option("mood-1") == "Angry"


def test_the_interface_names_the_usual() -> None:
    """Where the format has no word."""
    assert OWN.seat("customer") == EN.say("seat.customer")
    assert OWN.phase("vote", PhaseKind.VOTE) == EN.say("phase.vote")
    assert OWN.criterion("calm") == EN.say("criterion.calm")
    assert OWN.kind(Kind.ROLE) == EN.say("kind.role")
    assert OWN.move("bridge") == EN.say("move.bridge")
    assert OWN.token("mute") == EN.say("token.mute")
    assert OWN.field("secret") == EN.say("field.secret")


def test_what_nobody_named_keeps_its_id() -> None:
    """A format may have any seat, criterion and option; a grade without words has none."""
    assert EN.game("call") == "call"
    assert EN.seat("parrot") == "parrot"
    assert EN.criterion("wit") == "wit"
    assert EN.grade("wit", 2) == ""
    assert EN.option("mood-1") == "mood-1"


def test_a_line_has_its_number() -> None:
    """In the language's digits."""
    assert "3" in EN.option("3")
    assert "۳" in FA.option("3")


def test_people_and_readers() -> None:
    """A seat without a name is a volunteer's; a secret is a seat's, or the facilitator's."""
    assert EN.player(seat("agent", "Sara")) == "Sara"
    assert EN.player(seat("agent")) == EN.say("seat.volunteer")
    assert EN.reader("customer") == EN.say("seat.customer")
    assert EN.reader("facilitator") == EN.say("peek.facilitator")


def test_names_in_a_row_keep_their_direction() -> None:
    """Each is isolated; an empty one is left out."""
    assert EN.listed(["Sara", "", "נועם"]) == "\u2068Sara\u2069, \u2068נועם\u2069"
    assert EN.listed([""]) == ""


def test_digits_are_the_languages_or_those_that_were_chosen() -> None:
    """For a view, too."""
    assert FA.figures(120) == "۱۲۰"
    here = view(language="fa", format={"name": "تماس"})
    assert Names.of(here, latin_digits=True).figures(120) == "120"
    assert Names.of(here).game("call") == "تماس"
    assert Names.of(here).percent(0.667) == FA.say("result.percent", number=67)


def test_the_rows_of_a_show_of_hands_have_names() -> None:
    """A criterion its own; the moves and the choice one for all surfaces."""
    assert EN.row("calm") == EN.criterion("calm")
    assert EN.row(MOVES_ROW) == EN.say("facilitator.row.moves")
    assert FA.row(CHOICE_ROW) == FA.say("facilitator.row.choice")
