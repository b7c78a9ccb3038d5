"""Counterpoint: claim comparison and fact-check service for newsrooms."""
