"""The rules of UAX #9 inside one isolating run sequence: W1 to W7, N0 to N2, I1 and I2.

Knows bidi classes by their short names ("AL", "EN"); knows nothing of paragraphs or lines.
Every rule is one pass, so a sequence of any length costs time in proportion to it.
"""

from collections.abc import Sequence
from itertools import groupby

_MOST_BRACKETS = 63  # BD16
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "PDI", "LRI", "RLI", "FSI"))  # NI of N1 and N2

# BidiBrackets.txt: each opening bracket, then its closing one.
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSED_BY = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)) | {"\u2329": "\u3009"}
_CLOSING = dict.fromkeys(_CLOSED_BY.values(), "") | {c: c for c in _CLOSED_BY.values()}
_CLOSING["\u232a"] = "\u3009"  # canonically the same bracket


def resolve(
    characters: Sequence[str],
    classes: list[str],
    original: Sequence[str],
    level: int,
    before: str,
    after: str,
) -> list[int]:
    """Return the level of each character of a sequence.

    `classes` are the bidi classes after the explicit rules (changed in place), `original` those
    before; `level` is the sequence's own; `before` and `after` are its sos and eos, "L" or "R".
    """
    _weak(classes, before)
    _brackets(characters, original, classes, level, before)
    _neutral(classes, level, before, after)
    if level & 1:  # I2
        return [level + (name != "R") for name in classes]
    steps = {"L": 0, "R": 1, "AN": 2, "EN": 2}  # I1
    return [level + steps[name] for name in classes]


def _weak(classes: list[str], before: str) -> None:
    previous = strong = before
    for i, name in enumerate(classes):
        if name == "NSM":  # W1
            name = "ON" if previous in ("LRI", "RLI", "FSI", "PDI") else previous
        previous = name
        if name in ("L", "R", "AL"):
            strong = name
        elif name == "EN" and strong == "AL":  # W2
            name = "AN"
        classes[i] = name
    for i, name in enumerate(classes):
        if name == "AL":  # W3
            classes[i] = "R"
    for i in range(1, len(classes) - 1):  # W4
        left, right = classes[i - 1], classes[i + 1]
        if left == right and (
            (classes[i] == "ES" and left == "EN") or (classes[i] == "CS" and left in ("EN", "AN"))
        ):
            classes[i] = left
    strong, start = before, 0
    for name, group in groupby(list(classes)):
        end = start + len(list(group))
        if name == "ET":  # W5, W6
            beside = {classes[start - 1] if start else "", *classes[end : end + 1]}
            classes[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
        elif name in ("ES", "CS"):  # W6
            classes[start:end] = ["ON"] * (end - start)
        start = end
    for i, name in enumerate(classes):
        if name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":  # W7
            classes[i] = "L"


def _brackets(
    characters: Sequence[str], original: Sequence[str], classes: list[str], level: int, before: str
) -> None:
    """Give paired brackets the direction of what they hold, or of what stands before (N0)."""
    own = "LR"[level & 1]
    strong = [_strong(name) for name in classes]
    for start, end in _pairs(characters, classes):
        inside = {name for name in strong[start + 1 : end] if name}
        if not inside:
            continue
        if own in inside:
            chosen = own
        else:
            chosen = next((name for name in reversed(strong[:start]) if name), before)
        for i in (start, end):
            classes[i] = strong[i] = chosen
            for j in range(i + 1, len(classes)):
                if original[j] != "NSM":
                    break
                classes[j] = strong[j] = chosen


def _pairs(characters: Sequence[str], classes: Sequence[str]) -> list[tuple[int, int]]:
    """Return the bracket pairs of BD16 by their opening bracket; none if they nest too deep."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for i, character in enumerate(characters):
        if classes[i] != "ON":
            continue
        if character in _CLOSED_BY:
            if len(waiting) == _MOST_BRACKETS:
                return []
            waiting.append((_CLOSED_BY[character], i))
        elif character in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == _CLOSING[character]:
                    found.append((waiting[depth][1], i))
                    del waiting[depth:]
                    break
    return sorted(found)


def _neutral(classes: list[str], level: int, before: str, after: str) -> None:
    left, start = before, 0
    for neutral, group in groupby([name in _NEUTRAL for name in classes]):
        end = start + len(list(group))
        if neutral:  # N1, N2
            right = _strong(classes[end]) if end < len(classes) else after
            classes[start:end] = [left if left == right else "LR"[level & 1]] * (end - start)
        else:
            left = _strong(classes[end - 1])
        start = end


def _strong(name: str) -> str:
    """Return the direction that a class counts for in N0 to N2: numbers count as R."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(name, "")
