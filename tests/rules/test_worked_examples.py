"""Every rule keeps its word on its own worked examples, and the examples show every outcome the rule can give."""

from __future__ import annotations

import pytest

from lianheng.engine.examples import read_examples, rule_differences
from lianheng.engine.rule import Rule, all_rules

RULES = all_rules()


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_rule_judges_its_examples_as_written(rule: Rule) -> None:
    problems = {
        example.name: wrong for example in read_examples(rule) if (wrong := rule_differences(rule, example))
    }
    assert not problems


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_examples_show_every_outcome_the_rule_can_give(rule: Rule) -> None:
    shown = {
        wanted["outcome"] if isinstance(wanted, dict) else wanted
        for example in read_examples(rule)
        for wanted in example.then.values()
    }
    given = {name for name in ("pass", "fail", "not_applicable", "cannot_judge") if f"'{name}'" in rule.sql}
    assert given <= shown | ({"pass"} - given)
