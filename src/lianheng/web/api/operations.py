"""Every operation for programs. Each names its scope, and asks the same services as the pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from ninja import Field, File, NinjaAPI, Schema, Status, UploadedFile
from ninja.errors import AuthenticationError
from ninja.errors import ValidationError as Malformed
from ninja.pagination import LimitOffsetPagination, paginate

from lianheng import __version__
from lianheng.text import Text, UserError
from lianheng.web.api import schemas
from lianheng.web.api.entry import Bearer, within
from lianheng.web.api.models import Scope
from lianheng.web.cases import selectors as cases
from lianheng.web.cases import services as case_services
from lianheng.web.cases.models import Case, Run
from lianheng.web.cases.steps import WAYS, Step
from lianheng.web.history.services import Conflict
from lianheng.web.jobs.models import Job
from lianheng.web.jobs.selectors import jobs_of
from lianheng.web.jobs.services import start
from lianheng.web.ledger import services as ledger_services
from lianheng.web.ledger.models import Import
from lianheng.web.ledger.selectors import visible_imports
from lianheng.web.people.models import Person
from lianheng.web.reports.counting import figure_records
from lianheng.web.reports.models import FigureSet
from lianheng.web.reports.selectors import figure_sets

api = NinjaAPI(
    title="Lianheng 廉衡",
    version=__version__,
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api_operations",
    description="Imports, runs, cases and figures for programs. Permissions are those of the token's owner.",
)
NOT_YOURS = Text("您没有这项权限。", "You may not do this.")
NOTHING = Text("没有这条记录，或您无权查看。", "There is no such record, or it is not yours to see.")
NOT_KNOWN = Text("请提供有效的令牌。", "Give a valid token.")
REFUSALS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409), schemas.Refusal)


class Pages(LimitOffsetPagination):
    """So many from such a place on; within what every database can count."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=1000)
        offset: int = Field(0, ge=0, le=2**31)


def _refusal(request: Any, status: int, text: Text) -> HttpResponse:
    return api.create_response(request, {"zh": text.zh, "en": text.en}, status=status)


@api.exception_handler(Conflict)
def conflict(request: Any, error: Conflict) -> HttpResponse:
    return _refusal(request, 409, error.text)


@api.exception_handler(UserError)
def refused(request: Any, error: UserError) -> HttpResponse:
    return _refusal(request, 400, error.text)


@api.exception_handler(ValidationError)
def invalid(request: Any, error: ValidationError) -> HttpResponse:
    return _refusal(request, 400, Text("；".join(error.messages), "; ".join(error.messages)))


@api.exception_handler(Malformed)
def malformed(request: Any, error: Malformed) -> HttpResponse:
    """Names each part of the request that is missing or wrong."""
    told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return _refusal(request, 400, Text(f"请求有误：{told}", f"The request is wrong: {told}"))


@api.exception_handler(AuthenticationError)
def unknown(request: Any, error: AuthenticationError) -> HttpResponse:
    return _refusal(request, 401, NOT_KNOWN)


@api.exception_handler(PermissionDenied)
def denied(request: Any, error: PermissionDenied) -> HttpResponse:
    return _refusal(request, 403, NOT_YOURS)


@api.exception_handler(Http404)
def missing(request: Any, error: Http404) -> HttpResponse:
    return _refusal(request, 404, NOTHING)


@api.get("/cases", response={200: list[schemas.CaseOut], **REFUSALS})
@paginate(Pages)
def list_cases(request: Any, state: str = "", rule: str = "") -> QuerySet[Case]:
    """Cases in reach, the loudest first."""
    found = within(request, Scope.READ).permitted("cases.view_case", cases.cases())
    found = found.filter(state=state) if state else found
    return found.filter(rule=rule) if rule else found


@api.get("/cases/{case_id}", response={200: schemas.CaseWhole, **REFUSALS})
def get_case(request: Any, case_id: int) -> Case:
    """A case with the rows it is about."""
    found: Case = _one(within(request, Scope.READ).permitted("cases.view_case", cases.cases()), case_id)
    return found


@api.post("/cases/{case_id}/{step}", response={200: schemas.CaseOut, **REFUSALS})
def take_step(request: Any, case_id: int, step: str, given: schemas.StepIn) -> Case:
    """One step of a case: explain, confirm, extend, submit, return_, verify, dismiss, reopen."""
    by = within(request, Scope.CASE)
    case = _one(by.permitted("cases.view_case", cases.cases()), case_id)
    if step not in {way.value for way in WAYS} or step == Step.VANISH:
        raise Http404
    values = given.given()
    if "holder" in values:
        values["holder"] = _one(Person.objects.filter(unit=case.unit_id), values["holder"])
    try:
        taken: Case = getattr(case_services, step)(by, case, **values)
    except TypeError as error:
        raise UserError(
            f"步骤 {step} 的内容不全或多余。", f"Step {step} lacks a field or was given one too many."
        ) from error
    return taken


@api.get("/runs", response={200: list[schemas.RunOut], **REFUSALS})
@paginate(Pages)
def list_runs(request: Any) -> QuerySet[Run]:
    """Runs in reach, the newest first."""
    return within(request, Scope.READ).permitted("cases.view_run", cases.runs())


@api.post("/runs", response={202: schemas.JobOut, **REFUSALS})
def start_run(request: Any, given: schemas.RunIn) -> Any:
    """Have the rules judge a unit's year."""
    job = start(
        within(request, Scope.RUN),
        "cases.run",
        f"{given.unit} {given.year}",
        unit=given.unit,
        year=given.year,
    )
    return Status(202, job)


@api.get("/figures", response={200: list[schemas.FigureSetOut], **REFUSALS})
@paginate(Pages)
def list_figures(request: Any) -> QuerySet[FigureSet]:
    """Counts of figures in reach, the newest first."""
    return within(request, Scope.READ).permitted("reports.view_figures", figure_sets())


@api.get("/figures/{set_id}/{figure}", response={200: schemas.FigureOut, **REFUSALS})
def get_figure(request: Any, set_id: int, figure: str) -> dict[str, Any]:
    """One figure of a count, with the keys of its rows."""
    counted = _one(within(request, Scope.READ).permitted("reports.view_figures", figure_sets()), set_id)
    records = figure_records(counted)
    if figure not in records:
        raise Http404
    return records[figure]


@api.post("/figures", response={202: schemas.JobOut, **REFUSALS})
def count_figures(request: Any, given: schemas.RunIn) -> Any:
    """Have the figures of a unit's year counted."""
    by = within(request, Scope.RUN)
    job = start(by, "reports.count", f"{given.unit} {given.year}", unit=given.unit, year=given.year)
    return Status(202, job)


@api.get("/imports", response={200: list[schemas.ImportOut], **REFUSALS})
@paginate(Pages)
def list_imports(request: Any) -> QuerySet[Import]:
    """Imports in reach, the newest first."""
    return visible_imports(within(request, Scope.READ))


@api.get("/imports/{import_id}", response={200: schemas.ImportOut, **REFUSALS})
def get_import(request: Any, import_id: int) -> Import:
    """An import and what became of it."""
    found: Import = _one(visible_imports(within(request, Scope.READ)), import_id)
    return found


@api.post("/imports", response={202: schemas.ImportOut, **REFUSALS})
def upload(request: Any, files: File[list[UploadedFile]]) -> Any:
    """Give files to be imported. They are checked at once and recorded only when the import is accepted."""
    record, _ = ledger_services.upload(within(request, Scope.IMPORT), files)
    return Status(202, record)


@api.post("/imports/{import_id}/accept", response={202: schemas.JobOut, **REFUSALS})
def accept(request: Any, import_id: int) -> Any:
    """Record an import that was checked and found ready."""
    by = within(request, Scope.IMPORT)
    return Status(202, ledger_services.accept(by, _one(visible_imports(by), import_id)))


@api.get("/jobs/{job_id}", response={200: schemas.JobOut, **REFUSALS})
def get_job(request: Any, job_id: int) -> Job:
    """How far a piece of work is."""
    found: Job = _one(jobs_of(within(request, Scope.READ)), job_id)
    return found


def _one(records: QuerySet[Any], key: object) -> Any:
    """Raises Http404 for a record out of reach, or a number no database holds."""
    if isinstance(key, int) and not 0 < key < 2**63:
        raise Http404
    found = records.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
