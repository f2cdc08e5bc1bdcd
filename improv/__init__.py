"""An improv-training game engine for service-team workshops."""

__version__ = "0.1.0"
