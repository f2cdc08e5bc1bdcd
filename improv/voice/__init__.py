"""Voice: speech and sounds. Engines run in worker processes, nothing here ever stops a round.

engine     what an engine can do; a Voice, a Style
engines/   the engines there are, found by entry points
words      what a text is to an engine, and when its words are said
wav        is this file a whole sound
worker     the other process: one engine, one text a call
workshop   this side of it: asked, timed, killed, started again
cache      sounds that were made before
speaker    lines to clips: which voice, which engine; a director.ports.Speaker
mixer      clips and cues to the loudspeaker; a director.ports.Loudspeaker
"""
