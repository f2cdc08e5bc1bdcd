"""A way into a network namespace: `python -m tests.wiring.relay SOCKET HOST PORT`.

It runs inside, and passes each connection to the socket, which is a file and so outside as well, on
to an address inside. It says a line as soon as it does.
"""

import asyncio
import sys


async def _pass(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int
) -> None:
    there: asyncio.StreamWriter | None = None
    try:
        back, there = await asyncio.open_connection(host, port)
        async with asyncio.TaskGroup() as pumps:
            pumps.create_task(pump(reader, there))
            pumps.create_task(pump(back, writer))
    except* OSError:
        pass
    finally:
        for end in (writer, there):
            if end is not None:
                end.transport.abort()


async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Pass on what comes until it ends, which is a ConnectionError."""
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    raise ConnectionError


async def _relay(path: str, host: str, port: int) -> None:
    server = await asyncio.start_unix_server(lambda r, w: _pass(r, w, host, port), path)
    async with server:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_relay(sys.argv[1], sys.argv[2], int(sys.argv[3])))
