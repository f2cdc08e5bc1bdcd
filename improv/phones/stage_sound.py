"""The addresses of the stage's sound: its stream, and the clips that are read aloud.

Whoever may see the stage may hear it. In a game without sound these addresses are not found.
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from improv.phones.guard import Receive, Send
from improv.phones.requests import prefix_of
from improv.phones.responses import not_found_response
from improv.phones.sound import PageSound, SoundSubscriber
from improv.phones.sse import StreamingEndpoint, send_events

FOR_A_WHILE = "private, max-age=3600"


class StageSound:
    """The sound of one room's stage."""

    def __init__(
        self,
        sound: PageSound | None,
        may_watch: Callable[[Request], bool],
        is_favoured: Callable[[Request], bool],
        *,
        heartbeat: float,
        most: int,
    ) -> None:
        """`may_watch`: whether a client may see the stage; `most`: streams at once.

        `is_favoured`: whether it always gets a place.
        """
        self._sound, self._may_watch, self._is_favoured = sound, may_watch, is_favoured
        self._heartbeat, self._most = heartbeat, most
        self.routes = [
            Route("/stage/speech/{name}", self._speech, methods=["GET"]),
            Route("/api/stage/sound", StreamingEndpoint(self._stream), methods=["GET"]),
        ]

    def close(self) -> None:
        """End all streams."""
        if self._sound is not None:
            self._sound.close()

    async def _speech(self, request: Request) -> Response:
        if not self._may_watch(request):
            return JSONResponse({"refusal": "code_needed"}, 403)
        file = self._sound.file(request.path_params["name"]) if self._sound else None
        try:
            content = None if file is None else await asyncio.to_thread(file.read_bytes)
        except OSError:  # the newest voice took its place
            content = None
        if content is None:
            return not_found_response()
        return Response(content, media_type="audio/wav", headers={"cache-control": FOR_A_WHILE})

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        sound = self._sound
        favoured = self._is_favoured(request)
        response: Response = JSONResponse({})
        if not self._may_watch(request):
            response = JSONResponse({"refusal": "code_needed"}, 409)
        elif sound is None:
            response = not_found_response()
        elif request.method == "HEAD":
            pass
        elif not sound.has_place(self._most, favoured=favoured):
            response = JSONResponse({"refusal": "room_full"}, 503)
        else:
            subscriber = SoundSubscriber(prefix=prefix_of(request), favoured=favoured)
            messages = sound.subscribe(subscriber, self._heartbeat)
            await send_events(messages, request, send, subscriber.end)
            return
        await response(request.scope, receive, send)
