"""The three themes: `stage` for dark rooms, `daylight` for bright ones, `contrast` for poor sight.

Values only. Hues are Okabe and Ito's (2008, "Color universal design"), made lighter or darker
until all that meet have their contrast (WCAG 2.2); those of criteria and grades moved apart until
they differ for every kind of colour-blind eye.
"""

from collections.abc import Mapping

from improv.look.colours import Colour, Swatch, Theme


def _hex(text: str) -> Colour:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _swatch(fill: str, ink: str, soft: str, mark: str) -> Swatch:
    return Swatch(_hex(fill), _hex(ink), _hex(soft), _hex(mark))


def _colours(**values: str) -> Mapping[str, Colour]:
    return {name: _hex(value) for name, value in values.items()}


def _phases(
    gold: str, rose: str, blue: str, green: str, yellow: str, orange: str, pink: str
) -> Mapping[str, Colour]:
    """Kind of phase -> its colour; some share one."""
    return _colours(
        lobby=gold,
        rules=yellow,
        draw=rose,
        brief=blue,
        ask=yellow,
        play=green,
        guess=yellow,
        truth=rose,
        bell=orange,
        settle=blue,
        vote=blue,
        result=gold,
        debrief=green,
        standings=gold,
        kudos=pink,
        talk=blue,
        **{"break": green},
        react=yellow,
        reply=blue,
        coach=yellow,
        models=rose,
        check=gold,
        reflect=green,
        end=gold,
    )


STAGE = Theme(
    name="stage",
    top=_hex("140d20"),
    bottom=_hex("1d1229"),
    glow=_hex("37243f"),
    curtain=_hex("6b1533"),
    fold=_hex("3d0a20"),
    ink=_hex("fff6e6"),
    soft=_hex("dccbd3"),
    edge=None,
    track=_hex("4d3a57"),
    panel=_swatch("2c1d38", "fff6e6", "dccbd3", "f2b84b"),
    accent=_swatch("f6bd4f", "23122a", "40244a", "23122a"),
    warn=_swatch("f2a38a", "2a0f0a", "4d1d12", "2a0f0a"),
    cards={
        "business": _swatch("33230f", "fff3dc", "f3dcb4", "f0a92e"),
        "role": _swatch("12304a", "eef7ff", "bfdcf0", "63bdee"),
        "prompt": _swatch("fff4dd", "24142b", "5a4358", "8a2a4a"),
        "mood": _swatch("43203f", "fff0f8", "f0cbe0", "e79ac4"),
        "day": _swatch("43203f", "fff0f8", "f0cbe0", "e79ac4"),
        "twist": _swatch("ffb02e", "231000", "402200", "231000"),
        "observer": _swatch("0f3a31", "ecfff8", "b7e6d6", "35cfa0"),
        "tip": _swatch("f7e97a", "2a2304", "51460c", "6b5600"),
        "check": _swatch("f7e97a", "2a2304", "51460c", "6b5600"),
    },
    phases=_phases("f6bd4f", "e79ac4", "63bdee", "35cfa0", "f7e97a", "ffa05c", "f0a5b4"),
    on_phase=_hex("1d1026"),
    criteria=_colours(
        handling="f6bd4f",
        calm="a6dcff",
        friendly="ff7a70",
        heard="a988ff",
        helped="1fc494",
        honest="fbe58a",
    ),
    grades=(_hex("f0624a"), _hex("f9c64e"), _hex("4a95f0"), _hex("5ee6bf")),
    on_grade=_hex("1d1026"),
)

DAYLIGHT = Theme(
    name="daylight",
    top=_hex("fbf3e4"),
    bottom=_hex("f4e8d4"),
    glow=_hex("fffaf0"),
    curtain=_hex("b5304f"),
    fold=_hex("8c1f3b"),
    ink=_hex("22142b"),
    soft=_hex("56435a"),
    edge=_hex("cdb9a4"),
    track=_hex("dccbb6"),
    panel=_swatch("ffffff", "22142b", "56435a", "8a4b00"),
    accent=_swatch("6a1a3c", "fff6e6", "f6dde6", "ffd27a"),
    warn=_swatch("8f2400", "fff3ec", "ffe0d2", "ffc9a8"),
    cards={
        "business": _swatch("fff0d2", "2b1b00", "5e4416", "a35c00"),
        "role": _swatch("e3f1fb", "06263e", "2b4f69", "0068a5"),
        "prompt": _swatch("ffffff", "1c0f24", "56435a", "8a2a4a"),
        "mood": _swatch("fbe6f1", "3a0f2a", "69334f", "9c3b74"),
        "day": _swatch("fbe6f1", "3a0f2a", "69334f", "9c3b74"),
        "twist": _swatch("ffc24a", "241200", "412400", "241200"),
        "observer": _swatch("dcf5ec", "043026", "245245", "00755a"),
        "tip": _swatch("fdf3a3", "2a2304", "51460c", "6b5600"),
        "check": _swatch("fdf3a3", "2a2304", "51460c", "6b5600"),
    },
    phases=_phases("8a4b00", "943468", "005d94", "006a50", "6b5600", "a33b00", "a02745"),
    on_phase=_hex("fffaf0"),
    criteria=_colours(
        handling="8a4b00",
        calm="003f7d",
        friendly="8a0a3c",
        heard="7a45c4",
        helped="00705a",
        honest="6b5200",
    ),
    grades=(_hex("7c1206"), _hex("9a6b00"), _hex("1b49b0"), _hex("00806a")),
    on_grade=_hex("ffffff"),
)

_WHITE, _BLACK = "ffffff", "000000"

CONTRAST = Theme(
    name="contrast",
    top=_hex(_BLACK),
    bottom=_hex(_BLACK),
    glow=_hex(_BLACK),
    curtain=_hex("2b2b2b"),
    fold=_hex(_BLACK),
    ink=_hex(_WHITE),
    soft=_hex(_WHITE),
    edge=_hex(_WHITE),
    track=_hex("5c5c5c"),
    panel=_swatch(_BLACK, _WHITE, _WHITE, "ffe04a"),
    accent=_swatch("ffe04a", _BLACK, _BLACK, _BLACK),
    warn=_swatch("ffb199", _BLACK, _BLACK, _BLACK),
    cards={
        "business": _swatch(_BLACK, _WHITE, _WHITE, "ffb84a"),
        "role": _swatch(_BLACK, _WHITE, _WHITE, "7fd0ff"),
        "prompt": _swatch(_WHITE, _BLACK, _BLACK, _BLACK),
        "mood": _swatch(_BLACK, _WHITE, _WHITE, "ffa8d8"),
        "day": _swatch(_BLACK, _WHITE, _WHITE, "ffa8d8"),
        "twist": _swatch("ffb84a", _BLACK, _BLACK, _BLACK),
        "observer": _swatch(_BLACK, _WHITE, _WHITE, "4cf0c0"),
        "tip": _swatch("ffe04a", _BLACK, _BLACK, _BLACK),
        "check": _swatch("ffe04a", _BLACK, _BLACK, _BLACK),
    },
    phases=_phases("ffe04a", "ffa8d8", "7fd0ff", "4cf0c0", "ffe04a", "ffb84a", "ffb8c4"),
    on_phase=_hex(_BLACK),
    criteria=_colours(
        handling="ffe04a",
        calm="b8e4ff",
        friendly="ff7f73",
        heard="a98cff",
        helped="22d3a0",
        honest="fff0a0",
    ),
    grades=(_hex("ff7a5c"), _hex("ffd34a"), _hex("5aa6ff"), _hex("6ff5d0")),
    on_grade=_hex(_BLACK),
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (STAGE, DAYLIGHT, CONTRAST)}
