"""How the ledger stays true: what it holds is checked against itself."""
