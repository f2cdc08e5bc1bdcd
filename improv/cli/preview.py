"""`improv preview`: a picture of every scene and card of a pack."""

import argparse
from pathlib import Path
from typing import Any

from improv.cli import values
from improv.cli.usage import add_command, add_data
from improv.locale.system import plain_here
from improv.terminal.console import Console
from improv.wiring.options import USUAL_PACK


def add(commands: Any) -> None:
    """Add the command."""
    preview = add_command(commands, "preview", run, plain_here("usage.preview"))
    preview.add_argument("pack", nargs="?", default=USUAL_PACK, metavar="PACK")
    preview.add_argument("--out", type=Path, required=True, metavar="DIR")
    preview.add_argument("--lang", metavar="xx")
    preview.add_argument("--size", type=values.size, default=(1280, 720), metavar="WxH")
    preview.add_argument("--theme", choices=values.THEMES, default="stage")
    preview.add_argument("--all", action="store_true", help=plain_here("usage.all"))
    add_data(preview)


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Write the pictures and print the path of the page that shows them."""
    from improv.paths import data_folder
    from improv.wiring.preview import preview

    def progress(done: int, total: int, name: str) -> None:
        if not console.overwrite(f"{done}/{total} {name:<40.40}") and done % 50 == 0:
            console.complain(plain_here("console.pictures", number=done, total=total))

    page = preview(
        chosen.pack,
        chosen.out,
        language=chosen.lang,
        size=chosen.size,
        theme=chosen.theme,
        everything=chosen.all,
        progress=progress,
        data=data_folder(chosen.data),
    )
    console.say(str(page))
    return 0
