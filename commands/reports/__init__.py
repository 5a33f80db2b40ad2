"""Readings of the ledger: from the options to a question, and each report as a command or a file."""
