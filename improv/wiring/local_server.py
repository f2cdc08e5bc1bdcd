"""An app in a browser on this machine: served on a thread of its own until closed."""

import asyncio
import secrets
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from improv.locale.phrases import interface_languages, plain
from improv.wiring.errors import CannotPlay

if TYPE_CHECKING:
    from improv.phones.pages import Pages

CONNECTIONS = 40
"""A browser opens six."""


class LocalServer:
    """The server: a context. Nobody but this machine reaches it."""

    def __init__(self, made: "Callable[[Pages], Any]", most_body: int) -> None:
        """`made` makes the app, on the loop on which it is served."""
        self._made, self._most_body = made, most_body
        self._thread = threading.Thread(target=self._run, name="local server", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self.address = ""
        """Where it is opened, with the secret."""
        self.fault: Exception | None = None

    def __enter__(self) -> Self:
        """Serve it. Raises CannotPlay where there is no port."""
        self._thread.start()
        self._ready.wait()
        if self.fault is not None:
            raise CannotPlay("cannot.menu", why=str(self.fault))
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

    @property
    def alive(self) -> bool:
        """Whether it is served."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as fault:  # which the main thread tells
            self.fault = fault
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        from improv.phones.server import Server, ServerOptions

        where = ServerOptions(0, "127.0.0.1", connections=CONNECTIONS, most_body=self._most_body)
        server = Server(where, {tag: plain(tag, "language.name") for tag in interface_languages()})
        app = self._made(server.pages)
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with server.open():
            # A path of its own: cookies know no ports, and two may be open in one browser.
            with server.mounted(app, prefix := f"/{secrets.token_hex(4)}"):
                self.address = f"http://127.0.0.1:{server.port}{prefix}{app.path}"
                self._ready.set()
                await self._over.wait()
