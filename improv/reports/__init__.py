"""Reports: figures become one HTML page each, which needs no network, no script and no other file.

A page speaks its reader's language and is laid out in its direction. Knows templates and colours;
never a journal, a clock, or how a report is opened.
"""
