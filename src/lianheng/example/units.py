"""The units: the bureau, the committee above it, and the centres beside it that it keeps books for or works with."""

from __future__ import annotations

from lianheng.example.names import REGION, credit_code
from lianheng.example.world import BUREAU, World

DIVISION_CODE = "340100"
CITY = "合肥"
COMMITTEE, ACCOUNTING, REVIEW, SERVICE = "U00", "U02", "U03", "U04"
BESIDE = (COMMITTEE, ACCOUNTING, REVIEW, SERVICE)
"""The units that are not the bureau."""
NAMES = {
    COMMITTEE: "示例开发区管理委员会",
    BUREAU: "示例开发区财政金融保障局",
    ACCOUNTING: "示例开发区会计核算中心",
    REVIEW: "示例开发区政府投资评审中心",
    SERVICE: "示例开发区企业服务中心",
}
PARENTS = {COMMITTEE: None, BUREAU: COMMITTEE, ACCOUNTING: BUREAU, REVIEW: BUREAU, SERVICE: COMMITTEE}


def write_units(world: World) -> None:
    for unit_id, name in NAMES.items():
        world.add(
            "units",
            unit_id=unit_id,
            name=name,
            uscc=unit_code(unit_id),
            parent_id=PARENTS[unit_id],
            division_code=DIVISION_CODE,
            level="zone",
        )


def unit_code(unit_id: str) -> str:
    """The credit code of a unit: an organ's (11), in a region that is not given out."""
    return credit_code(f"11{REGION}MB0000{unit_id[1:]}0")
