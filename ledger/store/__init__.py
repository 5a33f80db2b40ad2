"""The store: entries in a table that only ever grows, in a file of SQLite's or in a database of PostgreSQL's.

`place` is the one face of both; what is one database's own stands in its package, everything else is shared.
"""

FORMAT_VERSION = 2  # 2 has documents
