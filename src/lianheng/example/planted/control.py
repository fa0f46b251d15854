"""One person doing what two must do."""

from __future__ import annotations

import datetime

from lianheng.example.planted.scene import Scene, plant
from lianheng.example.world import BUREAU


@plant("control.claim_self_approved")
def own_claim_approved(scene: Scene) -> None:
    for row in scene.pick("claims", count=2, kind="travel"):
        row["approver_id"] = row["claimant_id"]
        scene.mark("claims", row)


@plant("control.payment_two_steps")
def maker_reviews(scene: Scene) -> None:
    reviewed, approved = scene.pick("payments", count=2, unit_id=BUREAU, economic_code="30201")
    reviewed["reviewer_id"] = reviewed["maker_id"]
    approved["approver_id"] = approved["maker_id"]
    scene.mark("payments", reviewed, approved)


@plant("control.problem_self_verified")
def own_mending_verified(scene: Scene) -> None:
    row = scene.one("problems", lambda row: row["verifier_id"] is not None, unit_id=BUREAU)
    row["verifier_id"] = row["holder_id"]
    scene.mark("problems", row)


@plant("control.incompatible_assignments")
def pays_and_records(scene: Scene) -> None:
    """Who pays was given the books as well; both assignments clash."""
    pays = scene.one("role_assignments", process="expense", step="pay")
    records = scene.world.add(
        "role_assignments",
        assignment_id="Z99",
        person_id=pays["person_id"],
        process="expense",
        step="record",
        from_on=datetime.date(scene.year, 5, 6),
        to_on=None,
    )
    scene.mark("role_assignments", pays, records)
