"""`template bulletin`: the Word template of a bulletin copied out, for the office to edit."""

from pathlib import Path


def template_of_bulletin() -> bytes:
    """Return the template of a bulletin in the language in use, as it comes with the program."""
    from commands.documents.bulletin.docx import shipped_template

    return Path(shipped_template()).read_bytes()
