"""The addresses of the stage's sound: its stream, and the clips that are being said.

Whoever may see the stage may hear it. Without sound there is nothing here.
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from improv.phones.guard import Receive, Send
from improv.phones.requests import prefix_of
from improv.phones.sound import Ear, PageSound
from improv.phones.sse import Streaming, send_events

FOR_A_WHILE = "private, max-age=3600"
_NOWHERE = ({"refusal": "nowhere"}, 404)


class Sounding:
    """What pages ask for to be heard."""

    def __init__(
        self,
        sound: PageSound | None,
        may: Callable[[Request], bool],
        *,
        heartbeat: float,
        most: int,
    ) -> None:
        """`may`: whether they may see the stage; `most`: streams at once."""
        self._sound, self._may = sound, may
        self._heartbeat, self._most = heartbeat, most
        self.routes = [
            Route("/stage/speech/{name}", self._speech, methods=["GET"]),
            Route("/api/stage/sound", Streaming(self._stream), methods=["GET"]),
        ]

    def close(self) -> None:
        """End all streams."""
        if self._sound is not None:
            self._sound.close()

    async def _speech(self, request: Request) -> Response:
        if not self._may(request):
            return JSONResponse({"refusal": "code_needed"}, 403)
        file = self._sound.file(request.path_params["name"]) if self._sound else None
        try:
            content = None if file is None else await asyncio.to_thread(file.read_bytes)
        except OSError:  # the newest voice took its place
            content = None
        if content is None:
            return JSONResponse(*_NOWHERE)
        headers = {"cache-control": FOR_A_WHILE}
        return Response(content, media_type="audio/wav", headers=headers)

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        """What is to be heard on one page, until it goes."""
        sound, no = self._sound, JSONResponse({})
        if not self._may(request):
            no = JSONResponse({"refusal": "code_needed"}, 409)
        elif sound is None:
            no = JSONResponse(*_NOWHERE)
        elif sound.ears >= self._most:
            no = JSONResponse({"refusal": "room_full"}, 503)
        elif request.method != "HEAD":
            ear = Ear(prefix_of(request))
            await send_events(sound.listen(ear, self._heartbeat), receive, send, ear.end)
            return
        await no(request.scope, receive, send)
