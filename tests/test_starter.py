"""What is in the menu of a desktop after the program was installed."""

import tomllib
from configparser import ConfigParser
from pathlib import Path

from improv.look.svg import mark_svg
from improv.look.themes import DAYLIGHT

HERE = Path(__file__).parents[1]
FOLDER = HERE / "assets" / "desktop"


def test_the_starter_opens_the_home_screen() -> None:
    """It runs the command that is installed, in a window, and is named in every language."""
    starter = ConfigParser(interpolation=None, delimiters=("=",))
    starter.optionxform = str  # type: ignore[assignment, method-assign]
    starter.read(FOLDER / "improv.desktop", "utf-8")
    entry = starter["Desktop Entry"]
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    assert entry["Exec"] in project["scripts"]
    assert (entry["Type"], entry["Terminal"]) == ("Application", "false")
    for key in ("GenericName", "Comment"):
        assert {f"{key}[{language}]" for language in ("fa", "ar", "he")} <= set(entry)
    assert FOLDER.joinpath(f"{entry['Icon']}.svg").is_file()


def test_its_icon_is_the_logo() -> None:
    """As pages have it."""
    assert (FOLDER / "improv.svg").read_text("utf-8").strip() == mark_svg(DAYLIGHT)
