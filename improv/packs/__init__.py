"""Packs: from strict YAML to the cards and formats of improv.core, all problems at once.

The files are written by people who do not program. So nothing here guesses, nothing stops at
the first mistake, and whatever bytes a file holds, they lead to a Problem and never to a traceback.

Reading order: source (a file's text), tree (its nodes), fields (checked values), practices, cards
and formats (their structure and words), loading (a whole pack), check (everything in a folder);
yaml_edits (a text with other values) and editing (a pack that is changed and written back).
"""
