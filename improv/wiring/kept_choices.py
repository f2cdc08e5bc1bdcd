"""What the facilitator chooses in the lobby and is kept for the next session."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from improv.core.state import Setup
from improv.director.room import Room
from improv.locale.system import plain_here
from improv.wiring.choices import Choices
from improv.wiring.options import GameOptions
from improv.wiring.settings import save


async def keep_choices(room: Room, options: GameOptions, say: Callable[[str], None]) -> None:
    """Save how long phases last, and what the home screen begins with, whenever they are changed.

    Until it is cancelled.
    """
    changed = asyncio.Event()
    room.watch(changed.set)
    first, packs = room.shown.state.setup, [pack.id for pack in room.deck.packs]
    seen = room.shown.state.progress.seconds, first
    while True:
        await changed.wait()
        changed.clear()
        state = room.shown.state
        if seen == (now := (state.progress.seconds, state.setup)):
            continue
        seen, before = now, options.to_keep()
        own = {
            f"{game}.{phase}": lasts
            for game, times in state.progress.seconds.items()
            for phase, lasts in times.items()
        }
        choices = Choices.of(before.choices)
        if first.shift is None:
            choices = _changed(choices, *(_of(one, packs) for one in (first, state.setup)))
        seconds = {**before.seconds, **own}
        kept = replace(before, seconds=seconds, choices=choices.to_dict())
        try:
            await asyncio.to_thread(save, options.data, kept)
        except OSError as trouble:
            say(plain_here("console.not_kept", why=trouble.strerror or str(trouble)))


def _changed(choices: Choices, before: Mapping[str, Any], after: Mapping[str, Any]) -> Choices:
    """The choices with what is not as the session began."""
    return replace(choices, **{name: after[name] for name in after if after[name] != before[name]})


def _of(setup: Setup, packs: Iterable[str]) -> Mapping[str, Any]:
    """What of a setup the home screen has, by its names there; `packs`: ids of all that there are.

    As many rounds as fit a huddle are nobody's choice.
    """
    return {
        "plan": setup.plan.id if setup.plan else "",
        "only": tuple(sorted(setup.only)),
        "packs": tuple(pack for pack in packs if pack not in setup.packs_out),
        "rounds": 0 if setup.huddle else setup.rounds or 0,
        "ballot": setup.ballot if setup.votes else "none",
        "surveys": setup.surveys,
        "clock": setup.clock,
        "heat_most": setup.heat,
        "talk_first": bool(setup.talk_first),
    }
