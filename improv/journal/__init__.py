"""Sessions in SQLite: `store` writes them, `reader` reads them back, `deferred` waits for a disk.

Nothing here words an error: `director.ports.JournalError` names it.
"""
