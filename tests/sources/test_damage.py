"""Whatever bytes arrive, a source converts them or refuses them in words; it never fails in any other way."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.sources import SOURCES, SourceError

from .conftest import PdfPage

XES = (
    '<?xml version="1.0"?><log><trace><string key="concept:name" value="c1"/><event><string key="concept:name" value="a"/>'
    '<date key="time:timestamp" value="2024-01-01T00:00:00Z"/></event></trace></log>'
)
RELEASE = {
    "ocid": "a",
    "bids": {"details": [{"status": "valid", "tenderers": [{"id": "S"}], "value": {"amount": 1.5}}]},
}
NOTICE = {
    "infoid": "n",
    "parsed_data": {"bidders_and_prices": [{"bidder": "云岭建设有限公司", "price": "5000元"}]},
}
PAYMENTS = "支付编号,凭证号,单位,支付日期,收款人,金额,支付方式\nX1,P1,U1,2024-03-05,云岭商店,1.00,transfer\n"
INVOICE = (
    '<ofd:OFD xmlns:ofd="u"><ofd:CustomData Name="发票号码">24342000000012345678</ofd:CustomData>'
    '<ofd:CustomData Name="开票日期">20240528</ofd:CustomData><ofd:CustomData Name="合计金额">1</ofd:CustomData>'
    '<ofd:CustomData Name="合计税额">0</ofd:CustomData><ofd:CustomData Name="销售方名称">云岭商店</ofd:CustomData></ofd:OFD>'
)


def ofd() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", INVOICE)
    return buffer.getvalue()


def parquet() -> bytes:
    buffer = io.BytesIO()
    columns = {"case": ["1", "1"], "concept:name": ["a", "b"], "time:timestamp": ["2024-01-01T00:00:00Z"] * 2}
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


SAMPLES: dict[str, tuple[str, str, bytes]] = {
    "ocds lines": ("ocds", "a.jsonl", json.dumps(RELEASE).encode()),
    "ocds package": ("ocds", "a.json", json.dumps({"releases": [RELEASE]}).encode()),
    "ocds gzipped": ("ocds", "a.jsonl.gz", gzip.compress(json.dumps(RELEASE).encode())),
    "xes": ("xes", "a.xes", XES.encode()),
    "xes gzipped": ("xes", "a.xes.gz", gzip.compress(XES.encode())),
    "xes parquet": ("xes", "a.parquet", parquet()),
    "yichang": ("yichang", "a.json", json.dumps([NOTICE], ensure_ascii=False).encode()),
    "payments": ("payments-csv", "a.csv", PAYMENTS.encode()),
    "invoice": ("einvoice", "a.ofd", ofd()),
}


def survives(folder: Path, source: str, name: str, content: bytes) -> None:
    """Convert, or refuse with words and leave nothing behind."""
    path = folder / name
    path.write_bytes(content)
    out = folder / "out"
    with contextlib.suppress(SourceError):
        SOURCES[source](path, out)
        for file in out.iterdir():
            file.unlink()
        out.rmdir()
    assert [one.name for one in folder.iterdir()] == [name]


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_the_undamaged_samples_convert(tmp_path: Path, sample: str) -> None:
    source, name, content = SAMPLES[sample]
    (tmp_path / name).write_bytes(content)
    assert SOURCES[source](tmp_path / name, tmp_path / "out").tables


@pytest.mark.parametrize("sample", sorted(SAMPLES))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_bytes_are_converted_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sample: str, data: st.DataObject
) -> None:
    source, name, content = SAMPLES[sample]
    damaged = bytearray(content[: data.draw(st.integers(1, len(content)))])
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    survives(tmp_path_factory.mktemp("damaged"), source, name, bytes(damaged))


@pytest.mark.parametrize("source", sorted(SOURCES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.5\n", b"PAR1", b"\x1f\x8b", b"<?xml", b"\xff\xfe", b"[", b"{"]
    ),
    rest=st.binary(max_size=200),
)
def test_any_bytes_are_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, source: str, head: bytes, rest: bytes
) -> None:
    survives(tmp_path_factory.mktemp("bytes"), source, "a", head + rest)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("buyer", "parties", "tender", "bids", "awards", "contracts")
INNER = (
    "id",
    "details",
    "status",
    "value",
    "suppliers",
    "tenderers",
    "items",
    "tenderPeriod",
    "relatedLots",
    "date",
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    release=st.dictionaries(
        st.sampled_from(KEYS), JSON | st.dictionaries(st.sampled_from(INNER), JSON), max_size=4
    )
)
def test_a_release_of_any_shape_converts(
    tmp_path_factory: pytest.TempPathFactory, release: dict[str, object]
) -> None:
    content = json.dumps({"ocid": "a", **release}, allow_nan=True).encode()
    survives(tmp_path_factory.mktemp("shape"), "ocds", "a.jsonl", content)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.floats(0, 1), value=st.integers(0, 255), length=st.floats(0.05, 1))
def test_a_damaged_pdf_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory,
    make_pdf: Callable[..., bytes],
    position: float,
    value: int,
    length: float,
) -> None:
    whole = make_pdf([PdfPage(["第一部分 青山市财政局概况", "2024 年度部门决算"])], {"a.xml": b"<a/>"})
    damaged = bytearray(whole[: max(8, int(len(whole) * length))])
    damaged[int(position * (len(damaged) - 1))] = value
    for source in ("final-accounts", "einvoice"):
        survives(tmp_path_factory.mktemp("pdf"), source, "a.pdf", bytes(damaged))
