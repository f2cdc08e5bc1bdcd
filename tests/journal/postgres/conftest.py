"""A server for all tests of a worker, and a new database for each."""

from collections.abc import Iterator

import pytest

from tests.journal.postgres.server import MISSING, PROGRAMS, PostgresServer, postgres_server


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that runs; no test stops it, so that it need not be sure of its disk."""
    if not PROGRAMS:
        pytest.skip(MISSING)
    with postgres_server("fsync=off") as running:
        yield running


@pytest.fixture
def database(server: PostgresServer) -> str:
    """The address of an empty database."""
    return server.database()
