"""Watching over power: the two officers' logs, risk points, who may do which step, inspections, problems, tasks."""

from __future__ import annotations

import datetime

from lianheng.example.money import spread
from lianheng.example.people import clerk, people
from lianheng.example.units import ACCOUNTING, REVIEW, SERVICE
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, Row, World

RISKS = (
    ("预算管理", "预算编审", "high"),
    ("预算管理", "预算调剂", "medium"),
    ("国库支付", "支付复核", "high"),
    ("国库支付", "账户管理", "medium"),
    ("政府采购", "采购方式确定", "high"),
    ("政府采购", "履约验收", "medium"),
    ("资产管理", "资产出租", "medium"),
    ("资产管理", "资产处置", "high"),
    ("投资评审", "中介选定", "high"),
    ("投资评审", "结果复核", "medium"),
    ("专项资金", "奖补审核", "high"),
    ("专项资金", "资金拨付", "medium"),
    ("财务核算", "报销审核", "low"),
    ("公务用车", "派车加油", "low"),
    ("公务接待", "接待审批", "low"),
    ("档案管理", "凭证保管", "low"),
)
STEPS = (
    ("budget", ("request", "approve", "check")),
    ("expense", ("request", "review", "approve", "pay", "record")),
    ("procurement", ("request", "review", "approve", "accept")),
    ("asset", ("custody", "record", "check")),
    ("contract", ("request", "review", "approve", "custody")),
    ("revenue", ("request", "approve", "record")),
)
INSPECTIONS = (
    "internal_audit",
    "fund_allocation",
    "expense",
    "procurement",
    "asset",
    "style",
    "fund_allocation",
    "special",
    "internal_audit",
    "expense",
)
PROBLEMS = (
    # source, kind, whether money is involved
    ("warning", "差旅住宿超标准", True),
    ("warning", "政府采购合同备案不及时", False),
    ("warning", "公务接待超标准", True),
    ("warning", "报销单据不完整", False),
    ("inspection", "凭证附件不齐全", False),
    ("inspection", "资产卡片登记滞后", True),
    ("inspection", "专项资金拨付台账不全", True),
    ("audit", "预算执行进度不均衡", True),
    ("audit", "往来款清理不及时", True),
    ("self_check", "会议记录不规范", False),
    ("self_check", "档案归集不及时", False),
    ("circular", "培训计划执行不严格", False),
)
TASKS = (
    "落实惠企政策清单",
    "清理拖欠企业账款",
    "编制年度预算草案",
    "推进国库集中支付改革",
    "开展资产清查",
    "优化政府采购流程",
    "建立融资对接机制",
    "推进绩效评价",
    "化解隐性债务",
    "落实减税降费",
)


def write_officer_logs(world: World, year: int) -> None:
    chance = world.chance("officer_logs", year)
    officers = [row for row in people(world) if row["officer"] != "none"]
    for number in range(1, 25):
        advice = number % 4 == 0
        world.add(
            "officer_logs",
            log_id=f"L{year}-{number:02d}",
            person_id=officers[number % 2]["person_id"],
            on=chance.choice(world.workdays.month(year, (number + 1) // 2)),
            form=("attend", "spot_check", "attend", "remind", "visit", "report")[number % 6],
            finding="会议记录要素不全" if number % 8 == 0 else None,
            advice=advice,
            adopted=number % 12 != 0 if advice else None,
        )


def write_risks(world: World) -> None:
    heads = people(world, "head")
    for number, (area, step, level) in enumerate(RISKS, start=1):
        world.add(
            "risks",
            risk_id=f"F{number:02d}",
            area=area,
            step=step,
            post=f"{area}岗",
            level=level,
            control="双人复核，定期轮岗" if level == "high" else "定期检查",
            holder_id=heads[number % len(heads)]["person_id"],
            reviewed_on=world.workdays.month(world.year, 3 + number % 8)[5],
        )


def write_role_assignments(world: World) -> None:
    """Each step of a process in other hands."""
    for place, (process, steps) in enumerate(STEPS):
        for step_place, step in enumerate(steps):
            person = people(world)[(5 + place * 5 + step_place) % world.people]
            world.add(
                "role_assignments",
                assignment_id=f"Z{world.number('role_assignments'):02d}",
                person_id=person["person_id"],
                process=process,
                step=step,
                from_on=datetime.date(world.first_year - 1, 12, 1),
                to_on=None,
            )


def write_inspections(world: World, year: int) -> None:
    chance = world.chance("inspections", year)
    for number, kind in enumerate(INSPECTIONS, start=1):
        planned = chance.choice(world.workdays.month(year, 1 + number))
        world.add(
            "inspections",
            inspection_id=f"C{year}-{number:02d}",
            kind=kind,
            unit_id=(BUREAU, BUREAU, BUREAU, REVIEW, ACCOUNTING, SERVICE)[number % 6],
            planned_on=planned,
            done_on=world.workdays.after(planned, chance.randint(2, 9)),
            inspector_id=clerk(world, "监督评审科"),
            items=chance.randint(12, 80),
            amount=spread(chance, 200_000, 9_000_000),
        )


def write_problems(world: World, year: int) -> None:
    """Mended within sixty days and verified by another; the two found last are still being mended, within their time."""
    chance = world.chance("problems", year)
    inspections = [
        row for row in world.tables["inspections"] if str(row["inspection_id"]).startswith(f"C{year}")
    ]
    for number, (source, kind, money) in enumerate(PROBLEMS, start=1):
        kind = kind if year == world.year else f"{kind}（{year}年）"
        late = number > len(PROBLEMS) - 2
        found = chance.choice(
            world.workdays.month(year, 12 if late and year == world.year else 1 + number % 9)[:8]
        )
        _problem(
            world,
            year,
            number,
            source,
            kind,
            found,
            late and year == world.year,
            (inspections[number % 4], money),
        )


def _problem(
    world: World,
    year: int,
    number: int,
    source: str,
    kind: str,
    found: datetime.date,
    is_open: bool,
    about: tuple[Row, bool],
) -> None:
    inspection, money = about
    chance = world.chance("problems", year, number)
    heads, verifier = people(world, "head"), clerk(world, "监督评审科")
    holder = next(str(row["person_id"]) for row in heads[number % 5 :] if row["person_id"] != verifier)
    done = world.workdays.after(found, chance.randint(10, 25))
    world.add(
        "problems",
        problem_id=f"Q{year}-{number:02d}",
        source=source,
        source_id=inspection["inspection_id"] if source == "inspection" else None,
        unit_id=(BUREAU, BUREAU, BUREAU, ACCOUNTING, REVIEW)[number % 5],
        kind=kind,
        amount=spread(chance, 300, 90_000) if money else None,
        found_on=found,
        holder_id=holder,
        due_on=found + 60 * DAY,
        done_on=None if is_open else done,
        verified_on=None if is_open else world.workdays.after(done, chance.randint(1, 8)),
        verifier_id=None if is_open else verifier,
        state="mending" if is_open else "closed",
    )


def write_tasks(world: World, year: int) -> None:
    """Forty; some with an extension; three asked for by the discipline body. The last are not due yet."""
    chance = world.chance("tasks", year)
    holders = people(world, "deputy", "head")
    for number in range(1, 41):
        assigned = chance.choice(world.workdays.month(year, 1 + (number - 1) * 11 // 40))
        due = assigned + chance.randint(20, 45) * DAY
        extended = due + 15 * DAY if number % 9 == 0 else None
        done = (
            assigned + chance.randint(8, 19) * DAY if extended is None else due + chance.randint(2, 12) * DAY
        )
        world.add(
            "tasks",
            task_id=f"S{year}-{number:02d}",
            source="纪工委" if number % 13 == 0 else "管委会" if number % 2 else "局长办公会",
            title=TASKS[number % len(TASKS)],
            holder_id=holders[number % len(holders)]["person_id"],
            assigned_on=assigned,
            due_on=due,
            extended_to=extended,
            done_on=done,
        )


def write_complaints(world: World, year: int) -> None:
    """Five, closed within their sixty days; one upheld and the money given back."""
    chance = world.chance("complaints", year)
    for number in range(1, 6):
        received = chance.choice(world.workdays.month(year, number * 2 - 1))
        world.add(
            "complaints",
            complaint_id=f"X{year}-{number}",
            received_on=received,
            channel=("来信", "来访", "网络", "电话", "上级转办")[number - 1],
            kind="群众身边问题" if number == 3 else "工作作风",
            due_on=received + 60 * DAY,
            closed_on=received + chance.randint(20, 55) * DAY,
            upheld=number == 3,
            amount=spread(chance, 800, 6_000) if number == 3 else None,
        )


def write_actions(world: World, year: int) -> None:
    """Two of the first form: a reminder and a criticism."""
    for number, measure in enumerate(("谈话提醒", "批评教育"), start=1):
        world.add(
            "actions",
            action_id=f"Y{year}-{number}",
            person_id=people(world, "staff")[number + 4]["person_id"],
            form="1",
            measure=measure,
            decided_on=world.workdays.month(year, 4 * number)[9],
            effect_ends_on=None,
        )
