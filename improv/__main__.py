"""python -m improv."""

from improv.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
