"""An app in a browser on this machine: served on a thread of its own until closed."""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from improv.locale.phrases import interface_languages, plain
from improv.wiring.errors import CannotPlay

if TYPE_CHECKING:
    from improv.phones.guard import Receive, Scope, Send
    from improv.phones.pages import Pages

CONNECTIONS = 40
"""A browser opens six."""


class LocalApp(Protocol):
    """What can be served."""

    @property
    def path(self) -> str:
        """Where it is opened, with the secret."""

    def mount(self, port: int, prefix: str) -> None:
        """It is served now."""

    def close(self) -> None:
        """It is not served any more."""

    def networks_changed(self) -> None:
        """The machine has other addresses now."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""


class LocalServer:
    """The server: a context. Nobody but this machine reaches it."""

    def __init__(
        self, made: "Callable[[Pages], LocalApp]", most_body: int, *, prefix: str = ""
    ) -> None:
        """`made` makes the app, on the loop on which it is served, under the path `prefix`."""
        self._made, self._most_body, self._prefix = made, most_body, prefix
        self._thread = threading.Thread(target=self._run, name="local server", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self.address = ""
        """Where it is opened, with the secret."""
        self.fault: Exception | None = None
        """Why it is not served."""

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
        if self._over is not None:
            self.call(self._over.set)
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether it is served."""
        return self._thread.is_alive()

    def call(self, do: Callable[..., object], *given: Any) -> None:
        """Do something on the app's loop, while it is served; from any thread."""
        if self._loop is not None and self.alive:
            self._loop.call_soon_threadsafe(do, *given)

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
            with server.mounted(app, self._prefix):
                self.address = f"http://127.0.0.1:{server.port}{self._prefix}{app.path}"
                self._ready.set()
                await self._over.wait()
