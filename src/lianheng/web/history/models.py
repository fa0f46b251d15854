"""Entries of the journal, and what a record must be to be kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import models

from lianheng.text import ProductFault
from lianheng.web.access.permissions import Reach
from lianheng.web.history.fields import InstantField, State, StateField
from lianheng.web.shell.words import words

if TYPE_CHECKING:
    from lianheng.web.access.actor import Actor

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def writing_now() -> bool:
    return _writing.get()


@contextmanager
def kept_records_open() -> Iterator[None]:
    """Let kept records be saved. Only ``history.services`` opens this, where it also writes the entry."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


K = TypeVar("K", bound=models.Model)


class KeptRows(models.QuerySet[K]):
    """Kept records as they are read. What would write many rows without an entry is refused."""

    def update(self, **kwargs: Any) -> int:
        return int(self._refuse())

    def delete(self) -> Any:
        return self._refuse()

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        return self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        return self._refuse()

    def _refuse(self) -> Any:
        raise ProductFault(
            f"{self.model._meta.label_lower} is written in bulk, outside history.services.writing"
        )


KeptRecords = models.Manager.from_queryset(KeptRows)


class Kept(models.Model):
    """A record whose every change the journal keeps. It is written only inside ``history.services.writing``."""

    version = models.PositiveIntegerField(words("版本", "Version"), default=1, editable=False)

    objects = KeptRecords()

    reach: ClassVar[Reach] = Reach()
    """Where the unit, the department and the person of a record stand: what permissions are decided by."""
    states: ClassVar[dict[str, models.Q]] = {}
    """Words for states of a record that a permission's condition may use."""
    seen_by: ClassVar[str] = ""
    """The action that lets a record be seen, where it is not ``<app>.view_<model>``: opens its history and attachments."""
    sensitive: ClassVar[frozenset[str]] = frozenset()
    """Fields that the journal keeps as a digest: it proves a change without telling the value."""
    unkept: ClassVar[frozenset[str]] = frozenset()
    """Fields the journal does not keep, each for a reason said at the model."""
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Fields that never change once they are stored; such a record is never deleted. The database itself refuses both."""
    reading_kept: ClassVar[bool] = False
    """Whether the journal keeps each reading of such a record; its attachments are then the same."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused outside ``writing``, except for fields the journal does not keep."""
        fields = kwargs.get("update_fields")
        if not writing_now() and (fields is None or not set(fields) <= self.unkept):
            raise ProductFault(f"{self.kind()} is saved outside history.services.writing")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused outside ``history.services.remove``."""
        if not writing_now():
            raise ProductFault(f"{self.kind()} is deleted outside history.services.remove")
        return super().delete(*args, **kwargs)

    @classmethod
    def kind(cls) -> str:
        """The name of this kind of record in the journal."""
        return cls._meta.label_lower

    @classmethod
    def seeing(cls) -> str:
        """The action that lets a record of this kind be seen."""
        return cls.seen_by or f"{cls._meta.app_label}.view_{cls._meta.model_name}"

    def shown_to(self, by: Actor) -> bool:
        """What seeing this record asks beyond its action. Nothing, for most kinds."""
        return True


class Entry(models.Model):
    """One line of the journal: what somebody did to one record. Names are kept as text, so that they outlive deletion."""

    sequence = models.BigIntegerField(words("序号", "Number"), primary_key=True)
    at = InstantField(words("时间", "When"), db_index=True)
    actor = models.CharField(words("账号", "Account"), max_length=150, db_index=True)
    actor_name = models.CharField(words("姓名", "Name"), max_length=100)
    on_behalf_of = models.CharField(words("代行", "On behalf of"), max_length=150, blank=True)
    action = models.CharField(words("事项", "Action"), max_length=100, db_index=True)
    kind = models.CharField(words("类别", "Kind"), max_length=100)
    key = models.CharField(words("编号", "Key"), max_length=200)
    label = models.CharField(words("对象", "Record"), max_length=300)
    unit = models.CharField(words("单位", "Unit"), max_length=40, blank=True, db_index=True)
    before = StateField(words("之前", "Before"), null=True)
    after = StateField(words("之后", "After"), null=True)
    names = StateField(words("名称", "Names"), default=dict)
    reason = models.TextField(words("原因", "Reason"), blank=True)
    request = models.CharField(words("请求", "Request"), max_length=64, blank=True)
    previous = models.CharField(max_length=71, blank=True)
    digest = models.CharField(words("摘要", "Digest"), max_length=71)

    reach: ClassVar[Reach] = Reach(unit="unit")

    class Meta:
        indexes = (models.Index(fields=["kind", "key", "sequence"], name="entry_of_record"),)
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.label}"


class Head(models.Model):
    """The end of the chain: one row, locked by whoever writes."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=71, blank=True)


class Checkpoint(models.Model):
    """The journal's size and root on a day, signed. The text is what the second custodian keeps."""

    size = models.BigIntegerField(words("条数", "Entries"), primary_key=True)
    at = InstantField(words("时间", "When"))
    root = models.CharField(words("根", "Root"), max_length=64)
    text = models.TextField()
    tree = models.CharField(max_length=10)
    edge = models.TextField(blank=True)
    """The right edge of the tree of entries: all that is needed to go on from here without reading the journal again."""

    reach: ClassVar[Reach] = Reach()

    class Meta:
        ordering = ("-size",)

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


def snapshot(record: Kept) -> State:
    """A record's fields as the journal keeps them."""
    from lianheng.web.history.values import kept_value

    return {
        field.attname: kept_value(record, field)
        for field in record._meta.concrete_fields
        if field.attname not in record.unkept
    }
