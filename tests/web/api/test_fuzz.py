"""Every operation, asked in ways nobody would: no fault of ours, and every answer as OpenAPI describes it."""

from __future__ import annotations

import datetime

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

from lianheng.web.api.operations import api
from lianheng.web.api.services import make_token

from ..cases.conftest import case, judge  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
NOT_ASKED = [ignored_auth, negative_data_rejection, positive_data_acceptance]
"""The token of the call stands in the place of generated ones; harmless oddities may be taken; rules of the house may refuse."""


def test_no_operation_breaks_and_each_answers_as_described(case, actor):
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
