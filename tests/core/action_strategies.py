"""What people may try at a session, right and wrong: strategies of actions and of their parts."""

from hypothesis import strategies as st

from improv.core import actions as a
from improv.core.roster import Door
from improv.core.votes import Electorate
from tests.core.sample_decks import FORMATS, shipped

GAMES = (*FORMATS, *shipped())
SURVEYS = tuple(name for name, game in shipped().items() if game.survey)

small = st.integers(-1, 6)
names = st.sampled_from(("Ana", "Bo", "Cy", "Dee", "Ed", "\u202eevil", " ", "x" * 90))
voters = st.sampled_from(("v1", "v2", "v3", "v4", "v5", "v6", "v7", "p1", "p2", "key-1", "nobody"))

_fields = st.builds(
    a.ChangeSetup,
    id=st.just(""),
    field=st.sampled_from(("rounds", "ballot", "votes", "clock", "talk_first", "heat", "seed")),
    value=st.sampled_from(("yes", "no", "coaching", "quick", "game", "usual", "open", "2", "5")),
)
setup_changes = st.one_of(
    *(_fields, _fields, _fields),
    st.builds(
        a.ChoosePlan, id=st.just(""), plan=st.sampled_from(("", "", "morning", "week", "none"))
    ),
    st.builds(
        a.AskSurvey, id=st.just(""), survey=st.sampled_from((*SURVEYS, "call")), on=st.booleans()
    ),
    st.builds(
        a.KeepPackOut,
        id=st.just(""),
        pack=st.sampled_from(("t", "u", "u", "none")),
        on=st.booleans(),
    ),
)
"""What may be changed in the lobby."""

electorates = st.builds(a.ChooseElectorate, id=st.just(""), electorate=st.sampled_from(Electorate))
"""Whose votes count."""

take_outs = st.builds(
    a.TakeOut, id=st.just(""), minutes=st.sampled_from((None, None, 1, 5, 0, 601))
)
"""Phones are taken out."""

keys = st.one_of(
    st.sampled_from(
        (
            a.Pause(id=""),
            a.Stop(id=""),
            a.Resume(id=""),
            a.Skip(id=""),
            a.Redraw(id=""),
            a.Redraw(id=""),
            a.Reveal(id=""),
            a.Twist(id=""),
            a.Twist(id=""),
        )
    ),
    st.builds(a.Blank, id=st.just(""), on=st.booleans()),
    st.builds(a.ShowRules, id=st.just(""), on=st.booleans()),
    st.builds(a.MuteSpeech, id=st.just(""), on=st.booleans()),
    st.builds(a.RepeatSpeech, id=st.just("")),
    st.builds(a.SetVolume, id=st.just(""), level=st.integers(-1, 11)),
    st.builds(a.BeginReading, id=st.just(""), lasts=st.sampled_from((0, 9_000, 60_000))),
    st.builds(a.AddTime, id=st.just(""), seconds=st.sampled_from((-1, 0, 30, 601))),
    st.builds(
        a.Lock,
        id=st.just(""),
        reel=st.sampled_from(("business", "customer", "request", "second", "none")),
        on=st.booleans(),
    ),
    st.builds(
        a.KeepOut,
        id=st.just(""),
        card=st.sampled_from(("t/role1", "t/prompt2", "t/twist1", "t/mood3", "t/tip1", "none")),
        on=st.booleans(),
    ),
    st.builds(
        a.PickCard,
        id=st.just(""),
        card=st.sampled_from(("t/role1", "t/role3", "t/prompt3", "t/business2", "t/twist2", "")),
    ),
    st.builds(a.Twist, id=st.just(""), promise=small),
    st.builds(a.MarkPromise, id=st.just(""), promise=small, kept=st.booleans()),
    st.builds(a.Heat, id=st.just(""), level=small),
    st.builds(a.Token, id=st.just(""), token=st.sampled_from(("mute", "escalate", "x"))),
    st.builds(a.Pass, id=st.just(""), place=small),
    st.builds(
        a.TakeOver, id=st.just(""), place=small, person=st.sampled_from(("", "p1", "p4", "v2", "x"))
    ),
    st.builds(a.Promise, id=st.just(""), text=names),
    st.builds(a.Safety, id=st.just(""), on=st.booleans()),
    st.builds(a.ChooseFormat, id=st.just(""), format=st.sampled_from((*GAMES, "none"))),
    st.builds(
        a.SkipStep, id=st.just(""), step=st.sampled_from((None, None, 1, 3, 9)), on=st.booleans()
    ),
    st.sampled_from((a.RepeatStep(id=""), a.InsertStep(id="", format="call"))),
    st.builds(
        a.ChooseSeconds,
        id=st.just(""),
        phase=st.sampled_from(("brief", "play", "vote", "none")),
        seconds=st.sampled_from((0, 5, 45, 3600, 3601)),
    ),
    setup_changes,
    st.builds(a.ChooseLanguage, id=st.just(""), language=st.sampled_from(("en", "fa", "xx"))),
    st.builds(a.GiveKudos, id=st.just(""), text=names, voter=voters),
    st.builds(a.NodKudos, id=st.just(""), number=small),
    st.builds(a.DismissKudos, id=st.just(""), number=small),
    st.builds(a.AskStandings, id=st.just(""), on=st.booleans()),
    st.builds(a.SetDoor, id=st.just(""), door=st.sampled_from(Door)),
    st.builds(a.SetHeadcount, id=st.just(""), number=st.sampled_from((-1, 0, 3, 9, 1001))),
    electorates,
    take_outs,
)
"""Any other key, with values in and out of range."""


scene_keys = st.one_of(
    st.sampled_from((a.Twist(id=""), a.Undo(id=""), a.AddTime(id=""), a.Pause(id=""))),
    st.builds(a.Stop, id=st.just(""), round=st.none() | st.integers(1, 3)),
    st.sampled_from((a.EndScene(id=""), a.Resume(id=""))),
    st.builds(a.Heat, id=st.just(""), level=st.integers(1, 5)),
    st.builds(a.Token, id=st.just(""), token=st.sampled_from(("mute", "escalate"))),
    st.builds(a.Twist, id=st.just(""), promise=st.just(1)),
    st.builds(a.MarkPromise, id=st.just(""), promise=st.just(1), kept=st.booleans()),
    st.builds(a.Pass, id=st.just(""), place=st.integers(0, 1)),
    st.builds(
        a.TakeOver,
        id=st.just(""),
        place=st.integers(0, 1),
        person=st.sampled_from(("", "p1", "p2", "p3", "p5", "v1")),
    ),
    st.builds(
        a.TakeSeat,
        id=st.just(""),
        voter=st.sampled_from(("v1", "v2", "v3")),
        place=st.integers(0, 1),
    ),
)


releases = st.builds(
    a.ReleaseName, id=st.just(""), person=st.sampled_from(("p1", "p2", "v1", "nobody"))
) | st.builds(
    a.ReleaseName, id=st.just(""), voter=st.sampled_from(("v1", "v6", "v7", "v8", "p1", "nobody"))
)
"""Names are given back, and freed."""

phone_keys = st.one_of(
    st.builds(
        a.Join,
        id=st.just(""),
        voter=st.sampled_from(("v1", "v2", "v6", "v7", "v8", "v9", "key-1", "")),
        plays=st.booleans(),
        claims=st.sampled_from(("", "", "p1", "p2", "p3", "v1", "nobody")),
        invited=st.booleans(),
    ),
    releases,
    take_outs,
    st.builds(a.LetIn, id=st.just(""), person=st.sampled_from(("", "", "p1", "v6", "nobody"))),
    st.builds(
        a.TakeSeat,
        id=st.just(""),
        voter=voters,
        place=st.none() | st.integers(-1, 4),
    ),
    st.builds(
        a.TakeSeat,
        id=st.just(""),
        voter=st.sampled_from(("v1", "v2", "v3")),
        place=st.integers(0, 1),
        round=st.none() | st.integers(1, 3),
    ),
    st.sampled_from((a.Undo(id=""), a.Back(id=""), a.Next(id=""), a.Redraw(id=""))),
)
"""What phones ask for while a round is set up, and the steps that are taken back around it."""


lines = st.one_of(
    st.builds(
        a.WriteLine,
        id=st.just(""),
        round=st.sampled_from((1, 1, 2)),
        text=st.sampled_from(("One.", "Two.", "\u202e", "", "x" * 201, "Three\u200d.")),
        voter=st.sampled_from(("v1", "v2", "v3", "p1", "nobody")),
        consents=st.sampled_from((None, True, True, False)),
    ),
    st.builds(
        a.Consent,
        id=st.just(""),
        round=st.just(1),
        voter=st.sampled_from(("v1", "v2", "nobody")),
        on=st.booleans(),
    ),
    st.builds(a.ApproveLines, id=st.just(""), number=st.none() | small, upto=st.none() | small),
    st.builds(a.DismissLine, id=st.just(""), number=small),
    st.builds(a.CountPapers, id=st.just(""), number=st.integers(-1, 7)),
    st.builds(
        a.NoteLine,
        id=st.just(""),
        option=st.integers(0, 4),
        text=st.sampled_from(("Noted.", "", "x" * 201)),
    ),
    st.sampled_from((a.Next(id=""), a.Back(id=""), a.AddTime(id=""), a.Undo(id=""))),
)
"""What is asked for while everybody writes."""
