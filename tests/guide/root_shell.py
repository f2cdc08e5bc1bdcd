"""A shell of root whose files, mounts and processes are gone when it ends, however it ends.

It reaches this machine's network; a part of it that serves anything takes a network of its own.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MISSING = [
    name
    for name in ("curl", "mmdebstrap", "podman", "setpriv", "systemd-nspawn", "unshare")
    if shutil.which(name) is None
]
"""What a server is made of and this machine has not got."""

_CANNOT = 90
"""The exit code where nothing may be mounted."""
_CONTROL_GROUPS = "umount -R /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup"
"""The one tree that systemd and crun know, where this machine has those of version 1 beside it."""
_MEMORY = f"""
{{
  {_CONTROL_GROUPS} &&
  group=$(mktemp -d /sys/fs/cgroup/improv-XXXXXX) &&
  echo 0 >$group/cgroup.procs &&
  mount -t tmpfs tmpfs "$0" &&
  cd "$0" &&
  mkdir -p run work tmp /var/lib/containers &&
  mount -t overlay overlay -o lowerdir=/run,upperdir=run,workdir=work /run &&
  mount -t tmpfs tmpfs /dev/shm &&
  mount -t tmpfs tmpfs /var/lib/containers
}} || exit {_CANNOT}
export TMPDIR=$PWD/tmp
cat >script
exec bash -exo pipefail script 2>&1 </dev/null
"""
_SWEEP = f"""
{_CONTROL_GROUPS}
for group in /sys/fs/cgroup/improv-*; do
  grep -q 'populated 0' $group/cgroup.events && find $group -depth -type d -exec rmdir {{}} +
done
"""
"""The kernel keeps the control groups of what is gone: of this run, and of one that was killed."""


def run(script: str, folder: Path) -> str:
    """What bash says to it, in an empty folder; skips where this account may mount nothing."""
    if MISSING:
        pytest.skip(f"needs {', '.join(MISSING)}")
    if os.geteuid():
        pytest.skip("only root has a machine to spare")
    alone = ("unshare", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child")
    try:
        ran = subprocess.run(
            ["setpriv", "--pdeathsig", "KILL", *alone, "bash", "-c", _MEMORY, folder],
            input=script,
            capture_output=True,
            text=True,
            timeout=280,
        )
    finally:
        subprocess.run(["unshare", "--mount", "bash", "-c", _SWEEP], capture_output=True)
    if ran.returncode == _CANNOT or ran.stderr.startswith("unshare:"):
        pytest.skip(f"this machine lets nobody mount: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
