"""The styles of a Word document of slips: what a paragraph looks like is said once, and edited in Word at one place."""

from typing import Any

LATIN, CHINESE = "Arial", "微软雅黑"
BLUE, GREY, LINES = "1F4E79", "5B6875", "9AA5B1"
_MARGIN = 2  # points above and below a paragraph
STYLES = {
    "title": ("Slip title", 16, True, BLUE, _MARGIN), "item": ("Slip item", 10.5, True, BLUE, 6),
    "strong": ("Slip sentence", 10.5, True, None, _MARGIN), "text": ("Slip text", 10, False, None, _MARGIN),
    "soft": ("Slip remark", 9, False, GREY, _MARGIN), "cell": ("Slip cell", 8.5, False, None, 0),
    "heading": ("Slip heading", 8.5, True, None, 0),
}  # fmt: skip
GRID = "Slip table"


def add_styles(document: Any) -> dict[str, str]:
    """Add the styles to a document; return the id of each, by what it is for."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    ids = {"grid": _grid(document)}
    for use, (name, size, is_bold, colour, margin) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), is_bold
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour)
        _speak_chinese(style)
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = (
            Pt(margin),
            Pt(_MARGIN if margin else 0),
            use == "item",
        )
        ids[use] = style.style_id
    return ids


def _speak_chinese(style: Any) -> None:
    """Set the typeface of Chinese characters, which follow w:eastAsia alone, and draw them as in Chinese."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), CHINESE)
    speaks = OxmlElement("w:lang")
    speaks.set(qn("w:eastAsia"), "zh-CN")
    properties.append(speaks)


def _grid(document: Any) -> str:
    """Add the style of a table, with thin lines and little room; return its id."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style(GRID, WD_STYLE_TYPE.TABLE)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINES}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 80), ("bottom", 20), ("right", 80))
    )
    properties = f"<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
    style.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}>{properties}</w:tblPr>"))
    name: str = style.style_id
    return name
