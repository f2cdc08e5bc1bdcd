"""What somebody who practises alone is shown of their call."""

from collections.abc import Iterable, Mapping

from improv.core.cards import MODELS, POINTS, SPOKEN, Words
from improv.core.formats import PhaseKind
from improv.core.solo import replies_left, request_of
from improv.core.state import Round, Shift, State
from improv.core.view_models import HeardView, SoloView

_CHECKED = frozenset({PhaseKind.CHECK, PhaseKind.REFLECT})
_THINK = ("think.1", "think.2")


def solo_view(state: State, shift: Shift, language: str) -> SoloView:
    """What the phase that is on shows, and nothing that comes later."""
    round_ = state.round
    if round_ is None:
        return SoloView(shift.name, shift.opening, shift.left_out)
    request = request_of(round_)
    words = request.say(language) if request else {}
    check = round_.check.say(language) if round_.check and state.kind in _CHECKED else {}
    return SoloView(
        name=shift.name,
        opening=shift.opening,
        replies=replies_left(state, round_) if state.kind is PhaseKind.REACT else (),
        reply=_reply(round_, words),
        models=_of(words, (f"model.{name}" for name in MODELS))
        if state.kind is PhaseKind.MODELS
        else {},
        check=_of(check, ("text", *(f"point.{point}" for point in POINTS), *_THINK)),
        grade=round_.grade,
        note=round_.note,
        heard=_heard(state, round_) if state.kind is PhaseKind.COACH else None,
    )


def _heard(state: State, round_: Round) -> HeardView | None:
    """What was heard last in this call, beside all that was heard before."""
    if not round_.heard:
        return None
    calls = [*(one for one in state.scenes if one.number != round_.number), round_]
    *earlier, (heat, _) = ((call.heat, one.answer) for call in calls for one in call.heard)
    newest = round_.heard[-1]
    return HeardView(newest.answer, newest.timeline, heat, tuple(earlier))


def _reply(round_: Round, words: Words) -> Words:
    """What the customer said last, until the coaching: then the call begins anew."""
    before = round_.format.phases[: round_.index + 1]
    if not round_.replies or any(phase.kind is PhaseKind.COACH for phase in before):
        return {}
    name = f"reply.{round_.replies[-1]}"
    found = {"text": words.get(name, ""), f"{SPOKEN}text": words.get(f"{SPOKEN}{name}", "")}
    return {key: text for key, text in found.items() if text}


def _of(words: Mapping[str, str], names: Iterable[str]) -> Words:
    """These texts, those that are there, each with how a voice says it."""
    both = (key for name in names for key in (name, f"{SPOKEN}{name}"))
    return {key: words[key] for key in both if key in words}
