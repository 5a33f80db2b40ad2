"""Makes the Word templates of a bulletin, bulletin.zh.docx and bulletin.en.docx, again: run by hand, with python-docx.

The form is that of GB/T 9704-2012: A4, 37 mm above and 28 mm left of a type area of 156 × 225 mm, 22 lines of 28
characters, body 3号, title 2号, page numbers 4号 on the outer side. A template is what the office edits in Word; what
stands in braces is filled by docxtpl.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from commands.documents.bulletin.docx import DATE_STYLE, ISSUER_STYLE

FOLDER = Path(__file__).parent
BODY, TITLE, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
INSTEAD = {BODY: "仿宋", TITLE: "华文中宋", HEI: "SimHei", KAI: "楷体", SONG: "SimSun"}
LATIN = "Times New Roman"
LINE = Pt(28.95)  # 225 mm ÷ 22

TEXTS = {
    "zh": {
        "to": "机关各部室、所属各单位：", "results": "一、考核结果", "problems": "二、存在的问题",
        "next": "三、下一步工作", "figures": "（一）得分和名次", "causes": "（二）主要扣分事由",
        "since": "四、已通报期间的补录、更正", "fill": "此处由办公室填写。", "first": "（一）", "dash": "—",
        "leads": "现将考核情况通报如下。",
        "since_text": "以上条目系此前通报印发后录入，涉及已通报的期间，单独列示；原通报不变。",
    },
    "en": {
        "to": "To all departments:", "results": "1. Results", "problems": "2. Problems", "next": "3. Next steps",
        "figures": "(1) Points and ranks",
        "causes": "(2) Main causes",
        "since": "4. Entries about an earlier published period", "fill": "To be written by the office.",
        "first": "(1) ", "dash": "—", "leads": "The results are as follows.",
        "since_text": "The above was recorded after an earlier bulletin about days that it tells of; it is listed "
        "apart, and that bulletin stays as it was.",
    },
}  # fmt: skip


def main() -> None:
    """Write both templates beside this script."""
    for language, texts in TEXTS.items():
        _template(texts, language).save(str(FOLDER / f"bulletin.{language}.docx"))


def _template(texts: dict[str, str], language: str) -> Any:
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    _set_page(document)
    _set_body_style(document)
    _speak_chinese(document)
    _name_typefaces_instead(document)
    _set_page_numbers(document, texts["dash"])
    _say(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
    _say(document, "", indent=False)
    _say(document, "", indent=False)
    _say(document, "{{ title }}", face=TITLE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False, line=Pt(32))
    _say(document, "", indent=False)
    _say(document, texts["to"], indent=False)
    _say(document, "{{ basis }}" + texts["leads"] if language == "zh" else "{{ basis }} " + texts["leads"])
    _say(document, texts["results"], face=HEI)
    _say(document, "{%p if causes %}")
    _say(document, texts["figures"], face=KAI, keep=True)
    _say(document, "{%p endif %}")
    _table(document, "headings", "lines")
    _say(document, "{%p for note in notes %}")
    _say(document, "{{ note }}", size=10.5, line=Pt(16))
    _say(document, "{%p endfor %}")
    _say(document, "{%p if causes %}")
    _say(document, texts["causes"], face=KAI, keep=True)
    _table(document, "causes_headings", "causes")
    _say(document, "{%p endif %}")
    for name in ("problems", "next"):
        _say(document, texts[name], face=HEI)
        _say(document, f"{texts['first']}{texts['fill']}", face=KAI, keep=name == "next")
    _say(document, "{%p if since %}")
    _say(document, texts["since"], face=HEI)
    _table(document, "since_headings", "since")
    _say(document, texts["since_text"], keep=True)
    _say(document, "{%p endif %}", keep=True)
    _say(document, "", indent=False, keep=True)
    _signed(document)
    return document


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.bottom_margin, section.right_margin = Mm(297 - 37 - 225), Mm(210 - 28 - 156)
    section.footer_distance = Mm(25.5)  # the dashes of a page number stand 7 mm under the type area
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # A grid of characters narrower than 16 pt would give each of them two places in LibreOffice.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")


def _set_body_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    _face(style.element.get_or_add_rPr(), BODY)
    speaks = style.element.rPr.find(qn("w:lang")) or OxmlElement("w:lang")
    speaks.set(qn("w:eastAsia"), "zh-CN")
    speaks.set(qn("w:val"), "en-GB")  # as Chinese, LibreOffice breaks Latin words and numbers anywhere
    style.element.rPr.append(speaks)
    style.paragraph_format.space_after = Pt(0)


def _speak_chinese(document: Any) -> None:
    """Have Chinese characters drawn as in Chinese, not in Japanese, where a typeface has both."""
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    (defaults,) = document.styles.element.xpath("w:docDefaults//w:lang")
    defaults.set(qn("w:eastAsia"), "zh-CN")


def _name_typefaces_instead(document: Any) -> None:
    """Say which typeface stands for one that a machine has not."""
    (part,) = [one for one in document.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml"]
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for face, instead in INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _face(properties: Any, face: str) -> None:
    """Set the typeface: Chinese characters follow w:eastAsia alone."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), LATIN)
    fonts.set(qn("w:eastAsia"), face)


def _say(
    place: Any, text: str, *, face: str = BODY, size: float = 16, align: Any = None, indent: bool = True,
    line: Any = LINE, keep: bool = False,
) -> Any:  # fmt: skip
    """Add a paragraph; `indent` sets its first line in by two characters, `keep` has it on the page of the next.

    A heading is kept so, and what stands before the signature, which may not be alone on a page.
    """
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing, form.space_after = WD_LINE_SPACING.EXACTLY, line, Pt(0)
    form.alignment = align
    if indent:
        form.first_line_indent = Pt(size * 2)
    form.keep_with_next = keep or face == HEI or None
    if line is not LINE:
        _off_the_grid(paragraph)
    run = _run(paragraph, text, face, size)
    run.font.bold = (face == HEI and text.isascii()) or None  # 黑体 is dark by itself
    return paragraph


def _off_the_grid(paragraph: Any) -> None:
    """Have a paragraph's lines as close as they are set, whatever the grid of the page."""
    snapped = OxmlElement("w:snapToGrid")
    snapped.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().find(qn("w:spacing")).addprevious(snapped)  # Word wants its order


def _run(paragraph: Any, text: str, face: str, size: float) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if size == 16:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), "-5")  # twentieths of a point: 28 characters of 16 pt in 156 mm
        run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(closer)
    _face(run._r.get_or_add_rPr(), face)
    return run


def _table(document: Any, headings: str, lines: str) -> None:
    """Add a table: a column for each heading, a row for each person; docxtpl repeats the cells and rows."""
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER  # else its lines stand a cell's margin outside the type area
    _set_cell_margins(table)
    for place, text in enumerate((f"{{%tc for heading in {headings} %}}", "{{ heading }}", "{%tc endfor %}")):
        _cell(table.cell(0, place), text, face=HEI)
    _kept_whole(table.rows[0], "w:cantSplit", "w:tblHeader")
    _kept_whole(table.rows[2], "w:cantSplit")
    _cell(table.cell(1, 0), f"{{%tr for line in {lines} %}}")
    for place, text in enumerate(("{%tc for cell in line %}", "{{ cell }}", "{%tc endfor %}")):
        _cell(table.cell(2, place), text)
    _cell(table.cell(3, 0), "{%tr endfor %}")


def _set_cell_margins(table: Any) -> None:
    """Leave a millimetre on either side of a cell, and a little above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "25"), ("left", "60"), ("bottom", "35"), ("right", "60")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _kept_whole(row: Any, *marks: str) -> None:
    """Have a row stand whole on a page, or at the head of the table on every page."""
    for mark in marks:
        row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _cell(cell: Any, text: str, face: str = BODY) -> None:
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(12)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _off_the_grid(paragraph)
    _run(paragraph, text, face, 9)
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(middle)


def _signed(document: Any) -> None:
    """Add the issuer and the day, to the right; `bulletin` centres one over the other by their styles."""
    for text, style in (("{{ issuer }}", ISSUER_STYLE), ("{{ dated }}", DATE_STYLE)):
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        paragraph = _say(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
        paragraph.style = style
        paragraph.paragraph_format.right_indent = Pt(64)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = style == ISSUER_STYLE


def _set_page_numbers(document: Any, dash: str) -> None:
    """Number the pages in 4号 on the outer side: odd ones right, even ones left, a character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, align in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        side = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
        setattr(paragraph.paragraph_format, side, Pt(14))
        _run(paragraph, f"{dash} ", SONG, 14)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run = _run(paragraph, "", SONG, 14)
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run._r.append(part)
        _run(paragraph, f" {dash}", SONG, 14)


if __name__ == "__main__":
    main()
