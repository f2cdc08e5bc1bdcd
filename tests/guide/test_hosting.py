"""The guide's steps for a service, word for word: as a container, under systemd, with a database.

nginx and HAProxy are run with the guide's own lines in tests/phones and tests/wiring.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.guide import root_shell
from tests.guide.commands import FILES, ROOT
from tests.guide.machine import Machine
from tests.journal.postgres.server import MISSING, PROGRAMS, postgres_server

DATABASE = "psql -f database.sql"
BUILD = "podman build -t improv-serve -f assets/guide/files/Containerfile ."
KEY_OF_A_CONTAINER = "podman run --rm -v improv:/data improv-serve --new-key"
CONTAINER = (
    "podman run -d -p 127.0.0.1:8765:8765 -v improv:/data improv-serve"
    " --trusted-proxy 10.88.0.1 --public-url https://rooms.example.org"
)
INSTALL = (
    'python3 -m venv /opt/improv && /opt/improv/bin/pip install -c requirements.lock ".[serve]"'
)
KEY_OF_A_UNIT = (
    "systemd-run --pty -p User=improv -p DynamicUser=yes -p StateDirectory=improv"
    " -p EnvironmentFile=-/etc/improv.env -E IMPROV_DATA=/var/lib/improv"
    " /opt/improv/bin/improv serve --new-key"
)
UNIT = "systemctl enable --now improv@8765"
UNITS = "systemctl enable --now improv@8765 improv@8766"
ON_A_SERVER = (
    *(DATABASE, BUILD, KEY_OF_A_CONTAINER, CONTAINER),
    *(INSTALL, KEY_OF_A_UNIT, UNIT, UNITS),
)

KEY = "([0-9a-f]{4}-){7}[0-9a-f]{4}"
_GET = "curl -fsS --retry 60 --retry-delay 1 --retry-connrefused"
# Its pip trusts whom this machine trusts.
_DEBIAN = (
    "mmdebstrap -q --variant=minbase --include=python3-venv"
    " --customize-hook='copy-in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs'"
)


def base_image() -> str:
    """What both stages of the Containerfile begin with."""
    text = (FILES / "Containerfile").read_text("utf-8")
    [name] = set(re.findall(r"^FROM (\S+)", text, re.MULTILINE))
    return str(name)


def asked(port: int) -> str:
    """Lines of a shell: the service answers there, and knows the organiser by $key."""
    address = f"http://127.0.0.1:{port}"
    return f"""
        {_GET} {address}/healthz
        {_GET} -H "Authorization: Bearer $key" {address}/readyz
    """


@pytest.mark.slow
def test_the_container_serves(tmp_path: Path) -> None:
    """Its image is built and run as it is written, on a Debian with Python under its base's name.

    A registry of images is asked for nothing.
    """
    # Not every machine lets crun limit anything; pip finds its index by this machine's network.
    script = f"""
        printf '[containers]\\ncgroups = "disabled"\\n' >containers.conf
        export CONTAINERS_CONF=$PWD/containers.conf BUILDAH_ISOLATION=chroot
        {_DEBIAN} --customize-hook='ln -s python3 $1/usr/bin/python' trixie - |
            podman import - {base_image()}
        serving() {{
        ip link set lo up
        key=$({KEY_OF_A_CONTAINER} | grep -oE '{KEY}')
        {CONTAINER}
        {asked(8765)}
        podman inspect --latest --format '{{{{.NetworkSettings.Gateway}}}}' | grep -x 10.88.0.1
        podman stop --latest
        podman inspect --latest --format 'exit code {{{{.State.ExitCode}}}}'
        }}
        export -f serving
        cd {ROOT}
        {BUILD}
        unshare --net bash -exo pipefail -c serving
    """
    assert root_shell.run(script, tmp_path).endswith("\nexit code 0\n")


@pytest.mark.slow
def test_systemd_serves(tmp_path: Path) -> None:
    """A fresh Debian boots and follows the guide: to one process, then to two with a database.

    The key is shown where it was made, and stands in no log.
    """
    key = f"key=$(script -qec '{KEY_OF_A_UNIT}' /dev/null | grep -oE '{KEY}')"
    script = f"""
        {_DEBIAN} --include=systemd-sysv,dbus,postgresql,curl trixie root
        mkdir root/src
        mount --bind -o ro {ROOT} root/src
        cat >root/steps <<'END'
#!/bin/bash
        exec >/said 2>&1
        set -exo pipefail
        trap 'journalctl --no-pager -u "improv@*"' EXIT
        systemctl start multi-user.target
        cp /src/assets/guide/files/improv@.service /etc/systemd/system/
        systemd-analyze verify --recursive-errors=no improv@8765.service
        {key}
        {UNIT}
        {asked(8765)}
        systemctl stop improv@8765
        cp /src/assets/guide/files/database.sql /tmp
        (cd /tmp && su postgres -c '{DATABASE}')
        echo 'IMPROV_DATABASE=postgresql://improv:choose%20one@127.0.0.1/improv' >/etc/improv.env
        chmod 600 /etc/improv.env
        {key}
        {UNITS}
        {asked(8765)}
        {asked(8766)}
        systemctl stop 'improv@*'
        if journalctl | grep -F "$key"; then exit 1; fi
END
        chmod +x root/steps
        env -i PATH=$PATH chroot root sh -c 'cd /src && {INSTALL}'
        booting() {{
        ip link set lo up
        systemd-nspawn --boot --keep-unit --register=no --console=read-only --directory=root \
            systemd.run=/steps </dev/null >log || {{ cat log root/said; exit 1; }}
        }}
        export -f booting
        unshare --net bash -exc booting
        cat root/said
    """
    said = root_shell.run(script, tmp_path)
    assert said.count("service: Deactivated successfully.") == 3, said


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
