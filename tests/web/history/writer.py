"""One of many writers, in a process of its own: ``writer.py NUMBER WRITES``. The site is told by the environment.

Each writes its own person and everybody's, fails now and then half way, and makes checkpoints between.
"""

from __future__ import annotations

import sys
import threading


def write(number: int, writes: int) -> None:
    from django.db import connection, transaction

    from lianheng.web.access.actor import operator
    from lianheng.web.history.checkpoints import make_checkpoint
    from lianheng.web.history.services import writing
    from lianheng.web.people.models import Person

    def change(key: str, text: str) -> None:
        with writing(operator(), "people.change_person", Person.objects.get(pk=key)) as person:
            person.branch = text

    for turn in range(writes):
        change("SHARED", f"{number}-{turn}")
        with transaction.atomic():
            change(f"P{number}", f"甲{turn}")
            change("SHARED", f"{number}-{turn}-again")
        try:
            with transaction.atomic():
                change(f"P{number}", "不会保存")
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        if turn % 5 == 0:
            make_checkpoint()
    connection.close()


def main() -> None:
    import django

    django.setup()
    number, writes = int(sys.argv[1]), int(sys.argv[2])
    failures: list[BaseException] = []

    def guarded(own: int) -> None:
        try:
            write(own, writes)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(number * 10 + own,)) for own in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(repr(failures) if failures else 0)


if __name__ == "__main__":
    main()
