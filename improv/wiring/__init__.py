"""The only room that picks the real clock, screen, server, journal and dice, and joins them.

A file for each command, and for what they share. What a command does not need it does not
import: a lobby should be readable in a blink.
"""
