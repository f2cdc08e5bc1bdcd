"""The projector and the facilitator's window, with pygame.

Reading order: stage and marks (what a picture is made of), scene and scenes/ (the pictures),
canvas and projector (painting what changed), keys, desk and press (what a key does), window,
screens and loop (the main thread).
"""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
