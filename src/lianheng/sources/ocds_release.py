"""One OCDS release as rows of the ledger. Used by ``ocds`` for every contracting process of a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from stdnum.cn import uscc

from lianheng.sources import neutral, ocds_codes
from lianheng.sources.conversion import BadValueError, Log
from lianheng.sources.ocds_notes import NOTES
from lianheng.sources.ocds_parts import (
    Json,
    address,
    entries,
    entry,
    item_codes,
    joined,
    lots,
    name_of,
    organisation_id,
    timed,
)
from lianheng.sources.values import clean, day, money
from lianheng.sources.writing import TableWriter
from lianheng.text import Text

T = TypeVar("T")

_PUBLISHER = re.compile(r"ocds-[a-z0-9]{6}")
_KEPT_EMPTY = Text("该格留空，其余照常转换", "The cell was left empty; the rest was converted")
_ONCE = Text("请只保留一条（先编译）", "Keep one only (compile first)")


class Mapping:
    """Writes releases and remembers what must be said about them in the end."""

    def __init__(self, file: str, writer: TableWriter, log: Log) -> None:
        self.file, self.writer, self.log = file, writer, log
        self.without_buyer = self.without_supplier = self.without_budget = 0
        self.unlisted = self.bare_tenderers = self.foreign = 0

    def write(self, release: Json, place: Text) -> None:
        """All rows of one release. A repeated ocid is refused as a whole."""
        self.place, self.ocid = place, str(clean(release["ocid"]))
        self.parties = {organisation_id(party): party for party in entries(release.get("parties"))}
        tender = entry(release.get("tender"))
        awards = self.awards(release)
        row = self.procurement(release, tender, awards)
        if not self.writer.add("procurements", row):
            reason = Text("同一采购项目出现两次", "the same contracting process stands twice")
            self.log.refuse(self.file, place, self.ocid, reason, _ONCE)
            return
        for bid in self.bids(release, tender):
            self.add("bids", bid, bid["bid_id"])
        for award in awards:
            self.add("awards", award, award["award_id"])
        for contract in self.contracts(
            release, {award["award_id"]: award for award in awards}, str(row["unit_id"])
        ):
            self.add("contracts", contract, contract["contract_id"])

    def add(self, table: str, row: Json, shown: str) -> None:
        if not self.writer.add(table, row):
            reason = Text("编号重复，只保留第一条", "the id stands twice; only the first was kept")
            self.log.refuse(self.file, self.place, shown, reason, Text("请核对编号", "Check the ids"))

    def procurement(self, release: Json, tender: Json, awards: list[Json]) -> Json:
        buyer, entity = entry(release.get("buyer")), entry(tender.get("procuringEntity"))
        period, value = entry(tender.get("tenderPeriod")), entry(tender.get("value"))
        code, details = clean(tender.get("procurementMethod")), clean(tender.get("procurementMethodDetails"))
        status, kind = clean(tender.get("status")), clean(tender.get("mainProcurementCategory"))
        decided = [
            award["decided_on"] for award in awards if award["status"] == "active" and award["decided_on"]
        ]
        currency = ocds_codes.currency(value.get("currency"))
        budget = self.cell(money, value.get("amount"), "tender.value.amount", least=0)
        self.foreign += currency not in (None, "CNY")
        self.without_budget += budget is None
        return {
            "procurement_id": self.ocid,
            "unit_id": self.unit(buyer, entity),
            "title": clean(tender.get("title")) or clean(tender.get("description")) or neutral.NO_TITLE,
            "category_code": next(iter(item_codes(tender)), None),
            "kind": kind if kind in ocds_codes.KIND else None,
            "budget": budget,
            "currency": currency,
            "method": ocds_codes.method(code, details),
            "method_code": code,
            "method_details": details,
            "documents_from_on": self.cell(day, period.get("startDate"), "tender.tenderPeriod.startDate"),
            "tender_starts_at": timed(period.get("startDate")),
            "bids_due_at": timed(period.get("endDate")),
            "bids_due_on": self.cell(day, period.get("endDate"), "tender.tenderPeriod.endDate"),
            "decided_on": min(decided, default=None),
            "status": ocds_codes.PROCUREMENT_STATUS.get((status or "").lower()),
            "tender_status": status,
            "tenderers": self.count(tender.get("numberOfTenderers")),
            "buyer_id": organisation_id(buyer),
            "procuring_entity_id": organisation_id(entity),
            "award_criteria": clean(tender.get("awardCriteria")),
            "source_url": clean(release.get("uri")),
        }

    def unit(self, buyer: Json, entity: Json) -> str:
        """The buyer, else the procuring entity, else a unit made for the publisher; each becomes a row of
        units.
        """
        named = [
            (organisation_id(one), name_of(self.full(one)) or organisation_id(one)) for one in (buyer, entity)
        ]
        found = [(str(key), str(name)) for key, name in named if key]
        if not found:
            self.without_buyer += 1
            prefix = match[0] if (match := _PUBLISHER.match(self.ocid)) else "ocds"
            found = [(f"publisher:{prefix}", f"发布单位（{prefix}，未载明采购人）")]
        for key, name in found:
            self.writer.add("units", neutral.unit(key, name, uscc=key if uscc.is_valid(key) else None))
        return found[0][0]

    def full(self, organisation: Json) -> Json:
        """A reference together with its details among the release's parties."""
        return {**entry(self.parties.get(organisation_id(organisation))), **organisation}

    def bids(self, release: Json, tender: Json) -> list[Json]:
        details = entries(entry(release.get("bids")).get("details"))
        if details:
            return [self.bid(bid, number) for number, bid in enumerate(details, 1)]
        rows: list[Json] = []
        for tenderer in entries(tender.get("tenderers")):
            # A list of tenderers says who tendered, not what: a bid without status, which no count of bids
            # includes.
            if name_of(self.full(tenderer)):
                bid = self.bid(
                    {"id": f"tenderer/{organisation_id(tenderer)}", "tenderers": [tenderer]}, len(rows)
                )
                rows.append(bid)
        self.bare_tenderers += len(rows)
        return rows

    def bid(self, bid: Json, number: int) -> Json:
        tenderers, value = entries(bid.get("tenderers")), entry(bid.get("value"))
        status = clean(bid.get("status"))
        if status and status.lower() not in ocds_codes.BID_STATUS:
            self.unlisted += 1
        contact = entry(self.full(tenderers[0]).get("contactPoint")) if tenderers else {}
        bid_id = self.key(bid, number)
        return {
            "bid_id": bid_id,
            "procurement_id": self.ocid,
            "lot": joined(lots(bid)),
            **self.winner(tenderers, bid_id),
            "tenderers": joined(filter(None, map(organisation_id, tenderers))),
            "tenderer_count": len(tenderers),
            "amount": self.cell(money, value.get("amount"), f"{bid_id} value.amount", least=0),
            "currency": ocds_codes.currency(value.get("currency")),
            "status": ocds_codes.BID_STATUS.get(status.lower(), "pending") if status else None,
            "status_text": status,
            "submitted_at": timed(bid.get("date")),
            "submitted_on": self.cell(day, bid.get("date"), f"{bid_id} date"),
            "contact": clean(contact.get("name")),
            "phone": clean(contact.get("telephone")),
            "address": address(self.full(tenderers[0])) if tenderers else None,
        }

    def awards(self, release: Json) -> list[Json]:
        return [self.award(award, number) for number, award in enumerate(entries(release.get("awards")), 1)]

    def award(self, award: Json, number: int) -> Json:
        suppliers, value = entries(award.get("suppliers")), entry(award.get("value"))
        status, award_id = clean(award.get("status")), self.key(award, number)
        return {
            "award_id": award_id,
            "procurement_id": self.ocid,
            "lot": joined(lots(award)),
            **self.winner(suppliers, award_id),
            "suppliers": joined(filter(None, map(organisation_id, suppliers))),
            "supplier_count": len(suppliers),
            "amount": self.cell(money, value.get("amount"), f"{award_id} value.amount", least=0),
            "currency": ocds_codes.currency(value.get("currency")),
            "decided_on": self.cell(day, award.get("date"), f"{award_id} date"),
            "status": ocds_codes.AWARD_STATUS.get(status.lower(), "pending") if status else None,
            "status_text": status,
            "item_codes": joined(item_codes(award)),
        }

    def winner(self, suppliers: list[Json], row_id: str) -> Json:
        """The first tenderer or supplier; a name of its own for an unnamed one, so that it never links two
        rows.
        """
        for one in suppliers:
            if key := organisation_id(one):
                self.supplier(key, self.full(one))
        key = organisation_id(suppliers[0]) if suppliers else None
        if key is None:
            self.without_supplier += 1
            return {"supplier_id": f"unnamed:{row_id}", "supplier": neutral.NO_TITLE}
        return {"supplier_id": key, "supplier": name_of(self.full(suppliers[0])) or key}

    def supplier(self, key: str, organisation: Json) -> None:
        registered = clean(entry(organisation.get("identifier")).get("id"))
        code = next((one for one in (key, registered) if one and uscc.is_valid(one)), None)
        phone = clean(entry(organisation.get("contactPoint")).get("telephone"))
        row = {"supplier_id": key, "name": name_of(organisation) or key, "uscc": code, "phone": phone}
        self.writer.add("suppliers", {**row, "address": address(organisation)})

    def contracts(self, release: Json, awards: dict[str, Json], unit_id: str) -> list[Json]:
        rows = []
        for number, contract in enumerate(entries(release.get("contracts")), 1):
            contract_id, value = self.key(contract, number), entry(contract.get("value"))
            award = awards.get(f"{self.ocid}/{clean(contract.get('awardID'))}", {})
            signed = self.cell(day, contract.get("dateSigned"), f"{contract_id} dateSigned")
            amount = self.cell(money, value.get("amount"), f"{contract_id} value.amount", least=0)
            if signed is None or amount is None:
                reason = Text("合同缺少签订日期或金额", "the contract has no signing date or no amount")
                advice = Text("补齐后可单独导入合同表", "Complete it and import it as a contract")
                self.log.refuse(self.file, self.place, contract_id, reason, advice)
                continue
            named = award or self.winner(entries(contract.get("suppliers")), contract_id)
            rows.append(
                {
                    "contract_id": contract_id,
                    "procurement_id": self.ocid,
                    "unit_id": unit_id,
                    "supplier_id": named["supplier_id"],
                    "supplier": named["supplier"],
                    "amount": amount,
                    "currency": ocds_codes.currency(value.get("currency")),
                    "signed_on": signed,
                    "award_id": award.get("award_id"),
                }
            )
        return rows

    def key(self, part: Json, number: int) -> str:
        return f"{self.ocid}/{clean(part.get('id')) or f'#{number}'}"

    def count(self, value: Any) -> int | None:
        """A whole number from 0 up; anything else is refused and stays empty."""
        if value is None or value == "":
            return None
        if (
            isinstance(value, (int, Decimal))
            and not isinstance(value, bool)
            and 0 <= value < 10**9
            and value == int(value)
        ):
            return int(value)
        reason = Text("投标人数不是0或正整数", "the number of tenderers is not a whole number from 0 up")
        self.log.refuse(self.file, self.place, value, reason, _KEPT_EMPTY)
        return None

    def cell(self, read: Callable[[Any], T], value: Any, name: str, least: int | None = None) -> T | None:
        """An optional cell: empty when absent, refused and empty when it cannot be read or is below
        ``least``.
        """
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        where = Text(f"{self.place.zh} {name}", f"{self.place.en}, {name}")
        try:
            result = read(value)
        except BadValueError as error:
            self.log.refuse(self.file, where, error.value, error.reason, _KEPT_EMPTY)
            return None
        if least is not None and isinstance(result, Decimal) and result < least:
            self.log.refuse(self.file, where, value, Text("金额为负", "the amount is negative"), _KEPT_EMPTY)
            return None
        return result

    def tell(self) -> None:
        """What was filled with neutrals or left empty."""
        counts = {name: getattr(self, name) for name in NOTES if name != "units"}
        for name, note in NOTES.items():
            self.log.note_count(counts.get(name, self.writer.kept("units")), note.zh, note.en)
