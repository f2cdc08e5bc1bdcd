"""Many rooms in one process, without a window: `improv serve`."""
