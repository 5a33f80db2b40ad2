"""A ledger in a PostgreSQL database: one ledger a database, in a schema of its own."""
