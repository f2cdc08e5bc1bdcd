"""All benchmarks in one table: `python -m tests.bench [packs journal text screen ...]`."""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """Print a line for each measurement, as soon as its module is through."""
    there = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if unknown := [name for name in wanted if name not in there]:
        print(f"no such benchmark: {', '.join(unknown)} (there are: {', '.join(there)})")
        return 2
    for name in wanted or there:
        print(f"\n{name}", flush=True)
        for what, measured, goal in importlib.import_module(f"tests.bench.{name}").rows():
            print(f"  {what:52} {measured:38} {goal}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
