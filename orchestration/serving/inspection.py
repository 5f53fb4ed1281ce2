"""What is in the database: which release is served, which are kept, and what their tables look like.

Belongs here: questions to PostgreSQL's catalogue. Does not belong here: changing anything.
"""

from __future__ import annotations

import re

from orchestration.publication.fingerprint import SCHEMA
from orchestration.publication.manifest import RELEASE_ID
from orchestration.serving.connection import Connection

_KEPT = rf"^{SCHEMA}_r\d{{4,}}_[0-9a-f]{{8}}$"
_PUBLISHED = re.compile(rf"\b({RELEASE_ID.pattern})\b")

_SHAPE = """
select
    c.relname,
    array_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) order by a.attnum),
    array(
        select replace(pg_get_constraintdef(k.oid), n.nspname || '.', '')
        from pg_constraint as k where k.conrelid = c.oid and k.contype in ('p', 'f') order by 1
    )
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = %s and c.relkind = 'r'
group by c.oid, c.relname, n.nspname
"""


def comment_of(connection: Connection, schema: str) -> str | None:
    """The schema's comment, empty where it has none; None where there is no such schema."""
    found = connection.execute(
        "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = %s",
        [schema],
    ).fetchone()
    return str(found[0]) if found else None


def served_on(connection: Connection) -> str | None:
    """The id of the release in the schema `publication`; None where there is none of ours."""
    found = _PUBLISHED.search(comment_of(connection, SCHEMA) or "")
    return found[1] if found else None


def kept_name(release: str) -> str:
    """The schema in which a release is kept beside the published one."""
    return f"{SCHEMA}_{release.replace('-', '_')}"


def kept_schemas(connection: Connection) -> list[str]:
    """The schemas of the releases that are kept, the newest release first."""
    found = connection.execute("select nspname from pg_namespace where nspname ~ %s", [_KEPT]).fetchall()
    return sorted((name for (name,) in found), key=lambda name: int(name.split("_")[1][1:]), reverse=True)


def relations_of(connection: Connection, schema: str) -> set[str]:
    """The tables, views and the like of a schema."""
    found = connection.execute(
        "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind in ('r','p','v','m','f')",
        [schema],
    ).fetchall()
    return {name for (name,) in found}


def shapes(connection: Connection, schema: str) -> dict[str, tuple[list[str], list[str]]]:
    """For each table of a schema its columns (name, type, not null) and its keys."""
    found = connection.execute(_SHAPE, [schema]).fetchall()
    return {name: (columns, keys) for name, columns, keys in found}


def once_published(connection: Connection) -> set[str]:
    """The names of the tables of every release that is kept."""
    return {name for schema in kept_schemas(connection) for name in relations_of(connection, schema)}
