"""Speech and sounds. Engines run in worker processes; no failure in this package stops a round.

engine           the port of an engine; a Voice, a Style
engines/         the engines there are, found by entry points
engine_text      a text as engines expect it, and an estimate of when its words are spoken
wav              whether a file is a complete sound, and how long it lasts
worker           the worker process: one engine that answers requests
worker_client    the game's side of a worker: requests, timeouts, restarts
cache            sounds that were made before
voice_selection  the options for voices, and which voice is taken for a language
speaker          lines to clips, each in the style of its manner; a director.ports.Speaker
shared_speaker   one speaker for many rooms
mixer            clips and sound cues to the device; a director.ports.Loudspeaker
"""
