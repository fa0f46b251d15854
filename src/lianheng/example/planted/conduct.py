"""Meetings not held, hours not studied, talks not had, records late or without proof."""

from __future__ import annotations

import datetime

from lianheng.example import centre
from lianheng.example.people import BRANCH, GROUPS, head_of, seconded
from lianheng.example.planted.scene import Scene, plant
from lianheng.example.units import REVIEW
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY, at
from lianheng.example.world import BUREAU, Row

STUDY = (
    "study",
    "discussion",
    "theory_lecture",
    "party_lecture",
    "warning_education",
    "convey",
    "four_histories",
    "theme_day",
)


@plant("analysis.monthly_missing")
def no_analysis(scene: Scene) -> None:
    """The centre has never issued one. December's time is not up yet."""
    for month in range(1, 12):
        scene.mark_key("unit_periods", f"{REVIEW}|analysis|{scene.year}-{month:02d}")


@plant("conduct.absent_not_made_up")
def never_made_up(scene: Scene) -> None:
    weekly = {
        row["activity_id"]
        for row in scene.rows("activities", kind="weekly_meeting")
        if as_day(row["held_on"]).month < 11
    }
    for row in scene.pick("attendance", lambda row: row["activity_id"] in weekly, 3, status="made_up"):
        row.update(status="absent", made_up_on=None, reason=None)
        scene.mark("attendance", row)


@plant("conduct.activity_recorded_late")
def activity_entered_weeks_later(scene: Scene) -> None:
    for row in scene.pick(
        "activities", lambda row: as_day(row["held_on"]).month < 11, 2, kind="study", unit_id=BUREAU
    ):
        row["recorded_at"] = at(scene.after(row["held_on"], 15), 17)
        scene.mark("activities", row)


@plant("conduct.activity_without_evidence")
def no_minutes(scene: Scene) -> None:
    for kind in ("weekly_meeting", "theory_lecture"):
        row = scene.one("activities", kind=kind, unit_id=BUREAU)
        row["minutes"] = False
        scene.mark("activities", row)


@plant("conduct.circular_conveyed")
def circular_laid_aside(scene: Scene) -> None:
    """One never passed on, one after its date."""
    never = scene.one("documents", lambda row: as_day(row["received_on"]).month < 10, kind="notice")
    late = scene.one("documents", kind="spirit")
    for activity in scene.rows("activities", document_id=never["document_id"]):
        activity["document_id"] = None
    late["convey_due_on"] = late["received_on"]
    scene.mark("documents", never, late)


@plant("conduct.claimed_without_evidence")
def done_on_paper(scene: Scene) -> None:
    for row in scene.pick("duties", count=3, holder_kind="head"):
        row["evidence_count"] = 0
        scene.mark("duties", row)


@plant("conduct.recorded_late")
def duty_entered_weeks_later(scene: Scene) -> None:
    for row in scene.pick("duties", lambda row: as_day(row["done_on"]).month < 11, 2, holder_kind="deputy"):
        row.update(recorded_at=at(scene.after(row["done_on"], 20), 15), supplemented=True)
        scene.mark("duties", row)


@plant("conduct.duty_done_late")
def duty_done_after_its_date(scene: Scene) -> None:
    for row in scene.pick("duties", lambda row: as_day(row["due_on"]).month < 11, 2, holder_kind="head"):
        done = scene.after(row["due_on"], 8)
        row.update(done_on=done, recorded_at=at(done, 16))
        scene.mark("duties", row)


@plant("conduct.duty_overdue")
def duty_left_undone(scene: Scene) -> None:
    for row in scene.pick("duties", lambda row: as_day(row["due_on"]).month < 12, 2, holder_kind="head"):
        row.update(done_on=None, recorded_at=None, evidence_count=0)
        scene.mark("duties", row)


@plant("conduct.duty_without_holder")
def duty_of_one_who_left(scene: Scene) -> None:
    for row in scene.pick("duties", lambda row: as_day(row["done_on"]).month > 9, 2, holder_kind="head"):
        row["holder_id"] = seconded(scene.world)
        scene.mark("duties", row)


@plant("conduct.member_meeting_quarterly", since=2019)
def quarter_without_member_meeting(scene: Scene) -> None:
    _not_held(scene, "member_meeting", 6, "Q2")


@plant("conduct.party_lecture_due", since=2019)
def quarter_without_lecture(scene: Scene) -> None:
    _not_held(scene, "party_lecture", 9, "Q3")


@plant("conduct.org_life_yearly", since=2019)
def year_without_organisation_life_meeting(scene: Scene) -> None:
    _not_held(scene, "org_life_meeting", 12, None)


@plant("conduct.appraisal_yearly", since=2019)
def year_without_appraisal(scene: Scene) -> None:
    _not_held(scene, "democratic_appraisal", 12, None)


def _not_held(scene: Scene, kind: str, month: int, quarter: str | None) -> None:
    """The centre's branch did not meet."""
    held = scene.pick(
        "activities", lambda row: as_day(row["held_on"]).month == month, kind=kind, unit_id=REVIEW
    )
    scene.drop("activities", *held)
    period = f"{scene.year}-{quarter}" if quarter else scene.year
    scene.mark_key("branch_periods", f"{REVIEW}|{centre.BRANCH}|{kind}|{period}")


@plant("conduct.integrity_meeting_half_year", since=2020)
def half_year_without_integrity_meeting(scene: Scene) -> None:
    held = scene.pick(
        "activities", lambda row: as_day(row["held_on"]).month > 6, kind="integrity_meeting", unit_id=REVIEW
    )
    scene.drop("activities", *held)
    scene.mark_key("unit_periods", f"{REVIEW}|integrity_meeting|{scene.year}-H2")


@plant("conduct.committee_meeting_monthly", since=2019)
def month_without_committee_meeting(scene: Scene) -> None:
    _month_without(scene, "committee_meeting", 8, f"{BUREAU}|{BRANCH}|committee_meeting")


@plant("conduct.theme_day_monthly", since=2019)
def month_without_theme_day(scene: Scene) -> None:
    _month_without(scene, "theme_day", 7, f"{BUREAU}|{BRANCH}|theme_day")


@plant("conduct.group_meeting_monthly", since=2019)
def month_without_group_meeting(scene: Scene) -> None:
    for month, group in ((7, GROUPS[2]), (8, GROUPS[0])):
        _month_without(scene, "group_meeting", month, f"{BUREAU}|{BRANCH}|{group}|group_meeting", group)


def _month_without(scene: Scene, kind: str, month: int, key: str, named: str = "") -> None:
    def fits(row: Row) -> bool:
        return as_day(row["held_on"]).month == month and named in str(row["title"])

    scene.drop("activities", *scene.pick("activities", fits, kind=kind, unit_id=BUREAU))
    scene.mark_key("branch_periods", f"{key}|{scene.year}-{month:02d}")


@plant("conduct.weekly_meeting_held")
def fridays_without_meeting(scene: Scene) -> None:
    weekly = scene.pick(
        "activities",
        lambda row: as_day(row["held_on"]).isoweekday() == 5 and as_day(row["held_on"]).month in (7, 8),
        2,
        kind="weekly_meeting",
        unit_id=BUREAU,
    )
    scene.drop("activities", *weekly)
    for row in weekly:
        iso = as_day(row["held_on"]).isocalendar()
        scene.mark_key("weeks", f"{BUREAU}|{iso.year}-W{iso.week:02d}")


@plant("conduct.holiday_reminder")
def festival_without_reminder(scene: Scene) -> None:
    scene.drop(
        "activities", *scene.pick("activities", kind="holiday_reminder", holiday="端午", unit_id=BUREAU)
    )
    scene.mark_key("festivals", f"{BUREAU}|{scene.year}|端午")


@plant("conduct.meeting_quorum", since=2019)
def too_few_at_member_meeting(scene: Scene) -> None:
    meeting = scene.one("activities", kind="member_meeting", unit_id=BUREAU)
    listed = list(scene.world.rows("attendance", activity_id=meeting["activity_id"]))
    for row in listed[: len(listed) * 3 // 5]:
        row.update(status="made_up", reason="外出", made_up_on=as_day(meeting["held_on"]) + 9 * DAY)
    scene.mark("activities", meeting)


@plant("conduct.study_hours", since=2019)
def member_who_never_studied(scene: Scene) -> None:
    person = scene.pick(
        "people", lambda row: row["branch_post"] is None, party="member", role="staff", unit_id=BUREAU
    )[0]
    studied = {row["activity_id"] for row in scene.rows("activities") if row["kind"] in STUDY}
    own = [
        row
        for row in scene.world.rows("attendance", person_id=person["person_id"])
        if row["activity_id"] in studied
    ]
    scene.drop("attendance", *own[6:])
    scene.mark_key("person_years", f"{person['person_id']}|{scene.year}")


@plant("conduct.excellent_share", since=2019)
def probationer_graded(scene: Scene) -> None:
    row = next(row for row in scene.world.rows("appraisals", year=scene.year, grade="none"))
    row["grade"] = "qualified"
    scene.mark("appraisals", row)


@plant("conduct.declaration_on_time")
def declared_late(scene: Scene) -> None:
    for kind in ("annual_matters", "event"):
        row = scene.one("declarations", kind=kind)
        row["filed_on"] = as_day(row["due_on"]) + 12 * DAY
        scene.mark("declarations", row)


@plant("conduct.pledge_signed")
def pledge_not_signed(scene: Scene) -> None:
    """One never signed; one signed for a post since left."""
    unsigned, other_post = scene.pick(
        "pledges",
        lambda row: row["person_id"] != seconded(scene.world) and "科员" in str(row["post"]),
        2,
        kind="commitment",
    )
    for row in (unsigned, other_post):
        scene.mark_key("required_pledges", f"{row['person_id']}|commitment|{scene.year}|{row['post']}")
    unsigned["signed_on"] = None
    other_post["post"] = "出纳"


@plant("conduct.talk_coverage", since=2019)
def nobody_talked_with_them(scene: Scene) -> None:
    staff = {
        row["person_id"] for row in scene.world.rows("people", role="staff", unit_id=BUREAU, left_on=None)
    }
    talks = scene.pick("talks", lambda row: row["interviewee_id"] in staff and row["form"] == "0", 2)
    scene.drop("talks", *talks)
    for row in talks:
        scene.mark_key("required_talks", f"{scene.year}|head_staff|{row['interviewee_id']}")


@plant("conduct.talk_recorded_late")
def talk_entered_weeks_later(scene: Scene) -> None:
    row = scene.one("talks", lambda row: as_day(row["held_on"]).month < 11)
    row["recorded_at"] = at(scene.after(row["held_on"], 12), 17)
    scene.mark("talks", row)


@plant("conduct.rotation_due")
def rotation_overdue(scene: Scene) -> None:
    holder = head_of(scene.world, "国库支付科")["person_id"]
    row = scene.one("key_posts", lambda row: row["person_id"] != holder and row["post_id"] != "K09")
    row["rotation_due_on"] = datetime.date(scene.year, 6, 30)
    scene.mark("key_posts", row)


@plant("conduct.regulation_acknowledged")
def not_everyone_signed(scene: Scene) -> None:
    row = scene.one("regulations", lambda row: as_day(row["issued_on"]).month < 11, action="compiled")
    row["acknowledged"] = scene.world.people - 6
    scene.mark("regulations", row)


@plant("conduct.regulation_outdated")
def basis_changed(scene: Scene) -> None:
    row = scene.one("regulations", lambda row: as_day(row["issued_on"]).month < 10, action="compiled")
    row["basis_changed_on"] = datetime.date(scene.year, 10, 20)
    scene.mark("regulations", row)


@plant("conduct.risk_review")
def risk_not_reviewed(scene: Scene) -> None:
    for row in scene.pick("risks", count=2, level="high"):
        row["reviewed_on"] = datetime.date(scene.year - 2, 11, 3)
        scene.mark("risks", row)
