"""Pairs of real statements, drawn before any model saw them and read twice blind."""
