"""No request costs the room's loop more than in proportion to its size."""

from pathlib import Path

from tests.phones.costly_requests import COSTLY, measured_server, most

DISPROPORTIONATE = 8.0
"""Four times the bytes cost four times the time at most where it grows in proportion, sixteen
times where it grows with the square."""


def test_costs_grow_in_proportion(tmp_path: Path) -> None:
    """A request of four times the size costs no more than a linear reader needs, of every kind."""
    with measured_server(tmp_path) as server:
        ratios = {
            f"{kind}: {what}": server.cost(make(most(kind))) / server.cost(make(most(kind) // 4))
            for kind, costly in COSTLY.items()
            for what, make in costly.items()
        }
    assert {what: ratio for what, ratio in ratios.items() if ratio > DISPROPORTIONATE} == {}
