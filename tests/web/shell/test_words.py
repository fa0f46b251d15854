"""Chinese and English are both complete: no word of the site stands in one language only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lianheng.web

WEB = Path(lianheng.web.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
SAID = re.compile(r'{%\s*say\s+"((?:[^"\\]|\\.)*)"\s+"((?:[^"\\]|\\.)*)"[^%]*%}')
BARE_WORDS = re.compile(r">\s*([A-Za-z][a-z]+(?:\s+[A-Za-z]+)+)\s*<")
BILINGUAL = {"Text", "words", "UserError", "__init__", "say"}
"""Calls whose first two arguments are the same words in Chinese and English."""
TEMPLATES = sorted(WEB.rglob("*.html"))
MODULES = sorted(
    file for file in WEB.rglob("*.py") if not {"migrations", "formats", "demo.py"} & set(file.parts)
)


def named(file: Path) -> str:
    return str(file.relative_to(WEB))


@pytest.mark.parametrize("file", TEMPLATES, ids=named)
def test_a_page_says_everything_in_both_languages(file: Path):
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", file.read_text(encoding="utf-8"), flags=re.S)
    for zh, en in SAID.findall(text):
        assert zh and en and not CHINESE.search(en), f"{zh!r} {en!r}"
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), f"{zh!r} {en!r}"
    left = SAID.sub("", text).replace(">中文<", "><").replace("中文{%", "{%")
    assert not CHINESE.search(left), CHINESE.search(left)
    assert not BARE_WORDS.search(left), BARE_WORDS.search(left)


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_module_says_everything_in_both_languages(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [*_bilingual_calls(tree), *_bilingual_calls(tree, WITH_BOTH)]
    inside = {id(node) for call in calls for node in ast.walk(call)}
    alone = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in inside
        and id(node) not in _docstrings(tree)
        and id(node) not in _patterns(tree)
        and node.value not in ALONE
        and not re.search("[A-Za-z]{3}", node.value)  # both languages in one, as the journal keeps reasons
    ]
    assert not alone


def test_both_sides_of_a_text_are_filled_and_the_english_one_is_english():
    for file in MODULES:
        for call in _bilingual_calls(ast.parse(file.read_text(encoding="utf-8"))):
            sides = [node.value for node in call.args[:2] if isinstance(node, ast.Constant)]
            if len(sides) == 2:
                assert bool(sides[0]) == bool(sides[1]) and not CHINESE.search(sides[1]), (
                    f"{named(file)}: {sides}"
                )


WITH_BOTH = {"_kind"}
"""Calls that hold both languages among other arguments."""
ALONE = {"中文", "：", "；", "，", "。", "（", "）", "问询〔", "〕", "号", "%Y年%m月%d日", "、"}
"""A language's own name, a form of a day that is read, a mark between names."""


def _bilingual_calls(tree: ast.AST, names: set[str] = BILINGUAL) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names or (names is WITH_BOTH and _pairs(node.args)):
                yield node
        elif names is WITH_BOTH and isinstance(node, ast.Tuple | ast.List) and _pairs(node.elts):
            yield node  # type: ignore[misc]


def _pairs(parts: list[ast.expr]) -> bool:
    """Whether Chinese words stand beside words of letters only."""
    texts = [
        "".join(n.value for n in ast.walk(part) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        for part in parts
    ]
    return any(CHINESE.search(text) for text in texts) and any(
        re.search("[A-Za-z]{3}", text) and not CHINESE.search(text) for text in texts
    )


def _patterns(tree: ast.AST) -> set[int]:
    """What a regular expression looks for is said to nobody."""
    return {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "compile"
        for argument in call.args
    }


def _docstrings(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
    return found
