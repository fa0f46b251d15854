"""Problems left unmended, mended unseen or coming back; tasks and complaints past their dates."""

from __future__ import annotations

from lianheng.example.planted.scene import Scene, plant
from lianheng.example.values import as_day
from lianheng.example.workdays import DAY


@plant("rectification.overdue")
def never_mended(scene: Scene) -> None:
    row = scene.one("problems", lambda row: as_day(row["found_on"]).month < 10, state="closed")
    row.update(done_on=None, verified_on=None, verifier_id=None, state="mending")
    scene.mark("problems", row)


@plant("rectification.done_late")
def mended_late(scene: Scene) -> None:
    row = scene.one("problems", lambda row: as_day(row["found_on"]).month < 8, state="closed")
    row["done_on"] = scene.after(as_day(row["due_on"]) + 14 * DAY, 0)
    row["verified_on"] = scene.after(row["done_on"], 3)
    scene.mark("problems", row)


@plant("rectification.not_verified")
def nobody_looked(scene: Scene) -> None:
    row = scene.one("problems", lambda row: as_day(row["done_on"]).month < 10, state="closed")
    row.update(verified_on=None, verifier_id=None, state="done")
    scene.mark("problems", row)


@plant("rectification.repeated_problem")
def the_same_again(scene: Scene) -> None:
    """Found a second time in the unit in which it had been mended."""
    first = scene.one("problems", lambda row: as_day(row["verified_on"]).month < 9, state="closed")
    found = scene.after(first["verified_on"], 20)
    second = dict(first)
    second.update(
        problem_id=f"Q{scene.year}-90",
        found_on=found,
        due_on=found + 60 * DAY,
        done_on=scene.after(found, 12),
        verified_on=scene.after(found, 15),
    )
    scene.mark("problems", scene.world.add("problems", **second))


@plant("tasks.overdue")
def task_left(scene: Scene) -> None:
    for row in scene.pick(
        "tasks", lambda row: as_day(row["due_on"]) < scene.day(11, 0) and row["extended_to"] is None, 2
    ):
        row["done_on"] = None
        scene.mark("tasks", row)


@plant("tasks.done_late")
def task_done_late(scene: Scene) -> None:
    for row in scene.pick(
        "tasks", lambda row: as_day(row["due_on"]) < scene.day(11, 0) and row["extended_to"] is None, 2
    ):
        row["done_on"] = as_day(row["due_on"]) + 13 * DAY
        scene.mark("tasks", row)


@plant("complaints.overdue")
def complaint_unanswered(scene: Scene) -> None:
    row = scene.one("complaints", lambda row: as_day(row["received_on"]).month < 10)
    row.update(closed_on=None, upheld=None, amount=None)
    scene.mark("complaints", row)


@plant("complaints.closed_late")
def complaint_answered_late(scene: Scene) -> None:
    row = scene.one("complaints", lambda row: as_day(row["received_on"]).month < 9 and not row["upheld"])
    row["closed_on"] = as_day(row["due_on"]) + 17 * DAY
    scene.mark("complaints", row)
