"""A bulletin as PDF: the page of HTML, printed by WeasyPrint (the extra gongguo[pdf])."""

from pathlib import Path

from commands.documents.bulletin import html
from commands.documents.bulletin_told import Told
from ledger.errors import LedgerError
from ledger.texts import _


class PdfNotInstalled(LedgerError):
    """A PDF asked for where nothing is installed that makes one."""

    code = "pdf-not-installed"


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the document; it loads nothing from anywhere. Raises PdfNotInstalled."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: the package is there, and Pango is not
        missing = isinstance(error, ModuleNotFoundError)
        raise PdfNotInstalled(
            _("a PDF takes what is not installed"),
            expected="WeasyPrint",
            found=_("it is not installed") if missing else str(error).partition("\n")[0],
            remedy=_("Install it with pip install 'gongguo[pdf]', or write .docx or .html and print that."),
        ) from None

    content: bytes = HTML(string=html.content_of(told, None).decode()).write_pdf()
    return content
