"""gzip for a stream whose every message has to be readable as soon as it is there.

Each message is compressed by itself, to the edge of a byte: such a piece may follow any other
(RFC 1951, 3.2.4), so that what hundreds of phones are sent is compressed once for all of them.
Messages are short and alike inside, so that little is lost by that.
"""

import zlib
from functools import lru_cache

HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""Before the first message: deflate, of no file, at no time, on no system (RFC 1952, 2.3)."""
_LAST = b"\x03\0"
"""An empty block that says that no other follows."""


@lru_cache(32)
def _compressed(message: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(message) + packer.flush(zlib.Z_SYNC_FLUSH)


def _stored(line: bytes) -> bytes:
    """A block that is not compressed (RFC 1951, 3.2.4)."""
    size = len(line)
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + line


class GzipStream:
    """What one reader is sent. Begins with HEAD, and is whole after `end`."""

    def __init__(self) -> None:
        self._checksum = self._size = 0

    def add(self, message: bytes) -> bytes:
        """The bytes of one more message. Its id stands apart: it is another one for each reader."""
        self._checksum = zlib.crc32(message, self._checksum)
        self._size += len(message)
        end = message.find(b"\n") + 1 if message.startswith(b"id: ") else 0
        return (_stored(message[:end]) if end else b"") + _compressed(message[end:])

    def end(self) -> bytes:
        """The bytes after the last one."""
        size = self._size % 2**32
        return _LAST + self._checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
