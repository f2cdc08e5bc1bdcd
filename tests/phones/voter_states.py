"""A tour of the voter's page: every state that it can be in, each on a phone of its own kind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from improv.core import actions as a
from improv.core.formats import BallotKind
from improv.core.roster import Door
from improv.core.votes import Ballot
from tests.phones.browser import ServedRoom, phone, served_room

NAMES = ("Anna", "نادر", "<b>Noam</b>", "מיכל")
THANKS = ("Tomasz, for the sentence about the <i>garden</i>", "مرسی از همه")
CRITERIA = ("calm", "friendly", "heard", "helped", "honest")


def tour(browser: Any, folder: Path, language: str, **more: Any) -> Iterator[tuple[str, Any]]:
    """(name of the state, page that is in it)."""
    with served_room(folder / "quick", players=NAMES) as here:
        yield from _doors(here, browser, language, more)
        yield from _evening(here, browser, language, more)
    with served_room(folder / "unvoted", players=NAMES, votes=False) as here:
        yield from _unvoted(here, browser, language, more)
    with served_room(folder / "coaching", ballot="coaching") as here:
        yield from _coaching(here, browser, language, more)
    with served_room(folder / "pick", game="new-choice") as here:
        yield from _pick(here, browser, language, more)
    with served_room(folder / "ask", game="chat-desk") as here:
        yield from _asks(here, browser, language, more)
    with served_room(folder / "call", game="my-call") as here:
        yield from _own_call(here, browser, language, more)


def join(page: Any, here: ServedRoom) -> None:
    """Join as nobody in particular."""
    page.goto(here.url)
    page.locator("#join button.main").click()
    page.wait_for_selector("main[data-joined=yes]")


def reach(page: Any, here: ServedRoom, kind: str) -> None:
    """Press Next until that phase is on, and wait until the page has followed."""
    here.to(kind)
    page.wait_for_selector(f"main[data-phase={kind}]")


def join_others(here: ServedRoom, grades: tuple[int, ...]) -> None:
    """So many others join."""
    for i in range(len(grades)):
        assert here.act(a.Join(id="", voter=f"voter-{i}")) is None


def cast(
    here: ServedRoom, grades: tuple[int, ...], criteria: tuple[str, ...] = ("handling",)
) -> None:
    """The others vote."""
    round_ = here.state.round
    assert round_ is not None
    for i, grade in enumerate(grades):
        scores = {one: 1 + (grade + k) % 4 for k, one in enumerate(criteria)}
        ballot = Ballot(BallotKind.RATE, scores, ("listened", "bridge")[: i % 3])
        wish = a.CastBallot(id="", round=round_.number, ballot=ballot, voter=f"voter-{i}")
        assert here.act(wish) is None


def counted(here: ServedRoom, kind: BallotKind = BallotKind.RATE) -> list[dict[str, int]]:
    """The scores of all ballots of a kind, as the room has them."""
    round_ = here.state.round
    assert round_ is not None
    cast = here.state.votes_of(round_.number).ballots
    return [dict(ballot.scores) for (_, of), ballot in cast.items() if of == kind]


def lines(here: ServedRoom) -> list[str]:
    """The lines of thanks that were given."""
    return [line.text for line in here.state.kudos]


def _doors(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page = phone(browser, language, **more)
    for door, name in ((Door.SHUT, "shut"), (Door.CODE, "code"), (Door.OPEN, "join")):
        here.act(a.SetDoor(id="", door=door))
        page.goto(here.url)
        yield name, page
    page.context.close()


def _unvoted(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page = phone(browser, language, **more)
    page.goto(here.url)
    yield "watch", page
    join(page, here)
    reach(page, here, "play")
    yield "play-unvoted", page
    page.context.close()


def _evening(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page, player = phone(browser, language, **more), phone(browser, language, **more)
    late = phone(browser, language, **more)
    join(page, here)
    yield "lobby", page
    grades = (3, 3, 1, 2, 3, 0)
    join_others(here, grades)
    for kind in ("draw", "brief"):
        reach(page, here, kind)
        yield kind, page
    round_ = here.state.round
    assert round_ is not None
    customer = next(chair.person for chair in round_.cast if chair.seat == "customer")
    player.goto(here.url)
    player.locator(f"button[value={customer}]").click()
    player.wait_for_selector(".secret")
    yield "brief-customer", player
    reach(page, here, "play")
    yield "play", page
    player.wait_for_selector("main[data-phase=play]")
    yield "play-customer", player
    here.act(a.Pause(id=""))
    page.wait_for_selector(".notice.calm")
    yield "paused", page
    here.act(a.Resume(id=""))
    join(late, here)
    yield "late", late
    reach(page, here, "bell")
    yield "bell", page
    reach(page, here, "vote")
    yield "vote", page
    page.locator("input[value='3']").check()
    page.locator(".move input").first.check()
    page.locator(".move input").last.check()
    page.wait_for_selector("[data-state=done]")
    yield "counted", page
    yield "vote-late", late
    player.wait_for_selector("[id^=ballot-self]")
    yield "self", player
    player.locator("input[value='2']").check()
    player.wait_for_selector("[data-state=done]")
    yield "self-counted", player
    cast(here, grades)
    here.to("result")
    page.wait_for_selector("main[data-phase=result]")
    yield "result-hidden", page
    here.act(a.Reveal(id=""))
    page.wait_for_selector(".bars")
    yield "result", page
    for kind in ("debrief",):
        reach(page, here, kind)
        yield kind, page
    here.act(a.End(id=""))
    for kind in ("standings", "kudos"):
        reach(page, here, kind)
        yield kind, page
    for text in THANKS:
        here.act(a.GiveKudos(id="", text=text))
    for number in range(1, len(THANKS) + 1):
        here.act(a.NodKudos(id="", number=number))
    page.wait_for_selector(f".thanks li:nth-child({len(THANKS)})")
    yield "thanks", page
    reach(page, here, "end")
    yield "end", page
    for one in (page, player, late):
        one.context.close()


def _coaching(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page, player = phone(browser, language, **more), phone(browser, language, **more)
    page.goto(here.url)
    yield "join-unnamed", page
    join(page, here)
    join(player, here)
    grades = (3, 2, 1, 2)
    join_others(here, grades)
    reach(page, here, "brief")
    yield "brief-volunteers", page
    player.locator("#take button").first.click()
    player.wait_for_selector("#leave")
    yield "volunteered", player
    here.act(a.Pass(id="", place=0))
    player.wait_for_selector("#sits-out")
    yield "passed-on", player
    reach(page, here, "vote")
    yield "coaching", page
    for criterion in CRITERIA:
        page.locator(f"[name='score.{criterion}'][value='4']").focus()
        page.keyboard.press("Space")
        page.locator("[data-go=next]").click()
        if criterion == "heard":
            yield "coaching-middle", page
    page.wait_for_selector("[data-state=done]")
    yield "coaching-counted", page
    cast(here, grades, CRITERIA)
    here.to("result")
    here.act(a.Reveal(id=""))
    page.wait_for_selector(".rows")
    yield "coaching-result", page
    for one in (page, player):
        one.context.close()


def _pick(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page = phone(browser, language, **more)
    join(page, here)
    join_others(here, (1, 2, 3, 4))
    reach(page, here, "play")
    for _ in range(2):
        here.act(a.Twist(id=""))
    reach(page, here, "vote")
    yield "pick", page
    page.locator("input[value='2']").check()
    page.wait_for_selector("[data-state=done]")
    round_ = here.state.round
    assert round_ is not None
    for i in range(4):
        ballot = Ballot(BallotKind.PICK, choice=str(1 + i % 2))
        here.act(a.CastBallot(id="", round=round_.number, ballot=ballot, voter=f"voter-{i}"))
    yield "pick-counted", page
    here.to("result")
    here.act(a.Reveal(id=""))
    page.wait_for_selector(".rows")
    yield "pick-result", page
    page.context.close()


def write(here: ServedRoom, text: str, voter: str = "voter-0", *, consents: bool = False) -> None:
    """Another phone writes a line, and the facilitator approves it."""
    assert here.state.round is not None
    number = here.state.round.number
    wish = a.WriteLine(id="", round=number, text=text, voter=voter, consents=consents or None)
    assert here.act(wish) is None
    last = here.state.lines_of(number).last_number
    assert here.act(a.ApproveLines(id="", number=last)) is None


def _asks(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page = phone(browser, language, **more)
    join(page, here)
    join_others(here, (1, 1, 1))
    reach(page, here, "ask")
    yield "ask", page
    page.locator("#line-text").fill("I call you before four.")
    yield "ask-draft", page
    page.locator("form.line button").click()
    page.wait_for_selector("form.line[data-state=done]")
    yield "ask-sent", page
    write(here, "abc שלום 123 سلام " * 11, "voter-0")
    write(here, "\U0001f389" * 200, "voter-1")
    here.next()
    page.wait_for_selector("main:not(:has(form.line))")
    yield "ask-over", page
    here.next()
    page.wait_for_selector(".hero .said")
    yield "ask-shown", page
    reach(page, here, "vote")
    yield "pick-line", page
    page.context.close()


def _own_call(
    here: ServedRoom, browser: Any, language: str, more: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    page = phone(browser, language, **more)
    join(page, here)
    reach(page, here, "ask")
    yield "ask-call", page
    page.locator("#line-text").fill("She wanted her money back, and I had no form for it.")
    page.locator("form.line [value=true]").check()
    page.locator("form.line button").click()
    page.wait_for_selector("form.line[data-state=done]")
    assert here.state.round is not None
    here.act(a.ApproveLines(id="", upto=1))
    here.next()
    page.wait_for_selector("#consent")
    yield "consent", page
    reach(page, here, "brief")
    yield "brief-directs", page
    reach(page, here, "play")
    yield "play-directs", page
    page.context.close()
