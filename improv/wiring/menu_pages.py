"""Pages of choices in a browser on this machine: served beside everything else until closed."""

import asyncio
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self

from improv.locale.phrases import interface_languages, plain
from improv.locale.system import plain_here
from improv.scenes.menu import Pick
from improv.terminal.address import open_browser
from improv.wiring.errors import CannotPlay

if TYPE_CHECKING:
    from improv.phones.menu_app import MenuApp, MenuPage

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""
CONNECTIONS = 40
"""A browser opens six."""


class MenuPages:
    """The pages, with a server on a thread of its own: a context."""

    def __init__(self, first: "MenuPage", say: Callable[[str], None]) -> None:
        """`say` prints the address, which is also opened in the browser, where there is one."""
        self._first, self._say = first, say
        self._picks = SimpleQueue[Pick]()
        self._thread = threading.Thread(target=self._run, name="menu pages", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._app: MenuApp | None = None
        self._over: asyncio.Event | None = None
        self._fault: Exception | None = None

    def __enter__(self) -> Self:
        """Serve them. Raises CannotPlay where there is no port."""
        self._thread.start()
        self._ready.wait()
        if self._fault is not None:
            raise self._gone()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer whoever waits, and serve nothing any more."""
        if self._loop is not None and self._over is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def show(self, page: "MenuPage") -> None:
        """Show this from now on; from any thread."""
        if self._loop is not None and self._app is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._app.show, page)

    def pick(self) -> Pick:
        """What is picked next, whenever that is. Raises CannotPlay when they are not served."""
        while self._thread.is_alive():
            try:
                return self._picks.get(timeout=POLL_SECONDS)
            except Empty:
                continue
        raise self._gone()

    def _gone(self) -> CannotPlay:
        return CannotPlay("cannot.menu", why=str(self._fault))

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as fault:  # which the main thread tells
            self._fault = fault
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        from improv.phones.menu_app import MOST_PASTED, MenuApp
        from improv.phones.server import Server, ServerOptions

        where = ServerOptions(0, "127.0.0.1", connections=CONNECTIONS, most_body=MOST_PASTED)
        server = Server(where, {tag: plain(tag, "language.name") for tag in interface_languages()})
        self._app = MenuApp(server.pages, self._first, self._picks.put)
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with server.open():
            with server.mounted(self._app):
                address = f"http://127.0.0.1:{server.port}{self._app.path}"
                self._say(plain_here("start.at", address=address))
                open_browser(address)
                self._ready.set()
                await self._over.wait()
