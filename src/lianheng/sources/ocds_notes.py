"""What must be said after OCDS releases were converted: one note for each thing filled in, left empty or
reinterpreted.
"""

from __future__ import annotations

from lianheng.text import Text

NOTES = {
    "units": Text(
        "{n}个采购单位没有行政区划和预算级次：区划填000000，级次填central（只适用全国标准），请在单位表中改正",
        "{n} buyers have no division code or level: 000000 and central were entered "
        "(nation-wide standards only); mend units",
    ),
    "without_buyer": Text(
        "{n}个项目没有采购人，归到为发布单位设立的单位",
        "{n} processes name no buyer and belong to a unit made for the publisher",
    ),
    "without_supplier": Text(
        "{n}处没有投标人或中标人编号，各用自己的编号“unnamed:…”，互不关联",
        "{n} bids, awards or contracts name nobody; each got an id of its own, unnamed:…, linked to none",
    ),
    "without_budget": Text("{n}个项目没有预算金额，留空", "{n} processes have no budget; it was left empty"),
    "foreign": Text(
        "{n}个项目的金额不是人民币，按原币写入，未折算",
        "{n} processes are not in yuan; amounts stand in their own currency, not converted",
    ),
    "unlisted": Text(
        "{n}个投标的状态不在代码表内，记为pending（已投标，未定有效或无效），原文在status_text",
        "{n} bids have a status outside the code list: entered as pending, the original is in status_text",
    ),
    "bare_tenderers": Text(
        "{n}个投标人只见于投标人名单，没有报价和状态，状态留空",
        "{n} tenderers are known from the list of tenderers only; they have no status and no amount",
    ),
}
"""By the counter of ``ocds_release.Mapping`` each note tells (``units`` counts the units written)."""
