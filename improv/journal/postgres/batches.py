"""Batches: what many rooms want written at the same time is one statement, and one commit.

While a batch is under way the next one gathers, so that nobody waits for company. One room never
fails its batch: where the database refuses it as a whole, each is asked for by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, NoReturn, TypeVar

from improv.director.ports import NothingSaved, NotSaved

Item = TypeVar("Item")

MOST = 500
"""So many items are one batch at most."""


class Batches(Generic[Item]):
    """Items are `put`, and written while `run` runs."""

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[Sequence[bool]]]) -> None:
        """`write` says of each item whether it was written. It raises NothingSaved, NotSaved."""
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[bool]]] = []
        self._work = asyncio.Event()
        self.count = 0
        """How many batches have been written."""

    async def put(self, item: Item) -> bool:
        """Whether it was written. Raises NotSaved: then nobody knows, unless it is NothingSaved.

        Who is cancelled while waiting may find it written all the same.
        """
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        self._work.set()
        return await asyncio.shield(future)

    async def run(self) -> NoReturn:
        """Write what is put, until cancelled."""
        while True:
            await self._work.wait()
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if not self._waiting:
                self._work.clear()
            await self._settle(batch)

    async def _settle(self, batch: list[tuple[Item, "asyncio.Future[bool]"]]) -> None:
        try:
            written = await self._write([item for item, _ in batch])
        except NothingSaved as refused:
            if len(batch) > 1:
                for one in batch:
                    await self._settle([one])
                return
            _fail(batch, refused)
        except NotSaved as error:
            _fail(batch, error)
        except asyncio.CancelledError:
            _fail(batch, NotSaved("database.away", path="", error="stopped"))
            raise
        else:
            self.count += 1
            for (_, future), done in zip(batch, written, strict=True):
                future.set_result(done)


def _fail(batch: Sequence[tuple[object, "asyncio.Future[bool]"]], error: NotSaved) -> None:
    for _, future in batch:
        kind = type(error)
        future.set_exception(kind(error.name, error.trouble, **error.values))
        future.exception()  # who put it may have been cancelled: nobody has to look at it
