"""Phones: the web server in the program. Voters join and vote, a facilitator holds the remote.

Reading order: PROTOCOL.md (what goes over the wire), tokens (who is who), wire (what is read),
states and remote (what is told), listeners (who hears it), deeds (what is done), app and forms
(which address does what), guard and limits (what a request and a connection may be), proxies (who
asks by way of another), server (the socket), networks and invitation (how phones find it); and the
projector in a browser: stage (who looks), stage_page (what they are sent), stage_sound and sound.
"""
