"""The editor of a pack's cards, asked by programs: what is written, told, refused."""

import sys
from copy import deepcopy
from pathlib import Path

import httpx
import pytest

from improv.packs.loading import load_pack
from tests.phones.card_editors import SHIPPED, card_of, client, own_pack, served_editor


def test_only_whoever_knows_the_address_may_read_and_write(tmp_path: Path) -> None:
    """No page of somebody else, no other name of this machine, nobody without the cookie."""
    with served_editor(own_pack(tmp_path), tmp_path) as editor:
        with httpx.Client(base_url=editor.base, trust_env=False) as stranger:
            assert stranger.get("/").status_code == 401
            assert stranger.get("/cards").status_code == 401
            assert stranger.get("/cards/guessed").status_code == 404
            assert stranger.post("/save", json={}).status_code == 401
        with client(editor) as mine:
            page = mine.get("/")
            policy = page.headers["content-security-policy"]
            assert "script-src 'self'" in policy
            assert "default-src 'none'" in policy
            evil = {"origin": "http://evil.example"}
            assert mine.post("/save", json={}, headers=evil).status_code == 403
            assert mine.get("/", headers={"host": "evil.example"}).status_code == 421
            assert mine.get("/nowhere").status_code == 404


def test_cards_are_shown_as_they_look_and_no_text_is_markup(tmp_path: Path) -> None:
    """A title with marks in it, and a script in a request."""
    with served_editor(own_pack(tmp_path), tmp_path) as editor, client(editor) as mine:
        page = mine.get("/").text
        assert "The mower" in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "<b>more</b>" not in page
        form = mine.get("/card", params={"id": "mower"}).text
        assert "<script>alert" not in form
        assert "card prompt" in form
        persian = mine.get("/cards", params={"language": "fa"}).text
        assert "چمن‌زن" in persian
        assert 'dir="rtl"' in persian
        found = mine.get("/cards", params={"q": "كمك", "language": "fa"}).text  # Arabic letters
        assert found.count("<li><a") == 1


def test_what_is_wrong_is_told_beside_its_field(tmp_path: Path) -> None:
    """By the check that every pack goes through, in the reader's language."""
    with served_editor(own_pack(tmp_path), tmp_path) as editor, client(editor) as mine:
        card = card_of(mine, "mower")
        card["fields"]["heat"] = "9"
        card["words"]["en"]["title"] = "x" * 61
        card["words"]["fa"]["text"] = "ك"
        card["words"]["en"]["text"] = ""
        told = mine.post("/check", json={"card": "mower", "card_is": card}).json()
        places = {(one["language"], one["field"]): one for one in told["problems"]}
        assert places.keys() == {("", "heat"), ("en", "title"), ("fa", "text"), ("en", "text")}
        assert "61" in places["en", "title"]["what"]
        assert places["en", "text"]["needed"]
        assert "x" * 61 in told["faces"]["en"]
        refused = mine.post("/save", json={"card": "mower", "card_was": None, "card_is": card})
        assert refused.status_code == 422


def test_a_card_is_kept_taken_back_and_made_again(tmp_path: Path) -> None:
    """In the author's own files, whose comments stay."""
    folder = own_pack(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with served_editor(folder, tmp_path) as editor, client(editor) as mine:
        was = card_of(mine, "mower")
        now = deepcopy(was)
        now["words"]["en"]["title"] = 'The "loud" mower'
        now["words"]["fa"]["taboo"] = "بنزین"
        sent = {"card": "mower", "card_was": was, "card_is": now}
        kept = mine.post("/save", json=sent)
        assert kept.status_code == 200, kept.text
        assert kept.json()["now"] == now
        assert load_pack(folder).words["en"]["front-desk/mower"]["title"] == 'The "loud" mower'
        text = (folder / "en.yaml").read_text("utf-8")
        assert '  title: "The \\"loud\\" mower" # as they say\n' in text
        assert mine.post("/undo").status_code == 200
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
        assert mine.post("/redo").json()["undo"] == "mower"
        assert (folder / "en.yaml").read_text("utf-8") == text
        assert mine.post("/redo").status_code == 409
        same = {"card": "mower", "card_was": now, "card_is": now}
        assert mine.post("/save", json=same).status_code == 200
        file = folder / "en.yaml"
        file.write_text(text.replace("It will not start", "It stops"), "utf-8")
        assert mine.post("/undo").status_code == 409  # it was changed by hand since
        assert "It stops" in file.read_text("utf-8")
        assert not mine.get("/news").json()["undo"]


def test_a_new_card_and_one_less(tmp_path: Path) -> None:
    """A card that others need is not taken away; what no form shows stays."""
    folder = own_pack(tmp_path)
    with served_editor(folder, tmp_path) as editor, client(editor) as mine:
        assert 'value="mower-2"' in mine.get("/card", params={"like": "mower"}).text
        new = {
            "fields": {"id": "late-bus", "kind": "prompt", "practices": ["A3"], "brings": []},
            "words": {"en": {"title": "Late bus", "text": "Where is it?"}, "fa": {"title": ""}},
        }
        sent = {"card": "", "card_was": None, "card_is": new}
        assert mine.post("/save", json=sent).status_code == 200
        assert mine.post("/save", json=sent).json()["problems"][0]["field"] == "id"
        pack = load_pack(folder)
        assert pack.words["en"]["front-desk/late-bus"] == {
            "title": "Late bus",
            "text": "Where is it?",
        }
        gone = mine.post(
            "/save", json={"card": "help", "card_was": card_of(mine, "help"), "card_is": None}
        )
        assert gone.status_code == 422
        assert gone.json()["lines"]
        uncle = card_of(mine, "uncle")
        changed = deepcopy(uncle)
        changed["words"]["en"]["text"] = "He has all the time."
        sent = {"card": "uncle", "card_was": uncle, "card_is": changed}
        assert mine.post("/save", json=sent).status_code == 200
        assert "secrets: {secret: agent}" in (folder / "cards.yaml").read_text("utf-8")
        for card in ("late-bus", "uncle", "mower"):
            sent = {"card": card, "card_was": card_of(mine, card), "card_is": None}
            assert mine.post("/save", json=sent).status_code == 200
        sent = {"card": "help", "card_was": card_of(mine, "help"), "card_is": None}
        assert mine.post("/save", json=sent).status_code == 409  # the last one
        for _ in range(3):
            mine.post("/undo")
        assert load_pack(folder).cards.keys() >= {"front-desk/mower", "front-desk/uncle"}


def test_what_was_changed_elsewhere_is_told_with_both_versions(tmp_path: Path) -> None:
    """The same card in another editor; another card in the file by hand is no hindrance."""
    folder = own_pack(tmp_path)
    with (
        served_editor(folder, tmp_path) as editor,
        served_editor(folder, tmp_path) as other,
        client(editor) as mine,
        client(other) as theirs,
    ):
        was = card_of(mine, "mower")
        their, my = deepcopy(was), deepcopy(was)
        their["words"]["en"]["title"] = "Theirs"
        my["words"]["en"]["title"] = "Mine"
        sent = {"card": "mower", "card_was": was, "card_is": their}
        assert theirs.post("/save", json=sent).status_code == 200
        told = mine.post("/save", json={**sent, "card_is": my})
        assert told.status_code == 409
        assert told.json()["now"] == their
        assert "Theirs" in (folder / "en.yaml").read_text("utf-8")
        again = {"card": "mower", "card_was": told.json()["now"], "card_is": my}
        assert mine.post("/save", json=again).status_code == 200
        file = folder / "en.yaml"
        file.write_text(file.read_text("utf-8").replace("He has time.", "He waits."), "utf-8")
        third = deepcopy(my)
        third["words"]["en"]["title"] = "Mine again"
        sent = {"card": "mower", "card_was": my, "card_is": third}
        assert mine.post("/save", json=sent).status_code == 200
        text = file.read_text("utf-8")
        assert "He waits." in text
        assert "Mine again" in text
        file.write_text(text + "\tbroken: [", "utf-8")
        fourth = {"card": "mower", "card_was": third, "card_is": my}
        assert mine.post("/save", json=fourth).status_code == 409
        assert mine.get("/news").json()["lines"]
        assert file.read_text("utf-8") == text + "\tbroken: ["
        file.write_text(text, "utf-8")
        assert mine.post("/save", json=fourth).status_code == 200


def test_cards_of_the_program_are_copied_before_they_are_changed(tmp_path: Path) -> None:
    """Into the data folder, under the same name."""
    before = (SHIPPED / "en.yaml").read_bytes()
    with served_editor(SHIPPED, tmp_path) as editor, client(editor) as mine:
        was = card_of(mine, "one-cloud")
        now = deepcopy(was)
        now["words"]["en"]["title"] = "One grey cloud"
        sent = {"card": "one-cloud", "card_was": was, "card_is": now}
        assert mine.post("/save", json=sent).status_code == 403
        assert mine.post("/copy").status_code == 200
        assert mine.post("/save", json=sent).status_code == 200
    assert (SHIPPED / "en.yaml").read_bytes() == before
    own = tmp_path / "packs" / "warm-up"
    assert load_pack(own).words["en"]["warm-up/one-cloud"]["title"] == "One grey cloud"
    assert [folder.name for folder in own.parent.iterdir()] == ["warm-up"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    """The old files stay whole, and no half of a new one."""
    import resource

    folder = own_pack(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with served_editor(folder, tmp_path) as editor, client(editor) as mine:
        was = card_of(mine, "mower")
        now = deepcopy(was)
        now["words"]["en"]["text"] = "It starts."
        sent = {"card": "mower", "card_was": was, "card_is": now}
        most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, most[1]))
        try:
            told = mine.post("/save", json=sent)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, most)
        assert told.status_code == 507
        assert told.json()["why"]
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
        assert mine.post("/save", json=sent).status_code == 200


def test_what_is_no_card_is_refused(tmp_path: Path) -> None:
    """Ids that are paths, a megabyte, the wrong types, depths, halves of letters."""
    folder = own_pack(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with served_editor(folder, tmp_path) as editor, client(editor) as mine:
        for bad in ("../../etc/passwd", "", "x" * 5000, "a\0b", "خانه"):
            assert mine.get("/card", params={"id": bad}).status_code == 404
            fields = {"id": bad, "kind": "tip", "practices": ["A2"]}
            card = {"fields": fields, "words": {"en": {"text": "Breathe."}}}
            sent = {"card": "", "card_was": None, "card_is": card}
            assert mine.post("/save", json=sent).status_code == 422, bad
        bodies = [b"", b"[]", b"{", b"[" * 100_000, b'{"card": 1}', b'{"card": "a"}', b"\xff"]
        bodies += [b'{"card":"a","card_is":{"fields":{"a":{}},"words":{}}}']
        bodies += [b'{"card":"a","card_is":{"fields":{},"words":{"en":[]}}}']
        bodies += [b'{"card":"a","card_is":{"fields":{},"words":{"en":{"a":1}}}}']
        for body in bodies:
            assert mine.post("/check", content=body).status_code == 400, body[:40]
        big = {"card": "mower", "card_is": {"fields": {}, "words": {"en": {"text": "x" * 2**20}}}}
        assert mine.post("/check", json=big).status_code == 413
        big["card_is"]["words"]["en"]["text"] = "x" * (2**20 - 1000)  # type: ignore[index]
        assert mine.post("/check", json=big).status_code == 200
        half = b'{"card":"mower","card_is":{"fields":{},"words":{"en":{"text":"\\ud800"}}}}'
        assert mine.post("/check", content=half).status_code == 200
        odd = {"language": "../x", "kind": "<b>", "q": "\0" * 300, "first": "-1"}
        assert mine.get("/cards", params=odd).status_code == 200
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_card_is_played(tmp_path: Path) -> None:
    """One at a time, in a language that it has words in."""
    folder = own_pack(tmp_path)
    with served_editor(folder, tmp_path) as editor, client(editor) as mine:
        assert mine.post("/play", json={"card": "mower", "language": "de"}).status_code == 200
        assert editor.tried == [(folder, "mower", "en")]
        assert mine.get("/news").json()["trial"]["card"] == "mower"
        assert mine.post("/play", json={"card": "uncle", "language": "fa"}).status_code == 409
        assert mine.post("/play", json={"card": "gone", "language": "fa"}).status_code == 409
