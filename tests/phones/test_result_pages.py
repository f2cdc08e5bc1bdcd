"""The result on the stage, on a phone and on the remote: one scene, in each language."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path

import httpx
import pytest
from markupsafe import Markup

from improv.core import actions as a
from improv.core.formats import BallotKind, PhaseKind
from improv.core.projections import projector
from improv.core.state import Setup
from improv.core.votes import CHOICE_ROW, MOVES_ROW
from improv.phones.room_parts import RoomParts
from improv.scenes.ballot import hand_rows
from improv.scenes.result import (
    Favourite,
    Few,
    Hidden,
    OneCriterion,
    ResultScene,
    Several,
    result,
)
from improv.scenes.survey import SurveyResult
from improv.scenes.words import Names
from tests.core.sample_decks import shipped as shipped_games
from tests.phones.rooms import LANGUAGES, Phone, ServedRoom, play

K = PhaseKind
LENGTHS = re.compile(r'<svg (?:class="(?:bar|stack)|x=)[^>]*>|<rect class="(?:grows|part)[^>]*>')
"""The bars of a page, with where they begin and how long they are."""
NOT_ON_REMOTE = ("bars", "parts", "meaning", "split")
"""It has the figures of all that in words, and no bars."""


def words_of(page: httpx.Response) -> str:
    """What a page says, without marks of direction and the places where lines break."""
    assert page.status_code == 200
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    return plain(html.unescape(re.sub(r"<[^>]+>", " ", main)))


def plain(text: str) -> str:
    """A text without what nobody sees in it."""
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return " ".join(seen.split())


def said(value: object, without: tuple[str, ...]) -> Iterator[str]:
    """Every text of a scene, but those of the fields left out."""
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from said(one, without)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("icon", "kind", *without):
                yield from said(getattr(value, field.name), without)


async def answer(phones: list[Phone]) -> None:
    """All that each is asked, with other grades and choices for each."""
    for number, phone in enumerate(phones):
        sent = await phone.state()
        for kind in sent["ballot"]["kinds"] if sent["ballot"] else ():
            grades = {one["id"]: 1 + number % 4 for one in sent["ballot"]["criteria"]}
            options = [one["id"] for one in sent["ballot"]["options"]]
            most = sent["ballot"]["most_moves"]
            own = (
                {"scores": grades, "moves": ["listened", "bridge"][: number % (most + 1)]}
                if kind == "rate"
                else {"scores": grades}
                if kind == "self"
                else {"choice": options[0 if number else -1]}
            )
            path = f"/api/rounds/{sent['round']}/ballot"
            taken = await phone.http.put(path, json={"kind": kind, **own})
            assert taken.status_code == 200, taken.text


FORMS = [
    ("call", "quick", 5, False, Hidden),
    ("call", "quick", 0, True, Few),
    ("call", "quick", 2, True, Few),
    ("call", "quick", 3, True, OneCriterion),
    ("call", "quick", 8, True, OneCriterion),
    ("call", "coaching", 6, True, Several),
    ("riddle", "quick", 5, True, OneCriterion),
    ("riddle", "coaching", 5, True, Several),
    ("rewind", "quick", 5, True, Favourite),
]
"""(game, ballot, how many vote, whether it is revealed, the form that is shown)."""


@pytest.mark.parametrize(("game", "ballot", "voters", "revealed", "form"), FORMS)
@pytest.mark.one_in(3)
def test_a_phone_and_the_remote_say_what_the_stage_says(
    tmp_path: Path, game: str, ballot: str, voters: int, revealed: bool, form: type[ResultScene]
) -> None:
    """Every word and figure of the scene, and bars of the same length, in four languages."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(8) as phones, served.phone() as host:
            await host.login()
            for kind in (K.GUESS, K.VOTE) if game == "riddle" else (K.VOTE,):
                await served.to(kind)
                await answer(phones[:voters])
            await served.to(K.RESULT)
            if revealed:
                await served.room.act(a.Reveal(id=""))
            for language in LANGUAGES:
                for one in (phones[0], host):
                    await one.http.post("/language", data={"language": language})
                phone, remote = await phones[0].http.get("/"), await host.http.get("/host")
                view = projector(served.state, language)
                names = Names.of(view)
                scene = result(view, names)
                assert isinstance(scene, form)
                if isinstance(scene, Hidden):
                    assert plain(names.say("phone.result")) in words_of(phone)
                    assert plain(scene.title) in words_of(remote)
                    continue
                if isinstance(scene, Several):  # whose counts are those of its rows
                    overall = replace(scene.judgement, alt_text="")
                    scene = replace(scene, judgement=overall)
                for page, without in ((phone, ()), (remote, NOT_ON_REMOTE)):
                    words = words_of(page)
                    assert [text for text in said(scene, without) if text not in words] == []
                if language == served.state.language:
                    stage = await host.http.get("/stage")
                    assert LENGTHS.findall(phone.text) == LENGTHS.findall(stage.text)
                    assert LENGTHS.search(phone.text) or isinstance(scene, Few)

    names = ("Ana", "Bo", "Cem", "Dua", "Eli")
    play(tmp_path, scenario, game=game, setup=Setup(7, ballot), names=names)


def test_a_survey_is_the_same_on_every_page(tmp_path: Path) -> None:
    """Every word and figure of it, and bars of the same length, in four languages."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(5) as phones, served.phone() as host:
            await host.login()
            await served.to(K.VOTE)
            first = (await phones[0].state())["ballot"]
            assert (first["moves"], first["most_moves"], len(first["criteria"])) == ([], 0, 1)
            await answer(phones)
            await served.to(K.RESULT)
            for language in LANGUAGES:
                for one in (phones[0], host):
                    await one.http.post("/language", data={"language": language})
                phone, remote = await phones[0].http.get("/"), await host.http.get("/host")
                view = projector(served.state, language)
                scene = result(view, Names.of(view))
                assert isinstance(scene, SurveyResult)
                for page, without in ((phone, ()), (remote, NOT_ON_REMOTE)):
                    words = words_of(page)
                    assert [text for text in said(scene, without) if text not in words] == []
                if language == served.state.language:
                    stage = await host.http.get("/stage")
                    assert [text for text in said(scene, ()) if text not in words_of(stage)] == []
                    assert LENGTHS.findall(phone.text) == LENGTHS.findall(stage.text) != []

    survey = next(name for name, game in shipped_games().items() if game.survey)
    play(tmp_path, scenario, game="call", setup=Setup(7, surveys=(survey,)))


def test_what_the_players_gave_themselves_comes_to_no_phone(tmp_path: Path) -> None:
    """The room sees it on the stage, the facilitator on the remote; a phone would keep it."""

    async def scenario(served: ServedRoom) -> None:
        async with (
            served.phone() as ana,
            served.voters(5) as phones,
            served.phone() as host,
        ):
            await host.login()
            await served.to(K.DRAW)
            assert served.state.round is not None
            cast = served.state.round.cast[0]
            await ana.join(claims=cast.person)
            await served.to(K.VOTE)
            assert (await ana.state())["ballot"]["kinds"] == [BallotKind.SELF.value]
            await answer([ana, *phones])
            await served.to(K.RESULT)
            await served.room.act(a.Reveal(id=""))
            view = projector(served.state)
            scene = result(view, Names.of(view))
            assert isinstance(scene, OneCriterion | Several)
            own = [plain(f"{one.text} {one.figure}") for one in scene.foot.own]
            assert own
            for who, path, shown in (
                (host, "/stage", True),
                (host, "/host", True),
                (phones[0], "/", False),
                (ana, "/", False),
            ):
                assert (own[0] in words_of(await who.http.get(path))) is shown, path

    names = ("Ana", "Bo", "Cem", "Dua", "Eli", "Fay", "Gil")
    play(tmp_path, scenario, game="heads", names=names)


def test_the_room_has_one_result_for_all_its_phones(tmp_path: Path) -> None:
    """Made and rendered once for each language, and anew when it says something else."""

    async def scenario(served: ServedRoom) -> None:
        async with served.voters(5) as phones:
            await served.to(K.VOTE)
            await answer(phones)
            await served.to(K.RESULT)
            parts = RoomParts(served.room)
            assert isinstance(parts.of("en").result, Hidden)
            await served.room.act(a.Reveal(id=""))
            shown = parts.of("en")
            assert isinstance(shown.result, OneCriterion)
            assert parts.of("en") is shown
            rendered = [shown.once("result", partial(Markup, text)) for text in "ab"]
            assert rendered == ["a", "a"]
            await served.room.act(a.Undo(id=""))
            again = parts.of("en")
            assert isinstance(again.result, Hidden)
            assert again.once("result", partial(Markup, "c")) == "c"

    play(tmp_path, scenario)


def test_the_rows_of_hands_are_called_as_everywhere(tmp_path: Path) -> None:
    """On the remote they stand in the order in which the window goes through them."""

    async def scenario(served: ServedRoom) -> None:
        async with served.phone() as host:
            await host.login()
            await served.to(K.VOTE)
            view = projector(served.state)
            names = Names.of(view)
            rows = hand_rows(view, names)
            assert [row.row for row in rows][-2:] == [CHOICE_ROW, MOVES_ROW]
            page = (await host.http.get("/host")).text
            titles = re.findall(r'<p id="hands-(\w+)-what" class="question">([^<]*)<', page)
            assert titles == [(row.row, names.row(row.row)) for row in rows]
            labels = re.findall(r'<label for="hands-\w+-\d+">([^<]*)<', page)
            assert [html.unescape(one) for one in labels] == [
                cell for row in rows for cell in row.cells
            ]

    play(tmp_path, scenario, game="heads")
