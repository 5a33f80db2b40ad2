"""The guards that keep the tables append-only, and keep whoever records to their own name and their own part.

They are in force for everybody but who owns the tables.

ENABLE ALWAYS: ordinary triggers fall silent under `session_replication_role = replica`. A trigger for each row sees
what replication applies, one for each statement sees TRUNCATE, which passes by those for rows. Row by row an INSERT
has to bring the next number; what would replace a row is an UPDATE here (ON CONFLICT, MERGE).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.store.postgres.parts import JUDGING, RECORDER, REVIEWER, REVIEWING

PATH = "pg_catalog, pg_temp"

# What the guards refuse for, in the five letters that PostgreSQL leaves to its users.
ANOTHER_NAME, NOT_A_REVIEWER, NOT_A_RECORDER = "GG001", "GG002", "GG003"


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
        Function("refuse_beyond_the_role", f"""
DECLARE
    said jsonb;
    kind text;
BEGIN
    IF pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN NEW;
    END IF;
    said := convert_from(NEW.blob, 'UTF8')::jsonb;
    kind := split_part(said #>> '{{fact,kind}}', '.', 1);
    IF (NEW.number, NEW.version, NEW.stored_name, NEW.stream, NEW.person, NEW.occurred_on, NEW.recorded_at,
        NEW.source_key, NEW.kind, NEW.voids, NEW.leaf)
        IS DISTINCT FROM
        ((said ->> 'number')::bigint, (said ->> 'version')::bigint, said #>> '{{fact,kind}}', said ->> 'stream',
        said ->> 'person', said ->> 'occurred_on', to_char((said ->> 'recorded_at')::timestamptz AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS.US+00:00'), said ->> 'source_key', kind,
        CASE kind WHEN 'entry-voided' THEN (said #>> '{{fact,entry}}')::bigint END,
        sha256(decode('00', 'hex') || NEW.blob))
    THEN
        RAISE EXCEPTION 'the columns of an entry are those of its bytes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF said #>> '{{recorded_by,login}}' IS DISTINCT FROM session_user::text
        OR said #>> '{{recorded_by,person}}' IS DISTINCT FROM session_user::text
        OR NOT EXISTS (SELECT FROM {prefix}entries AS known WHERE known.stream = 'person:' || session_user
                       AND known.kind = 'person-enrolled'
                       AND NOT EXISTS (SELECT FROM {prefix}entries AS void WHERE void.voids = known.number))
    THEN
        RAISE EXCEPTION USING MESSAGE = session_user || ' records in another name',
            DETAIL = session_user, ERRCODE = '{ANOTHER_NAME}';
    END IF;
    IF kind IN ({_quoted(JUDGING)}) AND NOT {_plays(REVIEWER)} THEN
        RAISE EXCEPTION USING MESSAGE = session_user || ' is no reviewer: ' || kind,
            DETAIL = session_user || ': ' || kind, ERRCODE = '{NOT_A_REVIEWER}';
    END IF;
    IF NOT {_plays(RECORDER)} AND kind NOT IN ({_quoted(REVIEWING)}) AND NOT EXISTS (
        SELECT FROM (SELECT convert_from(last.blob, 'UTF8')::jsonb AS told FROM {prefix}entries AS last
                     WHERE last.kind = 'appeal-decided' ORDER BY last.number DESC LIMIT 1) AS decision
        WHERE told #> '{{fact,made}}' @> to_jsonb(NEW.number) AND told -> 'recorded_by' = said -> 'recorded_by'
        AND told -> 'recorded_at' = said -> 'recorded_at'
    ) THEN
        RAISE EXCEPTION USING MESSAGE = session_user || ' is no recorder: ' || kind,
            DETAIL = session_user || ': ' || kind, ERRCODE = '{NOT_A_RECORDER}';
    END IF;
    RETURN NEW;
END"""),
    ]  # fmt: skip


def _quoted(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


def _plays(part: str) -> str:
    """Return whether who is logged in has a part in this database; roles belong to the whole server, hence the name."""
    role = f"(SELECT oid FROM pg_roles WHERE rolname = current_database() || '_{part}')"
    return f"coalesce(pg_has_role(session_user, {role}, 'USAGE'), false)"


GUARDS = [
    Guard("documents_never_change", "documents", ("DELETE", "UPDATE"), "ROW", "refuse"),
    Guard("documents_only_grow", "documents", ("DELETE", "UPDATE", "TRUNCATE"), "STATEMENT", "refuse"),
    Guard("entries_are_ones_own", "entries", ("INSERT",), "ROW", "refuse_beyond_the_role"),
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
