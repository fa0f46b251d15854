"""How the layers of a standard become one table in force.

The law sets a number, a province, city, zone or bureau may set a stricter one, and texts replace each other over time.
Here those rows become, for every unit, periods that do not overlap, each with the strictest value valid in it, so that
a rule finds at most one row for a unit and a day. A row that gives way holds only on days on which no other row does.
"""

from __future__ import annotations

from lianheng.tabular.schema import Table

LAYER_COLUMNS = ("layer", "place", "document", "article", "valid_from", "valid_to", "mark", "source")


def in_force_sql(table: Table, rows: str) -> str:
    """SQL for the table in force of a standard. ``rows`` names the relation of its dated rows; ``units`` must exist.

    ``rows`` has the standard's columns and ``gives_way``. A place is a division-code prefix, empty for everywhere, or
    ``unit:`` and a unit's id for that unit alone.

    Returns unit_id, the key, the values, valid_from, valid_to (9999-12-31 when open), and layer, document, article and
    mark of the row that gave the first value. Units to which the same places apply are worked out together.
    """
    key = [
        column.name
        for column in table.fields
        if column.name in table.key and column.name not in LAYER_COLUMNS
    ]
    by = ", ".join(["places", *key])
    same = " AND ".join(f"p.{name} = s.{name}" for name in ["places", *key])
    values = ",\n    ".join(f"{_strictest(table, name)} AS {name}" for name in table.stricter)
    first = next(iter(table.stricter))
    decisive = ",\n    ".join(
        f"{_decisive(table, first, name)} AS {name}" for name in ("layer", "document", "article", "mark")
    )
    spans, held = (", ".join(f"{of}.{name}" for name in ["places", *key]) for of in "sp")
    return f"""
WITH unit_places AS (
    SELECT u.unit_id, string_agg(r.place, '|' ORDER BY r.place) AS places
    FROM units AS u
    JOIN (SELECT DISTINCT place FROM {rows}) AS r ON r.place = '' OR starts_with(u.division_code, r.place) OR r.place = 'unit:' || u.unit_id
    GROUP BY u.unit_id
),
placed AS (
    SELECT g.places, r.*
    FROM (SELECT DISTINCT places FROM unit_places) AS g
    JOIN {rows} AS r ON contains('|' || g.places || '|', '|' || r.place || '|')
),
edges AS (
    SELECT {by}, valid_from AS edge FROM placed
    UNION
    SELECT {by}, CAST(valid_to + INTERVAL 1 DAY AS DATE) AS edge FROM placed WHERE valid_to IS NOT NULL
),
spans AS (
    SELECT {by}, edge AS starts_on,
        CAST(LEAD(edge) OVER (PARTITION BY {by} ORDER BY edge) - INTERVAL 1 DAY AS DATE) AS ends_on
    FROM edges
),
valid AS (
    SELECT p.*, s.starts_on, s.ends_on,
        bool_and(p.gives_way) OVER (PARTITION BY {spans}, s.starts_on) AS nothing_else
    FROM spans AS s
    JOIN placed AS p ON {same} AND p.valid_from <= s.starts_on AND (p.valid_to IS NULL OR p.valid_to >= s.starts_on)
),
in_force AS (
    SELECT {held},
    {values},
    p.starts_on AS valid_from,
    COALESCE(p.ends_on, DATE '9999-12-31') AS valid_to,
    {decisive}
    FROM valid AS p
    WHERE p.nothing_else OR NOT p.gives_way
    GROUP BY {held}, p.starts_on, p.ends_on
)
SELECT u.unit_id, f.* EXCLUDE (places)
FROM unit_places AS u
JOIN in_force AS f ON f.places = u.places"""


def _strictest(table: Table, column: str) -> str:
    """The strictest of several values; a column ``direction`` says row by row which end is the stricter."""
    if _by_row(table, column):
        return f"CASE WHEN any_value(p.direction) = 'max' THEN max(p.{column}) ELSE min(p.{column}) END"
    return f"{'max' if table.stricter[column] == 'max' else 'min'}(p.{column})"


def _decisive(table: Table, column: str, wanted: str) -> str:
    """What the row with the strictest value of ``column`` says under ``wanted``."""
    least, most = (f"{name}(p.{wanted}, p.{column})" for name in ("arg_min", "arg_max"))
    if _by_row(table, column):
        return f"CASE WHEN any_value(p.direction) = 'max' THEN {most} ELSE {least} END"
    return most if table.stricter[column] == "max" else least


def _by_row(table: Table, column: str) -> bool:
    return "direction" in table.columns and column not in ("unit", "direction")
