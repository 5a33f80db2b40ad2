"""Entries made: as they happen, from a file, put right, proved; and what is said once one is recorded."""
