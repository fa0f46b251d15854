"""Sends what waits to go out, by Apprise, outside quiet hours; a failure is tried again later and stays visible."""

from __future__ import annotations

import datetime

import apprise
from django.utils import timezone

from lianheng.text import Text, UserError
from lianheng.web.desk.models import Channel, Delivery

ATTEMPTS = 5
BACKOFF = datetime.timedelta(minutes=5)
"""Doubled after each attempt."""
TITLE = "Lianheng"
TEST = Text("廉衡：这是一条测试通知。", "Lianheng: this is a test notice.")


def send_waiting(now: datetime.datetime) -> tuple[int, int]:
    """Try every delivery that is due. Returns how many were sent and how many failed."""
    sent = failed = 0
    due = Delivery.objects.filter(state=Delivery.State.WAITING, channel__enabled=True)
    for delivery in due.select_related("channel", "notice__to__person"):
        if is_quiet(delivery.channel, now) or not _is_due(delivery, now):
            continue
        error = _send(delivery)
        delivery.attempts, delivery.last_at, delivery.error = delivery.attempts + 1, now, error[:300]
        if not error:
            delivery.state, sent = Delivery.State.SENT, sent + 1
        else:
            failed += 1
            if delivery.attempts >= ATTEMPTS:
                delivery.state = Delivery.State.FAILED
        delivery.save()
    return sent, failed


def send_test(channel: Channel) -> None:
    """Send a test by a channel now. Raises UserError saying why it did not go out."""
    if error := _notify(channel.address, TEST):
        raise UserError(f"测试通知未能发出：{error}", f"The test was not sent: {error}")


def is_quiet(channel: Channel, now: datetime.datetime) -> bool:
    """Whether the channel rests; its hours may go over midnight."""
    hour = timezone.localtime(now).time()
    start: datetime.time = channel.quiet_from
    stop: datetime.time = channel.quiet_to
    return bool(start <= hour < stop if start <= stop else hour >= start or hour < stop)


def _is_due(delivery: Delivery, now: datetime.datetime) -> bool:
    if delivery.last_at is None:
        return True
    return bool(now >= delivery.last_at + BACKOFF * 2 ** (delivery.attempts - 1))


def _send(delivery: Delivery) -> str:
    account = delivery.notice.to
    phone = (account.person.phone or "") if account.person else ""
    if "{phone}" in delivery.channel.address and not phone:
        return "no telephone is recorded"
    address = delivery.channel.address.replace("{account}", account.username).replace("{phone}", phone)
    return _notify(address, delivery.notice.text)


def _notify(address: str, text: Text) -> str:
    """The reason why it failed, empty when it went out. The address itself, which holds keys, is never told."""
    sender = apprise.Apprise()
    if not sender.add(address):
        return "the address is not one that Apprise knows"
    try:
        went_out = sender.notify(title=TITLE, body=f"{text.zh}\n{text.en}")
    except (
        Exception
    ) as error:  # a plug-in of a channel may raise anything; one channel must not stop the others
        return type(error).__name__
    return "" if went_out else "the channel did not accept it"
