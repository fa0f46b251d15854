"""The desk: what waits, in which order; what people are told, once; and channels that fail visibly and rest at night."""

from __future__ import annotations

import datetime
import http.server
import threading
from collections.abc import Iterator

import pytest
from django.utils import timezone

from lianheng.text import Text, UserError
from lianheng.web.desk.models import Channel, Delivery, Notice
from lianheng.web.desk.sending import ATTEMPTS, is_quiet, send_test, send_waiting
from lianheng.web.desk.services import remind, save_channel, tell

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2024, 5, 6, 4, 0, tzinfo=datetime.UTC)  # 12:00 in Beijing
NIGHT = datetime.datetime(2024, 5, 6, 15, 0, tzinfo=datetime.UTC)  # 23:00 in Beijing
WORDS = Text("有一件事到期", "Something is due")


class Gateway(http.server.BaseHTTPRequestHandler):
    """A gateway on this machine that takes what it is sent, or refuses it."""

    got: list[bytes]
    status = 200

    def do_POST(self) -> None:
        type(self).got.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(type(self).status)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway() -> Iterator[type[Gateway]]:
    Gateway.got, Gateway.status = [], 200
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Gateway.address = f"json://127.0.0.1:{server.server_port}/"  # type: ignore[attr-defined]
    yield Gateway
    server.shutdown()


@pytest.fixture
def channel(actor, gateway) -> Channel:
    values = {
        "name": "网关",
        "address": gateway.address,
        "quiet_from": "20:00",
        "quiet_to": "08:00",
        "enabled": True,
    }
    return save_channel(actor("system_admin"), Channel(), values)


def test_nobody_is_told_the_same_twice(cast):
    for _ in range(2):
        tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    assert Notice.objects.filter(to=cast["clerk"]).count() == 1


def test_without_a_channel_nothing_leaves_the_house(cast):
    tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    assert send_waiting(NOON) == (0, 0)
    assert not Delivery.objects.exists()


def test_a_notice_goes_out_by_the_channel_and_the_log_says_so(cast, channel, gateway):
    tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    assert send_waiting(NOON) == (1, 0)
    assert b"Something is due" in gateway.got[0]
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_channel_rests_at_night(cast, channel):
    tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    assert is_quiet(channel, NIGHT)
    assert send_waiting(NIGHT) == (0, 0)
    assert send_waiting(NOON) == (1, 0)


def test_a_channel_that_fails_is_tried_again_later_logged_and_at_last_given_up(cast, channel, gateway):
    gateway.status = 500
    tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    assert send_waiting(NOON) == (0, 1)
    assert send_waiting(NOON) == (0, 0)  # not before its time
    moment = NOON
    for _ in range(ATTEMPTS - 1):
        moment += datetime.timedelta(days=1)
        assert send_waiting(moment) == (0, 1)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (Delivery.State.FAILED, ATTEMPTS)
    assert delivery.error


def test_a_test_that_does_not_go_out_says_so_without_telling_the_key(actor, gateway):
    gateway.status = 403
    values = {
        "name": "坏",
        "address": gateway.address + "secret-key",
        "quiet_from": "20:00",
        "quiet_to": "08:00",
    }
    made = save_channel(actor("system_admin"), Channel(), values)
    with pytest.raises(UserError) as refused:
        send_test(made)
    assert "secret-key" not in refused.value.text.en


def test_an_address_that_is_none_is_refused_when_it_is_tried(actor):
    values = {"name": "空", "address": "nonsense", "quiet_from": "20:00", "quiet_to": "08:00"}
    with pytest.raises(UserError):
        send_test(save_channel(actor("system_admin"), Channel(), values))


def test_somebody_with_nothing_to_do_is_told_nothing(cast):
    assert remind(timezone.localdate()) == 0


def test_the_desk_the_calendar_and_the_notices_open_for_their_owner_only(cast, client_of):
    tell([cast["clerk"]], WORDS, "/cases/1/", "case 1")
    clerk = client_of("clerk")
    for address in ("/desk/", "/desk/calendar/", "/desk/calendar/?month=2024-02", "/desk/calendar/?month=x"):
        assert clerk.get(address).status_code == 200
    assert "有一件事到期" in clerk.get("/desk/notices/").content.decode()
    assert "有一件事到期" not in client_of("chief").get("/desk/notices/").content.decode()
    assert clerk.post("/desk/notices/").status_code == 302
    assert Notice.objects.get().read_at is not None
    assert clerk.get("/desk/channels/").status_code == 403


def late_letter(days: int) -> datetime.date:
    """A letter to the clerk that should have been answered some days ago."""
    from lianheng.web.access.actor import operator
    from lianheng.web.cases.models import Case, Letter
    from lianheng.web.history.services import writing
    from lianheng.web.people.models import Person

    clerk, due = Person.objects.get(pk="P04"), timezone.localdate() - datetime.timedelta(days=days)
    case = Case(
        unit=clerk.unit, rule="payments.duplicate_exact", rule_version="1", case_key="k", year=2021, colour="yellow",
        message_zh="疑点", message_en="A suspicion", row_count=1, found_on=due, look_due_on=due, state="normal",
    )  # fmt: skip
    with writing(operator(), "cases.find", case):
        pass
    letter = Letter(case=case, number="1", to=clerk, question="为何？", sent_by="甲", sent_on=due, due_on=due)
    with writing(operator(), "cases.write_letter", letter):
        pass
    return due


def told(cast, name: str) -> int:
    return Notice.objects.filter(to=cast[name]).count()


@pytest.mark.parametrize(
    ("days", "supervised", "deputy", "chief"),
    [(6, True, 0, 0), (7, True, 1, 0), (13, True, 1, 0), (14, True, 1, 1), (7, False, 0, 1)],
)
def test_what_is_long_overdue_is_told_above_and_at_last_to_the_chief(cast, days, supervised, deputy, chief):
    from lianheng.web.access.actor import operator
    from lianheng.web.people.models import Person
    from lianheng.web.people.services import save_person

    if supervised:
        save_person(operator(), Person.objects.get(pk="P04"), {"supervisor": Person.objects.get(pk="P02")})
    late_letter(days)
    remind(timezone.localdate())
    remind(timezone.localdate())
    assert (told(cast, "clerk"), told(cast, "deputy"), told(cast, "chief")) == (1, deputy, chief)
    assert not Notice.objects.filter(text_zh__contains="为何").exists()  # what it is about stays in the house


def test_who_was_told_in_time_is_told_again_when_it_is_late(cast):
    due = late_letter(0)
    for day in (due, due + datetime.timedelta(days=1), due + datetime.timedelta(days=2)):
        remind(day)
    assert told(cast, "clerk") == 2


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "1999-12"])
def test_a_month_far_from_today_shows_the_present_one(client_of, month):
    assert client_of("clerk").get(f"/desk/calendar/?month={month}").status_code == 200
