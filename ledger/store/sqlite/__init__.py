"""A ledger in one file of SQLite's: nothing to start, durable at every commit."""
