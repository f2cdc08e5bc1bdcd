"""The result: which of its five forms, and what stands in it."""

from improv.core.cards import Kind
from improv.core.formats import PhaseKind
from improv.core.tally import Distribution, Tally
from improv.core.view_models import CardView, ReelView
from improv.core.votes import Electorate
from improv.scenes.result import (
    Favourite,
    Few,
    Foot,
    Hidden,
    OneCriterion,
    ResultScene,
    Several,
    favourite,
    result,
)
from improv.scenes.survey import SurveyResult
from improv.scenes.words import Names
from tests.scenes.views import EN, FA, round_view, tally, view

GUESSES = {"mood-1": 5, "mood-2": 1, "mood-3": 2}
OWN = Names("en", {"option.mood-1": "Angry", "option.mood-2": "Sad", "option.mood-3": "Calm"})


def made(tally_: Tally | None, names: Names = EN, answer: str = "") -> ResultScene:
    """The result of a tally."""
    here = view(PhaseKind.RESULT, result=tally_, round=round_view(answer=answer))
    return result(here, names)


def test_hidden_at_first() -> None:
    """Until the facilitator lifts the curtain."""
    assert made(None) == Hidden(EN.say("result.hidden"), EN.say("result.drum"))


def test_there_is_no_drum_roll_where_nobody_voted() -> None:
    """No votes are in: that is said at once, with what to do instead."""
    scene = result(view(PhaseKind.RESULT, voted=False), EN)
    assert scene == Few(EN.say("result.no_votes"), EN.say("result.few.why"), Foot((), (), ""))


def test_few_votes_are_words() -> None:
    """Figures would name people; and no votes are none."""
    few = made(tally((0, 1, 1, 0), criteria={}, overall=None))
    assert isinstance(few, Few)
    assert few.title == EN.say("result.few")
    none = made(tally())
    assert isinstance(none, Few)
    assert none.title == EN.say("result.no_votes")


def survey(tally_: Tally, before: Tally | None = None, names: Names = EN) -> ResultScene:
    """The result of a survey."""
    words = {"objective": "It is a feeling.", **names.own}
    here = view(
        PhaseKind.RESULT,
        result=tally_,
        before=before,
        round=round_view(survey=True),
        format=words,
    )
    return result(here, names)


def test_a_survey_shows_what_was_answered_before_beside_what_is_answered_now() -> None:
    """Each with its own scale and counts; no middle, no share, no place."""
    names = Names("fa", {"criterion.now": "حالا", "criterion.now.4": "کیف می‌کنم"})
    first = tally((3, 1, 0, 0), criteria={"now": Distribution((3, 1, 0, 0))})
    last = tally(
        (0, 1, 2, 3),
        criteria={"now": Distribution((0, 1, 2, 3)), "back": Distribution((5, 1, 0, 0))},
    )
    scene = survey(last, first, names)
    assert isinstance(scene, SurveyResult)
    titles = [column.title for column in scene.columns]
    assert titles == [FA.say("survey.before"), "حالا", "back"]
    before, now, _ = scene.columns
    assert [(bar.label, bar.count, bar.share) for bar in before.bars] == [
        ("۴", "۰", 0),
        ("۳", "۰", 0),
        ("۲", "۱", 0.25),
        ("۱", "۳", 0.75),
    ]
    assert [bar.count for bar in now.bars] == ["۳", "۲", "۱", "۰"]
    assert (scene.grades[0].figure, scene.grades[0].text) == ("۴", "کیف می‌کنم")
    assert scene.notes == ("It is a feeling.",)
    assert scene.summary == FA.say("result.by_hand", count=6)


def test_of_samples_it_says_how_far_the_room_agrees() -> None:
    """A column for each, and in place of the first columns how far it agreed then."""
    first = tally((2, 0, 0, 2), criteria={"one": Distribution((2, 0, 0, 2))})
    last = tally((0, 4, 0, 0), criteria={"one": Distribution((0, 4, 0, 0))})
    card = CardView("t/one", Kind.PROMPT, {})
    here = view(
        PhaseKind.RESULT,
        result=last,
        before=first,
        round=round_view(survey=True, reels=(ReelView("one", card, locked=False),)),
    )
    scene = result(here, EN)
    assert isinstance(scene, SurveyResult)
    assert [column.title for column in scene.columns] == ["one"]
    same, third = EN.percent(1), EN.percent(1 / 3)
    assert scene.notes == (
        EN.say("survey.agreement", same=same, near=same),
        EN.say("survey.agreement.before", same=third, near=third),
    )


def test_few_answers_of_a_survey_are_said_aloud() -> None:
    """Nobody is asked what worked: nobody has played."""
    few = survey(tally((0, 1, 1, 0), criteria={}, overall=None))
    assert isinstance(few, Few)
    assert few.text == EN.say("survey.few.why")


def test_one_criterion_has_a_bar_a_grade() -> None:
    """The best first, each as long as its share; the middle in words."""
    scene = made(tally((0, 1, 4, 3)), FA)
    assert isinstance(scene, OneCriterion)
    assert [(bar.label, bar.count, bar.share) for bar in scene.bars] == [
        ("۴", "۳", 3 / 8),
        ("۳", "۴", 0.5),
        ("۲", "۱", 1 / 8),
        ("۱", "۰", 0),
    ]
    assert (scene.judgement.grade, scene.judgement.median) == (3, "۳")
    assert scene.judgement.csat == FA.say("result.percent", number=88)
    assert scene.judgement.split is None
    assert scene.meaning == FA.say("criterion.handling.3")
    assert scene.choice is None


def test_a_split_is_said() -> None:
    """With why that is good."""
    scene = made(tally((2, 0, 0, 2)))
    assert isinstance(scene, OneCriterion)
    assert scene.judgement.split is not None
    assert scene.judgement.split.title == EN.say("result.split")
    assert scene.judgement.alt_text == EN.say("result.counts", one=2, two=0, three=0, four=2)


def test_several_criteria_have_a_row_each() -> None:
    """In the order of the ballot, all four grades in one bar."""
    criteria = {"calm": Distribution((1, 0, 2, 1)), "heard": Distribution((0, 0, 0, 3))}
    scene = made(tally((1, 0, 2, 4), criteria=criteria, by_hand=4))
    assert isinstance(scene, Several)
    assert [(row.label.kind, row.label.icon) for row in scene.rows] == [
        ("calm", "circle"),
        ("heard", "bubble"),
    ]
    parts = scene.rows[0].parts
    assert [(part.grade, part.begins, part.share) for part in parts] == [
        (1, 0, 0.25),
        (3, 0.25, 0.5),
        (4, 0.75, 0.25),
    ]
    assert scene.rows[1].judgement.grade == 4
    assert scene.rows[1].parts[0].share == 0.75, "one of the four did not say"


def test_a_choice_alone_has_its_favourite() -> None:
    """Or all of them, where they tie."""
    scene = made(tally(by_hand=8, choices=GUESSES), OWN)
    assert isinstance(scene, Favourite)
    assert (scene.choice.label, scene.choice.best) == (EN.say("result.winner"), "Angry")
    assert [(bar.label, bar.share, bar.best) for bar in scene.choice.options] == [
        ("Angry", 5 / 8, True),
        ("Sad", 1 / 8, False),
        ("Calm", 2 / 8, False),
    ]
    tie = made(tally(by_hand=4, choices={"mood-1": 2, "mood-2": 2}), OWN)
    assert isinstance(tie, Favourite)
    assert (tie.choice.label, tie.choice.best) == (EN.say("result.tie"), "Angry · Sad")


def test_a_rating_shows_its_guesses_too() -> None:
    """A format may ask for both: neither is left out, of one criterion or of several."""
    one = made(tally((0, 1, 4, 3), choices=GUESSES), OWN, answer="mood-2")
    assert isinstance(one, OneCriterion)
    assert one.choice is not None
    assert one.choice.label == EN.say("guess.not_found", answer="Sad")
    right = made(tally((0, 1, 4, 3), choices=GUESSES), OWN, answer="mood-1")
    assert isinstance(right, OneCriterion)
    assert right.choice is not None
    assert (right.choice.label, right.choice.best) == (EN.say("guess.found"), "Angry")
    assert [bar.count for bar in one.choice.options] == ["5", "1", "2"]
    criteria = {"calm": Distribution((1, 0, 2, 1)), "heard": Distribution((0, 0, 0, 4))}
    several = made(tally((1, 0, 2, 5), criteria=criteria, choices=GUESSES), OWN)
    assert isinstance(several, Several)
    assert several.choice is not None
    assert several.choice.label == EN.say("result.winner")


def test_what_a_player_guessed_is_shown_without_any_ballot() -> None:
    """The one guess fills its bar; whether it was right is said in words."""
    guess = {"mood-1": 0, "mood-2": 1}
    scene = made(tally(by_phone=0, choices=guess), OWN, answer="mood-2")
    assert isinstance(scene, Favourite)
    assert (scene.choice.label, scene.choice.best) == (EN.say("guess.found"), "Sad")
    assert [bar.share for bar in scene.choice.options] == [0, 1]


def test_the_foot_has_the_moves_that_most_saw() -> None:
    """Four moves at most, then players on themselves, five in all."""
    moves = {"listened": 1, "bridge": 5, "clear_step": 2, "plain_limit": 2, "light_laugh": 3}
    own = {"agent": (3, 4), "customer": (2,)}
    scene = made(tally((0, 1, 4, 3), moves=moves, own=own))
    assert isinstance(scene, OneCriterion)
    assert [one.text for one in scene.foot.badges] == [
        *(
            EN.say(f"move.{move}")
            for move in ("bridge", "light_laugh", "clear_step", "plain_limit")
        ),
        EN.say("seat.agent"),
    ]
    assert scene.foot.badges[0].figure == EN.say("result.times", number=5)
    assert scene.foot.badges[-1].figure == "3 4"
    short = made(tally((0, 1, 4, 3), own=own))
    assert isinstance(short, OneCriterion)
    assert len(short.foot.badges) == 2


def test_the_foot_says_how_many_and_whether_it_is_ranked() -> None:
    """Plainly, and never why not."""
    scene = made(tally((0, 1, 1, 1), by_phone=2, by_hand=1, ranked=False))
    assert isinstance(scene, OneCriterion)
    assert scene.foot.summary == " · ".join(
        (
            EN.say("result.by_phone", count=2),
            EN.say("result.by_hand", count=1),
            EN.say("result.unranked"),
        )
    )


def test_the_foot_says_whose_votes_were_counted() -> None:
    """Where the facilitator chose; of everybody's nothing is said."""
    for electorate, said in ((Electorate.AT_DRAW, "at_draw"), (Electorate.HANDS, "hands")):
        scene = made(tally((0, 1, 2, 1), electorate=electorate))
        assert isinstance(scene, OneCriterion)
        assert scene.foot.summary == " · ".join(
            (EN.say("result.by_hand", count=4), EN.say(f"result.{said}"))
        )


def test_favourites_that_tie_stand_beside_each_other_as_the_language_writes() -> None:
    """On the projector and on the remote: no dot beside a Persian figure, where it is a nought."""
    lines = favourite(tally(choices={"1": 2, "2": 2, "3": 0}), FA)
    assert lines == FA.beside((FA.option("1"), FA.option("2")))
    assert "۱" in lines
    assert "۲" in lines
    assert "·" not in lines
