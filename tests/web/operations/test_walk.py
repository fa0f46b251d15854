"""The loop in a real browser, by the people whose part each step is, on the demonstration's own site and worker:

import, run, case, inquiry letter, reply, mending, verification by another, figures, report, approval, final, and an evidence
package that a bare Python verifies. Every page on the way is seen in both languages and at both widths. ``make pictures`` has
this test take the pictures that the tutorial shows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from lianheng.journal import standalone
from lianheng.web.operations.demo import PASSWORD

from ..browser import DESKTOP, PHONE, SCREENS, chromium
from ..servers import Home, Site, serving

LANGUAGES = ("zh-hans", "en")
PICTURES = "LIANHENG_SCREENS" in os.environ
HEAD = "payment_id,voucher_no,unit_id,paid_on,payee,amount,method,invoice_no,purpose\n"
LINE = (
    "{id},{voucher},U01,{day},示例云麓印务有限公司,{amount},transfer,0442100111-66778899,印制党建学习材料\n"
)
PATIENCE = 180_000


class Person:
    """Somebody at a window of their own, who has signed in."""

    def __init__(self, browser: Browser, site: Site, account: str) -> None:
        self.account, self.base = account, site.base
        self.context: BrowserContext = browser.new_context(
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._speak(LANGUAGES[0])
        self.open("/sign-in/login/")
        self.page.fill("[name=login]", account)
        self.page.fill("[name=password]", PASSWORD)
        self.send()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _speak(self, language: str) -> None:
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.base}])

    def open(self, address: str) -> None:
        answer = self.page.goto(f"{self.base}{address}" if address.startswith("/") else address)
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"

    def follow(self, address: str) -> None:
        """Click the first link that leads there."""
        self.page.locator(f'main a[href*="{address}"], header a[href*="{address}"]').first.click()
        self.page.wait_for_load_state()

    def send(self, button: str = "main form button.btn-primary") -> None:
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def have_done(self, address: str) -> None:
        """Have the worker do something for the bureau's year, wait until it is done, and open what it made."""
        self.open(address)
        self.fill(unit="U01", year="2021")
        self.send()
        self.page.wait_for_selector(".job-progress:not([hx-get])", timeout=PATIENCE)
        self.page.reload()
        self.page.locator("header a.btn-primary").click()
        self.page.wait_for_load_state()

    def says(self, text: str) -> bool:
        return text in self.page.inner_text("body")

    def look(self, name: str) -> None:
        """The page as it stands, seen in English on a phone too; in both languages with pictures when they are asked for."""
        address = self.page.url
        for language in LANGUAGES if PICTURES else LANGUAGES[1:]:
            self._speak(language)
            self.open(address)
            if PICTURES:
                SCREENS.mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=SCREENS / f"walk-{name}-{language[:2]}.png")
            for width, height in (PHONE, DESKTOP):
                self.page.set_viewport_size({"width": width, "height": height})
                over = self.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert over <= 0, f"{name} ({language}, {width}) is wider than the window by {over}"
        self._speak(LANGUAGES[0])
        self.open(address)
        assert not self.complaints, f"{name}: {self.complaints}"


@pytest.fixture
def site(demo: Home, tmp_path: Path) -> Iterator[Site]:
    home = Home(shutil.copytree(demo.folder, tmp_path / "home"))
    with serving(home, worker=True) as site:
        yield site


def test_the_loop_from_import_to_a_verified_package(site: Site, tmp_path: Path) -> None:
    with chromium() as browser:
        people = {
            account: Person(browser, site, account)
            for account in ("accountant", "discipline", "auditor", "office", "chief")
        }
        import_payments(people["accountant"], tmp_path)
        case = find_the_case(people["discipline"])
        ask_and_answer(people["discipline"], people["accountant"], case)
        mend_and_verify(people["discipline"], people["accountant"], people["auditor"], case, tmp_path)
        report = write_the_report(people["office"])
        approve_and_seal(people["chief"], people["office"], report)
        package = issue_package(people["auditor"], case, tmp_path)
        see_each_role(browser, site, people)
    verified = subprocess.run(
        [sys.executable, "-I", "-S", standalone.__file__, str(package)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr


def import_payments(accountant: Person, folder: Path) -> None:
    """A file with a mistake is refused whole with the mistake beside its row; mended it is taken."""
    lines = [("ZF-W1", "V-W1", "2021-11-03"), ("ZF-W2", "V-W2", "2021-11-31")]
    wrong = HEAD + "".join(
        LINE.format(id=key, voucher=voucher, day=day, amount="4860.00") for key, voucher, day in lines
    )
    for number, text in enumerate((wrong, wrong.replace("2021-11-31", "2021-11-30"))):
        file = folder / f"payments-{number}" / "payments.csv"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        accountant.open("/ledger/imports/new/")
        accountant.page.set_input_files("[name=upload]", str(file))
        accountant.send()
        accountant.page.wait_for_selector("dl.facts", timeout=PATIENCE)
        until(accountant, lambda: not accountant.page.locator(".job-progress").count())
        accountant.look(f"import-{number}")
        if number == 0:
            assert accountant.says("2021-11-31")
            assert not accountant.page.locator('form[action$="/accept/"]').count()
    accountant.send('form[action$="/accept/"] button')
    until(accountant, lambda: accountant.page.locator(".bg-green-lt").count() > 0)
    accountant.look("accepted")


def until(person: Person, ready: Callable[[], bool]) -> None:
    for _ in range(PATIENCE // 500):
        if ready():
            return
        person.page.wait_for_timeout(500)
        person.page.reload()
    raise AssertionError(
        f"{person.account} waited in vain at {person.page.url}:\n{person.page.inner_text('main')}"
    )


def find_the_case(officer: Person) -> str:
    """The rules run; the two payments of one invoice are a case. Returns its address."""
    officer.have_done("/cases/runs/start/")
    officer.look("run")
    officer.open("/cases/?text=0442100111-66778899")
    officer.look("cases")
    officer.page.locator("tbody a").first.click()
    officer.page.wait_for_load_state()
    officer.look("case")
    return officer.page.url.removeprefix(officer.base)


def ask_and_answer(officer: Person, accountant: Person, case: str) -> None:
    officer.open(case)
    officer.follow("/letter/")
    officer.fill(to="P025", due_on="2199-01-31", question="同一张发票为何支付两次？请说明并附凭证。")
    officer.send()
    officer.look("letter")
    accountant.open("/desk/")
    accountant.look("desk")
    accountant.page.get_by_text("同一张发票为何支付两次").first.click()
    accountant.page.wait_for_load_state()
    accountant.follow("reply")
    accountant.fill(text="第二笔系重复录入，已联系收款方退回。")
    accountant.send()
    assert accountant.says("第二笔系重复录入")


def mend_and_verify(officer: Person, accountant: Person, auditor: Person, case: str, folder: Path) -> None:
    officer.open(case)
    officer.follow("steps/confirm")
    officer.fill(
        violation="duplicate",
        holder="P025",
        due_on="2199-02-28",
        measures="追回第二笔付款",
        reason="发票号、金额、收款人一致",
    )
    officer.send()
    assert officer.says("整改中")
    accountant.open(case)
    accountant.follow("/evidence/of/")
    proof = folder / "退款回单.txt"
    proof.write_text("2021-12-08 收到示例云麓印务有限公司退款4860.00元。", encoding="utf-8")
    accountant.page.set_input_files("[name=file]", str(proof))
    accountant.fill(fact_on="2021-12-08")
    accountant.send()
    accountant.open(case)
    accountant.follow("steps/submit")
    accountant.fill(reason="款项已全额退回，回单附后")
    accountant.send()
    assert not accountant.page.locator('main a[href*="steps/verify"], header a[href*="steps/verify"]').count()
    auditor.open(case)
    auditor.follow("steps/verify")
    auditor.fill(reason="已核对银行回单")
    auditor.send()
    assert auditor.says("已销号")
    auditor.look("closed")


def write_the_report(office: Person) -> str:
    """The figures are counted anew, so that the report counts what was mended. Returns the report's address."""
    office.have_done("/reports/figures/count/")
    office.look("figures")
    office.follow("education.essays")
    assert office.page.locator(".list-group-item a").count() == 51
    office.look("figure")
    office.page.go_back()
    office.follow("/begin/")
    office.fill(dated="2022-01-10", addressee="中共示例开发区纪律检查工作委员会")
    office.send()
    report = office.page.url.removeprefix(office.base)
    office.follow("sections/0")
    office.fill(opening="一年来共组织学习51次。")
    office.send()
    assert office.says("手写"), "a typed number was taken"
    office.complaints.clear()  # the browser tells of a page with status 400
    office.fill(opening="一年来，学习形成心得体会{education.essays}。")
    office.send()
    office.look("report")
    office.follow("/submit/")
    office.send()
    return report


def approve_and_seal(chief: Person, office: Person, report: str) -> None:
    chief.open(report)
    chief.follow("/approve/")
    chief.look("approve")
    chief.fill(reason="同意")
    chief.send()
    office.open(report)
    office.follow("/make-final/")
    office.send()
    office.page.wait_for_load_state()
    office.look("final")
    assert office.says("SHA-256")
    root = re.search(r"[0-9a-f]{64}", office.page.inner_text("main"))
    assert root


ROLES = {
    "leaders": ("chief", "/"),
    "staff": ("staff", "/desk/"),
    "office": ("office", "/people/"),
    "discipline": ("discipline", "/cases/?colour=red"),
    "money": ("accountant", "/ledger/tables/payments/"),
    "auditors": ("auditor", "/history/checkpoints/"),
    "administrators": ("secadmin", "/access/accounts/"),
}
"""The page of the docs on each role, and what its picture shows."""


def see_each_role(browser: Browser, site: Site, people: dict[str, Person]) -> None:
    for page, (account, address) in ROLES.items():
        person = people.get(account) or Person(browser, site, account)
        person.open(address)
        person.look(f"role-{page}")


def issue_package(auditor: Person, case: str, folder: Path) -> Path:
    auditor.open(case)
    auditor.follow("/history/of/")
    auditor.look("history")
    auditor.follow("/history/package/")
    auditor.look("package")
    auditor.fill(reason="报送上级纪检机关")
    with auditor.page.expect_download(timeout=PATIENCE) as waiting:
        auditor.page.locator("main form[method=post] button.btn-primary").click()
    package = folder / "package.zip"
    waiting.value.save_as(package)
    return package
