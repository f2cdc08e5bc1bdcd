"""Pointed Hebrew as it is spoken: each rule by words of everyday calls."""

import pytest

from improv.voice.engines.hebrew import as_phonemes, phonemes_of
from improv.voice.engines.vowel_signs import has_vowel_signs, without_vowel_signs

WORDS = {
    # The last syllable is stressed, and what ends a word is heard or silent as it is spoken.
    "שָׁלוֹם": "Sal'om",
    "לֹא": "l'o",
    "אֲנִי": "an'i",
    "רוֹצֶה": "Rots'e",
    "מָה": "m'a",
    "תּוֹדָה": "tod'a",
    "הִיא": "h'i",
    # Before the last: segolates, two kinds of endings, and words that are so by themselves.
    "רֶגַע": "R'ega",
    "דֶּלֶק": "d'elek",
    "בֹּקֶר": "b'okeR",
    "בַּיִת": "b'ajit",
    "שָׁמַיִם": "Sam'ajim",
    "כּוֹעֶסֶת": "ko?'eset",
    "הִתְקַשַּׁרְתִּי": "hitkaS'aRti",
    "הֵבֵאתִי": "hev'eti",
    "מָחַקְתִי": "maX'akti",
    "אִשְׁתִּי": "iSt'i",
    "מִמֶּנּוּ": "mim'enu",
    "אִיתִּי": "it'i",
    "אָמַרְתָּ": "am'aRta",
    "שֶׁלָּנוּ": "Sel'anu",
    "לָמָּה": "l'ama",
    "שֶׁלָּכֶם": "SelaX'em",
    "עָנוּ": "an'u",
    "שֶׁאַף": "Se?'af",
    "שֶׁבַע": "S'eva",
    "שַׁעַר": "S'a?aR",
    "הַלַּיְלָה": "hal'ajla",
    "הַבַּיְתָה": "hab'ajta",
    "הָיְתָה": "hajt'a",
    "וְלָמָּה": "vel'ama",
    # Shva: silent, heard at the beginning, doubled, second of two, between two that are alike.
    "כְּבָר": "kv'aR",
    "תְּשׁוּבָה": "tSuv'a",
    "בְּרָכָה": "bRaX'a",
    "בְּסֵדֶר": "bes'edeR",
    "מְחַכֶּה": "meXak'e",
    "וְלֹא": "vel'o",
    "הַמְּנַהֵל": "hamenah'el",
    "מְדַבְּרִים": "medabR'im",
    "וּמְחַכִּים": "umeXak'im",
    "וּשְׁתַּיִם": "uSt'ajim",
    "תִּשְׁמְרוּ": "tiSmeR'u",
    "הִנְנִי": "hinen'i",
    # Vav and yod: consonants and vowels.
    "קַו": "k'av",
    "עַכְשָׁיו": "aXS'av",
    "שְׁבוּעַיִים": "Svu?'ajim",
    "מַדּוּעַ": "mad'ua",
    "וּבוֹאוּ": "uvo?'u",
    "בֵּיתִי": "bejt'i",
    "לִפְנֵי": "lifn'e",
    "יוֹם": "j'om",
    "אוּלַי": "ul'aj",
    # One of two that stand for a consonant is not heard.
    "הַבִּנְיָין": "habinj'an",
    "חַיָּיב": "Xaj'av",
    "הָיְיתָה": "hajt'a",
    "מֵאֲחוֹרַיי": "me?aXoR'aj",
    "לְכַוֵּון": "leXav'en",
    "אֲוִויר": "av'iR",
    "גּוֹוְעִים": "gov?'im",
    "חַיָּיו": "Xaj'av",
    "רַדְיוֹ": "Radj'o",
    # Qamats: an o in "all", and before one that is short.
    "כָּל": "k'ol",
    "״כָּל״": "k'ol",
    "מִכָּל": "mik'ol",
    "וּבְכָל": "uveX'ol",
    "יָכַל": "jaX'al",
    "צָהֳרַיִם": "tsohoR'ajim",
    # A furtive a, dots of shin, letters with a geresh, explicit signs.
    "לִשְׁלוֹחַ": "liSl'oaX",
    "שָׂמֵחַ": "sam'eaX",
    "גָּבוֹהַּ": "gav'oa",
    "יִשְׂרָאֵל": "jisRa?'el",
    "צִ'יפְּס": "tS'ips",
    "גִ׳ינְס": "dZ'ins",
    "מַנְכַּ״ל": "mank'al",
    "ת\u05c7כְנִית": "toXn'it",
    "טֶ\u05bdלֶפוֹן": "t'elefon",
}


@pytest.mark.parametrize(("word", "phonemes"), WORDS.items())
def test_a_word_is_said_as_people_say_it(word: str, phonemes: str) -> None:
    """Its consonants, its vowels, its stress."""
    assert phonemes_of(word) == phonemes


def test_only_hebrew_words_become_phonemes() -> None:
    """Marks, figures and other letters stay where they are; a maqaf is between two words."""
    said = as_phonemes("הַקַּו, Wi-Fi 5? אֶחָד־עָשָׂר!")
    assert said == "[[hak'av]], Wi-Fi 5? [[eX'ad]]־[[as'aR]]!"


def test_signs_are_found_and_taken_away() -> None:
    """Of both languages that do not write them; a maqaf, a hamza and marks are no signs."""
    assert has_vowel_signs("שָלום")
    assert has_vowel_signs("مَرحبا")
    assert not has_vowel_signs("שלום־עולם, אילו רק! سؤال؟ hello")
    assert without_vowel_signs("שָׁלוֹם־עַל مَرْحَبًا") == "שלום־על مرحبا"
