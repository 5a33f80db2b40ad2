"""The recorder: entries in a table that only ever grows, on SQLAlchemy Core."""
