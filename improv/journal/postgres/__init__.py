"""Hosted rooms in PostgreSQL: any number of processes, and one of them writes to a room.

A process has one lease (`lease`), a room an epoch that grows whenever somebody takes it (`room`);
what rooms write goes in batches (`batches`, `writing`). Whoever has lost a room can write nothing
to it, and knows within its lease that it may not answer for it. Needs asyncpg (the extra `serve`).
"""
