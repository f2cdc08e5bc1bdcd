"""The last picture: thanks, and what can be taken away."""

from dataclasses import replace
from typing import Any

from improv.core.formats import PhaseKind
from improv.core.view_models import Invitation
from improv.scenes.closing import EndScene
from improv.scenes.scene import scene_of
from tests.scenes.views import EN, view

FILE = "~/improv/reports/s-2026-11-30.html"
INVITATION = Invitation("10.0.0.2:8765", "ABCD", ("1",), report="10.0.0.2:8765/report")


def end(invitation: Invitation | None, report: str, **changes: Any) -> EndScene:
    """The last picture."""
    ended = view(kind=PhaseKind.END, **changes)
    scene = scene_of(ended, 0, invitation=invitation, report=report).body
    assert isinstance(scene, EndScene)
    return scene


def test_the_file_is_told_and_the_code_is_there_for_phones() -> None:
    """Both once the file is there; the code only where a phone has come; without a file neither."""
    came = replace(INVITATION, reached=True, report_qr=("11", "01"))
    shown = end(came, FILE)
    assert FILE in shown.report
    assert (shown.address, shown.code) == ("10.0.0.2:8765/report", ("11", "01"))
    alone = end(INVITATION, FILE)
    assert (FILE in alone.report, alone.address, alone.code) == (True, "", ())
    assert end(None, FILE).code == ()
    assert end(replace(came, report=""), FILE).code == ()
    assert end(came, "") == end(None, "")


def test_everybody_is_asked_for_a_sentence() -> None:
    """By the phones once one has come, else on paper in its two halves; not where nobody played."""
    came, phones = replace(INVITATION, reached=True), (EN.say("intention.phones"),)
    paper = tuple(map(EN.say, ("intention.paper", "intention.when", "intention.first")))
    for report in ("", FILE):
        assert end(came, report, follow_ups=("A4",)).ask == phones
        assert end(INVITATION, report, follow_ups=("A4",)).ask == paper
        assert end(None, report, follow_ups=("A4",)).ask == paper
        assert end(came, report).ask == ()
