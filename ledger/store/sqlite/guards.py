"""The guards that keep the tables append-only, whoever opens the file."""

# UPSERT fires the update guard. REPLACE deletes without firing a delete trigger (unless recursive_triggers is
# on), so the insert guard itself refuses whatever would have to replace a row.
GUARDS = {
    "entries_never_change": """
        CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries never change'); END""",
    "entries_are_never_deleted": """
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    "entries_come_in_turn": """
        CREATE TRIGGER entries_come_in_turn BEFORE INSERT ON entries
        WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
          OR EXISTS (SELECT 1 FROM entries WHERE stream = NEW.stream AND version = NEW.version)
          OR NEW.voids IS NOT NULL AND EXISTS (SELECT 1 FROM entries WHERE voids = NEW.voids)
        BEGIN SELECT RAISE(ABORT, 'entries come in turn and replace nothing'); END""",
    "documents_never_change": """
        CREATE TRIGGER documents_never_change BEFORE UPDATE ON documents
        BEGIN SELECT RAISE(ABORT, 'documents never change'); END""",
    "documents_are_never_deleted": """
        CREATE TRIGGER documents_are_never_deleted BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END""",
    "documents_replace_nothing": """
        CREATE TRIGGER documents_replace_nothing BEFORE INSERT ON documents
        WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256)
        BEGIN SELECT RAISE(ABORT, 'documents replace nothing'); END""",
}
