"""Makes the guide's pictures by the game itself: `python -m tests.guide_pictures`, or with `fa`.

ImageMagick's `convert` makes them small; nothing that is installed needs it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame

from improv.core.draw import Deck
from improv.paths import ASSETS
from improv.screen.layouts.menu import Place
from improv.screen.projector import Projector
from improv.screen.scene_registry import Moment, moments
from improv.wiring.catalogue import load_games
from improv.wiring.deck_loading import load_deck
from improv.wiring.home import Home
from improv.wiring.options import SELF_CHECK_PACK, USUAL_PACK

PICTURES = ASSETS / "guide" / "pictures"
SIZE = (1280, 720)
SCENES = ("lobby-phones", "draw-locked", "brief", "play", "vote-phones", "result", "debrief")
"""Those of the facilitator's page, by their names in the registry."""
ROUND = (
    ("draw", 3.0),
    ("brief", 3.0),
    ("play", 2.4),
    ("twist", 3.0),
    ("bell", 1.2),
    ("vote", 1.4),
    ("vote-hands", 2.0),
    ("result-hidden", 1.0),
    ("result", 3.0),
    ("debrief", 3.0),
)
"""The moving picture: each scene, and the seconds that it is looked at after it has moved."""
MOVING_SECONDS, FRAME_SECONDS = 1.2, 0.12


def _deck(language: str) -> Deck:
    deck = load_deck((USUAL_PACK, SELF_CHECK_PACK), language).deck
    return replace(deck, formats={**deck.formats, **load_games((), alone=True)})


def _convert(*arguments: str | Path) -> None:
    subprocess.run(("convert", *map(str, arguments)), check=True)


def _pages(language: str, folder: Path) -> Iterator[tuple[str, pygame.Surface]]:
    home = Home(folder, lambda _: None, lambda _: None, displays=(SIZE, SIZE))
    home.choices = replace(home.choices, language=language, plan="first-hour")
    for path in (["home"], ["home", "workshop"]):
        home.path = path
        projector = Projector(SIZE, still=True)
        yield path[-1], projector.choose(language, home.menu(), Place(0, ""))[0]


def stills(language: str, scenes: dict[str, Moment]) -> None:
    """A picture of each page and scene, as `pictures/xx-NAME.webp`."""
    with TemporaryDirectory() as folder:
        projector = Projector(SIZE, still=True)
        pictures = [*_pages(language, Path(folder))]
        for name in SCENES:
            moment = scenes[name]
            shown = projector.render(moment.snapshot, moment.now, 0.0, moment.ui)[0]
            pictures.append((name.removesuffix("-phones"), shown.copy()))
        for name, picture in pictures:
            large = Path(folder, f"{name}.png")
            pygame.image.save(picture, str(large))
            small = PICTURES / f"{language}-{name}.webp"
            _convert(large, "-resize", "800x450", "-quality", "75", small)


def moving(scenes: dict[str, Moment]) -> None:
    """A round as `pictures/round.gif`: each scene comes as it does on the projector."""
    projector = Projector(SIZE)
    steps = round(MOVING_SECONDS / FRAME_SECONDS)
    with TemporaryDirectory() as folder:
        frames: list[str | Path] = []
        wall = 0.0
        for name, seconds in ROUND:
            moment = scenes[name]
            for step in range(steps + 1):
                wall += FRAME_SECONDS
                passed = round(1000 * FRAME_SECONDS * step)
                shown = projector.render(moment.snapshot, moment.now + passed, wall, moment.ui)[0]
                file = Path(folder, f"{len(frames):04}.png")
                pygame.image.save(shown, str(file))
                lasts = FRAME_SECONDS if step < steps else seconds
                frames += ["-delay", f"{round(100 * lasts)}", file]
            wall += seconds
        small = ("-resize", "640x360", "+dither", "-colors", "255", "-layers", "optimize")
        _convert(*frames, "-loop", "0", *small, PICTURES / "round.gif")


def main() -> None:
    """Make all, or with an argument those of one language."""
    pygame.display.init()
    pygame.display.set_mode((10, 10))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for language in sys.argv[1:] or ("en", "fa", "ar", "he"):
        scenes: dict[str, Moment] = {}
        for moment in moments(_deck(language), language):
            scenes.setdefault(moment.name, moment)
            if moment.name == "debrief":
                break
        stills(language, scenes)
        if language == "en":
            moving(scenes)


if __name__ == "__main__":
    main()
