"""What a session leaves at its end: a file, its path on the last picture, and a page for phones."""

import re
import time
from pathlib import Path

import httpx

from improv.core import actions as a
from improv.core.formats import PhaseKind
from improv.director.room_thread import RoomThread
from improv.director.waker import Waker
from improv.wiring.options import GameOptions
from improv.wiring.sessions import open_journal
from tests.wiring.games import LOCAL, SAMPLE, SECONDS, cards, console, game, printed

PLAYERS = ("Saghar", "Wolfgang", "Mehrnoosh")


def wait(true: object) -> None:
    """Until it is so."""
    ends = time.monotonic() + SECONDS
    while not true():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.01)


def to_the_end(live: RoomThread) -> None:
    """One scene, drawn and played, and the end."""
    for kind in (PhaseKind.LOBBY, PhaseKind.RULES, PhaseKind.DRAW, PhaseKind.BRIEF):
        live.post(a.Next(id=f"past-{kind}", phase_id=live.latest().projector.phase_id))
        wait(lambda kind=kind: live.latest().projector.kind is not kind)
    for press in range(2):  # the thanks, and the end
        if live.latest().projector.kind is not PhaseKind.END:
            before = live.latest().projector.kind
            live.post(a.End(id=f"end-{press}"))
            wait(lambda before=before: live.latest().projector.kind is not before)
    assert live.latest().projector.kind is PhaseKind.END


def options(data: Path, **more: object) -> GameOptions:
    """Three people of the sample pack."""
    return GameOptions(data=data, packs=(SAMPLE,), players=PLAYERS, **more)  # type: ignore[arg-type]


def test_it_is_written_and_shown(tmp_path: Path) -> None:
    """A page and one for the lead, without names; its path is on the last picture."""
    shown, asked = list[str](), console()

    def show(live: RoomThread, _: Waker) -> None:
        to_the_end(live)
        wait(lambda: live.latest().report)
        shown.append(live.latest().report)

    journal = open_journal(tmp_path)
    try:
        game(options(tmp_path), journal, loaded=cards(), asked=asked).run(show, 1.0)
    finally:
        journal.close()
    files = sorted((tmp_path / "reports").glob("*.html"), key=lambda file: len(file.name))
    assert [file.with_suffix(".pdf").is_file() for file in files] == [True, True]
    assert [shown[0]] == [str(files[0])]
    assert files[1].stem == f"{files[0].stem}-lead"
    for file in files:
        text = file.read_text("utf-8")
        assert [name for name in PLAYERS if name in text] == []
    assert str(files[0]) in printed(asked) + str(shown)


def test_a_demo_leaves_none(tmp_path: Path) -> None:
    """It is nobody's."""
    journal = open_journal(tmp_path)
    try:
        game(options(tmp_path, demo=True, rounds=1), journal, loaded=cards(), asked=console()).run(
            lambda live, waker: wait(lambda: waker.ended), 1000.0
        )
    finally:
        journal.close()
    assert not (tmp_path / "reports").exists()


def test_phones_get_it_while_the_end_stands(tmp_path: Path) -> None:
    """In the phone's language, without names, without a network; before the end there is none."""
    asked = console()

    def show(live: RoomThread, _: Waker) -> None:
        wait(lambda: live.latest().invitation is not None)
        invitation = live.latest().invitation
        assert invitation is not None
        address = f"http://{invitation.report}"
        with httpx.Client(trust_env=False, timeout=30) as http:
            early = http.get(address)
            assert (early.status_code, early.headers["location"]) == (303, "/")
            to_the_end(live)
            for language, name in (("fa", "fa-IR"), ("he", "he")):
                answer = http.get(address, headers={"accept-language": name})
                assert answer.status_code == 200
                assert f'<html lang="{language}" dir="rtl">' in answer.text
                assert [name for name in PLAYERS if name in answer.text] == []
                assert "font-src data:" in answer.headers["content-security-policy"]
                assert not re.search(r"(src|href)=", answer.text)
            live.post(a.Undo(id="undo"))
            wait(lambda: live.latest().projector.kind is not PhaseKind.END)
            assert http.get(address).status_code == 303

    journal = open_journal(tmp_path)
    try:
        game(options(tmp_path), journal, loaded=cards(), phones=LOCAL, asked=asked).run(show, 1.0)
    finally:
        journal.close()
