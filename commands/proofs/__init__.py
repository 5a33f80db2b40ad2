"""That the ledger is true: checked, signed, proved to others."""
