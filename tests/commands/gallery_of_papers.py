"""The scenes of the error gallery about what the office takes away: bulletins as files, slips, charts, lots."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.commands.gallery import Run, Scene, said_by, typed
from tests.hardship import read_only, with_room_for
from tests.office import Said

LIST = "姓名,乡镇\n受访丙1,镇1\n受访丙2,镇2\n"
DRAW = "gongguo sample-clients --frame 服务对象.csv --seed 公开抽签 --on 2020-03-16"
BULLETIN = "gongguo bulletin --period 2020-H1 -o"


def as_typed(en: str, zh: str, words: str, status: int = 1) -> Scene:
    """A scene of a command that is run as it stands."""
    return Scene(en, zh, words, typed(words), status)


def in_a_template(change: Callable[[Any], None]) -> Run:
    """Run a bulletin with the office's own template, in which somebody has changed something."""

    def run(folder: Path, language: str) -> Said:
        assert typed("gongguo template bulletin -o 模板.docx")(folder, language).status == 0
        template = Document(str(folder / "模板.docx"))
        change(template)
        changed = io.BytesIO()
        template.save(changed)
        (folder / "模板.docx").write_bytes(changed.getvalue())
        return typed(WITH_TEMPLATE)(folder, language)

    return run


WITH_TEMPLATE = f"{BULLETIN} 通报.docx --template 模板.docx"


def with_an_unknown_place(template: Any) -> None:
    template.paragraphs[0].insert_paragraph_before("签发人：{{ signer }}")


def without_the_end_of_a_loop(template: Any) -> None:
    last = template.tables[0].rows[3]
    last._tr.getparent().remove(last._tr)


def without_its_table(template: Any) -> None:
    table = template.tables[0]
    table._tbl.getparent().remove(table._tbl)


def from_a_list(words: str) -> Run:
    """Draw from a list of two."""

    def run(folder: Path, language: str) -> Said:
        (folder / "服务对象.csv").write_text(LIST, encoding="utf-8")
        return typed(words)(folder, language)

    return run


def without_what_makes_a_pdf(folder: Path, language: str) -> Said:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "weasyprint", None)
        return typed(f"{BULLETIN} 通报.pdf")(folder, language)


def where_nothing_may_be_written(folder: Path, language: str) -> Said:
    return said_by(read_only(folder, f"{BULLETIN} 通报.html", GONGGUO_LANG=language))


def over_a_file_that_is_open_elsewhere(folder: Path, language: str) -> Said:
    """Excel on Windows holds a file that it shows: to move another over it is refused."""

    def refused(_source: Path, target: Path) -> Path:
        raise PermissionError(13, os.strerror(13), str(target))

    (folder / "明细.xlsx").write_bytes(b"open in Excel")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        said = typed(f"{BULLETIN} 明细.xlsx")(folder, language)
    assert (folder / "明细.xlsx").read_bytes() == b"open in Excel"
    return said


def on_a_full_disk(folder: Path, language: str) -> Said:
    return said_by(with_room_for(folder, 4, f"{BULLETIN} 通报.docx", GONGGUO_LANG=language))


PAPERS = [
    as_typed("an ending that nothing is written as", "没有的文件格式", f"{BULLETIN} 通报.wps"),
    as_typed("no ending", "文件名没有扩展名", f"{BULLETIN} 通报"),
    as_typed("a folder that is a file", "目录其实是文件", f"{BULLETIN} roster.csv/通报.docx"),
    Scene("a folder where nothing may be written", "目录只读", f"{BULLETIN} 通报.html", where_nothing_may_be_written),
    Scene("a file that is open in Excel", "文件正被 Excel 打开", f"{BULLETIN} 明细.xlsx",
          over_a_file_that_is_open_elsewhere),
    Scene("a disk that is full before the file is whole", "写到一半磁盘已满", f"{BULLETIN} 通报.docx", on_a_full_disk),
    Scene("a PDF without what makes one", "未安装制作 PDF 的组件", f"{BULLETIN} 通报.pdf", without_what_makes_a_pdf),
    as_typed("a template that is not there", "模板不存在", WITH_TEMPLATE),
    as_typed("a template that is no Word document", "模板不是 Word 文档",
             f"{BULLETIN} 通报.docx --template roster.csv"),
    Scene("a place in a template that there is not", "模板中有未知的占位", WITH_TEMPLATE,
          in_a_template(with_an_unknown_place)),
    Scene("a loop in a template without its end", "模板中的循环没有结尾", WITH_TEMPLATE,
          in_a_template(without_the_end_of_a_loop)),
    Scene("a template without the people", "模板中没有人员表", WITH_TEMPLATE, in_a_template(without_its_table)),
    as_typed("a template for a file that takes none", "该格式不用模板",
             f"{BULLETIN} 通报.xlsx --template 模板.docx", 2),
    as_typed("slips as a format that there is not", "扣分明细没有该格式", "gongguo slips -o 明细.pdf"),
    as_typed("a chart of nobody", "走势图未写明人员", "gongguo chart course -o 走势.svg", 2),
    as_typed("a chart that is no SVG", "图表不是 SVG", "gongguo chart losses -o 扣分.png"),
    as_typed("a list that is not there", "抽样名册不存在", DRAW),
    Scene("more drawn than there are", "抽取人数多于名册", f"{DRAW} --count 3", from_a_list(f"{DRAW} --count 3")),
    Scene("a list without the column", "名册中没有该列", f"{DRAW} --whose 服务人员",
          from_a_list(f"{DRAW} --whose 服务人员")),
]  # fmt: skip
