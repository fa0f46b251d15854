"""Event logs: XML and Parquet give the same rows; hostile or broken logs are refused whole."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import Convert, Converted, Refused


def event(activity: str, at: str, actor: str = "STAFF MEMBER", role: str = "EMPLOYEE") -> str:
    return (
        f'<event><string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{at}"/>'
        f'<string key="org:resource" value="{actor}"/><string key="org:role" value="{role}"/></event>'
    )


def trace(name: str, *events: str, **attributes: str) -> str:
    own = "".join(
        f'<string key="{key.replace("__", " ")}" value="{value}"/>' for key, value in attributes.items()
    )
    return f'<trace><string key="concept:name" value="{name}"/>{own}{"".join(events)}</trace>'


def log(*traces: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/">{"".join(traces)}</log>'


PERMIT = trace(
    "travel permit 1",
    event("Permit FINAL_APPROVED by SUPERVISOR", "2018-01-03T08:00:00.000+01:00", role="SUPERVISOR"),
    event("Permit SUBMITTED by EMPLOYEE", "2018-01-02T08:00:00.000+01:00"),
    event("Payment Handled", "2018-02-01T08:00:00.000+01:00", actor="SYSTEM", role="UNDEFINED"),
    id="travel permit 1",
    RequestedBudget="1000.005",
    TotalDeclared="1200",
    RequestedAmount_0="1,100",
    RequestedAmount_1="50.5",
    Overspent="false",
    OverspentAmount="-3",
    OrganizationalEntity="unit 7",
)
CLAIM = trace(
    "declaration 2",
    event("Declaration SUBMITTED by EMPLOYEE", "2018-01-09T08:00:00Z"),
    DeclarationNumber="declaration number 3",
    Amount="12.345",
    Permit__ID="travel permit 99",
    Permit__id="travel permit 1",
    Permit__RequestedBudget="1000",
)
REQUEST = trace(
    "request for payment 5",
    event("Request For Payment REJECTED by MISSING", "2018-01-09T08:00:00Z", role="MISSING"),
    RfpNumber="request for payment number 6",
    RequestedAmount="80",
)


def test_a_permit_carries_what_was_allowed_declared_and_asked_for(convert: Convert) -> None:
    done = convert("xes", "log.xes", log(PERMIT))
    (case,) = done.rows("process_cases")
    assert (case["case_id"], case["process"], case["permit_id"]) == (
        "travel permit 1",
        "travel_permit",
        "travel permit 1",
    )
    assert (case["requested"], case["declared"], case["claimed"]) == (
        Decimal("1000.01"),
        Decimal("1200.00"),
        Decimal("1150.50"),
    )
    assert (case["flagged_overspent"], case["overspent_amount"], case["unit"]) == (
        False,
        Decimal("-3.00"),
        "unit 7",
    )
    assert case["started_at"] == datetime(2018, 1, 2, 7, tzinfo=UTC)
    assert done.opens_as_ledger()


def test_events_are_numbered_by_time_and_say_what_they_did(convert: Convert) -> None:
    events = convert("xes", "log.xes", log(PERMIT)).rows("process_events")
    assert [(one["event_no"], one["outcome"], one["role"]) for one in events] == [
        (1, "submitted", "EMPLOYEE"),
        (2, "approved", "SUPERVISOR"),
        (3, "paid", "UNDEFINED"),
    ]


def test_an_anonymous_actor_is_nobody(convert: Convert) -> None:
    done = convert("xes", "log.xes", log(PERMIT))
    assert [one["actor"] for one in done.rows("process_events")] == [None, None, "SYSTEM"]
    assert "2 events name nobody" in done.notes


def test_a_claim_belongs_to_the_permit_that_the_permit_log_knows(convert: Convert) -> None:
    case = convert("xes", "log.xes", log(CLAIM)).row("process_cases", case_id="declaration 2")
    assert (case["process"], case["permit_id"]) == ("travel_claim", "travel permit 1")
    assert (case["requested"], case["declared"], case["flagged_overspent"]) == (
        Decimal("1000.00"),
        Decimal("12.35"),
        None,
    )


def test_a_payment_request_without_a_permit_was_not_allowed_beforehand(convert: Convert) -> None:
    case = convert("xes", "log.xes", log(REQUEST)).row("process_cases", case_id="request for payment 5")
    assert (case["process"], case["requested"], case["declared"], case["permit_id"]) == (
        "payment_request",
        None,
        Decimal("80.00"),
        None,
    )


def test_a_log_of_another_kind_gets_its_name_as_process(convert: Convert) -> None:
    named = log(
        '<string key="concept:name" value="公文 流转"/>', trace("1", event("收文", "2024-01-01T00:00:00Z"))
    )
    (case,) = convert("xes", "log.xes", named).rows("process_cases")
    assert case["process"] == "公文_流转"


def test_events_of_one_instant_stay_in_the_order_of_the_file(convert: Convert) -> None:
    at = "2024-01-01T00:00:00Z"
    done = convert("xes", "log.xes", log(trace("1", event("b", at), event("a", at))))
    assert [one["activity"] for one in done.rows("process_events")] == ["b", "a"]


def as_parquet(path: Path, prefix: str = "(case)_") -> None:
    """The permit as an exporter writes it: a row per event, the case's attributes on each."""
    rows = [
        (
            "Permit FINAL_APPROVED by SUPERVISOR",
            "2018-01-03T08:00:00.000+01:00",
            "STAFF MEMBER",
            "SUPERVISOR",
        ),
        ("Permit SUBMITTED by EMPLOYEE", "2018-01-02T08:00:00.000+01:00", "STAFF MEMBER", "EMPLOYEE"),
        ("Payment Handled", "2018-02-01T08:00:00.000+01:00", "SYSTEM", "UNDEFINED"),
    ]
    own = {
        "id": "travel permit 1",
        "RequestedBudget": "1000.005",
        "TotalDeclared": "1200",
        "RequestedAmount_0": "1,100",
        "RequestedAmount_1": "50.5",
        "RequestedAmount_2": None,
        "Overspent": "false",
        "OverspentAmount": "-3",
        "OrganizationalEntity": "unit 7",
    }
    columns: dict[str, object] = {"case": ["travelpermit1"] * 3}
    for number, name in enumerate(("concept:name", "time:timestamp", "org:resource", "org:role")):
        columns[name] = [row[number] for row in rows]
    columns |= {prefix + name: pa.array([value] * 3, pa.string()) for name, value in own.items()}
    pq.write_table(pa.table(columns), path)


def test_the_parquet_export_gives_the_same_rows_as_the_xml(convert: Convert, tmp_path: Path) -> None:
    as_parquet(tmp_path / "log.parquet")
    first = convert("xes", "log.xes", log(PERMIT))
    second = convert("xes", tmp_path / "log.parquet", out="second")
    for table in ("process_cases", "process_events", "units"):
        assert first.rows(table) == second.rows(table)


def test_times_may_be_instants_already(convert: Convert, tmp_path: Path) -> None:
    at = pa.array([datetime(2018, 1, 2, 7, tzinfo=UTC)], pa.timestamp("us", tz="UTC"))
    table = pa.table({"case:concept:name": ["c"], "concept:name": ["a"], "time:timestamp": at})
    pq.write_table(table, tmp_path / "log.parquet")
    (one,) = convert("xes", tmp_path / "log.parquet").rows("process_events")
    assert one["at"] == datetime(2018, 1, 2, 7, tzinfo=UTC)


def test_a_folder_of_logs_becomes_one_ledger(convert: Convert, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    as_parquet(folder / "a.parquet")
    (folder / "b.xes.gz").write_bytes(gzip.compress(log(CLAIM, REQUEST).encode()))
    (folder / "c.xes").write_text(log(PERMIT, trace("x", event("a", "2024-01-01T00:00:00Z"))))
    done = convert("xes", folder)
    assert done.conversion.tables["process_cases"] == 4
    assert done.reasons == ["the case id stands twice; the whole case was left out"]
    assert done.opens_as_ledger()


def refusals(done: Converted) -> list[str]:
    return [refusal.say("en") for refusal in done.conversion.refused]


def test_an_event_without_time_or_activity_is_refused_alone(convert: Convert) -> None:
    broken = trace(
        "1",
        event("a", "yesterday"),
        '<event><date key="time:timestamp" value="2024-01-01T00:00:00Z"/></event>',
        event("b", "2024-01-01T00:00:00Z"),
    )
    done = convert("xes", "log.xes", log(broken, "<trace></trace>"))
    assert len(done.rows("process_events")) == 1
    assert len(refusals(done)) == 3
    assert "1 #1" in refusals(done)[0]
    assert "yesterday" in refusals(done)[0]


def test_an_unreadable_amount_stays_empty_and_is_counted(convert: Convert) -> None:
    done = convert(
        "xes", "log.xes", log(trace("1", DeclarationNumber="n", Amount="much", Overspent="perhaps"))
    )
    (case,) = done.rows("process_cases")
    assert (case["declared"], case["flagged_overspent"], case["started_at"]) == (None, None, None)
    assert "1 cases have an amount that cannot be read" in done.notes


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.xes", log(PERMIT)[:300].encode(), "incomplete or broken"),
        ("other.xes", b"<html></html>", "no XES log"),
        (
            "laughs.xes",
            f'<!DOCTYPE log [<!ENTITY l0 "ha">{LAUGHS}]><log>&l9;</log>'.encode(),
            "defines entities or a DTD",
        ),
        ("outside.xes", b'<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "defines entities or a DTD"),
        (
            "utf16.xes",
            '<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>'.encode("utf-16"),
            "defines entities or a DTD",
        ),
        ("empty.xes", b"", "the file is empty"),
        ("nothing.xes", log().encode(), "there is nothing to convert"),
        ("table.xes", b"case,activity\n1,a\n", "plain text"),
        ("bomb.xes.gz", gzip.compress(b"<log>" + b" " * 30_000_000), "MiB"),
        ("cut.xes.gz", gzip.compress(log(PERMIT).encode())[:-9], "damaged or cut short"),
        ("cut.parquet", b"PAR1" + b"\0" * 100, "damaged or cannot be read"),
        ("coding.xes", b'<?xml version="1.0" encoding="martian"?><log/>', "XML"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "bytes",
)
def test_what_is_no_event_log_is_refused_in_words(
    refused: Refused, name: str, content: bytes, words: str
) -> None:
    assert words in refused("xes", name, content).text.en


def test_a_parquet_file_without_the_needed_columns_is_refused(refused: Refused, tmp_path: Path) -> None:
    pq.write_table(pa.table({"case": ["1"], "concept:name": ["a"]}), tmp_path / "log.parquet")
    assert "a column is missing: time:timestamp" in refused("xes", tmp_path / "log.parquet").text.en


def test_an_empty_folder_is_refused(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    assert "no event log in the folder" in refused("xes", tmp_path / "logs").text.en


def test_one_case_without_end_is_refused_before_it_fills_memory(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lianheng.sources import xes_xml

    monkeypatch.setattr(xes_xml, "MOST_NODES", 1000)
    assert "trace 1" in refused("xes", "log.xes", "<log><trace>" + "<event>" * 2000).text.en
