"""What is typed in about imports and saved views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lianheng.sources.formats import FORMATS
from lianheng.tabular.schema import Table
from lianheng.text import Text
from lianheng.web.access.actor import Actor
from lianheng.web.ledger.groups import Group, groups, import_action, tables_of
from lianheng.web.ledger.models import OWN_LAYOUT
from lianheng.web.shell.words import say, words

MOST_FILES = 100


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(item, initial) for item in given]


class UploadForm(forms.Form):
    """Files to be imported, and what they are."""

    upload = FilesField(
        label=words("文件", "Files"),
        widget=FilesInput(attrs={"multiple": True}),
        help_text=words(
            "CSV、XLSX、Parquet 或所选来源格式的文件；可一次选几个，整体采纳或整体不采纳。",
            "CSV, XLSX, Parquet, or files of the chosen source format; several at once are taken whole or not at all.",
        ),
    )
    layout = forms.ChoiceField(label=words("格式", "Format"))
    table = forms.ChoiceField(
        label=words("是哪张表", "Which table"),
        required=False,
        help_text=words(
            "文件名或工作表名就是表名时不用选。",
            "Not needed when the file or the sheet is named after the table.",
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields  # a choice's choices are not in the type of a field
        chosen["layout"].choices = layouts(actor)
        chosen["table"].choices = [("", say(Text("看文件名", "By the file's name"))), *_choices(actor)]


def layouts(actor: Actor) -> list[tuple[str, str]]:
    """The formats of which somebody may import at least one table."""
    own = (OWN_LAYOUT, say(Text("台账模板（CSV、XLSX、Parquet）", "The ledger's own (CSV, XLSX, Parquet)")))
    foreign = [
        (layout.id, say(layout.title))
        for layout in FORMATS.values()
        if any(actor.may(import_action(name)) for name in layout.tables)
    ]
    return [own, *foreign]


def importable(actor: Actor) -> list[tuple[Group, list[Table]]]:
    """The tables that somebody may import, by group."""
    found = []
    for group in groups().values():
        tables = [table for table in tables_of(group) if actor.may(import_action(table.name))]
        if tables:
            found.append((group, tables))
    return found


def _choices(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (say(group.title), [(table.name, say(table.title)) for table in tables])
        for group, tables in importable(actor)
    ]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=words("撤回原因", "Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=words("记入日志，事后不可更改。", "Goes into the journal and cannot be changed later."),
    )


class ViewForm(forms.Form):
    """A name for a view of a table."""

    name = forms.CharField(label=words("视图名称", "Name of the view"), max_length=60)
    shared = forms.BooleanField(label=words("本单位共用", "Share in the unit"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
