"""`python -m improv` and the frozen program: the command line, or a process started by it."""

import os
import sys

from improv.voice import own_process


def main() -> int:
    """Run what the process was started for; its exit code."""
    if hasattr(sys, "frozen"):
        own_process.restore_environment(os.environ)
    if sys.argv[1:2] == [own_process.FLAG]:
        own_process.run(sys.argv[2:])
        return 0
    from improv import cli

    return cli.main()


if __name__ == "__main__":
    raise SystemExit(main())
