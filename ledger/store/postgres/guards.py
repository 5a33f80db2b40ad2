"""The guards that keep the tables append-only, in force for everybody but who owns them.

ENABLE ALWAYS: ordinary triggers fall silent under `session_replication_role = replica`. A trigger for each row sees
what replication applies, one for each statement sees TRUNCATE, which passes by those for rows. Row by row an INSERT
has to bring the next number; what would replace a row is an UPDATE here (ON CONFLICT, MERGE).
"""

from collections.abc import Iterator
from typing import NamedTuple

PATH = "pg_catalog, pg_temp"


class Function(NamedTuple):
    """A function that guards call, and its body in PL/pgSQL."""

    name: str
    body: str


class Guard(NamedTuple):
    """A trigger: the table it guards, before what it is called (for each ROW or STATEMENT), and its function."""

    name: str
    table: str
    events: tuple[str, ...]
    level: str
    function: str

    def statement(self, prefix: str) -> str:
        """Return the statement that makes it, the events in the order in which PostgreSQL tells them again."""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {' OR '.join(self.events)} ON {prefix}{self.table} "
            f"FOR EACH {self.level} EXECUTE FUNCTION {prefix}{self.function}()"
        )


def functions(prefix: str) -> list[Function]:
    """Return the functions of the guards, with what stands before the name of a table of theirs."""
    return [
        Function("refuse", """
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_TABLE_NAME || ' only grow: ' || TG_OP || ' is refused',
        ERRCODE = 'integrity_constraint_violation';
END"""),
        Function("refuse_out_of_turn", f"""
BEGIN
    IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(entries.number), 0) + 1 FROM {prefix}entries) THEN
        RAISE EXCEPTION 'entries come in turn and replace nothing' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END"""),
    ]  # fmt: skip


GUARDS = [
    Guard("documents_never_change", "documents", ("DELETE", "UPDATE"), "ROW", "refuse"),
    Guard("documents_only_grow", "documents", ("DELETE", "UPDATE", "TRUNCATE"), "STATEMENT", "refuse"),
    Guard("entries_come_in_turn", "entries", ("INSERT",), "ROW", "refuse_out_of_turn"),
    Guard("entries_never_change", "entries", ("DELETE", "UPDATE"), "ROW", "refuse"),
    Guard("entries_only_grow", "entries", ("DELETE", "UPDATE", "TRUNCATE"), "STATEMENT", "refuse"),
]


def function_statements(schema: str) -> Iterator[str]:
    """Yield the statements that make the functions of a schema, or make them anew."""
    for function in functions(f"{schema}."):
        # The path is the function's own: whoever records could put a max() or a table of theirs before the real one.
        yield (
            f"CREATE OR REPLACE FUNCTION {schema}.{function.name}() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = {PATH} AS $$ {function.body} $$"
        )


def guard_statements(schema: str) -> Iterator[str]:
    """Yield the statements that put the guards on the tables of a schema."""
    yield from function_statements(schema)
    for guard in GUARDS:
        yield guard.statement(f"{schema}.")
        yield f"ALTER TABLE {schema}.{guard.table} ENABLE ALWAYS TRIGGER {guard.name}"
