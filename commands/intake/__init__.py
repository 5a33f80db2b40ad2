"""What is handed in: every shape of input file becomes rows of named texts, each problem with its row and column.

`sheets` opens a file. A list that is known by its columns is one file in `lists/`, a shape of attendance file one in
`attendance/`; each is found by itself.
"""

from collections.abc import Collection

from commands.intake import json_lines, tables
from commands.intake._rows import Rows
from commands.intake._text import InputUnreadable
from commands.intake.sheets import Opened, Sheet, opened

__all__ = ["InputUnreadable", "Opened", "Rows", "Sheet", "opened", "rows_of"]


def rows_of(file: Opened, headings: Collection[str] = ()) -> Rows:
    """Return the rows of an opened file. Raises InputUnreadable.

    `headings` are further words by which the heading row of a table is known.
    """
    if file.json is not None:
        return json_lines.read(file.json, file.path.name)
    return tables.rows_in(file.sheets, file.path, headings)
