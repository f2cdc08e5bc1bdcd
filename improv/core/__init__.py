"""The game, pure: values in, values out. No clock, no dice, no files, no screen.

Read in this order, which is how the data flows:

    errors    refusals: a stable name and values
    cards     what there is to draw: Card, Pack
    formats   the games as data: Format, Phase, Seat
    chance    seed + count -> the next number
    draw      which card comes next
    roster    who plays next
    votes     what a ballot says and whether it may
    tally     the one place that counts
    actions   what anyone may ask for
    state     a session, now
    table     which phase follows which, and what may be asked in it
    events    what happened (codec: to JSON and back)
    timing    what ends a phase, and when to wake
    turns     who has had a turn, if the round ended here
    rounds    drawing a round
    crowd     what the room says: people, ballots, hands
    session   decide(state, action, now, deck) -> events | refusal
    change    a value with some fields replaced
    undo      the stage as it was before some steps
    fold      evolve(state, event) -> state
    views     what each is given to show
    viewing   who may see what: state -> views
    reading   what is read aloud of it, and when
    cues      which sound belongs to what happened
    summary   the session in figures
"""
