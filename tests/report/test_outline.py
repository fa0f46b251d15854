"""The outline of the annual report itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.conftest import Answers

from lianheng.report.outline import OutlineError, load_outline


def test_the_report_has_the_parts_and_sections_of_the_annual_report() -> None:
    parts = load_outline().parts
    assert [part.heading.zh for part in parts] == [
        "{year}年度主要工作",
        "存在的问题和不足",
        "{next_year}年度工作思路",
    ]
    assert len(parts[0].sections) == 4
    assert all(len(section.points) == 3 for section in parts[0].sections)


def test_every_sentence_of_the_body_carries_a_figure() -> None:
    points = [p for part in load_outline().parts for section in part.sections for p in section.points]
    assert all(sentence.figures for point in points for sentence in point.sentences)


def test_every_figure_is_quoted_under_one_chapter_only() -> None:
    outline = load_outline()
    chapters = outline.chapters({"unit": "云杉局", "year": "2021", "next_year": "2022"})
    assert [figure for chapter in chapters for figure in chapter.figures] == list(outline.figures)
    assert [chapter.title.zh for chapter in chapters][0::5] == ["序", "二、存在的问题和不足"]


def test_every_table_that_feeds_the_report_has_a_keeper(answers: Answers) -> None:
    tables = {answer.figure.table for answer in answers.values()}
    assert tables <= load_outline().keepers.keys()


def test_a_broken_outline_says_where(tmp_path: Path) -> None:
    path = tmp_path / "outline.yaml"
    path.write_text("title: []\nopening: ['{education.essays']\nparts: []\nkeepers: {}\n", encoding="utf-8")
    with pytest.raises(OutlineError, match=r"outline\.yaml: \{education\.essays"):
        load_outline(path)
