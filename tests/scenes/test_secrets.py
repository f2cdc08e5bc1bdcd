"""Secrets: laid open in their order, and the two of them that the talk needs."""

import pytest

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.visibility import ANSWER
from improv.scenes.debrief import PAIRS, debrief
from improv.scenes.secrets import MOST, in_order, truth
from improv.scenes.words import Names
from tests.scenes.views import EN, reel, round_view, view

K = PhaseKind
REELS = (reel(Kind.ROLE), reel(Kind.PROMPT))
SECRETS = {
    "role": {"heard": "A bell", "secret": "Afraid of stairs"},
    "prompt": {"secret": "It is for a wedding", "correct": "Not Tuesday", "dismissed": "Again"},
}


def test_the_weightiest_is_first() -> None:
    """By its field; of two alike the request's."""
    made = truth(view(K.TRUTH, round=round_view(reels=REELS, secrets=SECRETS)), EN)
    assert [(one.kind, one.field) for one in made.secrets] == [
        ("prompt", "secret"),
        ("role", "secret"),
        ("prompt", "correct"),
        ("prompt", "dismissed"),
        ("role", "heard"),
    ]
    assert made.secrets[0].name == EN.say("field.secret")
    assert made.secrets[0].icon == "quote"


def test_only_so_many_in_one_picture() -> None:
    """An unknown field comes last, and is left out first."""
    many = {"prompt": {"secret": "A", **{f"own-{n}": "B" for n in range(MOST)}}}
    made = truth(view(K.TRUTH, round=round_view(reels=REELS, secrets=many)), EN)
    assert len(made.secrets) == MOST
    assert made.secrets[0].field == "secret"
    whole = in_order({"prompt": Kind.PROMPT}, many, EN)
    assert len(whole) == MOST + 1


def test_the_answer_is_in_the_formats_words() -> None:
    """Where it has one."""
    own = Names("en", {"option.mood-1": "Angry"})
    assert truth(view(K.TRUTH, round=round_view(answer="mood-1")), own).answer == "Angry"
    assert truth(view(K.TRUTH, round=round_view()), own).answer == ""


def test_the_talk_is_told_what_it_was_about_and_one_slip() -> None:
    """No more: the rest was seen at the truth."""
    made = debrief(view(K.DEBRIEF, round=round_view(reels=REELS, secrets=SECRETS)), EN)
    assert [one.text for one in made.reminders] == ["It is for a wedding", "Not Tuesday"]


def test_questions_come_in_turn() -> None:
    """A pair a round, and after the last the first again."""
    asked = [
        debrief(view(K.DEBRIEF, round=round_view(ordinal=ordinal)), EN).questions
        for ordinal in range(1, PAIRS + 2)
    ]
    assert len(set(asked)) == PAIRS
    assert asked[0] == asked[-1]


@pytest.mark.parametrize("count", [1, 3, 4])
def test_all_tips_of_a_format_come_in_turn(count: int) -> None:
    """However many there are; the deck's own goes first."""
    tips = {f"tip.{number}": f"Tip {number}" for number in range(1, count + 1)}
    shown = [
        debrief(view(K.DEBRIEF, format=tips, round=round_view(ordinal=ordinal)), EN).tip
        for ordinal in range(1, count + 2)
    ]
    assert shown == [*tips.values(), "Tip 1"]
    drawn = round_view(tip="Breathe")
    assert debrief(view(K.DEBRIEF, format=tips, round=drawn), EN).tip == "Breathe"
    assert debrief(view(K.DEBRIEF, round=round_view()), EN).tip == ""


def test_a_twist_and_the_answer_have_their_places_among_the_secrets() -> None:
    """They stand in no reel; the answer is the weightiest of all."""
    known = {"twist:1": {"text": "Louder"}, "prompt": {"secret": "A"}, ANSWER: {"answer": "Angry"}}
    made = in_order({"prompt": Kind.PROMPT}, known, EN)
    assert [(one.kind, one.field) for one in made] == [
        ("", "answer"),
        ("prompt", "secret"),
        ("twist", "text"),
    ]
    assert made[0].name == EN.say("field.answer")
