"""Forms for attachments."""

from __future__ import annotations

from django import forms

from lianheng.web.evidence.kinds import KINDS
from lianheng.web.evidence.models import Attachment
from lianheng.web.evidence.storing import LARGEST
from lianheng.web.shell.editing import RecordForm
from lianheng.web.shell.words import words

_ENDINGS = ",".join(sorted({f".{ending}" for kind in KINDS.values() for ending in kind.endings}))


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AttachmentForm(forms.Form):
    """A new file. When it was received and entered is the server's to say."""

    file = forms.FileField(
        label=words("文件", "File"),
        widget=forms.FileInput(attrs={"accept": _ENDINGS}),
        help_text=words(
            f"不超过 {LARGEST // 2**20} MB；程序、脚本和含宏的文档不收。",
            f"Up to {LARGEST // 2**20} MB; no programs, scripts or documents with macros.",
        ),
    )
    fact_on = forms.DateField(label=words("事实发生日期", "Date of the fact"), widget=day())
    document_on = forms.DateField(
        label=words("文书日期", "Date of the document"), widget=day(), required=False
    )
    reason = forms.CharField(label=words("说明", "Note"), max_length=500, required=False)


class DatesForm(RecordForm):
    class Meta:
        model = Attachment
        fields = ("fact_on", "document_on")
        widgets = {"fact_on": day(), "document_on": day()}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=words("撤回原因", "Why it is withdrawn"),
        max_length=500,
        help_text=words("文件仍保留并标明已撤回。", "The file stays, marked as withdrawn."),
    )
