"""The game, pure: values in, values out. No clock, no dice, no files, no screen.

Read in this order, which is how the data flows:

    errors        refusals: a stable name and values
    numerals      digits as a language writes them
    search_text   a text as it is looked for
    alphabet      where a text stands in a list
    name_places   where a name stands in a text
    cards         what there is to draw: Card, Pack
    measures      what a microphone measured of an answer
    formats       the games as data: Format, Phase, Seat
    plans         workshops as data: Plan, PlanStep
    transitions   which phase may follow which
    slots         what a request leaves open, and its desk says
    chance        seed + count -> the next number
    pile          what may be drawn, and what of it suits the moment
    draw          which card comes next
    roster        who plays next
    replaced      a value with some fields replaced
    reels         which cards come together, and a request made whole
    votes         what a ballot says, and whether it answers the question
    tally         the one place that counts
    line_text     what is kept of a written text, and how long it is
    lines         what everybody wrote in a round
    actions       what anyone may ask for, and what is true of each action
    state         a session, now
    heat          how hot a card may be that comes by itself, and which heat suits
    codec         frozen values to JSON and back
    shared_codec  the same for values that share much
    events        what happened
    event_codec   events to JSON and back
    handlers      which function decides an action, and which folds an event
    timing        what ends a phase, and when to wake
    agenda        where a session is in its plan, and how late it is
    electorate    whose votes count in a round
    eligibility   who may vote, for what, now
    offers        seats that are offered on phones before the room is told
    participants  who is in the room
    attendance    how many are here, and which phones go
    claims        whose phone it is
    seats         who takes, passes and changes seats
    rules         the rules of a game: before the first time, and again
    solo          practising alone: for which practice a call is, and how it went
    dealing       what the session says of a draw
    rounds        drawing a round
    closing       entering a phase, and the way to the end
    surveys       what the room is asked before the first scene, and again before the end
    plan_steps    the steps of a plan: begun, skipped, repeated, put in
    plan_choice   which plan a session plays
    setup_changes what of a setup can be changed in the lobby
    selection     what is kept out, brought back and picked: cards, packs
    writing       asking everybody for a line
    team_history  what a team has played by the end of a session
    phases        from phase to phase
    play          what happens while a scene is played
    safety        a scene that somebody asks to stop
    controls      the clock, the picture, the voice, the language
    voting        ballots, hands, thanks
    undo          the progress as it was before some steps
    session       decide(state, action, now, deck) -> events | refusal; evolve(state, event)
    anonymity     whose ballot it was, forgotten when a session closes
    forgetting    a person who is to be forgotten: their name in events, and in what people wrote
    lookahead     what Next will do, and who plays then
    view_models   what each is given to show
    visibility    who may read what
    line_views    what is to be read of what was written
    solo_views    what somebody alone is shown of their call
    follow_up     which practice somebody may go on with when a session is over
    plan_views    what is shown of a plan
    card_views    why a card came, which there are, which are kept out
    projections   state -> views, for each in their language
    reading       what is read aloud of it, and when
    sound_cues    which sound belongs to what happened
    summary       the session in figures
    tables        the same as flat tables
    csv_text      a text of them that no spreadsheet takes for a formula
    card_table    cards as a table: a row each
"""
