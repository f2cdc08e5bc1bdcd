"""Phones: the web server in the program. Voters join and vote, a facilitator holds the remote.

Reading order: PROTOCOL.md (what goes over the wire). Of the process: server (the socket and the
rooms that are mounted), limits, proxies and guard (what a connection and a request may be),
networks (how phones find the machine), pages (templates and files). Of a room: room_app (what
belongs to it), room_address and invitation (where it is), tokens, cookies and identity (who asks),
requests and parsing (what is read), payloads and host_payload (what is answered), commands (what
is done), api and forms (which address does what), subscribers and sse (who is told of news). The
projector in a browser: stage (its streams), stage_page (what they are sent), stage_sound, sound.
"""
