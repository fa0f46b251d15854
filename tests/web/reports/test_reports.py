"""The annual report: figures by id and never typed, approved by another, bound to its content, sealed and repeatable."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lianheng.text import ProductFault, UserError
from lianheng.web.access.actor import operator
from lianheng.web.history.services import Conflict
from lianheng.web.reports import services
from lianheng.web.reports.counting import figure_records, figures_file
from lianheng.web.reports.drafting import sections, shipped_outline, with_section
from lianheng.web.reports.models import Report
from lianheng.web.reports.rendering import composed, keep_final, still_the_same

from ..conftest import START
from .conftest import DAY

pytestmark = pytest.mark.django_db
LINE = "干部职工撰写心得{education.essays}。"


def text_of(report: Report) -> str:
    return "".join(run.text for block in composed(report).blocks for run in getattr(block, "runs", ()))


def with_line(report: Report, line: str) -> str:
    draft = sections(report.outline)[1]
    points = [(lead, "\n".join(lines)) for lead, lines in draft.points if lines]
    return with_section(
        report.outline, 1, "\n".join([*draft.opening, line]), points, "\n".join(draft.closing)
    )


def test_a_figure_counts_the_unit_alone_and_opens_its_rows(count):
    record = figure_records(count(3))["education.essays"]
    assert (record["value"], record["keys"]) == ("3", ["E0", "E1", "E2"])


def test_another_units_rows_are_in_no_figure_page_or_export(count, client_of):
    counted = count()
    office = client_of("office")
    for address in (
        f"/reports/figures/{counted.pk}/",
        f"/reports/figures/{counted.pk}/education.essays/",
        f"/reports/figures/{counted.pk}/?export=csv",
        f"/reports/figures/{counted.pk}/education.essays/?export=csv",
    ):
        answer = office.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not re.search(rb"\bX9\b", body)  # not as a part of some token
        assert "金丝雀" not in body.decode()
    assert client_of("outsider").get(f"/reports/figures/{counted.pk}/").status_code == 404


def test_figures_that_are_not_what_was_counted_are_not_shown(count):
    counted = count()
    file = figures_file(counted)
    file.write_bytes(file.read_bytes().replace(b'"3"', b'"9"'))
    from lianheng.web.reports import counting

    counting._read.cache_clear()
    with pytest.raises(ProductFault):
        figure_records(counted)


def test_every_section_of_the_shipped_outline_can_be_saved_as_it_is():
    outline = shipped_outline()
    for number, draft in enumerate(sections(outline)):
        points = [(lead, "\n".join(lines)) for lead, lines in draft.points if lines]
        again = with_section(outline, number, "\n".join(draft.opening), points, "\n".join(draft.closing))
        assert sections(again)[number] == draft


@pytest.mark.parametrize(
    "line",
    [
        "撰写心得51篇。",
        "开展谈话二十余次。",
        "心得{education.no_such}。",
        "心得{education.essays。",
        "增长１２％。",
    ],
)
def test_a_line_with_a_typed_number_or_an_unknown_figure_is_refused(report, line):
    with pytest.raises(UserError):
        with_line(report, line)


@pytest.mark.parametrize("line", [LINE, "按照《财政局工作10项制度》和2021年部署开展。", "坚持三会一课。"])
def test_titles_years_and_set_phrases_may_hold_numerals(report, line):
    assert line in with_line(report, line)


def test_a_second_writer_is_told_that_somebody_was_first(report, actor):
    draft = sections(report.outline)[1]
    points = [(lead, "\n".join(lines)) for lead, lines in draft.points if lines]
    seen = report.version
    services.edit_section(actor("office"), report, 1, LINE, points, "", seen)
    with pytest.raises(Conflict):
        services.edit_section(actor("secretary"), report, 1, LINE, points, "", seen)


def test_the_author_does_not_approve_nor_does_the_database_let_him(report, actor):
    services.submit(actor("office"), report)
    with pytest.raises((PermissionDenied, UserError)):
        services.approve(actor("office"), report, report.digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Report).filter(pk=report.pk).update(  # as an insider would
            state="approved", approver="P06", approved_digest=report.digest
        )


def test_an_approval_binds_what_was_read(report, actor):
    services.submit(actor("office"), report)
    with pytest.raises(UserError):
        services.approve(actor("chief"), report, "0" * 64)
    approved = services.approve(actor("chief"), report, report.digest)
    assert approved.holds


@pytest.mark.parametrize(
    ("field", "value"),
    [("outline", "{}"), ("dated", datetime.date(2022, 1, 5)), ("addressee", "别处"), ("year", 2020)],
)
def test_every_field_that_changes_after_approval_ends_it(report, actor, field, value):
    services.submit(actor("office"), report)
    services.approve(actor("chief"), report, report.digest)
    QuerySet(Report).filter(pk=report.pk).update(  # as an insider would
        **{field: value}
    )
    assert not Report.objects.get(pk=report.pk).holds


def test_an_approved_report_is_not_edited_by_its_service(report, actor):
    services.submit(actor("office"), report)
    services.approve(actor("chief"), report, report.digest)
    with pytest.raises(PermissionDenied):
        services.change_facts(actor("office"), report, DAY, "别处")
    with pytest.raises(PermissionDenied):
        services.take_figures(actor("office"), report, report.figure_set)


def test_a_report_with_gaps_is_not_made_final(report, actor):
    services.submit(actor("office"), report)
    services.approve(actor("chief"), report, report.digest)
    with pytest.raises(UserError) as refused:
        services.make_final(actor("chief"), report)
    assert "待补" in refused.value.text.zh


def test_a_kept_report_is_rendered_again_to_the_byte_after_new_entries(report, count):
    report.seal = "日志 1 条，根 00"
    report.docx_digest, report.pdf_digest = keep_final(report)
    count(9)  # later counts and entries
    assert still_the_same(report)


def test_the_report_quotes_the_count_it_was_written_with_until_it_takes_a_newer_one(report, count, actor):
    assert "心得体会文章3篇" in text_of(report)
    newer = count(5)
    assert "心得体会文章3篇" in text_of(report)
    taken = services.take_figures(actor("office"), report, newer)
    assert "心得体会文章5篇" in text_of(taken)


def test_pages_of_a_report_open_for_who_writes_and_who_approves(report, client_of):
    for who in ("office", "chief"):
        told = client_of(who).get(f"/reports/{report.pk}/").content.decode()
        assert "待补" in told
    assert client_of("office").get(f"/reports/{report.pk}/sections/1/").status_code == 200
    assert client_of("clerk").get(f"/reports/{report.pk}/").status_code == 403
    assert client_of("outsider").get(f"/reports/{report.pk}/").status_code == 404
    assert client_of("office").get(f"/reports/{report.pk}/file/docx/").content[:2] == b"PK"


def test_who_has_changed_a_report_does_not_approve_it_in_another_role(report, actor, cast):
    """The secretary writes a section of the office's report, and acts for the chief."""
    from lianheng.web.access.services import grant_role
    from lianheng.web.people.models import Unit

    services.change_facts(actor("secretary"), report, DAY, "市纪工委")
    services.submit(actor("office"), report)
    grant_role(operator(), cast["secretary"], "chief", Unit.objects.get(pk="U01"), START)
    stored = Report.objects.get(pk=report.pk)
    with pytest.raises(UserError):
        services.approve(actor("secretary"), stored, stored.digest)
    assert services.approve(actor("chief"), stored, stored.digest).state == "approved"
