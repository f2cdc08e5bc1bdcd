"""Listening to one person: the microphone, who spoke when, and what is measured of an answer.

Nothing here is loaded before somebody has agreed, and nothing of it needs the extra `listen` but
what measures (analysis, spectrum, customer_sound, playback, voice_activity). All of a game works
without a microphone: then there is a Failure in the place of what was heard.

    troubles         why nothing is heard
    capture_process  the process of one recording
    microphone       its other side: starts, stops, what was heard
    customer_speech  when the customer speaks
    take             what was heard of one answer; as a file
    voice_activity   where there is speech
    spectrum         levels and bands of a sound
    customer_sound   the customer's own sound, in a file or in the microphone
    analysis         a take's timeline and measures
    playback         a take to hear again
    take_files       what is kept, and what is not
    listener         all of that for one session

A session that listens, on the room's loop (scenes/listening.py has the words for all of it):

    if not extra_is_installed():                   # troubles; say so by scenes.listening.trouble
        return
    listener = Listener(room.clock.now, TakeFiles(data / "takes", keep=keep))
    loudspeaker = CombinedLoudspeaker(mixer, listener.customer)      # so it hears when to listen
    listener.prepare()                  # while the card is drawn: half a second of work
    listener.begin()                    # as the phase begins in which the request is read aloud
    listener.asked()                    # as the phase begins in which it is answered
    listener.hold(True)                 # as the game pauses; False as it goes on
    heard = await listener.finish(f"{room.session}-1")      # as that phase ends
    listener.prepare()                  # for the next one
    listener.close()                    # at the end of the session

`heard.answer` goes into an event, `heard.timeline` and the answer into a scene, `heard.clip` to the
mixer's `say`: it begins where the timeline does. While it listens, `listener.failure` says what is
wrong with the microphone, and `listener.level` how loud it is.
"""
