"""Event logs (XES, XES.gz, or their Parquet exports; one file or a folder of them) → process_events,
process_cases, units.

Case attributes are known by the names the BPI Challenge 2020 travel logs use; other logs get their events
and times all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lianheng.sources import event_log, neutral, xes_parquet, xes_xml
from lianheng.sources.bounded import open_stream, require_file
from lianheng.sources.conversion import WHOLE, Conversion, Log, element, fault
from lianheng.sources.kinds import kind_of, kind_of_file, wrong_kind
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

SUFFIXES = (".xes", ".xes.gz", ".parquet")
Reader = Callable[[Path, Log], Iterator[event_log.Case]]


def convert(source: Path, out: Path) -> Conversion:
    """Convert one log or every log in a folder. Case ids must not repeat across its logs. Raises
    SourceError.
    """
    files = logs_of(source)
    log = Log()
    with TableWriter(out, log) as writer:
        notes = event_log.Notes()
        for file in files:
            for case in reader_of(file)(file, log):
                _write(case, file, writer, log, notes)
        notes.tell(log, writer.kept("units"))
        return writer.publish(files)


def logs_of(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    files = sorted(path for path in source.iterdir() if path.name.endswith(SUFFIXES))
    if not files:
        reason = Text("文件夹里没有事件日志", "there is no event log in the folder")
        advice = Text("请放入.xes、.xes.gz或.parquet文件", "Put .xes, .xes.gz or .parquet files in it")
        raise fault(source.name, WHOLE, "", reason, advice)
    return files


def reader_of(file: Path) -> Reader:
    """The reader for what the file really is."""
    require_file(file)
    if kind_of_file(file) == "parquet":
        return xes_parquet.cases
    with open_stream(file) as stream:
        kind = kind_of(stream.peek(256)[:256])
    if kind != "xml":
        raise wrong_kind(
            file.name, kind, Text("XES（XML）或其Parquet导出", "XES (XML) or its Parquet export")
        )
    return xes_xml.cases


def _write(case: event_log.Case, file: Path, writer: TableWriter, log: Log, notes: event_log.Notes) -> None:
    row = case.row(notes)
    if not writer.add("process_cases", row):
        reason = Text(
            "流程实例编号重复，整个实例未写入", "the case id stands twice; the whole case was left out"
        )
        log.refuse(file.name, element(case.case_id), "", reason, Text("请核对日志", "Check the logs"))
        return
    if row["unit"]:
        writer.add("units", neutral.unit(row["unit"], row["unit"]))
    for event in case.event_rows(row["process"], notes):
        writer.add("process_events", event)
