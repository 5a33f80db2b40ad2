"""Candidates (待核): what attendance files show, until somebody confirms or dismisses it."""
