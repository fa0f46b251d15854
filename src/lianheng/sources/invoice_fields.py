"""One electronic invoice, gathered from what its file says in several places, as a row of invoices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from lianheng.sources.conversion import BadValueError, Log, element
from lianheng.sources.values import clean, day, money
from lianheng.text import Text

Found = dict[str, str]

NAMES = {
    "code": ("InvoiceCode", "发票代码"),
    "number": ("InvoiceNo", "InvoiceNumber", "EIid", "发票号码"),
    "issued_on": ("IssueDate", "IssueTime", "RequestTime", "开票日期"),
    "seller": ("SellerName", "销售方名称"),
    "seller_uscc": ("SellerTaxID", "SellerIdNum", "销售方纳税人识别号"),
    "buyer": ("BuyerName", "购买方名称"),
    "buyer_uscc": ("BuyerTaxID", "BuyerIdNum", "购买方纳税人识别号"),
    "amount": ("TaxExclusiveTotalAmount", "TotalAmWithoutTax", "合计金额"),
    "tax": ("TaxTotalAmount", "TotalTaxAm", "合计税额"),
    "total": ("TaxInclusiveTotalAmount", "TotalTax-includedAmount", "价税合计"),
}
"""What a field is called: in the old tax-control XML, in the fully digital invoice's XML, in an OFD's
document data.
"""

_FIELD = {name: field for field, names in NAMES.items() for name in names}
_KIND_BY_CODE = {"11": "增值税电子普通发票", "12": "增值税电子普通发票（通行费）", "13": "增值税电子专用发票"}
"""By the last two digits of a twelve-digit code beginning with 0."""

_KIND_WORDS = re.compile(r"电子(?:发票)?[(（]?(?:增值税)?(专用发票|普通发票)[)）]?")
_ASK = Text("请向开票方索取原始文件", "Ask the seller for the original file")


def from_names(pairs: Iterable[tuple[str, str | None]]) -> Found:
    """Fields out of name and value pairs, the first of each kept."""
    found: Found = {}
    for name, value in pairs:
        field, text = _FIELD.get(name), clean(value)
        if field and text:
            found.setdefault(field, text)
    return found


def from_xml(root: Element) -> Found:
    """Fields out of an invoice's XML, whatever its namespace; with the kind where it is written."""
    found = from_names((node.tag.rpartition("}")[2], node.text) for node in root.iter())
    for node in root.iter():
        if (kind := kind_in_words(node.text or "")) and len(node.text or "") < 40:
            found.setdefault("kind", kind)
    return found


def kind_in_words(text: str) -> str | None:
    """``数电票（普通发票）`` or ``数电票（专用发票）`` when the words of a fully digital invoice are
    there.
    """
    match = _KIND_WORDS.search(re.sub(r"\s", "", text))
    return f"数电票（{match[1]}）" if match else None


def merged(file: str, layers: Mapping[str, Found]) -> Found:
    """All places of one file together, the first having priority. Raises BadValueError when two name
    different invoices.
    """
    result: Found = {}
    for layer in layers.values():
        for field in ("number", "code"):
            if field in result and field in layer and result[field] != layer[field]:
                reason = Text(
                    "文件内两处发票号码不一致，可能被改动",
                    "the file states two invoice numbers; it may be altered",
                )
                raise BadValueError(f"{result[field]} / {layer[field]}", reason, _ASK)
        result = {**layer, **result}
    return result


def row_of(found: Found, file: str, log: Log) -> dict[str, Any]:
    """The row of invoices. Raises BadValueError when something required is missing or cannot be read."""
    for field in ("number", "issued_on", "seller", "amount"):
        if field not in found:
            wanted = NAMES[field]
            raise BadValueError("", Text(f"缺少{wanted[-1]}", f"{wanted[0]} is missing"), _ASK)
    invoice_id = _invoice_id(found)
    amount, tax, total = _sums(found, file, log)
    return {
        "invoice_id": invoice_id,
        "kind": _kind(found, invoice_id),
        "issued_on": day(found["issued_on"]),
        "seller": found["seller"],
        "seller_uscc": found.get("seller_uscc"),
        "buyer": found.get("buyer"),
        "buyer_uscc": found.get("buyer_uscc"),
        "amount": amount,
        "tax": tax,
        "total": total,
    }


def _sums(found: Found, file: str, log: Log) -> tuple[Decimal, Decimal, Decimal]:
    """Amount, tax and total, which must add up; the one of tax and total that is not stated is computed and
    noted.
    """
    amount = money(found["amount"])
    tax, total = (money(found[name]) if name in found else None for name in ("tax", "total"))
    if tax is None and total is None:
        raise BadValueError("", Text("缺少税额和价税合计", "both tax and total are missing"), _ASK)
    if tax is None and total is not None:
        tax = total - amount
        log.note(
            f"{file}：税额未载明，由价税合计减金额得{tax}",
            f"{file}: no tax is stated; total less amount gives {tax}",
        )
    elif total is None and tax is not None:
        total = amount + tax
        log.note(
            f"{file}：价税合计未载明，由金额加税额得{total}",
            f"{file}: no total is stated; amount plus tax is {total}",
        )
    if tax is None or total is None or amount + tax != total:
        reason = Text("金额加税额不等于价税合计", "amount and tax do not make the total")
        raise BadValueError(f"{amount} + {tax} ≠ {total}", reason, _ASK)
    return amount, tax, total


def refuse(error: BadValueError, file: str, log: Log) -> None:
    log.keep(error.at(file, element("发票")))


def _invoice_id(found: Found) -> str:
    """The 20 digits of a fully digital invoice, else code and number joined."""
    number, code = found["number"], found.get("code")
    if re.fullmatch(r"\d{20}", number):
        return number
    if re.fullmatch(r"\d{8}", number) and code and re.fullmatch(r"\d{10}|\d{12}", code):
        return f"{code}-{number}"
    reason = Text(
        "发票号码应为20位，或8位号码加10位或12位代码",
        "an invoice has a number of 20 digits, or of 8 with a code of 10 or 12",
    )
    raise BadValueError(f"{code or ''} {number}", reason, _ASK)


def _kind(found: Found, invoice_id: str) -> str:
    if "-" not in invoice_id:
        return found.get("kind", "数电票")
    code = found["code"]
    return _KIND_BY_CODE.get(code[-2:], "增值税发票") if len(code) == 12 and code[0] == "0" else "增值税发票"
