"""What `verify` asks of a PostgreSQL database: its schema as the catalogues tell it, and each index read by itself.

The server looks after its pages; `initdb --data-checksums` lets it tell that one is not as it was written.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import le
from typing import TYPE_CHECKING

from ledger.store.place import Ask, Rights, Row
from ledger.store.postgres import rights
from ledger.store.postgres.guards import GUARDS, PATH, functions
from ledger.store.postgres.turn import TURN

if TYPE_CHECKING:
    from ledger.store.tables import IndexDeclared

_WITHOUT_SCHEMA = "replace({}, quote_ident(current_schema()) || '.', '')"
_HERE = "= to_regnamespace(quote_ident(current_schema()))"
_FOUND = [
    # Tables: r ordinary, p kept through a crash; a view, a child or a rule could show other rows than there are.
    f"""SELECT 'table ' || relname, concat_ws(', ', relkind, relpersistence,
               CASE WHEN relrowsecurity THEN 'row security' END, CASE WHEN relhasrules THEN 'rules' END,
               CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid OR inhrelid = c.oid) THEN 'kin' END)
        FROM pg_class AS c WHERE relnamespace {_HERE} AND relkind NOT IN ('i', 'I')""",
    f"""SELECT 'column ' || relname || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod),
               'COLLATE "' || collname || '"', CASE WHEN attnotnull THEN 'NOT NULL' END,
               CASE WHEN atthasdef THEN 'DEFAULT' END)
        FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid LEFT JOIN pg_collation AS o ON o.oid = attcollation
        WHERE relnamespace {_HERE} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped""",
    f"""SELECT 'index ' || relname, {_WITHOUT_SCHEMA.format("pg_get_indexdef(c.oid)")}
               || CASE WHEN indisvalid AND indisready THEN '' ELSE ', invalid' END
        FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE relnamespace {_HERE}""",
    f"""SELECT 'constraint ' || conname, {_WITHOUT_SCHEMA.format("pg_get_constraintdef(oid)")}
        FROM pg_constraint WHERE connamespace {_HERE} AND contype NOT IN ('p', 'n')""",
    f"""SELECT 'trigger ' || tgname, {_WITHOUT_SCHEMA.format("pg_get_triggerdef(t.oid)")}
               || CASE tgenabled WHEN 'A' THEN ', always' ELSE ', ' || tgenabled::text END
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid WHERE relnamespace {_HERE} AND NOT tgisinternal""",
    f"""SELECT 'function ' || proname, concat_ws(', ', lanname, array_to_string(proconfig, ' '),
               CASE WHEN prosecdef THEN 'security definer' END, {_WITHOUT_SCHEMA.format("prosrc")})
        FROM pg_proc JOIN pg_language AS l ON l.oid = prolang WHERE pronamespace {_HERE}""",
]  # fmt: skip
_THROUGH_INDEXES = ", ".join(
    f"set_config('{way}', :is_on, true)"
    for way in ("enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_incremental_sort")
)


def schema_expected() -> dict[str, str]:
    """Return everything that there is in a sound ledger, and how it is."""
    from ledger.store.tables import metadata

    expected = {f"table {TURN}": "r, p"}
    for table in metadata.sorted_tables:
        expected[f"table {table.name}"] = "r, p"
        key = ", ".join(column.name for column in table.primary_key)
        expected[f"index {table.name}_pkey"] = (
            f"CREATE UNIQUE INDEX {table.name}_pkey ON {table.name} USING btree ({key})"
        )
        for column in table.columns:
            kind = {"INTEGER": "bigint", "TEXT": 'text COLLATE "C"', "BLOB": "bytea"}[str(column.type)]
            expected[f"column {table.name}.{column.name}"] = kind + ("" if column.nullable else " NOT NULL")
    return expected | _indexes_expected() | _guards_expected()


def _indexes_expected() -> dict[str, str]:
    from ledger.store.tables import indexes_declared

    return {
        f"index {index.name}": f"CREATE {'UNIQUE ' if index.is_unique else ''}INDEX {index.name} ON entries "
        f"USING btree ({', '.join(index.columns)})"
        + (f" WHERE ({index.columns[0]} IS NOT NULL)" if index.is_partial else "")
        for index in indexes_declared()
    }


def _guards_expected() -> dict[str, str]:
    triggers = {f"trigger {guard.name}": f"{guard.statement('')}, always" for guard in GUARDS}
    return triggers | {
        f"function {function.name}": _in_one_line(f"plpgsql, search_path={PATH}, {function.body}")
        for function in functions("")
    }


def schema_found(ask: Ask) -> dict[str, str]:
    """Return the same of a ledger."""
    rows = chain.from_iterable(ask(sql, {}) for sql in _FOUND)
    return {name: _in_one_line(how) for name, how in rows}


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def rights_to(ask: Ask) -> Rights:
    """Return who may do what to the tables, held against what `db roles` gives."""
    return rights.rights_to(ask)


def damage_meanwhile(ask_meanwhile: Ask) -> Iterator[str]:
    """Say nothing of pages: the server reads them, and refuses to if one is not as it was written."""
    return iter(())


def damage_of_documents(ask: Ask) -> Iterator[str]:
    """Say nothing of the documents' pages, likewise."""
    return iter(())


def index_rows(ask: Ask, index: "IndexDeclared", last: int) -> Iterator[Row]:
    """Yield the key of each row up to number `last` with its number at the end, as the index has them in order.

    The server reads the index where every other way to that order is closed.
    """
    key = ", ".join(index.columns)
    where = f"AND {index.columns[0]} IS NOT NULL" if index.is_partial else ""
    list(ask(f"SELECT {_THROUGH_INDEXES}", {"is_on": "off"}))
    yield from ask(f"SELECT {key}, number FROM entries WHERE number <= :last {where} ORDER BY {key}", {"last": last})
    list(ask(f"SELECT {_THROUGH_INDEXES}", {"is_on": "on"}))


def ways_to_the_last_number() -> Sequence[str]:
    """Return queries for the last number, each by another way into the table."""
    return ["SELECT MAX(number) FROM entries", "SELECT MAX(number) FROM (SELECT number FROM entries OFFSET 0) AS every"]


def are_in_order(keys: Sequence[Row]) -> bool:
    """Whether keys ascend as PostgreSQL orders them: nothing after any text. Equal ones are in any order."""
    cut = [key[:-1] for key in keys]
    try:
        return all(map(le, cut, cut[1:]))
    except TypeError:
        ordered = [[(value is None, value or "") for value in key] for key in cut]
        return all(map(le, ordered, ordered[1:]))
