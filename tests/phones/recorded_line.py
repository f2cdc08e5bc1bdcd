"""The line between a phone and the laptop, with all that the phone has said on it.

It is recorded as bytes on their way: what a page sends by any means, also while it is left, and
what a browser adds of its own.
"""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Thread
from urllib.parse import unquote_plus


class RecordedLine:
    """A way to a port of this machine."""

    def __init__(self, to: int, open_: ExitStack) -> None:
        self._to, self._open = to, open_
        self._said: list[bytes] = []
        self._door = open_.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port: int = self._door.getsockname()[1]
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with suppress(OSError):  # it is closed
            while True:
                phone = self._open.enter_context(self._door.accept()[0])
                laptop = self._open.enter_context(socket.create_connection(("127.0.0.1", self._to)))
                for ways in ((phone, laptop, self._said), (laptop, phone, [])):
                    self._threads.append(Thread(target=_carry, args=ways))
                    self._threads[-1].start()

    def close(self) -> None:
        """Carry nothing more, once both ends are gone."""
        self._door.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(30)

    def heard(self, words: str) -> bool:
        """Whether the phone said these words: as they are, or as a form or an address has them."""
        said = b"".join(self._said).decode("utf-8", "replace")
        return any(words in one for one in (said, unquote_plus(said)))


def _carry(source: socket.socket, target: socket.socket, said: list[bytes]) -> None:
    with suppress(OSError):
        while octets := source.recv(65536):
            said.append(octets)
            target.sendall(octets)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def recorded_line(to: int) -> Iterator[RecordedLine]:
    """A line to that port. The browser's page has to be closed before it."""
    with ExitStack() as open_:
        line = RecordedLine(to, open_)
        try:
            yield line
        finally:
            line.close()
