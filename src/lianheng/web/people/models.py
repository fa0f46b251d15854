"""Units, departments, people and the posts they hold. Their tables in the ledger are made by ``people.ledger``."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from lianheng.web.access.permissions import Reach
from lianheng.web.history.models import Kept
from lianheng.web.shell.words import words

CODE = RegexValidator(
    r"^[\w.-]+$", words("编号只含字母、数字、点、横线", "Letters, digits, dots and dashes only")
)


class Unit(Kept):
    """A unit (单位) of the bureau's budget."""

    class Level(models.TextChoices):
        CENTRAL = "central", words("中央", "Central")
        PROVINCE = "province", words("省级", "Province")
        CITY = "city", words("市级", "City")
        COUNTY = "county", words("县级", "County")
        ZONE = "zone", words("开发区", "Zone")
        TOWN = "town", words("乡镇", "Town")

    unit_id = models.CharField(
        words("单位编码", "Unit code"), max_length=40, primary_key=True, validators=[CODE]
    )
    name = models.CharField(words("名称", "Name"), max_length=200)
    uscc = models.CharField(
        words("统一社会信用代码", "Unified social credit code"), max_length=18, null=True, blank=True
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=words("上级单位", "Parent unit"),
    )
    division_code = models.CharField(
        words("行政区划代码", "Division code"),
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", words("须为六位数字", "Six digits are needed"))],
    )
    level = models.CharField(words("预算级次", "Budget level"), max_length=10, choices=Level.choices)

    reach = Reach(unit="pk")

    class Meta:
        ordering = ("unit_id",)
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("unit_id")), name="unit_is_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.name


class Department(Kept):
    """A department (科室) of a unit."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="departments", verbose_name=words("单位", "Unit")
    )
    name = models.CharField(words("名称", "Name"), max_length=100)
    closed_on = models.DateField(words("撤销日期", "Closed on"), null=True, blank=True)

    reach = Reach(unit="unit", department="pk")
    seen_by = "people.view_unit"

    class Meta:
        ordering = ("unit", "name")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="department_once_in_a_unit"),)

    def __str__(self) -> str:
        return self.name


class Person(Kept):
    """Somebody who works, or worked, in a unit."""

    class Party(models.TextChoices):
        MEMBER = "member", words("党员", "Party member")
        PROBATIONARY = "probationary", words("预备党员", "Probationary member")
        NONE = "none", words("非党员", "Not a member")

    class Officer(models.TextChoices):
        NONE = "none", words("否", "No")
        INSPECTOR = "inspector", words("纪检员", "Discipline officer")
        LIAISON = "liaison", words("纪检联络员", "Discipline liaison")

    person_id = models.CharField(
        words("人员编号", "Person number"), max_length=40, primary_key=True, validators=[CODE]
    )
    name = models.CharField(words("姓名", "Name"), max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=words("单位", "Unit"))
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=words("科室", "Department"),
    )
    supervisor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised",
        verbose_name=words("分管领导", "Supervisor"),
    )
    party = models.CharField(
        words("政治面貌", "Party"), max_length=12, choices=Party.choices, default=Party.NONE
    )
    branch = models.CharField(words("支部", "Branch"), max_length=100, null=True, blank=True)
    branch_group = models.CharField(words("党小组", "Branch group"), max_length=100, null=True, blank=True)
    branch_post = models.CharField(words("支部职务", "Branch post"), max_length=60, null=True, blank=True)
    officer = models.CharField(
        words("两员", "Officer"), max_length=10, choices=Officer.choices, default=Officer.NONE
    )
    joined_on = models.DateField(words("到岗日期", "Joined on"))
    left_on = models.DateField(words("离岗日期", "Left on"), null=True, blank=True)
    id_no = models.CharField(words("身份证号", "ID number"), max_length=18, null=True, blank=True)
    phone = models.CharField(words("电话", "Phone"), max_length=30, null=True, blank=True)
    bank_account = models.CharField(words("银行账号", "Bank account"), max_length=40, null=True, blank=True)

    reach = Reach(unit="unit", department="department", own="pk")
    sensitive = frozenset({"id_no", "phone", "bank_account"})

    class Meta:
        ordering = ("person_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="person_in_order"
            ),
            models.CheckConstraint(condition=~Q(supervisor=F("person_id")), name="nobody_supervises_himself"),
        )

    def __str__(self) -> str:
        return self.name


class Post(Kept):
    """A post that a person holds for a time: what he was on the day of an event decides how the event is judged."""

    class Rank(models.TextChoices):
        MINISTER = "minister", words("省部级", "Minister")
        BUREAU = "bureau", words("厅局级", "Bureau")
        DIVISION = "division", words("县处级", "Division")
        SECTION = "section", words("乡科级", "Section")
        STAFF = "staff", words("其余人员", "Staff")

    class Level(models.TextChoices):
        CHIEF = "chief", words("主要负责人", "Chief")
        DEPUTY = "deputy", words("班子成员", "Deputy")
        HEAD = "head", words("科室负责人", "Head")
        STAFF = "staff", words("工作人员", "Staff")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="posts", verbose_name=words("人员", "Person")
    )
    title = models.CharField(words("职务", "Title"), max_length=60)
    rank = models.CharField(words("职级", "Rank"), max_length=10, choices=Rank.choices)
    level = models.CharField(words("层级", "Level"), max_length=10, choices=Level.choices)
    from_on = models.DateField(words("自", "From"))
    to_on = models.DateField(words("至", "To"), null=True, blank=True)

    reach = Reach(unit="person__unit", department="person__department", own="person")
    seen_by = "people.view_person"

    class Meta:
        ordering = ("person", "from_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="post_in_order"
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="one_open_post"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.title}"
