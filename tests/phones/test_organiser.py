"""Who is an organiser: by the key, or by a cookie that holds for as long as the key does."""

from improv.phones.organiser import Organisers, key_digest, new_key
from improv.phones.room_code import is_code, new_code
from tests.director.rooms import ManualClock

SECRET = bytes(32)


def test_a_key_is_known_however_it_is_copied() -> None:
    """128 bits, told in groups; only its hash is needed."""
    key = new_key()
    assert len(key.replace("-", "")) == 32
    assert key_digest(key) == key_digest(f"  {key.upper().replace('-', ' ')} \n")
    assert key_digest(key) != key_digest(key[:-1])
    assert key not in key_digest(key)


def test_a_cookie_is_worth_nothing_without_its_key() -> None:
    """A new key ends what the older one gave; another service's cookie is none of ours."""
    organisers = Organisers(SECRET, ManualClock())
    key, other = new_key(), new_key()
    known = [key_digest(key), key_digest(other)]
    token = organisers.token_for("10.0.0.1", key, known)
    assert organisers.knows(token, known)
    assert not organisers.knows(token, known[1:])
    assert not Organisers(bytes(31) + b"x", ManualClock()).knows(token, known)
    for wrong in ("", ".", token[:-1], f"{token}x", "é", "x" * 5000, f"x{token}"):
        assert not organisers.knows(wrong, known)


def test_a_wrong_key_waits() -> None:
    """The right one, too, until the wait is over; another address does not."""
    clock = ManualClock()
    organisers = Organisers(SECRET, clock)
    key = new_key()
    known = [key_digest(key)]
    for _ in range(4):
        assert organisers.token_for("10.0.0.1", "no", known) == ""
        clock.seconds += 0.01
    assert organisers.wait("10.0.0.1") > 0
    assert organisers.token_for("10.0.0.1", key, known) == ""
    assert organisers.token_for("10.0.0.2", key, known)
    clock.seconds += 60
    assert organisers.token_for("10.0.0.1", key, known)


def test_codes() -> None:
    """Ten letters that look like no other; nothing else is one."""
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(map(is_code, codes))
    for wrong in (
        "",
        "AAAAAAAAA",
        "AAAAAAAAAAA",
        "aaaaaaaaaa",
        "AAAAAAAAA0",
        "ÄAAAAAAAAA",
        "AAAAAAAAA\n",
    ):
        assert not is_code(wrong)
