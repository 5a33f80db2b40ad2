"""The face: click commands that parse, load through the ledger's read methods, fold and print."""
