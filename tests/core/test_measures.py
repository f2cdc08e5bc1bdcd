"""What was measured of an answer: whole numbers that fit each other, stored and read back."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.core.codec import decoder, encoder
from improv.core.measures import (
    FASTEST,
    LONGEST_TAKE,
    LOUDEST_SPEECH,
    MOST_SPANS,
    MeasuredAnswer,
    Span,
    Timeline,
)

ANSWER = MeasuredAnswer(began=800, talk=20_000, silence=5_000, longest_pause=1_200)
FIGURES = st.one_of(st.just(0), st.just(1), st.just(3))


@st.composite
def measured(draw: st.DrawFn) -> MeasuredAnswer:
    """Any answer that can be."""
    talk, silence = (draw(st.integers(0, LONGEST_TAKE)) for _ in range(2))
    leaked = draw(st.booleans())
    began = draw(st.integers(-LONGEST_TAKE, LONGEST_TAKE)) if talk else None
    early = began is not None and began < 0 and not leaked
    parts = draw(FIGURES)
    return MeasuredAnswer(
        began=began,
        talk=talk,
        silence=silence,
        longest_pause=draw(st.integers(0, silence)),
        interrupted=draw(st.integers(0, talk)) if early else 0,
        leaked=leaked,
        clipped=draw(st.booleans()),
        noisy=draw(st.booleans()),
        pace=tuple(draw(st.integers(0, FASTEST)) for _ in range(parts)),
        loudness=tuple(draw(st.integers(0, LOUDEST_SPEECH)) for _ in range(parts)),
    )


@given(measured())
def test_it_is_stored_and_read_back(answer: MeasuredAnswer) -> None:
    """As an event is, and nothing is lost."""
    stored = encoder(MeasuredAnswer)(answer)
    assert decoder(MeasuredAnswer)(stored) == answer


@pytest.mark.parametrize(
    "wrong",
    [
        {"talk": -1},
        {"talk": LONGEST_TAKE + 1},
        {"silence": LONGEST_TAKE + 1},
        {"began": None},
        {"began": -LONGEST_TAKE - 1},
        {"talk": 0},
        {"longest_pause": 5_001},
        {"interrupted": 10},
        {"began": -50, "interrupted": 20_001},
        {"began": -50, "interrupted": 50, "leaked": True},
        {"pace": (200, 210)},
        {"pace": (FASTEST + 1,)},
        {"loudness": (-1, 20, 20)},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    """Whatever was changed, no answer is made of it."""
    with pytest.raises(ValueError, match=r"."):
        replace(ANSWER, **wrong)


def test_how_long_an_answer_was() -> None:
    """What lies over the customer's words is no part of the time after them."""
    assert ANSWER.lasts == 25_000
    assert replace(ANSWER, began=-400, interrupted=400).lasts == 24_600


@pytest.mark.parametrize(
    ("lasts", "spans"),
    [
        (-1, ()),
        (LONGEST_TAKE + 1, ()),
        (1_000, (Span(-1, 5),)),
        (1_000, (Span(5, 1_001),)),
        (1_000, (Span(6, 5),)),
        (1_000, (Span(0, 500), Span(400, 600))),
        (1_000, tuple(Span(at, at + 1) for at in range(MOST_SPANS + 1))),
    ],
)
def test_a_timeline_lies_inside_its_recording(lasts: int, spans: tuple[Span, ...]) -> None:
    """Of each kind, and not without an end: it is kept in the journal."""
    for kind in ("customer", "answer", "backchannels", "overlaps", "pauses"):
        with pytest.raises(ValueError, match=r"."):
            Timeline(**{"lasts": lasts, "customer": (), "answer": (), kind: spans})  # type: ignore[arg-type]
