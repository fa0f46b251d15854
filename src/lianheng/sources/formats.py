"""The foreign formats as a person chooses among them when uploading a file, and how an upload becomes a folder to be checked.

format = FORMATS["payments-csv"]
conversion = convert_upload(format, upload, folder)
checked = check_import(store, folder, origins=[upload], passing=format.passing)
told = [*conversion_problems(conversion), *checked.problems]
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lianheng.sources import SOURCES
from lianheng.sources.conversion import WHOLE, Conversion, Refusal, fault
from lianheng.tabular.problems import Problem
from lianheng.text import Text


@dataclass(frozen=True)
class Format:
    """A foreign format. ``id`` is its name on the command line."""

    id: str
    title: Text
    suffixes: tuple[str, ...]
    """What its files may be called; the converters look at what they really are."""
    tables: tuple[str, ...]
    """Tables that it fills."""
    passing: tuple[str, ...] = ()
    """Tables whose rows it names only in passing, so that rows already known are left out."""
    folder: bool = False
    """Whether several files may be given at once, as a folder."""

    def accepts(self, name: str) -> bool:
        return name.lower().endswith(self.suffixes)


_ALL = (
    Format(
        "payments-csv",
        Text("财务系统支付导出", "Payments exported by a finance system"),
        (".csv", ".txt", ".zip", ".csv.gz"),
        ("payments",),
        ("units", "suppliers"),
    ),
    Format(
        "ocds",
        Text("公开采购数据（OCDS）", "Open contracting data (OCDS)"),
        (".json", ".jsonl", ".json.gz", ".jsonl.gz"),
        ("procurements", "bids", "awards", "contracts"),
        ("units", "suppliers"),
    ),
    Format(
        "yichang",
        Text("宜昌中标候选人公示", "Candidates' notices of Yichang"),
        (".json",),
        ("procurements", "bids"),
        ("units", "suppliers"),
    ),
    Format(
        "xes",
        Text("流程日志（XES）", "Event log (XES)"),
        (".xes", ".xes.gz", ".parquet"),
        ("process_events", "process_cases"),
        ("units",),
        folder=True,
    ),
    Format(
        "einvoice",
        Text("电子发票（OFD、XML、PDF）", "Electronic invoices (OFD, XML, PDF)"),
        (".ofd", ".xml", ".pdf"),
        ("invoices",),
        folder=True,
    ),
    Format(
        "final-accounts",
        Text("部门决算公开（PDF）", "Published final accounts (PDF)"),
        (".pdf",),
        ("three_public_years",),
        ("units",),
        folder=True,
    ),
)
FORMATS = {item.id: item for item in _ALL}
"""Every foreign format by its id, in the order in which they are offered."""


def convert_upload(chosen: Format, source: Path, out: Path) -> Conversion:
    """Convert an uploaded file, or a folder of them, into the new folder ``out``, which ``check_import`` reads.

    Raises SourceError, and leaves nothing, when the source cannot be converted at all.
    """
    if source.is_dir() and not chosen.folder:
        reason = Text("这种格式每次只收一个文件", "this format is taken one file at a time")
        raise fault(source.name, WHOLE, "", reason, Text("请逐个上传", "Upload them one by one"))
    if not source.is_dir() and not chosen.accepts(source.name):
        reason = Text(
            f"{chosen.title.zh}的文件应为 {'、'.join(chosen.suffixes)}",
            f"files of this format are {', '.join(chosen.suffixes)}",
        )
        raise fault(
            source.name, WHOLE, "", reason, Text("请选对格式或文件", "Choose the right format or file")
        )
    return SOURCES[chosen.id](source, out)


def conversion_problems(conversion: Conversion) -> list[Problem]:
    """What the conversion left out, as notices beside those of the check: a person decides knowing them."""
    found = [_notice(refusal) for refusal in conversion.refused]
    if found and conversion.refused_count > len(found):
        rest = conversion.refused_count - len(found)
        found.append(
            Problem(
                Text(f"另有{rest}处未能转换", f"{rest} more could not be converted"),
                Text("请修正来源后重新上传。", "Mend the source and upload it again."),
                found[-1].file,
                refusal=False,
            )
        )
    return found


def _notice(refusal: Refusal) -> Problem:
    return Problem(
        Text(
            f"{refusal.place.zh}未转换：{refusal.reason.zh}",
            f"{refusal.place.en} was left out: {refusal.reason.en}",
        ),
        Text(f"{refusal.advice.zh}。", f"{refusal.advice.en}."),
        refusal.file,
        value=refusal.value or None,
        refusal=False,
    )
