"""Our cookies are read by their names, whatever else a browser sends."""

from pathlib import Path

from improv.phones.cookies import MOST_COOKIES, VOTER_COOKIE, read_cookies
from improv.phones.tokens import Keyring
from tests.phones.rooms import ServedRoom, play


def test_our_cookies_are_read() -> None:
    """Those of ours are found in their order, with blanks around them; others are skipped."""
    cookies = read_cookies(b'theme=dark; improv=one;improv_host = no; improv=two ;;=; x="improv=3"')
    assert cookies["improv"] == ["one", "two"]
    assert cookies["improv_host"] == cookies["improv_language"] == []
    assert read_cookies(b"")["improv"] == []
    assert read_cookies(b"improv=a=b; improv_guest=\xff")["improv_guest"] == ["ÿ"]


def test_so_many_cookies_are_read() -> None:
    """What comes after MOST_COOKIES pairs is not read."""
    others = b"a=b; " * (MOST_COOKIES - 1)
    assert read_cookies(others + b"improv=last")["improv"] == ["last"]
    assert read_cookies(others + b"a=b; improv=late; improv=later")["improv"] == []


def test_the_token_of_this_session_counts(tmp_path: Path) -> None:
    """Of several cookies of one name, also in several lines, the one that we signed is meant."""

    async def scenario(served: ServedRoom) -> None:
        other = Keyring(bytes(32), "another").new_voter()
        async with served.phone() as phone:
            await phone.join()
            token = phone.http.cookies[VOTER_COOKIE]
        for lines in (
            [f"improv={other}; improv={token}"],
            [f"improv={token}; improv={other}"],
            [f"improv={other}", f"improv={token}"],
        ):
            async with served.phone() as phone:
                headers = [("cookie", line) for line in lines]
                answer = await phone.http.get("/api/state?page=voter", headers=headers)
                assert answer.json()["you"] is not None, lines

    play(tmp_path, scenario)
