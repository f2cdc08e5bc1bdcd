"""Every command of the README and the guide is run as it is written."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guide.commands import ROOT, commands
from tests.guide.machine import SECONDS, Machine, Running, pack_of_the_guide
from tests.guide.test_hosting import ON_A_SERVER
from tests.guide.test_installing import INSTALLS
from tests.voice import tone
from tests.xserver import MISSING_DESKTOP, desktop

KEPT = ROOT / "tests" / "releases" / "0.1.0"
"""What a release has left on a disk: a session that ended, one that did not, and one of Leila's."""
SESSION = "2026-11-30-77ed2f"

ENDS = {
    **dict.fromkeys(
        ("improv formats", "improv plan", "improv plan first-hour", "improv sessions"), ""
    ),
    "improv formats ID": "",
    "improv plan first-hour --print plan.html": "",
    "improv guide": "",
    "improv guide hosting": "",
    "improv guide phones": "",
    "improv guide solo": "",
    "improv guide writing-cards": "",
    "improv doctor": "",
    "improv doctor --bundle report.zip": "6",
    "improv report": "",
    "improv report ID --names": "",
    "improv export ID --format csv --table scenes --out scenes.csv": "",
    "improv sessions --delete ID": SESSION.rpartition("-")[2],
    "improv forget NAME": "Leila",
    "improv progress": "",
    "improv progress --csv --out calls.csv": "",
    "improv solo --due": "",
    "improv new my-pack": "",
    "improv new my-pack --lang en fa": "",
    "improv check my-pack": "",
    "improv check my-game my-plan": "",
    "improv check --coverage my-pack": "",
    "improv check --say my-pack": "",
    "improv check --write my-pack": "",
    "improv preview my-pack --out pictures": "",
    "improv preview my-pack --all --out pictures": "",
    "improv print --out deck.pdf": "",
    "improv print my-pack --out deck.pdf": "",
    "improv export-cards my-pack cards.xlsx": "",
    "improv import-cards cards.xlsx --into my-pack": "",
    "improv serve --new-key": "",
    "python -m tests.bench packs": "",
}
"""They come back by themselves; what is typed where they ask."""

PAGES = (
    *("improv --screen browser", "improv play --screen browser", "improv cards my-pack"),
    "improv play --screen browser --bind 127.0.0.1 --trusted-proxy 127.0.0.1",
    *("improv serve", "improv serve --keep 14"),
)
"""They say where their pages are, and go on."""

WINDOWS = (
    *("improv", "python -X dev -m improv play", "improv play --demo", "improv play --huddle"),
    *("improv play --demo --voice auto", "improv play --mute", "improv play --voice off"),
    *("improv play --no-votes", "improv play --no-clock", "improv play --no-phones"),
    *("improv play --resume", "improv play --lang fa", "improv play --theme daylight"),
    *('improv play --players "Leila, Tomasz, Amara"', 'improv play --team "Blue"'),
    *("improv play --seconds play=150,vote=30", "improv play --ballot coaching"),
    *("improv play --survey readiness", "improv play --survey calibration"),
    *("improv play --plan first-hour", 'improv play --plan huddles --team "Blue"'),
    *("improv play --format emotion-lift", "improv play --only hotel-desk"),
    *("improv play --format my-game", "improv play --plan my-plan"),
    *("improv play --format my-game.yaml", "improv play --plan my-plan.yaml"),
    "improv play --formats my-games",
    *("improv play --pack hotel-and-travel", "improv play --pack my-pack --watch"),
    "improv play --pack service-desk --pack my-pack",
    *("improv play --host-pin 271828", "improv play --port 9000 --bind 192.168.1.20"),
    *("improv play --wifi NAME", "improv play --voice fa=piper:NAME --voices DIR"),
    *("improv solo", "improv solo --calls 5", "improv solo --heat-most 2", "improv solo --demo"),
    *("improv solo --name Leila", "improv solo --no-listen"),
    *("improv solo --listen", "improv solo --listen --keep"),
)
"""They open a window, and go on; those of a game for many let phones in."""

TYPED = ("improv solo --terminal",)
"""They talk to whoever is at the terminal."""

KEEPS = ("python -m tests.releases.keep",)
"""It adds a folder to the sources, of which it is given a copy."""

PAINTS = ("python -m tests.guide_pictures",)
"""It paints over the guide's pictures: those of a copy of the sources."""

IN_CI = {
    ".ci/run": ("run", "python -m pytest -m slow"),
    "python -m pip install -c requirements.lock . && python -m improv play --demo": (
        "run",
        'bash -c "$(command_of 1)"',
    ),
    'python -m pip install -c requirements.lock ".[test]" && python -m pytest': (
        "run",
        'bash -c "$(command_of 2)"',
    ),
    "lint-imports": ("run", "\nlint-imports\n"),
    "sudo apt install ./improv_*.deb": (
        "installers",
        "apt-get install -y -qq --no-install-recommends ./improv_*.deb",
    ),
    "./install": ("installers", "/install\n"),
}
"""What runs these tests, or takes a whole environment or a built program: by which line in .ci/."""


def test_every_command_is_run() -> None:
    """A new one belongs into one of these; one that is gone, into none."""
    ways = (ENDS, PAGES, WINDOWS, TYPED, KEEPS, PAINTS, INSTALLS, ON_A_SERVER, IN_CI)
    known = [command for way in ways for command in way]
    assert sorted(known) == sorted(commands())


@pytest.mark.parametrize("command", IN_CI)
def test_ci_runs_it(command: str) -> None:
    """The script has the line."""
    script, line = IN_CI[command]
    assert line in (ROOT / ".ci" / script).read_text("utf-8")


def meant(command: str) -> str:
    """The command with what a person writes in the place of capitals."""
    here = "emotion-lift" if command == "improv formats ID" else SESSION
    return re.sub(r"\bID\b", here, command).replace("forget NAME", "forget Leila")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One with every file that a command names."""
    machine = Machine(tmp_path / "home")
    for shipped, files in (
        ("formats/lawnmower", ("my-game", "my-games/mine", machine.data / "formats/my-game")),
        ("plans/first-hour", ("my-plan", machine.data / "plans/my-plan")),
    ):
        text = (ROOT / f"cards/{shipped}.yaml").read_text("utf-8")
        for name in files:
            file = machine.folder / f"{name}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text.replace(f"id: {Path(shipped).name}", f"id: {file.stem}"), "utf-8")
    voices = machine.folder / "DIR"
    voices.mkdir()
    tone.voice(voices, "NAME", "fa_IR", "fa")
    return machine


def prepare(machine: Machine, command: str) -> None:
    """What a person has done before: played, a pack of their own, a spreadsheet of it."""
    if command in ENDS or "--resume" in command:
        shutil.copy(KEPT / "sessions.db", machine.data)
    if "preview" in command:  # of everything it takes minutes, but for a pack of two cards
        pack_of_the_guide(machine.folder)
    elif "my-pack" in command and not command.startswith("improv new"):
        assert machine.run("improv new my-pack --lang en fa")[0] == 0
    if command.startswith("improv import-cards"):
        assert machine.run("improv export-cards my-pack cards.xlsx")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ENDS)
def test_what_ends(machine: Machine, command: str) -> None:
    """It ends well, and has said or written what it was asked for."""
    prepare(machine, command)
    code, said = machine.run(meant(command), ENDS[command])
    # A pack of a few cards leaves out most practices, and --coverage is there to say so.
    assert code == (1 if "--coverage" in command else 0), said
    written = re.search(r"(?:--out|--print|--bundle|export-cards my-pack) (\S+)", command)
    if written:
        assert (machine.folder / written[1]).exists(), said
    else:
        assert said
    if command == "improv sessions --delete ID":
        assert SESSION not in machine.run("improv sessions")[1]
    if command == "improv forget NAME":
        assert "Leila" not in machine.run("improv progress")[1]


def stopped(running: Running) -> bool:
    """Whether it ends by Ctrl+C, without a traceback."""
    return running.end() in (0, 1) and "Traceback" not in running.printed


@pytest.mark.slow
@pytest.mark.parametrize("command", PAGES)
def test_what_has_pages(machine: Machine, command: str) -> None:
    """The first address that it prints has a page."""
    prepare(machine, command)
    with machine.started(command) as running:
        address = running.wait_for(r"https?://\S+(?=\s)")[0]
        assert "<!doctype html>" in running.fetch(address)
        assert stopped(running)


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """The environment of a desktop with a window manager."""
    if MISSING_DESKTOP:
        pytest.skip(f"needs {', '.join(MISSING_DESKTOP)}")
    with desktop("1280x720") as there:
        yield {"DISPLAY": there.environ["DISPLAY"]}


@pytest.mark.slow
@pytest.mark.parametrize("command", WINDOWS)
def test_what_has_a_window(machine: Machine, screen: dict[str, str], command: str) -> None:
    """The window is there; a game for many has let a phone in, and shows its lobby."""
    prepare(machine, command)
    machine.more = screen | ({"SDL_AUDIODRIVER": "dummy"} if "--listen" in command else {})
    with machine.started(command, "a password" if "--wifi" in command else "") as running:
        if "improv play" in command and not re.search("--demo|--no-phones", command):
            address = running.wait_for(r"Phones join at (\S+)")[1]
            assert 'data-page="join"' in running.fetch(address)
            assert "resume" in command or 'class="scene lobby' in running.fetch(f"{address}/stage")
        search = ("xdotool", "search", "--sync", "--onlyvisible", "--class", "main")
        subprocess.run(
            search, env=machine.environ, timeout=SECONDS, check=True, capture_output=True
        )
        assert running.process.poll() is None, running.printed
        assert stopped(running), running.printed


@pytest.mark.slow
@pytest.mark.parametrize("command", TYPED)
def test_what_talks_at_the_terminal(machine: Machine, command: str) -> None:
    """It waits for what is typed, and goes on with it."""
    with machine.started(command, " ") as running:
        running.wait_for("\n.*\n")
        assert stopped(running)


@pytest.mark.slow
@pytest.mark.parametrize("command", KEEPS)
def test_what_keeps_a_release(machine: Machine, command: str) -> None:
    """Where a version is tagged its folder is made, with all that the first one has."""
    releases = machine.folder / "tests" / "releases"
    shutil.copytree(KEPT.parent, releases, ignore=shutil.ignore_patterns(KEPT.name))
    for there, here in ((ROOT, machine.folder), (ROOT / "tests", machine.folder / "tests")):
        for name in ("improv", "cards", "assets", "cli", "samples", "wiring"):
            if (there / name).exists():
                (here / name).symlink_to(there / name)
    machine.more = {"PYTHONPATH": ""}
    code, said = machine.run(command)
    assert code == 0, said
    [made] = [path for path in releases.iterdir() if path.is_dir() and path.name[:1].isdigit()]
    assert {file.suffix for file in made.rglob("*.*")} == {
        file.suffix for file in KEPT.rglob("*.*")
    }


@pytest.mark.slow
@pytest.mark.parametrize("command", PAINTS)
def test_what_paints_the_guide(machine: Machine, command: str) -> None:
    """Every picture that the guide has is made once more."""
    if shutil.which("convert") is None:
        pytest.skip("needs convert, of ImageMagick")
    for name in ("improv", "cards", "assets", "tests"):
        shutil.copytree(ROOT / name, machine.folder / name)
    pictures = machine.folder / "assets" / "guide" / "pictures"
    shown = {picture.name for picture in pictures.iterdir()}
    shutil.rmtree(pictures)
    machine.more = {"PYTHONPATH": ""}
    code, said = machine.run(command)
    assert code == 0, said
    assert {picture.name for picture in pictures.iterdir() if picture.stat().st_size} == shown
