"""The service's side of the rooms' benchmark: `python -m tests.bench._hosted_server DATA PORT URL`.

URL is that of the database, empty for files in DATA. Makes rooms, then prints a line when they
answer, and answers lines on its input: `rss` with MB of
memory, `make N` with rooms (path, host's path), `sleep` when nothing is awake any more.
"""

import asyncio
import gc
import json
import sys
import threading
from pathlib import Path

from tests.bench._phones_server import rss


def main(data: Path, port: int, database: str) -> None:
    """Serve until killed."""
    from improv.phones.hosted_rooms import keyring_of
    from improv.terminal.console import Console
    from improv.wiring.hosted import serve
    from improv.wiring.hosted.options import HostedOptions
    from improv.wiring.hosted.rooms import Rooms
    from improv.wiring.options import SoundOptions

    made: list[tuple[Rooms, asyncio.AbstractEventLoop]] = []
    there = threading.Event()
    look_after = Rooms.look_after

    async def watched(rooms: Rooms) -> None:
        made.append((rooms, asyncio.get_running_loop()))
        there.set()
        await look_after(rooms)

    Rooms.look_after = watched  # type: ignore[method-assign,assignment]

    async def rooms_made(rooms: Rooms, count: int) -> list[tuple[str, str, str]]:
        found = []
        for _ in range(count):
            header = await rooms.make("game:lawnmower", "en", "bench")
            keyring = keyring_of(header, rooms.secret)
            found.append((f"/r/{header.code}", f"/host/{keyring.host_address}", keyring.code))
        return found

    async def all_asleep(rooms: Rooms) -> None:
        for code, room in list(rooms._awake.items()):
            del rooms._awake[code]
            await rooms._change(code, rooms._close(room))

    def answer() -> None:
        for line in sys.stdin:
            there.wait()
            rooms, loop = made[0]
            match line.split():
                case ["rss"]:
                    gc.collect()
                    said: object = rss()
                case ["make", count]:
                    work = rooms_made(rooms, int(count))
                    said = asyncio.run_coroutine_threadsafe(work, loop).result()
                case ["sleep"]:
                    asyncio.run_coroutine_threadsafe(all_asleep(rooms), loop).result()
                    said = True
                case _:
                    said = None
            print(json.dumps(said), flush=True)

    threading.Thread(target=answer, daemon=True).start()
    options = HostedOptions(
        data, port, "127.0.0.1", database=database, sound=SoundOptions(mute=True)
    )
    serve.serve(options, Console(sys.stdin, sys.stdout, sys.stderr))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
