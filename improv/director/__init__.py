"""Runs a session: the single writer, its clock, a demo. Knows ports, never tools."""
