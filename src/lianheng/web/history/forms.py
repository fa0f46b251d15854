"""Forms for exports, evidence packages and comparing checkpoints."""

from __future__ import annotations

from typing import Any

from django import forms

from lianheng.web.history.exports import Period
from lianheng.web.shell.words import words

_KEPT = words("记入日志，事后不可更改。", "Goes into the journal and cannot be changed later.")


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ExportForm(forms.Form):
    from_on = forms.DateField(label=words("自", "From"), widget=day())
    to_on = forms.DateField(label=words("至", "To"), widget=day())
    form = forms.ChoiceField(
        label=words("格式", "Form"),
        choices=(
            ("xlsx", "XLSX"),
            ("csv", "CSV"),
            ("jsonl", words("JSONL 加证明（可离线核验）", "JSONL with proofs (verifies offline)")),
        ),
    )
    reason = forms.CharField(label=words("导出原因", "Why it is exported"), max_length=500, help_text=_KEPT)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("from_on") and cleaned.get("to_on") and cleaned["to_on"] < cleaned["from_on"]:
            self.add_error("to_on", words("不能早于起始日期。", "Cannot be before the first day."))
        return cleaned

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["from_on"], self.cleaned_data["to_on"])


class PackageForm(forms.Form):
    """Which of the found records go into the package, and why."""

    records = forms.MultipleChoiceField(
        label=words("记录", "Records"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words("请至少选择一条记录。", "Choose at least one record.")},
    )
    reason = forms.CharField(
        label=words("出具原因和接收单位", "Why it is issued, and to whom"), max_length=500, help_text=_KEPT
    )

    def __init__(self, data: Any, files: Any, found: list[tuple[str, str]]) -> None:
        super().__init__(
            data, files, initial={"records": [value for value, _ in found] if len(found) == 1 else []}
        )
        self.fields["records"].choices = found  # type: ignore[attr-defined]


class ComparisonForm(forms.Form):
    """What the second custodian holds, as a file or as text."""

    file = forms.FileField(label=words("检查点文件", "Checkpoint file"), required=False)
    text = forms.CharField(
        label=words("或粘贴检查点全文", "Or paste the checkpoint's text"),
        widget=forms.Textarea(attrs={"rows": 9, "class": "font-monospace"}),
        required=False,
        max_length=5000,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > 5000:
            self.add_error(
                "file", words("这不是检查点文件：太大。", "This is no checkpoint file: it is too large.")
            )
        elif file is not None:
            cleaned["text"] = file.read().decode("utf-8", "replace")
        return cleaned

    @property
    def outside(self) -> str | None:
        """The checkpoint from outside; None to verify without one."""
        return self.cleaned_data["text"].strip() or None
