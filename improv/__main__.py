"""`python -m improv` and the frozen program: the command line, or a process started by it."""

import _signal  # type: ignore[import-not-found]


def main() -> int:
    """Run what the process was started for; its exit code."""
    # Until a command runs Ctrl+C ends the process without a word: nothing is imported before this.
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    import os
    import sys

    from improv import own_process

    if hasattr(sys, "frozen"):
        own_process.restore_environment(os.environ)
    if sys.argv[1:2] == [own_process.FLAG]:
        own_process.run(sys.argv[2:])
        return 0
    from improv import cli

    return cli.main()


if __name__ == "__main__":
    raise SystemExit(main())
