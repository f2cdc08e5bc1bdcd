"""Which words a refusal has."""

from improv.core.errors import Refusal, Why, bad_value
from improv.scenes.words import refusal_words


def test_a_value_has_the_words_of_its_problem() -> None:
    """Every other refusal has words of its own, whatever its values are."""
    for refusal, name in (
        (bad_value("level", "number"), "refusal.bad_value.number"),
        (bad_value("choice"), "refusal.bad_value"),
        (Refusal(Why.ROOM_FULL, {"most": 500}), "refusal.room_full"),
    ):
        assert refusal_words(refusal.why.value, refusal.values) == name
