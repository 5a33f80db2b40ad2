"""What the catalogues of a server say of a ledger: who owns it, who was given what, who can become whom.

Superusers are left out, who are above all that; so is whoever owns a thing, of the rights to it.
"""

from ledger.store.postgres.parts import DATABASE_ITSELF, SCHEMA_ITSELF

_HERE = "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
STATE = f"""
    SELECT current_database()::text, owner.rolname::text, owner.rolcanlogin,
           EXISTS (SELECT FROM aclexplode(relacl) AS given JOIN pg_roles AS role ON role.oid = given.grantee
                   WHERE role.rolname = ANY (
                       SELECT current_database() || '_' || part FROM unnest(CAST(:parts AS text[])) AS part))
    FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner WHERE relnamespace = {_HERE} AND relname = 'entries'"""
"""The database, the owner of the entries, whether they log in, and whether one of the `:parts` has any right there."""
_THINGS = f"""
    WITH things (thing, owner, acl) AS (
        SELECT '{SCHEMA_ITSELF}', nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace
            WHERE oid = {_HERE}
        UNION ALL SELECT '{DATABASE_ITSELF}', datdba, coalesce(datacl, acldefault('d', datdba)) FROM pg_database
            WHERE datname = current_database()
        UNION ALL SELECT relname, relowner, coalesce(relacl, acldefault('r', relowner)) FROM pg_class
            WHERE relnamespace = {_HERE} AND relkind NOT IN ('i', 'I')
        UNION ALL SELECT relname || '.' || attname, relowner, attacl FROM pg_attribute
            JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = {_HERE} AND attacl IS NOT NULL
        UNION ALL SELECT proname || '()', proowner, NULL FROM pg_proc WHERE pronamespace = {_HERE})"""
OWNERS = f"""{_THINGS}
    SELECT thing::text, rolname::text FROM things JOIN pg_roles ON pg_roles.oid = owner
    WHERE thing <> '{DATABASE_ITSELF}' ORDER BY thing"""
"""Each thing of the ledger, and who owns it."""
GIVEN = f"""{_THINGS}
    SELECT coalesce(rolname::text, 'PUBLIC'), privilege_type, thing::text, is_grantable
    FROM things CROSS JOIN LATERAL aclexplode(acl) AS given LEFT JOIN pg_roles ON pg_roles.oid = given.grantee
    WHERE given.grantee <> owner AND NOT coalesce(rolsuper, false) ORDER BY thing, privilege_type, 1"""
"""Who has been given which right to what, and whether they may hand it on."""
MEMBERS = """
    SELECT role.rolname::text, of.rolname::text, admin_option AND NOT role.rolcreaterole FROM pg_auth_members
    JOIN pg_roles AS role ON role.oid = member JOIN pg_roles AS of ON of.oid = roleid
    WHERE of.rolname = ANY (CAST(:roles AS text[])) AND NOT role.rolsuper ORDER BY 1, 2"""
"""Who is a member of one of the `:roles`, and whether they may make others so."""
MAY_BE_THE_OWNER = """
    SELECT role.rolname::text FROM pg_roles AS role, pg_roles AS owner
    WHERE owner.rolname = :owner AND role.oid <> owner.oid AND NOT role.rolsuper AND NOT role.rolcreaterole
      AND pg_has_role(role.oid, owner.oid, 'MEMBER') ORDER BY 1"""
"""Who can act as the `:owner`."""
OWNERS_OWN = """
    SELECT concat_ws(', ', CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolsuper THEN 'SUPERUSER' END,
                     CASE WHEN rolcreaterole THEN 'CREATEROLE' END)
    FROM pg_roles WHERE rolname = :owner"""
"""What the `:owner` can do besides owning."""
ABOVE = """
    WITH RECURSIVE acting (member, roleid) AS (
        SELECT member, roleid FROM pg_auth_members AS given
            WHERE coalesce((to_jsonb(given) ->> 'inherit_option')::boolean, true)
               OR (to_jsonb(given) ->> 'set_option')::boolean),
    playing (role) AS (
        SELECT member FROM acting JOIN pg_roles ON pg_roles.oid = roleid WHERE rolname = ANY (CAST(:parts AS text[]))
        UNION SELECT member FROM acting JOIN playing ON roleid = role),
    above (role, name, why) AS (
        SELECT oid, rolname::text, concat_ws(', ', CASE WHEN rolsuper THEN 'SUPERUSER' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
            (SELECT string_agg(door.rolname, ', ' ORDER BY door.rolname) FROM pg_roles AS door
             WHERE (door.rolname IN ('pg_write_server_files', 'pg_execute_server_program') OR door.rolsuper
                    OR door.rolcreaterole) AND NOT pg_roles.rolsuper AND door.oid <> pg_roles.oid
               AND pg_has_role(pg_roles.oid, door.oid, 'MEMBER')))
        FROM pg_roles WHERE rolcanlogin)
    SELECT name || ' (' || why || ')', role IN (SELECT role FROM playing) FROM above
    WHERE why <> '' AND (role <> 10 OR role IN (SELECT role FROM playing)) ORDER BY 1"""
"""Who can do anything, or become somebody who can, and whether they play one of the `:parts`: of the server's maker one
need not be told otherwise. From PostgreSQL 16 on, who made a role is a member of it who can only hand it on."""
