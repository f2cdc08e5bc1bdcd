"""A real room with its real server on a thread of their own, and a real browser to visit it.

The room's clock stands still unless a test turns it: no phase ends while a page is looked at.
"""

import asyncio
import shutil
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.errors import Refusal
from improv.core.events import Event
from improv.core.formats import Format, PhaseKind
from improv.core.plans import Plan
from improv.core.session import evolve, opening
from improv.core.state import Setup, Shift, State
from improv.director.clock import SessionClock
from improv.director.ports import CardsTrouble, Note
from improv.director.room import Room
from improv.director.room_log import JournalLog
from improv.director.session_runner import fold
from improv.journal.store import SqliteJournal
from improv.packs.formats import load_formats
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.phones.follow_up import FollowUps
from improv.phones.proxies import Proxy
from improv.phones.room_app import RoomApp, RoomOptions
from improv.phones.server import Server, ServerOptions
from improv.phones.sound import PageSound
from improv.phones.stage import StageLook
from improv.phones.tokens import Keyring, load_secret

CHROMIUM = shutil.which("chromium") or ""
LANGUAGES = {"en": "English", "fa": "فارسی", "ar": "العربية", "he": "עברית"}
SESSION = "s"
PATIENCE = 20_000
"""ms that a page is waited for: how fast it is, no test of what it shows asks."""
_WITHOUT = (
    # The address bar's popups: two pages in every window, dearer than the one that we look at.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright goes without: a browser heeds only the last list that it is given.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
FLAGS = (
    f"--disable-features={','.join(_WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@lru_cache
def shipped() -> Deck:
    """The pack and the formats that the program comes with."""
    packs = tuple(load_pack(CARDS / name) for name in ("service-desk", "self-check"))
    return Deck(packs, {**load_formats(CARDS / "formats"), **load_formats(CARDS / "solo")})


class ServedRoom:
    """A room with phones, steered from the test's own thread."""

    def __init__(
        self,
        folder: Path,
        room: Room,
        server: Server,
        phones: RoomApp,
        hand: "ManualClock",
        prefix: str,
    ) -> None:
        self.folder, self.room, self.hand = folder, room, hand
        self.server, self.phones, self.prefix = server, phones, prefix
        self._loop = asyncio.get_running_loop()
        self._presses = 0

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.server.port}{self.prefix}/"

    @property
    def state(self) -> State:
        """As it is now."""
        return self.room.state

    @property
    def kind(self) -> PhaseKind:
        """The phase that is on."""
        return self.state.kind

    def act(self, action: a.Action) -> Refusal | None:
        """Do something to the room; durable on return."""
        return asyncio.run_coroutine_threadsafe(self.room.act(action), self._loop).result(60)

    def note(self, note: Note) -> None:
        """Tell the facilitator."""
        self._loop.call_soon_threadsafe(self.room.note, note)

    def keep_deck(self, why: CardsTrouble) -> None:
        """Tell the facilitator why cards are not played."""
        self._loop.call_soon_threadsafe(self.room.keep_deck, why)

    def next(self) -> None:
        """Press Next."""
        self._presses += 1
        refused = self.act(a.Next(id=f"next-{self._presses}"))
        assert refused is None, refused

    def to(self, kind: PhaseKind | str) -> None:
        """Press Next until that phase is on."""
        for _ in range(40):
            if self.kind == kind:
                return
            self.next()
        raise AssertionError(f"never came to {kind}")


class ManualClock:
    """A monotonic clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


@contextmanager
def served_room(
    folder: Path,
    *,
    players: tuple[str, ...] = (),
    language: str = "en",
    ballot: str = "quick",
    game: str | Format = "lawnmower",
    deck: Deck | None = None,
    seed: int = 7,
    rounds: int | None = 3,
    huddle: bool = False,
    port: int = 0,
    bind: str = "127.0.0.1",
    trusted_proxies: tuple[Proxy, ...] = (),
    sound: PageSound | None = None,
    beside: Callable[[Room], Coroutine[Any, Any, None]] | None = None,
    monotonic: Callable[[], float] | None = None,
    prefix: str = "",
    follow_ups: FollowUps | None = None,
    shift: Shift | None = None,
    plan: Plan | None = None,
    votes: bool = True,
    clock_in_sight: bool = True,
) -> Iterator[ServedRoom]:
    """A room, from its opening, or from where the journal in `folder` left it.

    `shift`: somebody plays alone, on the stage's page. `deck`: other cards than the program's own.
    `beside` runs with it; `monotonic` is a clock that goes, instead of a test's hand.
    """
    ready = threading.Event()
    built: list[ServedRoom] = []
    over: list[asyncio.Event] = []
    failed: list[BaseException] = []

    async def live() -> None:
        cards, hand = deck or shipped(), ManualClock()
        journal = SqliteJournal.open(folder)
        try:
            records = list(journal.records(SESSION)) if journal.sessions() else []
            unwritten: tuple[Event, ...] = ()
            if records:
                state = fold(records)
            else:
                chosen = cards.formats[game] if isinstance(game, str) else game
                setup = Setup(
                    seed,
                    ballot,
                    rounds,
                    huddle,
                    shift=shift,
                    plan=plan,
                    votes=votes,
                    clock=clock_in_sight,
                )
                opened = opening(setup, chosen, language, standings=True)
                state, unwritten = evolve(None, opened), (opened,)
                journal.open_session(SESSION, "2026-01-02T03:04:05Z", "T", False)
            at = max((record.event["at"] for record in records), default=0)
            clock = SessionClock(monotonic or hand, at)
            log = JournalLog(journal, SESSION)
            room = Room(SESSION, state, len(records), cards, log, clock, lambda: None, unwritten)
            room.remember([record.cause for record in records])
            running = [asyncio.create_task(room.run(wakes=False))]
            if beside is not None:
                running.append(asyncio.create_task(beside(room)))
            if players and not records:
                await room.act(a.EditRoster(id="players", add=players))
            server = Server(ServerOptions(port, bind, trusted_proxies), LANGUAGES)
            keyring = Keyring(load_secret(folder), SESSION, "123456")
            alone = shift is not None
            look = StageLook(played=alone, keys=not alone)
            options = RoomOptions(visitors=not alone, look=look, follow_ups=follow_ups)
            app = RoomApp(room, keyring, server.pages, server.local, options, sound)
            async with server.open():
                with server.mounted(app, prefix):
                    over.append(asyncio.Event())
                    built.append(ServedRoom(folder, room, server, app, hand, prefix))
                    ready.set()
                    await over[0].wait()
            for task in running:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await room.close()
            await log.close()
        finally:
            journal.close()

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as trouble:
            failed.append(trouble)
        finally:
            ready.set()

    thread = threading.Thread(target=run, name="served")
    thread.start()
    assert ready.wait(60)
    if failed:
        raise failed[0]
    try:
        yield built[0]
    finally:
        with suppress(RuntimeError):  # it has ended by itself
            built[0]._loop.call_soon_threadsafe(over[0].set)
        thread.join(60)
        if failed:
            raise failed[0]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser: Debian's own, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def phone(browser: Any, language: str = "en", **more: Any) -> Any:
    """A page of a new phone: 360x640, in that language. Close its `context` when done."""
    size = {"width": 360, "height": 640}
    options = {"viewport": size, "locale": language, "has_touch": True, **more}
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(PATIENCE)
    return page


@contextmanager
def visitor(browser: Any, language: str = "en", **more: Any) -> Iterator[Any]:
    """A page of a new phone."""
    page = phone(browser, language, **more)
    try:
        yield page
    finally:
        page.context.close()
