"""An entry's before and after as people read it: labels in the reader's language, names instead of keys, sealed as sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianheng.text import Text
from lianheng.web.access.permissions import permissions
from lianheng.web.history.fields import UNREADABLE, State
from lianheng.web.history.models import Entry
from lianheng.web.history.selectors import model_of
from lianheng.web.history.values import SEALED
from lianheng.web.shell.words import say

_SEALED = Text("〔已封存〕", "(sealed)")
_YES, _NO = Text("是", "yes"), Text("否", "no")
_WORDS = {
    "address": Text("来源地址", "Address"),
    "means": Text("方式", "Means"),
    "factor": Text("第二因素", "Second factor"),
    "public_key": Text("公钥", "Public key"),
    "scheme": Text("签名算法", "Signature"),
    "records": Text("记录", "Records"),
    "attachments": Text("附件", "Attachments"),
    "entries": Text("日志条数", "Entries"),
    "left_out": Text("未列入条数", "Left out"),
    "from": Text("自", "From"),
    "to": Text("至", "To"),
    "form": Text("格式", "Form"),
    "problems": Text("发现的问题", "Problems found"),
    "outside": Text("与外部检查点比对", "Compared with a checkpoint from outside"),
    "size": Text("检查点条数", "Entries of the checkpoint"),
    UNREADABLE: Text("无法识读的内容", "What cannot be read"),
}
"""What acts that are no change of a record tell of."""


@dataclass(frozen=True)
class Difference:
    """One field of a record, before and after, as text."""

    label: str
    before: str
    after: str


def differences(entry: Entry) -> list[Difference]:
    """The fields that an entry changed; of a new or removed record, those that had a value."""
    before, after = entry.before or {}, entry.after or {}
    names = [*after, *(name for name in before if name not in after)]
    return [
        Difference(label_of(entry.kind, name), _shown(entry, name, before), _shown(entry, name, after))
        for name in _in_order(entry.kind, names)
        if before.get(name) != after.get(name) and name != "version"
    ]


def label_of(kind: str, name: str) -> str:
    """A field's label in the reader's language."""
    field = _fields(kind).get(name)
    if field is not None:
        return str(field.verbose_name)
    return say(_WORDS[name]) if name in _WORDS else name


def title_of_action(action: str) -> str:
    return say(permissions()[action].title) if action in permissions() else action


def title_of_kind(kind: str) -> str:
    """What records of a kind are called: by their model, or as the action that lets them be seen calls them."""
    if kind in _KINDS:
        return say(_KINDS[kind])
    model = model_of(kind)
    if model is None:
        return kind
    if "verbose_name" in model._meta.original_attrs or model.seeing() not in permissions():
        return str(model._meta.verbose_name)
    title = permissions()[model.seeing()].title
    return say(Text(title.zh.removeprefix("查看"), title.en.removeprefix("View ")))


def _shown(entry: Entry, name: str, state: State) -> str:
    value = state.get(name)
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return say(_YES if value else _NO)
    if isinstance(value, str) and value.startswith(SEALED):
        return say(_SEALED)
    called = (entry.names.get(name) or {}).get(str(value))
    if called:
        return f"{called}（{value}）" if called != str(value) else called
    choices = dict(getattr(_fields(entry.kind).get(name), "flatchoices", None) or [])
    return str(choices.get(value, value))


def _in_order(kind: str, names: list[str]) -> list[str]:
    """In the order of the model's fields, then what else there is."""
    order = {name: place for place, name in enumerate(_fields(kind))}
    return sorted(names, key=lambda name: order.get(name, len(order)))


def _fields(kind: str) -> dict[str, Any]:
    model = model_of(kind)
    return {} if model is None else {field.attname: field for field in model._meta.concrete_fields}


_KINDS = {
    "history.key": Text("签名密钥", "Signing key"),
    "history.package": Text("证据包", "Evidence package"),
    "history.export": Text("日志导出", "Export of the journal"),
    "history.verification": Text("核验", "Verification"),
}
