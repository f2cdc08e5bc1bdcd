"""Hebrew with its vowel signs, as espeak's phonemes, because espeak itself spells out its letters.

The rules are those of Israeli pronunciation as it is spoken: which shva is heard, when vav and yod
are vowels, what is silent, where the stress lies. (piper has such rules, too, but drops words like
`לֹא`.) Where they err the text says more: a meteg (U+05BD) shows the stressed syllable, a qamats
qatan (U+05C7) is an o. Sources: https://hebrew-academy.org.il/topic/hahlatot/grammardecisions/ and
https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md
"""

import re
import unicodedata
from dataclasses import dataclass, field

HEBREW_RULES = 3
"""Another number whenever words are said differently: a sound that was kept is made anew."""

SHVA, HIRIQ, TSERE, SEGOL, PATAH, QAMATS, HOLAM = map(chr, (0x5B0, *range(0x5B4, 0x5BA)))
HATAF_SEGOL, HATAF_PATAH, HATAF_QAMATS = map(chr, range(0x5B1, 0x5B4))
HOLAM_HASER, QUBUTS, DAGESH, METEG = map(chr, range(0x5BA, 0x5BE))
SHIN, SIN, QAMATS_QATAN = map(chr, (0x5C1, 0x5C2, 0x5C7))
GERESH, GERSHAYIM = "\u05f3", "\u05f4"

_VOWELS = {
    HIRIQ: "i",
    TSERE: "e",
    SEGOL: "e",
    HATAF_SEGOL: "e",
    PATAH: "a",
    QAMATS: "a",
    HATAF_PATAH: "a",
    HOLAM: "o",
    HOLAM_HASER: "o",
    HATAF_QAMATS: "o",
    QAMATS_QATAN: "o",
    QUBUTS: "u",
}
_CONSONANTS = {
    pair[0]: pair[1:]
    for pair in (
        "א? בv גg דd הh וv זz חX טt יj ךX כX לl םm מm ןn נn סs ע? ףf פf ץts צts קk רR שS תt".split()  # noqa: SIM905
    )
}
_HARD = {"ב": "b", "כ": "k", "ך": "k", "פ": "p", "ף": "p"}
_FOREIGN = {"ג": "dZ", "ז": "Z", "צ": "tS", "ץ": "tS", "ת": "t"}
"""With a geresh behind them."""
_HEARD_FIRST = frozenset("מנלריוב")
"""Letters whose shva is heard at the beginning of a word, if nothing flows: of b before r and l."""
_FLOWING = frozenset(("בר", "בל"))
_HEARD_DOUBLED = frozenset("מנלר")
"""Letters whose shva is heard in the middle, too, where they are doubled: hamenahel."""
_GUTTURAL = frozenset("אהחע")
_HEAVY_ENDING = re.compile(f"[כה]{SEGOL}[םן]$")
"""-khem, -hem: they bear the stress."""
_LIGHT_ENDING = re.compile(
    f"(?<=.)(ת{HIRIQ}{DAGESH}י|(?<=[אי{SHVA}])ת{HIRIQ}י|נ{DAGESH}?ו{DAGESH}|ת{QAMATS}{DAGESH}?)$"
)
"""-ti, -nu, -ta: they do not."""
_PREFIXES = f"(?:[ושהבלכמ][{SHVA}-{METEG}{SHIN}]+)*"
_KOL = re.compile(f"^({_PREFIXES}כ){QAMATS}({DAGESH}?ל)$")
_BEFORE_HATAF = re.compile(f"{QAMATS}(?=[^א-ת]*[א-ת]{HATAF_QAMATS})")
"""All and every in front of what they count, and noon: an o."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", listed).split())


def _prefixed(listed: str) -> re.Pattern[str]:
    """These words, with prefixes or without them: "the" doubles the letter behind it."""
    first = f"^(.[^א-ת{DAGESH}]*){DAGESH}?"
    words = (re.sub(first, rf"\1{DAGESH}?", word) for word in _words(listed))
    return re.compile(f"{_PREFIXES}({'|'.join(words)})$")


_EARLY = _prefixed(
    "לָמָּה לָמָה כַּמָּה אֵיפֹה אֵלֶּה אֵלּוּ הִנֵּה אֲפִלּוּ אֲפִילוּ אֲפִילּוּ"
    " אֵיזֶה אֵיזוֹ מַשֶּׁהוּ מִישֶׁהוּ מִישֶׁהִי כָּכָה אַבָּא"
    " אִמָּא אִמָא אִימָּא סַבָּא סָבְתָא לַיְלָה בַּיְתָה חוּצָה צִדָּה קָדִימָה אָחוֹרָה יָמִינָה שְׂמֹאלָה פְּנִימָה מַעְלָה מַטָּה"
)
_LATE = _words("אִתִּי אִיתִּי אִיתִי אִשְׁתִּי בִּתִּי בֵּיתִי עָנוּ קָנוּ פָּנוּ וְעָנוּ וְקָנוּ שֶׁעָנוּ שֶׁקָּנוּ")
"""Words stressed before, and on, the last syllable that no rule finds."""

_WORD = re.compile("[\u05d0-\u05ea\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u05f3\u05f4'\"]+")
_LETTER = re.compile("([\u05d0-\u05ea])([^\u05d0-\u05ea]*)")


@dataclass(slots=True)
class _Letter:
    """A letter, the signs that it carries, and the vowel among them."""

    base: str
    marks: str
    vowel: str = field(init=False)

    def __post_init__(self) -> None:
        self.vowel = next((_VOWELS[mark] for mark in self.marks if mark in _VOWELS), "")

    def has(self, mark: str) -> bool:
        """Whether it carries this sign."""
        return mark in self.marks

    @property
    def bare(self) -> bool:
        """Whether it stands for a vowel or for nothing: it has no vowel, shva or dagesh."""
        return not self.vowel and not self.has(SHVA) and not self.has(DAGESH)


@dataclass(frozen=True, slots=True)
class _Syllable:
    consonants: str
    vowel: str
    at: int
    """The place of the letter that carries the vowel."""
    furtive: bool = False
    """It is an a that slips in before the last consonant: never stressed."""


def as_phonemes(text: str) -> str:
    """`text` with its Hebrew words in espeak's phonemes, `[[...]]`; all else stays."""
    return _WORD.sub(_bracketed, text)


def _bracketed(found: re.Match[str]) -> str:
    phonemes = phonemes_of(found[0])
    return f"[[{phonemes}]]" if phonemes else found[0]


def phonemes_of(word: str) -> str:
    """espeak's phonemes of one word with its vowel signs; `'` stands before the stressed vowel."""
    word = unicodedata.normalize("NFC", word.replace("'", GERESH)).strip(f'{GERSHAYIM}"')
    letters = _single([_Letter(*found) for found in _LETTER.findall(_with_o(word))])
    syllables, end = _syllables(letters)
    if not syllables:
        return end
    stressed = _stressed(word, letters, syllables)
    return "".join(s.consonants + "'" * (s is stressed) + s.vowel for s in syllables) + end


def _with_o(word: str) -> str:
    """The word with a qamats qatan where a qamats is one by rule."""
    return _KOL.sub(rf"\1{QAMATS_QATAN}\2", _BEFORE_HATAF.sub(QAMATS_QATAN, word))


def _single(letters: list[_Letter]) -> list[_Letter]:
    """The letters without every vav and yod that only tells that the one before is a consonant."""
    kept: list[_Letter] = []
    for one in letters:
        before = kept[-1] if kept else None
        if before and before.base == one.base and one.base in "וי" and one.bare:
            consonant = before.has(SHVA) or before.vowel in ("a", "e", "i")
            if consonant or (one.base == "י" and before.bare):
                continue
        kept.append(one)
    return kept


def _syllables(letters: list[_Letter]) -> tuple[list[_Syllable], str]:
    """The syllables of a word, and the consonants behind its last vowel."""
    found: list[_Syllable] = []
    before, at = "", 0
    while at < len(letters):
        one, rest = letters[at], letters[at + 1 :]
        if at and not rest and one.has(PATAH) and one.base in "חעה":
            found.append(_Syllable(before, "a", at, furtive=True))
            return found, _CONSONANTS["ח"] if one.base == "ח" else ""
        vowel, taken = _vowel(one, rest)
        before += _consonant(letters, at, vowel)
        if not vowel and _shva_is_heard(letters, at):
            vowel = "e"
        if vowel:
            found.append(_Syllable(before, vowel, at))
            before = ""
        at += taken
    return found, before


def _vowel(one: _Letter, rest: list[_Letter]) -> tuple[str, int]:
    """The vowel behind a consonant, and how many letters the two take: vav and yod are vowels."""
    after = rest[0] if rest else None
    if after is None or one.has(SHVA):
        return one.vowel, 1
    if after.base == "ו":
        if not one.vowel and after.vowel == "o":
            return "o", 2
        if not one.vowel and not after.vowel and after.has(DAGESH):
            return "u", 2
        if after.bare and one.vowel in ("o", "u"):
            return one.vowel, 2
    if after.base == "י" and after.bare:
        if one.has(HIRIQ):
            return "i", 2
        if one.has(TSERE):
            return ("ej" if len(rest) > 1 else "e"), 2
        if one.has(SEGOL):
            return "e", 2
    return one.vowel, 1


def _consonant(letters: list[_Letter], at: int, vowel: str) -> str:
    one, last = letters[at], at == len(letters) - 1
    if one.has(GERESH) and one.base in _FOREIGN:
        return _FOREIGN[one.base]
    if one.base == "ש":
        return "s" if one.has(SIN) else "S"
    if one.base in "אע":
        return "?" if at and vowel else ""
    if one.base == "ה" and last and not vowel:
        return ""  # it stands for a vowel, or is not heard any more
    if one.base == "ו" and not at and one.has(DAGESH) and not vowel:
        return "u"  # "and", before some letters
    if one.base == "י" and one.bare and at == len(letters) - 2 and _is_av(letters[at - 1 :]):
        return ""  # -av: what is his
    return _HARD[one.base] if one.base in _HARD and one.has(DAGESH) else _CONSONANTS[one.base]


def _is_av(ending: list[_Letter]) -> bool:
    return bool(ending[0].vowel) and ending[-1].base == "ו" and ending[-1].bare


def _shva_is_heard(letters: list[_Letter], at: int) -> bool:
    one = letters[at]
    if not one.has(SHVA) or at == len(letters) - 1:
        return False
    after, doubled = letters[at + 1], one.has(DAGESH) and one.base in _HEARD_DOUBLED
    if after.base == one.base:
        return True
    behind_and = at == 1 and letters[0].base == "ו" and letters[0].has(DAGESH)
    if at == 0 or (behind_and and one.base in _HEARD_FIRST):
        lightly = one.base in _HEARD_FIRST and one.base + after.base not in _FLOWING
        return lightly or after.base in "אהע"
    return letters[at - 1].has(SHVA) or (doubled and bool(letters[at - 1].vowel))


def _stressed(word: str, letters: list[_Letter], syllables: list[_Syllable]) -> _Syllable:
    marked = [one for one in syllables if letters[one.at].has(METEG)]
    full = [one for one in syllables if not one.furtive]
    if marked or len(full) < 2:
        return (marked or full or syllables)[0]
    return full[-2 if _is_early(word, letters, full, furtive=len(full) < len(syllables)) else -1]


def _is_early(word: str, letters: list[_Letter], full: list[_Syllable], *, furtive: bool) -> bool:
    """Whether the stress lies before the last syllable."""
    if _EARLY.match(word) or (_LIGHT_ENDING.search(word) and word not in _LATE):
        return True
    ends_open = letters[-1].base in "הוי" or full[-1].at == len(letters) - 1
    if ends_open or furtive or _HEAVY_ENDING.search(word):
        return False
    # Segolates, and what ends like them: an open syllable, then a short e or a, and a consonant.
    (before, carrier), last = (letters[full[-2].at], full[-2].vowel), letters[full[-1].at]
    if len(full[-1].consonants.removesuffix("s")) > 1 or before.has(SHVA):
        return False
    if last.has(SEGOL):
        return carrier in ("e", "o")
    if last.has(HIRIQ) and last.base == "י":
        return before.has(PATAH)  # mayim, bayit
    guttural = last.base in _GUTTURAL or letters[-1].base in "חע"
    if before is letters[0] and before.base == "ש" and carrier == "e" and last.base in "אהע":
        return False  # "that", before a short word
    return (
        last.has(PATAH) and guttural and (before.has(SEGOL) or before.has(PATAH) or carrier == "o")
    )
