"""Cards in a spreadsheet: read, checked by the same rules as YAML, and what they change in a pack.

Reading order: cells (a sheet's cells and their problems), archive, workbook and delimited (files to
cells), header (which column is which), card_rows (rows to cards), changes (what differs).
"""
