"""Votes and guesses: what is asked now, by hand, by phone or at the keyboard."""

from dataclasses import replace

from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.view_models import HostView
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.scenes.ballot import VoteScene, guess, hands_in_doubt, vote
from improv.scenes.words import Names
from tests.scenes.views import EN, FA, person, view, vote_view

K = PhaseKind


def made(names: Names = EN, keyboard: int | None = None, **changes: object) -> VoteScene:
    """The vote of a view."""
    return vote(view(K.VOTE, vote=vote_view(**changes)), names, keyboard)


def test_the_criterion_that_is_asked() -> None:
    """Its four grades in words, in order, and the moves that were seen."""
    scene = made()
    assert scene.question.text == EN.say("criterion.handling")
    assert (scene.question.kind, scene.question.icon) == ("handling", "star")
    assert [one.label for one in scene.choices.options] == [
        EN.say(f"criterion.handling.{grade}") for grade in (1, 2, 3, 4)
    ]
    assert scene.choices.graded
    assert [one.text for one in scene.moves] == [EN.say(f"move.{move}") for move in MOVES]
    assert scene.steps == ()
    assert scene.keyboard == ""


def test_several_criteria_come_one_after_the_other() -> None:
    """Each as its shape; the last stays when all have been asked."""
    for asking, step in ((1, 1), (9, 2)):
        scene = made(FA, criteria=("calm", "friendly", "heard"), asking=asking)
        assert [one.icon for one in scene.steps] == ["circle", "heart", "bubble"]
        assert scene.step == step
        assert scene.step_of == FA.say("vote.criterion_of", number=step + 1, total=3)


def test_hands_are_counted_where_somebody_raised_one() -> None:
    """In figures; a row of another length is of another question."""
    scene = made(FA, hands={"handling": (0, 2, 0, 12), MOVES_ROW: (1, 0, 0, 0, 0, 0)})
    assert [one.count for one in scene.choices.options] == ["", "۲", "", "۱۲"]
    assert [one.figure for one in scene.moves] == ["۱", "", "", "", "", ""]
    stale = made(hands={"handling": (5, 5)})
    assert {one.count for one in stale.choices.options} == {""}


def test_at_the_keyboard_it_says_how_and_never_what() -> None:
    """The criterion is the voter's own; no hands, no moves."""
    scene = made(criteria=("calm", "friendly"), keyboard=1, voted=3)
    assert scene.question.kind == "friendly"
    assert not scene.choices.by_hand
    assert scene.moves == ()
    assert scene.keyboard == EN.say("vote.keyboard.how")
    assert scene.ballots == EN.say("vote.counted", count=3)


def test_lines_have_their_number_and_options_their_words() -> None:
    """A pick of what was played, or of what the format names."""
    asked = vote_view(kinds=(BallotKind.PICK,), criteria=())
    lines = replace(asked, options=("1", "2"), hands={CHOICE_ROW: (0, 4)})
    scene = vote(view(K.VOTE, vote=lines), EN, None)
    assert scene.question.text == EN.say("vote.pick")
    assert [(one.number, one.label, one.count) for one in scene.choices.options] == [
        ("1", "", ""),
        ("2", "", "4"),
    ]
    assert not scene.choices.graded
    own = Names("en", {"option.mood-1": "Angry"})
    named = vote(view(K.VOTE, vote=replace(asked, options=("mood-1", "2"))), own, 0)
    assert [one.label for one in named.choices.options] == ["Angry", ""]
    spoken = Names("en", {"option.2": "How can I help?"})
    worded = vote(view(K.VOTE, vote=lines), spoken, None)
    assert [one.label for one in worded.choices.options] == [EN.place("1"), "How can I help?"]
    assert named.keyboard == EN.say("vote.keyboard.pick")


def test_where_the_room_has_guessed_nothing_is_asked() -> None:
    """The vote is the players' own: what they tell of themselves."""
    scene = vote(view(K.VOTE), EN, None)
    assert scene.question.text == EN.say("vote.nothing")
    assert (scene.choices.options, scene.how) == ((), "")


def test_the_room_is_told_how_to_vote() -> None:
    """By phone where somebody has one in, else by hand; the keyboard has words of its own."""
    for voters, words in ((0, "vote.how.hands"), (3, "vote.how")):
        asked = vote_view(voters=voters)
        assert vote(view(K.VOTE, vote=asked), FA, None).how == FA.say(words)
        assert guess(view(K.GUESS, vote=asked), FA, None).how == FA.say(words)
        assert vote(view(K.VOTE, vote=asked), FA, 0).how == ""


def test_more_hands_than_people_are_asked_about() -> None:
    """Of grades everybody raises one, of moves several; nobody is counted where none has a name."""
    eight = tuple(person(f"P{n}", present=n < 8) for n in range(9))
    room = HostView(view(K.VOTE, people=eight))
    assert hands_in_doubt(room, "handling", (0, 118, 0, 0)) == {"hands": 118, "present": 8}
    assert hands_in_doubt(room, "handling", (4, 4, 0, 1)) == {"hands": 9, "present": 8}
    assert hands_in_doubt(room, "handling", (4, 4, 0, 0)) is None
    assert hands_in_doubt(room, MOVES_ROW, (8, 8, 0, 0, 0, 0)) is None
    assert hands_in_doubt(room, MOVES_ROW, (8, 9, 0, 0, 0, 0)) == {"hands": 9, "present": 8}
    assert hands_in_doubt(HostView(view(K.VOTE)), "handling", (0, 0, 0, 118)) is None


def test_a_headcount_says_how_many_hands_there_can_be() -> None:
    """The roster need not be complete; it is complete only by chance."""
    room = HostView(view(K.VOTE, people=(person("P1"), person("P2"))), headcount=30)
    assert hands_in_doubt(room, "handling", (0, 10, 20, 0)) is None
    assert hands_in_doubt(room, "handling", (0, 10, 21, 0)) == {"hands": 31, "present": 30}


def test_a_guess_names_all_that_it_may_be() -> None:
    """Lines too, by their number; without options the question stands alone."""
    asked = vote_view(kinds=(BallotKind.GUESS,), options=("2",))
    scene = guess(view(K.GUESS, vote=asked), EN, None)
    assert [one.label for one in scene.choices.options] == [EN.option("2")]
    assert guess(view(K.GUESS), EN, None).choices.options == ()


def test_a_player_who_guesses_is_asked_alone() -> None:
    """By the name of the seat; they say it aloud."""
    asked = vote_view(kinds=(BallotKind.GUESS,), options=("2",), guessers=("customer",))
    scene = guess(view(K.GUESS, vote=asked), EN, None)
    assert scene.question == EN.say("guess.ask.seat", seat=EN.listed(["Customer"]))
    assert scene.how == EN.say("guess.how.seat")
