"""Generates the reference pages of the documentation from rules, figures, tables and standards while the docs are built."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lianheng.engine.examples import Example, read_examples
from lianheng.engine.figure import Figure, all_figures
from lianheng.engine.rule import Rule, all_rules
from lianheng.ledger.catalogue import derived_tables, ledger_tables
from lianheng.standards.catalogue import standard_rows, standard_tables
from lianheng.tabular.schema import Table


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Called by mkdocs: adds one page per rule, figure, table and standard, and an index of each."""
    for path, text in pages():
        files.append(File.generated(config, f"reference/{path}", content=text))
    return files


def pages() -> Iterable[tuple[str, str]]:
    """Every generated page as its path and its Markdown."""
    for rule in all_rules():
        yield f"rules/{rule.id}.md", rule_page(rule)
    for figure in all_figures():
        yield f"figures/{figure.id}.md", figure_page(figure)
    for table in (*ledger_tables().values(), *derived_tables().values()):
        yield f"tables/{table.name}.md", table_page(table)
    for table in standard_tables().values():
        yield f"standards/{table.name}.md", standard_page(table)
    yield "rules/index.md", rules_index()
    yield "figures/index.md", figures_index()
    yield (
        "tables/index.md",
        tables_index("Tables 台账的表", [*ledger_tables().values(), *derived_tables().values()]),
    )
    yield "standards/index.md", tables_index("Standards 标准", standard_tables().values())


def rule_page(rule: Rule) -> str:
    """One screen: what is judged, on which clause, why, and the examples that are its tests."""
    basis = "\n".join(
        f"- {item} {item.valid_from or ''}–{item.valid_to or ''} [{item.mark}]" for item in rule.basis
    )
    knobs = "\n".join(
        f"- `{knob.name}` = {knob.default}: {knob.title.zh} {knob.title.en}" for knob in rule.parameters
    )
    return f"""# {rule.id}

**{rule.title.zh}** · {rule.title.en}

| | |
|---|---|
| Judges 判断的表 | [{rule.subject}](../tables/{rule.subject}.md) |
| Severity 等级 | {rule.severity.title.zh} {rule.severity.value} |
| Version 版本 | `{rule.version}`, since {rule.since} |

## Basis 依据

{basis}

## Why 为什么

{rule.why.zh}

{rule.why.en}

## Does not apply 不适用

{rule.exclusions.zh}

{rule.exclusions.en}

## Assumes 前提

{rule.assumptions.zh}

{rule.assumptions.en}

## Parameters 参数

{knobs or "无 none"}

## Worked examples 实例

{_examples(read_examples(rule))}

## Method 方法

```sql
{rule.sql}
```
"""


def figure_page(figure: Figure) -> str:
    return f"""# {figure.id}

**{figure.title.zh}** · {figure.title.en}

| | |
|---|---|
| Section 章节 | {figure.section} |
| Counts 计数的表 | [{figure.table}](../tables/{figure.table}.md) |
| Measure 方式 | {figure.measure.value}, {figure.unit.zh} |
| Version 版本 | `{figure.version}`, since {figure.since} |

{figure.definition.zh}

{figure.definition.en}

## Worked examples 实例

{_examples(read_examples(figure))}

## Method 方法

```sql
{figure.sql}
```
"""


def _examples(examples: Iterable[Example]) -> str:
    return "\n\n".join(_example(example) for example in examples)


def _example(example: Example) -> str:
    given = "\n\n".join(f"`{name}`\n\n{_grid(rows)}" for name, rows in example.given.items() if rows)
    then = ", ".join(f"**{key}** → {_outcome(value)}" for key, value in example.then.items())
    return f"### {example.name}\n\n{given}\n\n{then}"


def _outcome(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_cell(item)}" for name, item in value.items())
    return _cell(value)


def _grid(rows: Iterable[Any]) -> str:
    listed = list(rows)
    columns = list(dict.fromkeys(name for row in listed for name in row))
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_cell(row.get(name)) for name in columns) for row in listed]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


def table_page(table: Table) -> str:
    rows = [
        {
            "column": f"`{field.name}`" + (" *" if field.name in table.key else ""),
            "名称": field.title.zh,
            "title": field.title.en,
            "type": field.type.name.lower() + (f" ({field.unit})" if field.unit else ""),
            "required": "✓" if field.required else "",
            "values": "、".join(f"{label} {value}" for value, label in field.labels.items()),
            "说明": field.description.zh,
            "description": field.description.en,
        }
        for field in table.fields
    ]
    return f"# {table.name} {table.title.zh}\n\n{table.description.zh}\n\n{table.description.en}\n\n{_grid(rows)}\n"


def standard_page(table: Table) -> str:
    rows = standard_rows(table).to_pylist()
    return f"{table_page(table)}\n## Values 数值\n\n{_grid(rows)}\n"


def rules_index() -> str:
    parts = [f"# Rules 规则\n\n{len(all_rules())} rules.\n"]
    for area, rules in groupby(all_rules(), key=lambda rule: rule.area):
        rows = [
            {
                "rule": f"[{rule.id}]({rule.id}.md)",
                "等级": rule.severity.title.zh,
                "名称": rule.title.zh,
                "title": rule.title.en,
                "judges": rule.subject,
            }
            for rule in rules
        ]
        parts.append(f"## {area}\n\n{_grid(rows)}\n")
    return "\n".join(parts)


def figures_index() -> str:
    rows = [
        {
            "section": figure.section,
            "figure": f"[{figure.id}]({figure.id}.md)",
            "名称": figure.title.zh,
            "title": figure.title.en,
            "counts": figure.table,
        }
        for figure in all_figures()
    ]
    return f"# Figures 数字\n\n{_grid(rows)}\n"


def tables_index(title: str, tables: Iterable[Table]) -> str:
    rows = [
        {
            "table": f"[{table.name}]({table.name}.md)",
            "名称": table.title.zh,
            "title": table.title.en,
            "kind": table.kind.value,
            "说明": table.description.zh,
        }
        for table in tables
    ]
    return f"# {title}\n\n{_grid(rows)}\n"
