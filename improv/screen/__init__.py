"""The projector and the facilitator's window, with pygame.

Reading order: frame, builder and display_list (what a picture is made of), composition and
layouts/ (the pictures), canvas and projector (painting what changed), keys, ui_state and
key_handling (what a key does), window, screens and loop (the main thread); window_messages,
room_proxy and window_client (how the windows' process and the game speak).
"""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
