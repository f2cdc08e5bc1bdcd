"""What the facilitator chooses in the lobby and is kept for the next session: phases' times."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from improv.director.room import Room
from improv.locale.system import plain_here
from improv.wiring.options import GameOptions
from improv.wiring.settings import save


async def keep_times(room: Room, options: GameOptions, say: Callable[[str], None]) -> None:
    """Save how long phases last whenever it is chosen in the session, until it is cancelled."""
    changed = asyncio.Event()
    room.watch(changed.set)
    chosen = room.shown.state.progress.seconds
    while True:
        await changed.wait()
        changed.clear()
        if chosen != (now := room.shown.state.progress.seconds):
            chosen, before = now, options.to_keep()
            own = {
                f"{game}.{phase}": s for game, times in now.items() for phase, s in times.items()
            }
            kept = replace(before, seconds={**before.seconds, **own})
            try:
                await asyncio.to_thread(save, options.data, kept)
            except OSError as trouble:
                say(plain_here("console.not_kept", why=trouble.strerror or str(trouble)))
