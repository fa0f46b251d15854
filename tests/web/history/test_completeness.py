"""No path around the journal: for every kind of record that exists, found at run time."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import override

import lianheng.web
from lianheng.text import ProductFault
from lianheng.web.access.permissions import permissions
from lianheng.web.history.comparison import kept_models
from lianheng.web.history.models import KeptRows
from lianheng.web.history.verification import verify

from .. import screens

pytestmark = pytest.mark.django_db
KINDS = {model.kind(): model for model in kept_models()}
WEB = Path(lianheng.web.__file__).parent
OPENS = {"history/services.py", "history/models.py", "access/services.py", "access/models.py"}
"""Who may open kept records: the services of the journal, and one's own password, which writes its entry itself."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_not_written_outside_a_service(kind):
    model = KINDS[kind]
    with pytest.raises(ProductFault, match="outside"):
        model().save()
    with pytest.raises(ProductFault, match="outside"):
        model(pk="1").delete()
    for write in ("update", "delete", "bulk_create", "bulk_update"):
        with pytest.raises(ProductFault, match="in bulk"):
            getattr(model._default_manager.all(), write)(*([[]] if write.startswith("bulk") else []))
    assert isinstance(model._default_manager.all(), KeptRows)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_has_nothing_that_its_entries_would_not_tell(kind):
    model = KINDS[kind]
    for name in model.sensitive | model.unkept | model.fixed:
        assert any(field.attname == name for field in model._meta.concrete_fields), name
    for field in model._meta.many_to_many:
        assert not field.remote_field.through._meta.auto_created, f"{field} is written without an entry"
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            stays = getattr(field.related_model, "fixed", None) or field.remote_field.on_delete in (
                models.PROTECT,
                models.RESTRICT,
            )
            assert stays, f"{field} deletes without an entry"
        assert not isinstance(field, models.FloatField | models.BinaryField), f"{field} has no exact text"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_says_by_which_action_it_is_seen_and_where_it_stands(kind):
    model = KINDS[kind]
    assert model.seeing() in permissions(), f"{kind}: say seen_by"
    for path in (model.reach.unit, model.reach.department, model.reach.own):
        assert path is None or _leads_somewhere(model, path), path


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_in_both_languages(kind):
    """The history of a record shows its fields to whoever may read it."""
    for field in KINDS[kind]._meta.concrete_fields:
        if field.name not in ("id", "version"):
            with override("zh-hans"):
                assert re.search("[\u4e00-\u9fff]", str(field.verbose_name)), field
            with override("en"):
                assert not re.search("[\u4e00-\u9fff]", str(field.verbose_name)), field


def test_only_the_journals_own_services_open_kept_records():
    opening = {file for file, names in _names_used() if "kept_records_open" in names}
    assert opening <= OPENS


def test_no_app_writes_sql_to_tables_of_records():
    executing = {
        file for file, names in _names_used() if names & {"executemany", "bulk_insert_records", "_raw_delete"}
    }
    assert not executing


def test_every_row_that_the_apps_make_has_its_entry(cast):
    screens.furnish()
    verified = verify()
    assert verified.intact, verified.problems
    assert verified.things > 40


def _leads_somewhere(model: type[models.Model], path: str) -> bool:
    try:
        for step in path.split("__"):
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
            model = field.related_model or model
    except FieldDoesNotExist:
        return False
    return True


def _names_used() -> list[tuple[str, set[str]]]:
    found = []
    for file in sorted(WEB.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        found.append((file.relative_to(WEB).as_posix(), names))
    return found
