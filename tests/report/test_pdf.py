"""The PDF, read back: where the type stands on the page, what it says, and its bytes in another process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from tests.report.conftest import Answers, Composer

from lianheng.report.document import Document, Heading, Paragraph, Run, RunKind, Table
from lianheng.report.fonts import Fonts, Role, find
from lianheng.report.pdf import render_pdf
from lianheng.text import UserError

pytestmark = pytest.mark.skipif(bool(find().missing), reason="no Chinese fonts: run tools/fonts.sh")

MM = 72 / 25.4
PROJECT = Path(__file__).parents[2]


def pages(content: bytes) -> list[Any]:
    return list(pdfplumber.open(BytesIO(content)).pages)


def printed(*blocks: Any) -> list[Any]:
    return pages(render_pdf(Document(("标题",), "云杉局", date(2022, 1, 10), tuple(blocks))))


def within(page: Any, top: float, bottom: float) -> list[dict[str, Any]]:
    """Characters whose top lies between two heights in millimetres."""
    return [char for char in page.chars if top * MM <= char["top"] < bottom * MM]


def heights(chars: Iterable[dict[str, Any]]) -> list[float]:
    return sorted({round(char["bottom"], 1) for char in chars})


@pytest.fixture
def report(answers: Answers, composed: Composer) -> list[Any]:
    return pages(render_pdf(composed(answers)))


def test_every_page_is_a4_and_its_type_stays_inside_the_type_area(report: list[Any]) -> None:
    for page in report:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        body = [char for char in within(page, 0, 262) if char["text"].isalnum()]  # marks are half white
        assert min(char["top"] for char in body) >= 37 * MM - 1
        assert max(char["bottom"] for char in body) <= 262 * MM + 1
        assert min(char["x0"] for char in body) >= 28 * MM - 1
        assert max(char["x1"] for char in body) <= 184 * MM + 1


def test_a_full_page_has_22_lines_28_95_points_apart(report: list[Any]) -> None:
    lines = heights(char for char in within(report[1], 0, 262) if char["size"] == 16)
    assert len(lines) == 22
    assert all(after - before == pytest.approx(28.95, abs=0.15) for before, after in pairwise(lines))


def test_a_full_line_has_28_characters() -> None:
    (page,) = printed(Paragraph((Run("永" * 200),), indent=False))
    first = [
        char for char in page.chars if char["text"] == "永" and char["bottom"] == page.chars[2]["bottom"]
    ]
    assert len(first) == 28
    assert first[1]["x0"] - first[0]["x0"] == pytest.approx(156 * MM / 28, abs=0.02)


def test_page_numbers_stand_7_mm_below_the_type_area_odd_right_even_left(report: list[Any]) -> None:
    for number, page in enumerate(report, start=1):
        foot = within(page, 262, 297)
        assert "".join(char["text"] for char in foot) == f"— {number} —"
        assert {round(char["size"], 1) for char in foot} == {14}
        assert "FandolSong" in foot[0]["fontname"]
        assert min(char["top"] for char in foot) == pytest.approx((262 + 7) * MM, abs=3)
        if number % 2:
            assert foot[-1]["x1"] == pytest.approx(184 * MM - 14, abs=2)
        else:
            assert foot[0]["x0"] == pytest.approx(28 * MM + 14, abs=2)


def test_title_headings_and_body_have_their_faces(report: list[Any]) -> None:
    def face(text: str) -> tuple[str, float]:
        (found, *_) = report[0].search(text)
        char = found["chars"][0]
        return char["fontname"].split("+")[1].removesuffix("-Identity-H"), round(char["size"], 1)

    assert face("云杉经济开发区财政金融保障局") == ("FandolSong-Bold", 22)
    assert face("一、") == ("FandolHei-Regular", 16)
    assert face("强化政治引领") == ("FandolKai-Regular", 16)
    assert face("围绕财政中心工作") == ("FandolFang-Regular", 16)


def test_the_text_can_be_searched_and_carries_the_figures(report: list[Any]) -> None:
    text = "".join("".join(char["text"] for char in page.chars) for page in report)
    for words in (
        "党员干部参加410余人次",
        "合计20多人次",
        "学习心得体会文章51篇",
        "逐年下降",
        "附件：报告数据来源一览表",
    ):
        assert words in text


def test_the_signature_is_on_the_page_that_names_the_appendices(report: list[Any]) -> None:
    (last,) = [page for page in report if "附件：" in "".join(char["text"] for char in page.chars)]
    unit, day = last.search("云杉经济开发区财政金融保障局")[0], last.search("2022年1月10日")[0]
    assert unit["top"] < day["top"]
    assert unit["x1"] == pytest.approx(184 * MM - 2 * 15.79, abs=4)
    assert day["x0"] - unit["x0"] == pytest.approx(2 * 15.79, abs=1)


def test_gaps_and_the_draft_are_marked(answers: Answers, composed: Composer) -> None:
    answers["education.essays"] = answers["education.essays"].missing("无")
    made = pages(render_pdf(composed(answers)))
    assert all("草稿" in page.extract_text() for page in made)
    assert "〔待补：学习心得体会文章〕" in "".join(c["text"] for page in made[:3] for c in page.chars)
    marked = [
        rect for page in made[:3] for rect in page.rects if rect["non_stroking_color"] not in (None, (0,))
    ]
    assert marked


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    rows = tuple((Run(str(n)), Run(f"第{n}行")) for n in range(1500))
    made = printed(Table(("序号", "名称"), rows, (20.0, 136.0), "表1"))
    assert len(made) > 20
    assert all("序号" in page.extract_text() for page in made)
    assert "第1499行" in made[-1].extract_text()


def test_a_cell_longer_than_a_page_goes_on_over_the_next() -> None:
    made = printed(Table(("序号", "名称"), ((Run("1"), Run("长" * 6000)),), (20.0, 136.0)))
    assert sum(char["text"] == "长" for page in made for char in page.chars) == 6000


HOSTILE = '#let x = 1; $a^2$ *b* _c_ `raw` <lab> @ref [x] //c /*d*/ \\u{41} {{}} #read("report.typ") "q"'


@pytest.mark.parametrize("kind", [RunKind.PLAIN, RunKind.FIGURE, RunKind.GAP, RunKind.EMPHASIS])
def test_markup_is_printed_and_never_obeyed(kind: RunKind) -> None:
    (page,) = printed(
        Paragraph((Run(HOSTILE, kind),)), Heading(HOSTILE, 1), Table(("a",), ((Run(HOSTILE),),), (156.0,))
    )
    text = "".join(char["text"] for char in page.chars).replace(" ", "")
    assert text.count(HOSTILE.replace(" ", "")) == 3


def test_control_characters_and_emoji_become_boxes() -> None:
    (page,) = printed(Paragraph((Run("甲\x00乙😀丙\u202e丁喆祎"),)))
    assert "甲□乙□丙□丁喆祎" in "".join(char["text"] for char in page.chars)


def test_missing_fonts_are_named_with_what_to_do(answers: Answers, composed: Composer) -> None:
    none = Fonts((), False, {Role.SONG: "FandolSong"})
    with pytest.raises(UserError, match="小标宋、仿宋、楷体、黑体") as refused:
        render_pdf(composed(answers), none)
    assert "tools/fonts.sh" in refused.value.text.zh
    assert "LIANHENG_FONTS" in refused.value.text.en


SCRIPT = """
import hashlib
from tests.report.conftest import read_answers, sample_profile
from lianheng.report.compose import compose
from lianheng.report.docx import render_docx
from lianheng.report.outline import load_outline
from lianheng.report.pdf import render_pdf
document = compose(load_outline(), read_answers(), sample_profile())
print(*(hashlib.sha256(content).hexdigest() for content in (render_docx(document), render_pdf(document))))
"""


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    def digests(seed: str, zone: str, where: Path) -> list[str]:
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(PROJECT)}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            cwd=where,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.split()

    first = digests("1", "UTC", tmp_path)
    assert first == digests("4242", "Asia/Shanghai", PROJECT)
    assert all(len(digest) == len(hashlib.sha256().hexdigest()) for digest in first)
