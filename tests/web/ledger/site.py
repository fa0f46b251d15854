"""A small site of its own in a folder, for processes that are killed: ``python -m tests.web.ledger.site FOLDER COMMAND``.

``make`` founds it with one account and an import that is ready; ``work`` accepts the import when it is, and runs the worker;
``race`` has eight people accept it in the same moment; ``tell`` prints what the database, the store and the journal hold, after the worker's own recovery.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ENVIRONMENT = """LIANHENG_SECRET_KEY=only-for-tests-{x}
LIANHENG_SEAL_KEY=only-for-tests
LIANHENG_SECOND_FACTOR=false
LIANHENG_STATIC_STORAGE=django.contrib.staticfiles.storage.StaticFilesStorage
"""
ROWS = 20_000


def main(folder: Path, command: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "lianheng.env").write_text(ENVIRONMENT.format(x="x" * 40))
    os.environ |= {"LIANHENG_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "lianheng.web.settings"}
    import django

    django.setup()
    {"make": make, "work": work, "race": race, "tell": tell}[command]()


def make() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command

    from lianheng.web.access.actor import operator
    from lianheng.web.access.models import Account
    from lianheng.web.access.roles import Role
    from lianheng.web.access.selectors import actor_of
    from lianheng.web.access.services import grant_role, open_account
    from lianheng.web.jobs.worker import work_off
    from lianheng.web.ledger.services import upload
    from lianheng.web.people.models import Person, Unit
    from lianheng.web.people.services import save_person, save_unit

    call_command("migrate", verbosity=0)
    by = operator()
    unit = save_unit(
        by, Unit(), {"unit_id": "U01", "name": "财政金融保障局", "division_code": "341800", "level": "zone"}
    )
    person = save_person(
        by, Person(), {"person_id": "P1", "name": "沈知秋", "unit": unit, "joined_on": "2020-01-01"}
    )
    account = open_account(by, "clerk", "correct horse battery 9", person, must_change_password=False)
    for role in (Role.ACCOUNTANT, Role.OFFICE):
        grant_role(by, account, role, unit, "2020-01-01")
    upload(
        actor_of(Account.objects.get()), [SimpleUploadedFile(name, text) for name, text in files().items()]
    )
    work_off()


def files() -> dict[str, bytes]:
    """Payments, and a person who comes with them: both, or neither."""
    lines = ["payment_id,voucher_no,unit_id,paid_on,payee,amount,method,maker_id"]
    lines += [f"F{n},V{n},U01,2024-03-05,江城印务有限公司,{n}.00,transfer,N1" for n in range(ROWS)]
    people = "person_id,name,unit_id,rank,role,party,officer,joined_on\nN1,孟夏,U01,staff,staff,none,none,2024-02-01\n"
    return {"payments.csv": "\n".join(lines).encode(), "people.csv": people.encode()}


def work() -> None:
    from lianheng.web.access.models import Account
    from lianheng.web.access.selectors import actor_of
    from lianheng.web.jobs.worker import run
    from lianheng.web.ledger.models import Import
    from lianheng.web.ledger.services import accept

    record = Import.objects.get()
    if record.state == Import.State.READY:
        accept(actor_of(Account.objects.get()), record)
    print("working", flush=True)
    run()


def race() -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from lianheng.text import UserError
    from lianheng.web.access.models import Account
    from lianheng.web.access.selectors import actor_of
    from lianheng.web.jobs.models import Job
    from lianheng.web.ledger.models import Import
    from lianheng.web.ledger.services import RECORD, accept

    start = Barrier(8)

    def try_it(_: int) -> str:
        by, record = actor_of(Account.objects.get()), Import.objects.get()
        start.wait()
        try:
            accept(by, record, record.version)
        except UserError:
            return "told otherwise"
        return "accepted"

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(try_it, range(8)))
    counts = {answer: answers.count(answer) for answer in sorted(set(answers))}
    print(json.dumps(counts | {"jobs": Job.objects.filter(kind=RECORD).count()}))


def tell() -> None:
    from django.conf import settings

    from lianheng.ledger.store import Store
    from lianheng.web.history.models import Entry
    from lianheng.web.jobs.worker import recover
    from lianheng.web.ledger.models import Import
    from lianheng.web.people.models import Person

    recover()
    record, store = Import.objects.get(), Store(settings.STORE_FOLDER)
    entry = Entry.objects.filter(kind="ledger.import").order_by("sequence").last()
    told = {
        "state": record.state,
        "batch": record.batch_id,
        "journal": entry.after["batch_id"] if entry and entry.after else None,
        "batches": [manifest.batch_id for manifest in store.known()],
        "rows": [dict(manifest.rows) for manifest in store.known()],
        "damages": len(store.verify()),
        "left": [path.name for path in (settings.STORE_FOLDER / "batches").glob(".new-*")],
        "person": Person.objects.filter(pk="N1").exists(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
