"""Load on a site: several people at browsers who enter people as fast as they are answered, and remember what was confirmed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import requests

from ..servers import TOKEN, Browser, Home, Site
from .conftest import OFFICE, PASSWORD_CHANGED

CLIENTS = 4
NEW_PERSON = "/people/new/"


@dataclass
class Load:
    """Clients at work. ``confirmed`` holds every person whose form was answered with “saved”."""

    site: Site
    prefix: str
    confirmed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Load:
        self._threads = [
            threading.Thread(target=self._enter_people, args=(number,)) for number in range(CLIENTS)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _enter_people(self, client: int) -> None:
        try:
            browser = Browser(self.site)
            browser.sign_in(OFFICE, PASSWORD_CHANGED)
            token = TOKEN.search(browser.open(NEW_PERSON).text)
            assert token
            number = 0
            while not self._stopping.is_set():
                number += 1
                self._enter(browser, token[1], f"{self.prefix}-{client}-{number}")
        except requests.RequestException:
            return  # the site was killed

    def _enter(self, browser: Browser, token: str, person: str) -> None:
        fields = {"csrfmiddlewaretoken": token, "person_id": person, "name": "新人", "unit": "U01"}
        fields |= {"party": "none", "officer": "none", "joined_on": "2026-01-05"}
        address = f"{self.site.base}{NEW_PERSON}"
        answer = browser.post(
            address, data=fields, headers={"Referer": address}, allow_redirects=False, timeout=60
        )
        if answer.status_code == 302:
            self.confirmed.add(person)
        else:
            self.wrong.append(f"{person}: {answer.status_code}")


def kept(home: Home) -> tuple[set[str], set[str], dict]:
    """People that the database holds, people whose making the journal tells of, and what a full verification found."""
    told = home.inside("""
        from lianheng.web.history.models import Entry
        from lianheng.web.history.verification import verify
        from lianheng.web.people.models import Person
        made = Entry.objects.filter(kind="people.person", before=None).exclude(after=None)
        told = {
            "people": list(Person.objects.values_list("pk", flat=True)),
            "journal": list(made.values_list("key", flat=True)),
            "verified": verify().as_json(),
        }
    """)
    return set(told["people"]), set(told["journal"]), told["verified"]
