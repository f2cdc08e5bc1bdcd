"""Tokens: nobody makes one up, nobody uses one elsewhere, and what is kept gives none away."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improv.phones.tokens import CODE_LETTERS, Keyring, load_secret

SECRET = bytes(range(32))


def test_what_is_ours_is_known_and_nothing_else() -> None:
    """A voter's token is no host's; one of another session or another secret is nobody's."""
    keys = Keyring(SECRET, "s1")
    voter, host = keys.new_voter(), keys.new_host()
    assert keys.voter(voter)
    assert not keys.is_host(voter)
    assert keys.is_host(host)
    assert not keys.voter(host)
    for other in (Keyring(SECRET, "s2"), Keyring(bytes(32), "s1")):
        assert not other.voter(voter)
        assert not other.is_host(host)
    again = Keyring(SECRET, "s1")
    assert again.voter(voter) == keys.voter(voter)
    assert again.is_host(host)


@given(st.text(max_size=80), st.integers(0, 54), st.characters())
def test_a_changed_token_is_nobodys(text: str, at: int, letter: str) -> None:
    """Any text, and a real token with one letter changed or moved."""
    keys = Keyring(SECRET, "s")
    token = keys.new_voter()
    changed = token[:at] + letter + token[at + 1 :]
    for one in (text, token[1:], token + "A", token.replace(".", "|"), token.swapcase()):
        assert not keys.voter(one)
        assert not keys.is_host(one)
    assert changed == token or not keys.voter(changed)


def test_tokens_have_bits_enough_and_say_nothing() -> None:
    """192 random bits and a signature of 132; the key is a hash, with none of the token in it."""
    keys = Keyring(SECRET, "s")
    tokens = {keys.new_voter() for _ in range(200)}
    assert len(tokens) == 200
    letters = set(string.ascii_letters + string.digits + "-_.")
    for token in tokens:
        body, signature = token.split(".")
        assert (len(body), len(signature)) == (32, 22)
        assert set(token) <= letters
        key = keys.voter(token)
        assert len(key) == 22
        assert key not in token
    assert len({keys.voter(token) for token in tokens}) == 200


def test_code_and_pin_are_drawn_for_each_session() -> None:
    """Four letters, six figures, none of them alike in two sessions; a fixed PIN stays fixed."""
    sessions = [Keyring(SECRET, f"s{n}") for n in range(50)]
    assert all(len(keys.code) == 4 and set(keys.code) <= set(CODE_LETTERS) for keys in sessions)
    assert all(len(keys.pin) == 6 and keys.pin.isdecimal() for keys in sessions)
    assert len({keys.code for keys in sessions}) > 45
    assert len({keys.pin for keys in sessions}) > 45
    assert Keyring(SECRET, "s", "2468").pin == "2468"
    assert not set(CODE_LETTERS) & set("0OQ1I8B5S2ZG6")


def test_the_secret_is_made_once_and_only_ours_to_read(tmp_path: Path) -> None:
    """32 bytes in a file that only its owner reads; a cut off one is made anew."""
    secret = load_secret(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert secret == load_secret(tmp_path) == file.read_bytes()
    assert len(secret) == 32
    file.write_bytes(secret[:7])
    assert load_secret(tmp_path) not in (secret, secret[:7])
    with pytest.raises(OSError, match="nowhere"):
        load_secret(tmp_path / "nowhere")
