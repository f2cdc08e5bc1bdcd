"""Hosted rooms on this machine's disk: a folder a room, so that one is deleted with all its bytes.

Each has a journal of its own, and a page of what has to be known while it sleeps. What an organiser
needs once for all rooms is in one more file. One process has them all.
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from dataclasses import asdict, fields, replace
from pathlib import Path
from shutil import rmtree
from typing import Any, Self, TypeVar

from improv.director.ports import NotSaved, Record, SavedState, SessionHeader, Unreadable
from improv.director.room_log import JournalLog
from improv.director.room_store import RoomHeader
from improv.journal.errors import translate_errors
from improv.journal.lock import FolderLock
from improv.journal.store import SqliteJournal
from improv.phones.room_code import is_code
from improv.whole_file import replace_text

FOLDER = "rooms"
"""In that of the data."""
SERVICE = "service.json"
ROOM = "header.json"
SECRET_BYTES = 32
MOST_BYTES = 100_000
"""Of one of these files; more is not ours."""

_T = TypeVar("_T")


class FolderRoom(JournalLog):
    """A room that is open: a `director.room_store.OpenRoom`."""

    def __init__(
        self, header: RoomHeader, known: SessionHeader, journal: SqliteJournal, pool: Executor
    ) -> None:
        """`known`: what its journal says of its session."""
        super().__init__(journal, header.session, pool, keeps_on=False)
        self.header, self.events, self.at = header, known.events, known.mark

    async def records(self, after: int = 0) -> list[Record]:
        """See OpenRoom."""
        return await self.tail(after)

    async def saved_state(self, fold: str) -> SavedState | None:
        """See OpenRoom."""
        return await self._call(self._journal.saved_state, self._session, fold)

    async def close(self) -> None:
        """Close its journal, too."""
        await self._call(self._journal.close)


class RoomFolders:
    """A `director.room_store.RoomStore` in a folder. `open_all` it, and `close` it."""

    def __init__(
        self, folder: Path, lock: FolderLock, pool: Executor, report: Callable[[Unreadable], None]
    ) -> None:
        """For `open_all`."""
        self._folder, self._lock, self._pool, self._report = folder, lock, pool, report
        self._headers: dict[str, RoomHeader] = {}
        self._secret = b""
        self._keys: tuple[str, ...] = ()

    @classmethod
    def open_all(
        cls, data: Path, pool: Executor, report: Callable[[Unreadable], None] = lambda _: None
    ) -> Self:
        """Take the folder of rooms in `data`; blocks. `pool`: threads for everything that does.

        `report` is told of a room whose page cannot be read: it is left as it is.

        Raises AlreadyOpen when another process has it, Unreadable for a file of the service that
        is none of ours, NotSaved.
        """
        folder = data / FOLDER
        with translate_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            opened = cls(folder, FolderLock(folder), pool, report)
            try:
                opened._read()
            except BaseException:
                opened._lock.release()
                raise
        return opened

    def close(self) -> None:
        """Release the folder."""
        self._lock.release()

    def _read(self) -> None:
        service = self._folder / SERVICE
        if service.exists():
            found = _read_json(service)
            try:
                self._secret = bytes.fromhex(found["secret"])
                self._keys = tuple(map(str, found["keys"]))
            except (KeyError, TypeError, ValueError):
                raise _foreign(service) from None
        else:
            self._secret = secrets.token_bytes(SECRET_BYTES)
            self._write_service()
        for folder in sorted(filter(Path.is_dir, self._folder.iterdir())):
            if not is_code(folder.name):
                continue
            if not (folder / ROOM).exists():
                rmtree(folder)  # half made, or half deleted, when the program was killed
                continue
            try:
                header = _header(folder / ROOM)
            except Unreadable as fault:
                self._report(fault)
            else:
                self._headers[header.code] = header

    def _write_service(self) -> None:
        kept = {"secret": self._secret.hex(), "keys": self._keys}
        text = json.dumps(kept, indent=2) + "\n"
        replace_text(self._folder / SERVICE, text, private=True)

    # As a store.

    async def secret(self) -> bytes:
        """See RoomStore."""
        return self._secret

    async def keys(self) -> frozenset[str]:
        """See RoomStore."""
        return frozenset(self._keys)

    async def add_key(self, digest: str, *, alone: bool) -> None:
        """See RoomStore."""
        before = self._keys
        self._keys = (*(() if alone else before), digest)
        try:
            await self._on_disk(self._folder / SERVICE, self._write_service)
        except NotSaved:
            self._keys = before
            raise

    async def create(self, header: RoomHeader, first: Record) -> None:
        """See RoomStore."""
        if header.code in self._headers:
            raise ValueError(header.code)
        await self._on_disk(self._room(header.code), self._make, header, first)
        self._headers[header.code] = header

    async def find(self, code: str) -> RoomHeader | None:
        """See RoomStore."""
        return self._headers.get(code)

    async def headers(self) -> list[RoomHeader]:
        """See RoomStore."""
        return list(self._headers.values())

    async def open(self, code: str) -> FolderRoom:
        """See RoomStore. Raises Unreadable for a journal that is damaged."""
        header = self._headers[code]
        return await self._on_disk(self._room(code), self._opened, header)

    async def visited(self, code: str, day: str) -> None:
        """See RoomStore."""
        if (header := self._headers.get(code)) is not None:
            self._headers[code] = header = replace(header, visited=day)
            await self._on_disk(self._room(code), self._write, header)

    async def delete(self, code: str) -> None:
        """See RoomStore."""
        if self._headers.pop(code, None) is not None:
            await self._on_disk(self._room(code), self._remove, code)

    async def owners(self, codes: Collection[str]) -> Mapping[str, int]:
        """There is one process: nobody asks."""
        return dict.fromkeys(codes, 0)

    async def figures(self) -> Mapping[str, int | float]:
        """See RoomStore."""
        return {}

    # On the disk.

    def _room(self, code: str) -> Path:
        return self._folder / code

    def _write(self, header: RoomHeader) -> None:
        folder = self._room(header.code)
        if folder.exists():  # else it was deleted meanwhile
            text = json.dumps(asdict(header), ensure_ascii=False) + "\n"
            replace_text(folder / ROOM, text, private=True)

    def _make(self, header: RoomHeader, first: Record) -> None:
        folder = self._room(header.code)
        journal = SqliteJournal.open(folder)
        try:
            journal.open_session(header.session, header.opened, header.title, demo=False)
            journal.append(header.session, [first])
        finally:
            journal.close()
        self._write(header)  # from now on it is there

    def _opened(self, header: RoomHeader) -> FolderRoom:
        journal = SqliteJournal.open(self._room(header.code), self._mended)
        try:
            (known,) = (one for one in journal.sessions() if one.id == header.session)
        except ValueError:
            journal.close()
            raise _foreign(self._room(header.code)) from None
        except BaseException:
            journal.close()
            raise
        return FolderRoom(header, known, journal, self._pool)

    def _mended(self, name: str, values: Mapping[str, str]) -> None:
        self._report(Unreadable(name, **values))

    def _remove(self, code: str) -> None:
        folder = self._room(code)
        # First what makes it one: should the program be killed now, the rest goes as it starts.
        (folder / ROOM).unlink(missing_ok=True)
        rmtree(folder)

    async def _on_disk(self, path: Path, work: Callable[..., _T], *given: object) -> _T:
        def blocking() -> _T:
            with translate_errors(path):
                return work(*given)

        return await asyncio.get_running_loop().run_in_executor(self._pool, blocking)


def _header(file: Path) -> RoomHeader:
    """Raises Unreadable."""
    found = _read_json(file)
    packs = found.get("packs")
    texts = [one.name for one in fields(RoomHeader) if one.name != "packs"]
    given = {name: value for name in texts if isinstance(value := found.get(name), str)}
    whole = len(given) == len(texts) and isinstance(packs, list)
    if not whole or given["code"] != file.parent.name:
        raise _foreign(file)
    return RoomHeader(**given, packs=tuple(map(str, packs or ())))


def _read_json(file: Path) -> dict[str, Any]:
    """Raises Unreadable."""
    with file.open("rb") as opened:
        text = opened.read(MOST_BYTES + 1)
    try:
        found = json.loads(text) if len(text) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _foreign(file)
    return found


def _foreign(file: Path) -> Unreadable:
    return Unreadable("journal.foreign", path=str(file))
