"""Phones: the web server in the program. Voters join and vote, a facilitator holds the remote.

Reading order: PROTOCOL.md (what goes over the wire), tokens (who is who), wire (what is read),
states (what is told), crowd (who listens), app (which address does what), limits (what a
connection may do), server (the socket), networks and invitation (how phones find it).
"""
