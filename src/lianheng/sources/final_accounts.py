"""Department final accounts (PDF, one or a folder) → three_public_years, units.

The three-public table is read and compared with the text; where they disagree the item is refused, never
guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianheng.sources import account_text, neutral
from lianheng.sources.account_pages import TABLES, Accounts, read_accounts, three_public_columns
from lianheng.sources.account_text import Said
from lianheng.sources.conversion import WHOLE, BadValueError, Conversion, Log, SourceError, fault, page
from lianheng.sources.values import CENT, money
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

ITEMS = {
    "overseas": Text("因公出国（境）费", "overseas travel"),
    "vehicle_purchase": Text("公务用车购置费", "vehicle purchase"),
    "vehicle_running": Text("公务用车运行维护费", "vehicle running"),
    "reception": Text("公务接待费", "reception"),
}
TOLERANCE = Decimal(100)
"""A hundredth of 万元, in yuan: differences up to it come from rounding (GOV rule on rounding)."""

_UNIT = re.compile(r"单位:(万元|千元|元)")
_FACTOR = {"万元": 10_000, "千元": 1_000, "元": 1}
_GRAND_TOTAL = re.compile(r"总计\s+([\d,]+\.?\d*)\s+总计\s+([\d,]+\.?\d*)")
_EMPTY_TABLE = re.compile("本表无数据|没有财政拨款三公经费支出")

Figures = dict[str, tuple[Decimal | None, Decimal | None]]


def convert(source: Path, out: Path) -> Conversion:
    """Convert one PDF or every PDF of a folder; in a folder a bad PDF is refused and the others go on.
    Raises SourceError.
    """
    files = sorted(source.glob("*.pdf")) if source.is_dir() else [source]
    if not files:
        reason = Text("文件夹里没有PDF", "there is no PDF in the folder")
        raise fault(source.name, WHOLE, "", reason, Text("请放入部门决算的PDF", "Put final accounts in it"))
    log = Log()
    with TableWriter(out, log) as writer:
        for file in files:
            try:
                _convert_one(read_accounts(file), writer, log)
            except SourceError as error:
                if len(files) == 1:
                    raise
                log.keep(error.refusal)
        return writer.publish(files)


def _convert_one(accounts: Accounts, writer: TableWriter, log: Log) -> None:
    name, year = account_text.unit_name(accounts.pages), account_text.year_of(accounts.pages)
    if name is None or year is None:
        reason = Text("找不到单位名称或年度", "the department's name or the year cannot be found")
        raise fault(
            accounts.file, WHOLE, "", reason, Text("请确认这是部门决算", "Make sure these are final accounts")
        )
    if re.search(r"[Xx×]{2}", name):
        reason = Text("这是空白模板，没有数字", "this is the blank template; it holds no figures")
        raise fault(accounts.file, WHOLE, name, reason, Text("请给填好的决算", "Give the filled-in accounts"))
    said = account_text.read_text(accounts.pages)
    figures = _table_figures(accounts, said, log)
    agreed = {item: pair for item, pair in figures.items() if _agree(accounts, item, pair, said, log)}
    _check_sums(accounts, figures, said, log)
    rows = [_row(name, year, item, agreed[item], said) for item in ITEMS if item in agreed]
    for row in rows:
        if not writer.add("three_public_years", row):
            reason = Text(
                "同一单位同一年度已有这一项", "this item of that department and year is there already"
            )
            advice = Text("请只保留一份决算", "Keep one of the files")
            log.refuse(accounts.file, page(accounts.grid_page), f"{name} {year}", reason, advice)
    if rows:
        writer.add("units", neutral.unit(name, name, level=_level(name)))
    _tell(accounts, name, year, said, log)


def _table_figures(accounts: Accounts, said: Said | None, log: Log) -> Figures:
    """Budget and actual of each part, in yuan. Raises SourceError when the table or its figures are not
    there.
    """
    if accounts.grid is None:
        reason = Text("找不到“三公”经费支出决算表", "the three-public table cannot be found")
        advice = Text(
            "请确认文件完整，表格未被做成图片", "Make sure the file is complete and the table no picture"
        )
        raise fault(accounts.file, WHOLE, "", reason, advice)
    text = accounts.pages[accounts.grid_page - 1]
    factor = _FACTOR[found[1]] if (found := _UNIT.search(text)) else None
    columns, rows = three_public_columns(accounts.grid)
    if factor is None or not set(ITEMS) <= set(columns):
        reason = Text("表头或金额单位认不出", "the table's heading or money unit is not recognised")
        raise fault(
            accounts.file, page(accounts.grid_page), "", reason, Text("请核对表样", "Check the table's form")
        )
    row = next((row for row in rows if any(row)), None)
    if row is None and not _declared_empty(text, said):
        reason = Text(
            "“三公”经费表是空的，也没有空表说明", "the three-public table is empty and nothing says why"
        )
        raise fault(
            accounts.file,
            page(accounts.grid_page),
            "",
            reason,
            Text("请给填好的决算", "Give filled-in accounts"),
        )
    if row is None:
        log.note(
            f"{accounts.file} 第{accounts.grid_page}页：空表并说明没有“三公”经费支出，四项预算和决算均记0",
            f"{accounts.file}, page {accounts.grid_page}: the table is declared empty; all items are 0",
        )
        return {part: (Decimal(0), Decimal(0)) for part in columns}
    return {
        part: (_cell(row, column, factor, accounts), _cell(row, column + 1, factor, accounts))
        for part, column in columns.items()
    }


def _declared_empty(text: str, said: Said | None) -> bool:
    return bool(_EMPTY_TABLE.search(text)) or (said is not None and said.nothing_spent)


def _cell(row: list[str | None], column: int, factor: int, accounts: Accounts) -> Decimal | None:
    text = row[column] if column < len(row) else None
    if not text:
        return None
    try:
        return money(money(text) * factor)
    except BadValueError as error:
        raise SourceError(error.at(accounts.file, page(accounts.grid_page))) from error


def _agree(
    accounts: Accounts, item: str, pair: tuple[Decimal | None, Decimal | None], said: Said | None, log: Log
) -> bool:
    """Whether the text says the same; a disagreement is refused."""
    table = pair[1] or Decimal(0)
    values = set(said.actual.get(item, ())) if said else set()
    if said and said.nothing_spent:
        values.add(Decimal(0))
    differing = sorted(value for value in values if abs(value - table) > TOLERANCE)
    if not differing or said is None or item not in ITEMS:
        return True
    title, shown = ITEMS[item], "、".join(map(_wan, differing))
    reason = Text(
        f"{title.zh}决算：第{accounts.grid_page}页表中为{_wan(table)}万元，说明中为{shown}万元，两处不一致",
        f"{title.en}: {_wan(table)} in the table (page {accounts.grid_page}), {shown} in the text, in 万元",
    )
    log.refuse(
        accounts.file, page(said.page), "", reason, Text("请向公开单位核实，该项未写入", "Ask the publisher")
    )
    return False


def _check_sums(accounts: Accounts, figures: Figures, said: Said | None, log: Log) -> None:
    """Notes where parts do not add up to the subtotal or the total, or where text and table differ in
    them.
    """
    place = Text(f"{accounts.file} 第{accounts.grid_page}页", f"{accounts.file}, page {accounts.grid_page}")
    for whole, parts in (("vehicles", ("vehicle_purchase", "vehicle_running")), ("total", tuple(ITEMS))):
        for index, word in enumerate((Text("预算", "budget"), Text("决算", "actual"))):
            stated = figures.get(whole, (None, None))[index]
            added = sum((figures[part][index] or Decimal(0) for part in parts), Decimal(0))
            if stated is not None and abs(stated - added) > TOLERANCE:
                log.note(
                    f"{place.zh}：{word.zh}各项相加{_wan(added)}万元，与所列{_wan(stated)}万元不等",
                    f"{place.en}: the {word.en} items add up to {_wan(added)}, not to {_wan(stated)} (万元)",
                )
    for whole, spoken in (
        (("total", said.actual.get("total")), ("vehicles", said.actual.get("vehicles"))) if said else ()
    ):
        stated = figures.get(whole, (None, None))[1] or Decimal(0)
        for value in sorted(spoken or ()):
            if abs(value - stated) > TOLERANCE:
                log.note(
                    f"{place.zh}：合计或小计的决算，说明中{_wan(value)}万元，表中{_wan(stated)}万元",
                    f"{place.en}: a total's actual is {_wan(value)} in the text, {_wan(stated)} in the table (万元)",
                )
    budget = figures.get("total", (None, None))[0]
    if (
        said
        and said.budget_total is not None
        and budget is not None
        and abs(said.budget_total - budget) > TOLERANCE
    ):
        log.note(
            f"{place.zh}：预算合计，说明中{_wan(said.budget_total)}万元，表中{_wan(budget)}万元",
            f"{place.en}: the budget is {_wan(said.budget_total)} in the text, {_wan(budget)} in the table (万元)",
        )


def _wan(yuan: Decimal) -> str:
    """Yuan in 万元, as final accounts print it."""
    return f"{(yuan / 10_000).normalize():f}"


def _row(
    name: str, year: int, item: str, pair: tuple[Decimal | None, Decimal | None], said: Said | None
) -> dict[str, Any]:
    counts = said.counts if said else {}
    budget, actual = ((value or Decimal(0)).quantize(CENT) for value in pair)
    return {
        "year": year,
        "unit_id": name,
        "item": item,
        "budget": budget,
        "actual": actual,
        **{column: counts.get((item, column)) for column in ("groups", "people", "vehicles")},
    }


def _level(name: str) -> str:
    """The budget level a department's name tells: 区 and 县 before 市 before 省."""
    for word, level in (
        ("镇", "town"),
        ("区", "county"),
        ("县", "county"),
        ("市", "city"),
        ("省", "province"),
    ):
        if word in name:
            return level
    return neutral.LEVEL


def _tell(accounts: Accounts, name: str, year: int, said: Said | None, log: Log) -> None:
    """The evidence: where everything was found, and what was filled in."""
    tables = accounts.pages_of_tables()
    where = "、".join(f"{table}第{number}页" for table, number in tables.items())
    missing = "、".join(table for table in TABLES if table not in tables) or "无"
    log.note(
        f"{accounts.file}：{name} {year}年；“三公”表第{accounts.grid_page}页，"
        f"说明{f'第{said.page}页' if said else '未找到'}；表：{where}；缺：{missing}",
        f"{accounts.file}: {name}, {year}; three-public table on page {accounts.grid_page}, text "
        f"{f'from page {said.page}' if said else 'not found'}; {len(tables)} of {len(TABLES)} tables found",
    )
    if found := next((match for raw in accounts.raw if (match := _GRAND_TOTAL.search(raw))), None):
        log.note(
            f"{accounts.file}：收入总计{found[1]}，支出总计{found[2]}（表中单位）",
            f"{accounts.file}: total revenue {found[1]}, total expenditure {found[2]} (in the table's unit)",
        )
    log.note(
        f"{name}：单位编码用名称，行政区划未载明，填000000；表中空格记0",
        f"{name}: its name is the unit id, its division code 000000; blank cells of the table are 0",
    )
