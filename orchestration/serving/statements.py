"""The SQL that makes the tables of a release: schema, tables, keys, comments.

Belongs here: composing statements. Does not belong here: what the tables look like (`structure`), or in which
order all is done (`swapping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from psycopg import sql

from orchestration.serving.structure import Column, Table


def place(schema: str, table: str) -> sql.Identifier:
    """The qualified name of a table."""
    return sql.Identifier(schema, table)


def names(columns: Iterable[str]) -> sql.Composed:
    """Names, separated by commas."""
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def creating(schema: str, tables: Iterable[Table]) -> Iterator[sql.Composed]:
    """Create the tables with their keys, in the order given: parents first."""
    for table in tables:
        lines = [_column(column) for column in table.columns]
        if table.key:
            lines.append(sql.SQL("primary key ({})").format(names(table.key)))
        if table.reference:
            lines.append(
                sql.SQL("foreign key ({}) references {}").format(
                    names(table.reference.columns), place(schema, table.reference.table)
                )
            )
        yield sql.SQL("create table {} ({})").format(place(schema, table.name), sql.SQL(", ").join(lines))


def _column(column: Column) -> sql.Composed:
    null = sql.SQL(" not null" if column.required else "")
    return sql.SQL("{} {}{}").format(sql.Identifier(column.name), sql.SQL(column.type), null)  # type: ignore[arg-type]


def commenting(schema: str, schema_comment: str, tables: Iterable[Table]) -> Iterator[sql.Composed]:
    """Say in French what the schema, its tables and their columns are."""
    yield sql.SQL("comment on schema {} is {}").format(sql.Identifier(schema), sql.Literal(schema_comment))
    for table in tables:
        yield _comment("table", place(schema, table.name), table.comment)
        for column in table.columns:
            yield _comment("column", sql.Identifier(schema, table.name, column.name), column.comment)


def _comment(kind: str, on: sql.Identifier, comment: str) -> sql.Composed:
    said = sql.Literal(comment or None)
    return sql.SQL("comment on {} {} is {}").format(sql.SQL(kind), on, said)  # type: ignore[arg-type]


def together(statements: Iterable[sql.Composed]) -> sql.Composed:
    """Several statements in one go to the server."""
    return sql.SQL(";\n").join(statements)
