"""The guide's files for a service: the container's lines, systemd's unit and the database, run.

nginx and HAProxy are run with the guide's own lines in tests/phones and tests/wiring.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guide.commands import FILES, ROOT, commands
from tests.guide.machine import Machine
from tests.journal.postgres.server import MISSING, PROGRAMS, postgres_server

DATABASE = "psql -f database.sql"
ON_A_SERVER = (DATABASE,)

_COPY = """
set -e
mount -t tmpfs tmpfs {folder} || exit {cannot}
cd {folder}
mkdir upper work root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root || exit {cannot}
mount --rbind /proc root/proc
mount --rbind /dev root/dev
mkdir root/src
mount --bind -o ro {source} root/src
rm -rf root/opt/improv
[ -e root{python.parent}/python ] || ln -s {python.name} root{python.parent}/python
chmod a+rx {readable}
unset PYTHONPATH PYTHONPYCACHEPREFIX VIRTUAL_ENV
PATH={python.parent}:/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin
cat >root/script
exec chroot root sh /script
"""
"""A copy of this machine that is gone afterwards, with the sources in /src and a `python`."""
_CANNOT = 90
"""The exit code where nothing may be mounted."""


def container() -> dict[str, list[str]]:
    """The lines of the Containerfile, by their first word."""
    text = re.sub(r" \\\n\s*", " ", (FILES / "Containerfile").read_text("utf-8"))
    lines = [line.partition(" ") for line in text.splitlines() if line[:1].isupper()]
    return {word: [rest for first, _, rest in lines if first == word] for word, _, _ in lines}


@pytest.fixture
def run_in_a_copy(tmp_path: Path) -> Callable[[str], "subprocess.CompletedProcess[str]"]:
    """Runs a script as root in a copy of this machine, which has its network."""
    if os.geteuid():
        pytest.skip("only root has a machine to spare")
    python = Path(sys.executable).resolve()
    folders = [str(one).lstrip("/") for one in python.parents if str(one) != "/"]

    def run(script: str) -> "subprocess.CompletedProcess[str]":
        made = _COPY.format(
            folder=tmp_path,
            cannot=_CANNOT,
            source=ROOT,
            python=python,
            readable=" ".join(f"root/{folder}" for folder in folders),
        )
        ran = subprocess.run(
            ["unshare", "--mount", "bash", "-c", made],
            input=script,
            capture_output=True,
            text=True,
            timeout=280,
        )
        if ran.returncode == _CANNOT or ran.stderr.startswith("unshare:"):
            pytest.skip(f"this machine lets nobody copy it: {ran.stderr.strip()}")
        return ran

    return run


@pytest.mark.slow
def test_the_container_serves(
    run_in_a_copy: Callable[[str], "subprocess.CompletedProcess[str]"],
) -> None:
    """Its lines build an installation that another user runs: its key, and then its pages.

    systemd reads the guide's unit in the same place, where the program that it starts is.
    """
    lines = container()
    program = " ".join(json.loads(lines["ENTRYPOINT"][0]))
    [user], [environment] = lines["USER"], lines["ENV"]
    as_user = f"setpriv --reuid={user} --regid={user} --clear-groups env {environment} {program}"
    served = next(one for one in commands() if one.startswith("podman run -d"))
    options = served.partition("improv-serve ")[2]
    unit = "/etc/systemd/system/improv@.service"
    script = "\n".join(
        [
            "set -e",
            *(f"( {line} )" for line in lines["RUN"]),
            f"{as_user} --new-key",
            f"{as_user} {options} >/tmp/served &",
            "server=$!",
            "for _ in $(seq 300); do",
            '  ! python -c "from urllib.request import urlopen as get;'
            " print(get('http://127.0.0.1:8765/healthz').status)\" 2>/dev/null || break",
            "  sleep 0.2",
            "done",
            "kill -TERM $server",
            "wait $server",
            f"cp '/src/assets/guide/files/{Path(unit).name}' {unit}",
            "systemd-analyze verify --recursive-errors=no improv@8765.service",
            "echo all is well",
        ]
    )
    ran = run_in_a_copy(script)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"([0-9a-f]{4}-){7}[0-9a-f]{4}", ran.stdout), ran.stdout
    assert "\n200\n" in ran.stdout
    assert ran.stdout.endswith("all is well\n")


@pytest.mark.slow
@pytest.mark.skipif(not PROGRAMS, reason=MISSING)
def test_the_database_is_the_services(tmp_path: Path) -> None:
    """An administrator makes it by the guide's file; the service makes its tables there."""
    with postgres_server() as server:
        server.sql("postgres", "CREATE ROLE administrator SUPERUSER LOGIN")
        machine = Machine(
            tmp_path / "home",
            {
                "PGHOST": str(server.folder),
                "PGUSER": "administrator",
                "PGDATABASE": "postgres",
            },
        )
        rename = "psql -c 'ALTER ROLE improv RENAME TO somebody_else'"
        assert machine.run(rename)[0] == 0
        shutil.copy(FILES / "database.sql", machine.folder)
        code, said = machine.run(DATABASE)
        assert (code, "ERROR" in said) == (0, False), said
        machine.more = {"IMPROV_DATABASE": f"postgresql://improv@/improv?host={server.folder}"}
        code, said = machine.run("improv serve --new-key")
        assert code == 0, said
        assert re.search(r"([0-9a-f]{4}-){7}[0-9a-f]{4}", said)
        owners = f"psql -h {server.folder} -U improv -d improv -qAtc 'SELECT DISTINCT tableowner"
        tables = machine.run(f"{owners} FROM pg_tables WHERE schemaname = current_schema()'")
        assert tables == (0, "improv\n")
