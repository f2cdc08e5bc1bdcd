"""Lines that are typed, read beside a game: reading waits, and the game must not.

The thread reads below Python's buffer, whose lock would be held while nobody types and would keep
the program from ending.
"""

import codecs
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TextIO

MOST = 4096
"""Bytes that are read at once."""


class LineReader:
    """The lines of a stream as they come; None stands for its end."""

    def __init__(self, stream: TextIO, came: Callable[[], None]) -> None:
        """`came` is called on the reader's thread whenever there is a line, or the end."""
        self._stream, self._came = stream, came
        self._lines: deque[str | None] = deque()
        self.ended = threading.Event()
        """Set when nothing more is read from the stream."""

    def start(self) -> None:
        """Read from now on. The thread ends with the stream, or with the program."""
        threading.Thread(target=self._read, name="lines", daemon=True).start()

    def take(self) -> Iterator[str | None]:
        """The oldest line that nobody has taken, or nothing."""
        if self._lines:
            yield self._lines.popleft()

    def _read(self) -> None:
        for line in self._all():
            self._lines.append(line)
            self._came()
        self.ended.set()
        self._lines.append(None)
        self._came()

    def _all(self) -> Iterator[str]:
        raw = getattr(getattr(self._stream, "buffer", None), "raw", None)
        if raw is None:  # a stream of text that has nothing below it
            yield from (line.rstrip("\r\n") for line in self._stream)
            return
        decoder = codecs.getincrementaldecoder(self._stream.encoding or "utf-8")("replace")
        text = ""
        while True:
            try:
                read = raw.read(MOST)
            except OSError:  # the terminal was closed
                read = b""
            text += decoder.decode(read or b"", final=not read)
            *lines, text = text.replace("\r\n", "\n").split("\n")
            yield from lines
            if not read:
                if text:
                    yield text
                return
