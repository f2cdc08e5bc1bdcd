"""The code of a hosted room, which stands in its address: nobody can guess one, nor one of many.

Ten letters of nineteen are 43 bits. Among a thousand rooms one in six thousand million tries finds
one, and an address that tries waits up to a minute after each (`RateLimit`).
"""

import secrets

from improv.phones.tokens import CODE_LETTERS

ROOM_CODE_LENGTH = 10
ROOMS = "/r/"
"""What the path of every hosted room begins with."""
_LETTERS = frozenset(CODE_LETTERS)


def new_code() -> str:
    """A code that nobody has."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(ROOM_CODE_LENGTH))


def is_code(text: str) -> bool:
    """Whether a text can be a code."""
    return len(text) == ROOM_CODE_LENGTH and _LETTERS.issuperset(text)
