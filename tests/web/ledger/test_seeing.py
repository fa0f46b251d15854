"""Who sees what of the ledger. Canaries: rows of another unit, and private matters, that no page may show to who has no right."""

from __future__ import annotations

import re

import pytest
import yaml
from django.test import Client

from lianheng.ledger.catalogue import ledger_tables
from lianheng.web.access.actor import operator
from lianheng.web.access.models import Account
from lianheng.web.access.permissions import permissions
from lianheng.web.access.services import grant_role
from lianheng.web.history.models import Entry
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.worker import work_off
from lianheng.web.ledger.exporting import export_file
from lianheng.web.ledger.groups import FILE, groups
from lianheng.web.ledger.keeping import save_view
from lianheng.web.people.models import Person, Unit
from lianheng.web.people.services import save_person

from ..conftest import START
from .conftest import PAYMENTS, csv, payment

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
DECLARATIONS = "declaration_id,person_id,kind,due_on,checked\n"


@pytest.fixture
def canaries(take, give, actor):
    """A payment, a contract and a regulation of the bureau, a declaration of one of its people, and an import not yet decided."""
    contract = f"contract_id,unit_id,supplier_id,supplier,amount,signed_on\nC-{CANARY},U01,S1,{CANARY}公司,9000,2024-01-09\n"
    take("procurement", csv("contracts.csv", contract))
    header = PAYMENTS.strip() + ",contract_id\n"
    line = payment(f"F-{CANARY}", payee=f"{CANARY}公司", amount="4321.00").strip()
    take("accountant", csv("payments.csv", header + f"{line},C-{CANARY}\n"))
    rule = "regulation_id,title,action,area,issued_on,effective_on,recipients,acknowledged\n"
    take(
        "office",
        csv("regulations.csv", rule + f"R-{CANARY},{CANARY}办法,issued,财务,2024-01-01,2024-02-01,1,1\n"),
    )
    take(
        "discipline",
        csv("declarations.csv", DECLARATIONS + f"D-{CANARY},P01,annual_matters,2024-01-31,false\n"),
    )
    return give("accountant", csv("支付.csv", PAYMENTS + payment(f"G-{CANARY}")))


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8-sig", errors="replace")


def without_echo(page: str) -> str:
    """A page without what it only repeats of the address: typed values, links, quoted words."""
    return re.sub(r'(value|href)="[^"]*"|“[^”]*”', "", page)


ADDRESSES = [
    "/ledger/",
    "/ledger/imports/",
    "/ledger/imports/?export=csv",
    f"/ledger/imports/?sha256={CANARY}",
    *(
        f"/ledger/tables/{table}/{rest}"
        for table in ("payments", "contracts", "regulations", "declarations", "people", "units")
        for rest in (
            "",
            f"?q={CANARY}",
            f"?has.payee={CANARY}",
            "?is.unit_id=U01",
            "?from.amount=4321&to.amount=4321",
            "?sort=-amount",
            "?sort=unit_id",
            "?export=csv",
            "?as_at=2099-01-01",
            f"row/?key=F-{CANARY}",
            f"row/?key=C-{CANARY}",
            f"row/?key=R-{CANARY}",
            f"row/?key=D-{CANARY}",
            "row/?key=U01",
            "row/?key=P01",
        )
    ),
]


@pytest.mark.parametrize("name", ["outsider", *ADMINISTRATORS])
def test_no_page_shows_a_canary_to_who_has_no_right(canaries, client_of, name):
    client = client_of(name)
    seen = [address for address in ADDRESSES if CANARY in without_echo(shown(client, address))]
    assert seen == []
    for page in ("", "mistakes/", "withdraw/"):
        assert client.get(f"/ledger/imports/{canaries.pk}/{page}").status_code in (403, 404)


def test_the_same_pages_show_them_to_who_has(canaries, client_of):
    assert CANARY in shown(client_of("accountant"), "/ledger/tables/payments/?export=csv")
    assert CANARY in shown(client_of("accountant"), f"/ledger/tables/contracts/row/?key=C-{CANARY}")
    assert CANARY in shown(client_of("office"), "/ledger/tables/regulations/")
    assert CANARY in shown(client_of("discipline"), "/ledger/tables/declarations/")


def test_counts_do_not_tell_an_outsider_that_there_are_rows(canaries, client_of):
    assert "共 0 条" in shown(client_of("outsider"), "/ledger/tables/regulations/")
    tables = client_of("outsider").get("/ledger/").context["groups"]
    assert {item.table.name: item.rows for _, items in tables for item in items}["regulations"] == 0


def test_amounts_of_another_unit_do_not_show_in_what_can_be_filtered_by(take, client_of, actor):
    take("accountant", csv("payments.csv", PAYMENTS + payment("1", amount="98765.43")))
    outsider = Account.objects.get(username="outsider")
    grant_role(operator(), outsider, "accountant", Unit.objects.get(pk="U02"), START)
    page = shown(client_of("outsider"), "/ledger/tables/payments/")
    assert "98,765" not in page
    assert "(1)" not in page


def test_what_refers_to_a_row_is_counted_only_as_far_as_it_may_be_seen(canaries, client_of):
    page = shown(client_of("procurement"), f"/ledger/tables/contracts/row/?key=C-{CANARY}")
    assert f"C-{CANARY}" in page
    # payments are not the procurement officer's to see
    assert f"F-{CANARY}" not in page
    assert "4,321" not in page


def test_a_shared_view_shows_each_reader_what_he_may_see(canaries, client_of, actor):
    view = save_view(actor("accountant"), "payments", "大额支付", f"q={CANARY}", shared=True)
    assert view.name in shown(client_of("chief"), "/ledger/tables/payments/")
    assert view.name not in shown(client_of("outsider"), "/ledger/tables/units/")
    assert CANARY not in without_echo(shown(client_of("outsider"), f"/ledger/tables/units/?{view.query}"))


def test_private_columns_are_absent_from_page_filter_search_and_file(client_of, actor):
    save_person(actor("office"), Person.objects.get(pk="P04"), {"phone": f"139{CANARY}"})
    for address in (
        "",
        f"?q={CANARY}",
        "?column=phone",
        "?has.phone=139",
        "?sort=phone",
        "?export=csv",
        "row/?key=P04",
    ):
        assert "139" not in without_echo(shown(client_of("clerk"), f"/ledger/tables/people/{address}")), (
            address
        )
    assert client_of("clerk").get("/ledger/tables/people/?has.phone=139").status_code == 404
    assert client_of("clerk").get("/ledger/tables/people/?sort=phone").status_code == 404
    assert f"139{CANARY}" in shown(client_of("office"), "/ledger/tables/people/row/?key=P04")


def test_reading_private_matters_is_noted_once_for_a_page(canaries, client_of):
    client = client_of("discipline")
    for address in ("", "?export=csv", f"row/?key=D-{CANARY}"):
        before = Entry.objects.count()
        shown(client, f"/ledger/tables/declarations/{address}")
        (entry,) = Entry.objects.order_by("sequence")[before:]
        assert (entry.actor, entry.action, entry.kind) == (
            "discipline",
            "ledger.view_personal",
            "ledger.declarations",
        )
    before = Entry.objects.count()
    shown(client, "/ledger/tables/payments/")
    assert Entry.objects.count() == before


def test_private_columns_are_noted_when_they_are_shown(client_of):
    client = client_of("office")
    before = Entry.objects.count()
    shown(client, "/ledger/tables/people/")
    assert Entry.objects.count() == before
    for number, address in enumerate(
        ("?column=phone", "?has.phone=139", "?sort=phone", "?q=139", "?column=phone&export=csv"), 1
    ):
        shown(client, f"/ledger/tables/people/{address}")
        assert Entry.objects.count() == before + number, address


def test_private_matters_shown_beside_a_person_are_noted_too(canaries, client_of):
    client = client_of("discipline")
    before = Entry.objects.count()
    assert CANARY in shown(client, "/ledger/tables/people/row/?key=P01")
    kinds = [entry.kind for entry in Entry.objects.order_by("sequence")[before:]]
    assert sorted(kinds) == ["ledger.declarations", "ledger.people"]


def test_an_import_of_private_matters_is_hidden_from_colleagues_without_that_right(give, client_of):
    record = give(
        "discipline", csv("declarations.csv", DECLARATIONS + "D1,P01,annual_matters,2024-01-31,也许\n")
    )
    assert client_of("discipline").get(f"/ledger/imports/{record.pk}/").status_code == 200
    for name in ("accountant", "office", "clerk", "auditor", "deputy", *ADMINISTRATORS):
        assert client_of(name).get(f"/ledger/imports/{record.pk}/").status_code in (403, 404), name


def test_an_exported_workbook_is_its_makers_alone(canaries, client_of, actor, monkeypatch):
    monkeypatch.setattr("lianheng.web.ledger.exporting.SHEET_AT_ONCE", 0)
    client = client_of("accountant")
    answer = client.get("/ledger/tables/payments/?export=xlsx")
    work_off()
    job = Job.objects.latest("pk")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert job.state == Job.State.DONE, job.error
    assert export_file(job.arguments["file"]).is_file()
    assert client.get(job.result).status_code == 200
    for name in ("chief", "treasury", "outsider"):
        assert client_of(name).get(job.result).status_code == 404
    assert client_of("system_admin").get(job.result).status_code == 403


def test_every_table_is_in_exactly_one_group():
    listed = [
        name for item in yaml.safe_load(FILE.read_text(encoding="utf-8")).values() for name in item["tables"]
    ]
    assert sorted(listed) == sorted(ledger_tables())


def test_every_group_has_its_two_actions_and_no_administrator_in_them():
    for group in groups().values():
        for action in (group.view_action, group.import_action):
            assert not permissions()[action].allow.keys() & set(ADMINISTRATORS), action
    declared = {name for name in permissions() if name.startswith(("ledger.view_", "ledger.import_"))}
    of_groups = {action for group in groups().values() for action in (group.view_action, group.import_action)}
    assert declared - of_groups == {"ledger.view_import", "ledger.view_private_columns"}


def test_whoever_may_import_something_may_upload_decide_and_withdraw():
    importers = set().union(*(permissions()[group.import_action].allow for group in groups().values()))
    for action in ("ledger.upload", "ledger.decide", "ledger.withdraw", "ledger.view_import"):
        assert importers <= set(permissions()[action].allow), action
    viewers = set().union(*(permissions()[group.view_action].allow for group in groups().values()))
    assert viewers <= set(permissions()["ledger.browse"].allow)
