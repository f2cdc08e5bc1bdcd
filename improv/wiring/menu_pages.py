"""Pages of choices in a browser on this machine: served beside everything else until closed."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self

from improv.locale.system import plain_here
from improv.scenes.menu import Pick
from improv.terminal.address import open_browser
from improv.wiring.errors import CannotPlay
from improv.wiring.local_server import LocalServer

if TYPE_CHECKING:
    from improv.phones.menu_app import MenuApp, MenuPage
    from improv.phones.pages import Pages

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""


class MenuPages:
    """The pages, with a server on a thread of its own: a context."""

    def __init__(self, first: "MenuPage", say: Callable[[str], None]) -> None:
        """`say` prints the address, which is also opened in the browser, where there is one."""
        from improv.phones.menu_app import MOST_PASTED

        self._first, self._say = first, say
        self._picks = SimpleQueue[Pick]()
        self._app: MenuApp | None = None
        self._server = LocalServer(self._made, MOST_PASTED)

    def __enter__(self) -> Self:
        """Serve them. Raises CannotPlay where there is no port."""
        self._server.__enter__()
        self._say(plain_here("start.at", address=self._server.address))
        open_browser(self._server.address)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer whoever waits, and serve nothing any more."""
        self._server.__exit__(kind, error, trace)

    def show(self, page: "MenuPage") -> None:
        """Show this from now on; from any thread."""
        if self._app is not None:
            self._server.call(self._app.show, page)

    def pick(self) -> Pick:
        """What is picked next, whenever that is. Raises CannotPlay when they are not served."""
        while self._server.alive:
            try:
                return self._picks.get(timeout=POLL_SECONDS)
            except Empty:
                continue
        raise CannotPlay("cannot.menu", why=str(self._server.fault))

    def _made(self, pages: "Pages") -> "MenuApp":
        from improv.phones.menu_app import MenuApp

        self._app = MenuApp(pages, self._first, self._picks.put)
        return self._app
