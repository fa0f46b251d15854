"""Every operation, asked in ways nobody would: no fault of ours, and every answer as OpenAPI describes it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

from lianheng.web.api.operations import api
from lianheng.web.api.services import make_token

from ..cases.conftest import case, judge  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
NOT_ASKED = [ignored_auth, negative_data_rejection, positive_data_acceptance]
"""The token of the call stands in the place of generated ones; harmless oddities may be taken; rules of the house may refuse."""


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A server closes its connection to the database after a request; here it is the test's own, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_operation_breaks_and_each_answers_as_described(case, actor, one_connection):
    by = actor("discipline")
    _, key = make_token(by, "试", ["read", "case", "run", "import"], by.today + datetime.timedelta(days=1))
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    schema = schemathesis.openapi.from_dict(described)
    schema.app = get_wsgi_application()
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=10,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(one=operation.as_strategy())
        def ask(one: schemathesis.Case) -> None:
            answer = one.call(headers={"Authorization": f"Bearer {key}"}, base_url="http://testserver")
            assert answer.status_code < 500, f"{one.method} {one.formatted_path}: {answer.text}"
            one.validate_response(answer, excluded_checks=NOT_ASKED)

        ask()
        asked += 1
    assert asked == sum(len(path) for path in described["paths"].values()) > 10
