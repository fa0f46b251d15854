"""The roles of the house, as ``docs/explanation`` describes them. What each may do stands in the apps' ``permissions.yaml``."""

from __future__ import annotations

from django.db.models import TextChoices

from lianheng.web.shell.words import words


class Role(TextChoices):
    """What a person is to the bureau's work. Granted for a unit and for a time."""

    CHIEF = "chief", words("主要负责人", "Chief")
    DEPUTY = "deputy", words("分管领导", "Deputy")
    HEAD = "head", words("科室负责人", "Department head")
    STAFF = "staff", words("干部职工", "Staff")
    SECRETARY = "secretary", words("支部书记", "Branch secretary")
    OFFICE = "office", words("办公室", "Office")
    DISCIPLINE = "discipline", words("纪检员", "Discipline officer")
    LIAISON = "liaison", words("纪检联络员", "Discipline liaison")
    ACCOUNTANT = "accountant", words("会计", "Accountant")
    TREASURY = "treasury", words("国库", "Treasury")
    PROCUREMENT = "procurement", words("采购", "Procurement")
    ASSETS = "assets", words("资产管理", "Assets")
    REVIEW = "review", words("投资评审", "Investment review")
    AUDITOR = "auditor", words("内部审计", "Internal auditor")
    SUPERIOR = "superior", words("上级纪检机关", "Superior discipline body")


class Administrator(TextChoices):
    """The three who run the system. An account is at most one of them, and then has no other role (三员分立)."""

    NONE = "none", words("不是管理员", "Not an administrator")
    SYSTEM = "system_admin", words("系统管理员", "System administrator")
    SECURITY = "security_admin", words("安全保密管理员", "Security administrator")
    AUDIT = "audit_admin", words("安全审计员", "Audit administrator")


ROLES = frozenset(Role.values) | (frozenset(Administrator.values) - {Administrator.NONE.value})
