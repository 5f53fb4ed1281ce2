"""The letters of columns, as spreadsheets count them.

Belongs here: a column's number as letters, and back. Does not belong here: what stands in a column (`places`).
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1_024)
def letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(name: str) -> int:
    """The column, counted from 0, of its letters A to Z, in capitals."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
