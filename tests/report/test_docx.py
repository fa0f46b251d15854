"""The DOCX, read back: the page of GB/T 9704-2012, its fonts, its marks, and its bytes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from tests.report.conftest import Answers, Composer

from lianheng.report.document import Document, Heading, PageBreak, Paragraph, Run, RunKind, Table
from lianheng.report.docx import render_docx


@pytest.fixture
def report(answers: Answers, composed: Composer) -> Any:
    return docx.Document(BytesIO(render_docx(composed(answers))))


def opened(*blocks: Any) -> Any:
    document = Document(("标题",), "云杉局", date(2022, 1, 10), tuple(blocks))
    return docx.Document(BytesIO(render_docx(document)))


def test_the_page_is_that_of_the_standard(report: Any) -> None:
    section = report.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(margin.mm) for margin in (section.top_margin, section.bottom_margin)] == [37, 35]
    assert [round(margin.mm) for margin in (section.left_margin, section.right_margin)] == [28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_a_line_is_28_95_points_and_holds_28_characters(report: Any) -> None:
    body = report.styles["Normal"]
    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.95)
    spacing = body.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}")
    pitch = 16 + int(spacing.get(qn("w:val"))) / 20
    width = 156 / 25.4 * 72
    assert 28 * pitch <= width < 29 * pitch
    assert 22 * 28.95 <= 225 / 25.4 * 72 < 23 * 28.95


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("表格文字", "仿宋_GB2312", 10.5),
        ("表格表头", "黑体", 10.5),
    ],
)
def test_each_style_names_its_official_font_for_chinese_too(
    report: Any, style: str, face: str, size: float
) -> None:
    made = report.styles[style]
    assert (made.font.name, made.font.size) == (face, Pt(size))
    fonts = made.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {face}
    assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_every_official_font_has_a_named_fallback(report: Any) -> None:
    (table,) = [part for part in report.part.package.iter_parts() if part.partname.endswith("fontTable.xml")]
    fonts = etree.fromstring(table.blob)
    named = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}
    assert named.keys() == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert all(named.values())


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(report: Any) -> None:
    assert report.settings.odd_and_even_pages_header_footer
    section = report.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.jc.get(qn("w:val")) == side
        assert paragraph.text == "—  —"
        assert [e.text for e in paragraph._p.iter(qn("w:instrText"))] == [" PAGE "]
        assert {run.font.name for run in paragraph.runs} == {"宋体"}
        assert {run.font.size for run in paragraph.runs} == {Pt(14)}
    assert section.footer_distance.mm == pytest.approx(35 - 7 - 14 / 72 * 25.4, abs=0.1)


def test_the_text_is_the_report_in_order(report: Any) -> None:
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert texts[0] == "云杉经济开发区财政金融保障局\n2021年度党风廉政建设责任制落实情况报告"
    headings = [p.text for p in report.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["一、2021年度主要工作", "二、存在的问题和不足", "三、2022年度工作思路"]
    assert texts.index("2022年1月10日") == texts.index("云杉经济开发区财政金融保障局") + 1
    assert "附件：报告数据来源一览表" in texts


def test_paragraphs_are_indented_by_two_characters() -> None:
    indented, flush = opened(Paragraph((Run("正文"),)), Paragraph((Run("主送："),), indent=False)).paragraphs[
        2:
    ]
    assert indented.paragraph_format.first_line_indent.pt == pytest.approx(2 * 15.79, abs=0.1)
    assert flush.paragraph_format.first_line_indent == 0


def test_gaps_are_highlighted_and_leads_bold() -> None:
    runs = (Run("一是", RunKind.EMPHASIS), Run("有"), Run("〔待补：文章〕", RunKind.GAP))
    lead, plain, gap = opened(Paragraph(runs)).paragraphs[-1].runs
    assert (lead.bold, plain.bold, gap.bold) == (True, None, True)
    assert (plain.font.highlight_color, str(gap.font.highlight_color)) == (None, "YELLOW (7)")


def test_a_draft_says_so_on_every_page(answers: Answers, composed: Composer) -> None:
    answers["education.essays"] = answers["education.essays"].missing("无")
    draft = docx.Document(BytesIO(render_docx(composed(answers)))).sections[0]
    assert [h.paragraphs[0].text for h in (draft.header, draft.even_page_header)] == ["草稿　待补数据1项"] * 2


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    rows = tuple((Run(str(n)), Run(f"第{n}行")) for n in range(2000))
    table = opened(Table(("序号", "名称"), ((Run("一组"),), *rows), (20.0, 136.0), "表1")).tables[0]
    assert len(table._tbl.tr_lst) == 2002
    first, group, *others = table._tbl.tr_lst
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.grid_span for cell in group.tc_lst] == [2]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)
    assert [round(column.width.mm) for column in table.columns] == [20, 136]


def test_a_page_break_starts_a_page() -> None:
    assert 'w:br w:type="page"' in opened(PageBreak()).element.xml


def test_hostile_text_is_carried_as_text() -> None:
    text = "<w:p/>&amp; ]]> \x00\x0b\ud800 #let x = 1 `a` $b$ \u202e反"
    made = opened(Paragraph((Run(text),)), Heading(text, 1), Table((text,), ((Run(text),),), (156.0,)))
    shown = "<w:p/>&amp; ]]> □□□ #let x = 1 `a` $b$ □反"
    assert [p.text for p in made.paragraphs[2:]] == [shown, shown]
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == [shown, shown]


def test_the_file_knows_no_date_but_the_document_s(answers: Answers, composed: Composer) -> None:
    content = render_docx(composed(answers))
    about = docx.Document(BytesIO(content)).core_properties
    day = datetime(2022, 1, 10).replace(tzinfo=about.created.tzinfo)  # noqa: DTZ001
    assert (about.created, about.modified) == (day, day)
    assert (about.author, about.last_modified_by) == ("云杉经济开发区财政金融保障局",) * 2
    with ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {ZIP_STORED}


def test_the_same_tree_gives_the_same_bytes(answers: Answers, composed: Composer) -> None:
    assert render_docx(composed(answers)) == render_docx(composed(answers))
