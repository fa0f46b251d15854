"""Pages of units and people."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from lianheng.text import Text
from lianheng.web.access.gate import Asked, page
from lianheng.web.people import forms, services
from lianheng.web.people.models import Department, Person, Unit
from lianheng.web.people.selectors import people, person_page, unit_page, units
from lianheng.web.people.tables import PersonFilter, PersonTable, UnitFilter, UnitTable
from lianheng.web.shell.editing import editing
from lianheng.web.shell.listing import listing
from lianheng.web.shell.submitting import submitting

READ = ("GET", "HEAD")


@page("people.view_unit", methods=READ)
def unit_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("people.view_unit", units())
    new = reverse("people:new_unit") if request.actor.may("people.change_unit") else None
    return listing(request, UnitTable, UnitFilter, records, Text("单位", "Units"), new=new)


@page("people.view_unit", Unit, methods=READ)
def unit(request: Asked, unit: Unit) -> HttpResponse:
    return render(request, "people/unit.html", unit_page(unit))


@page("people.change_unit")
def new_unit(request: Asked) -> HttpResponse:
    return editing(
        request,
        forms.UnitForm,
        Unit(),
        services.save_unit,
        Text("新建单位", "New unit"),
        lambda u: _at("unit", u),
    )


@page("people.change_unit", Unit)
def change_unit(request: Asked, unit: Unit) -> HttpResponse:
    title = Text(f"修改单位 {unit}", f"Change unit {unit}")
    return editing(request, forms.UnitForm, unit, services.save_unit, title, lambda u: _at("unit", u))


@page("people.change_unit")
def new_department(request: Asked) -> HttpResponse:
    return editing(
        request,
        forms.DepartmentForm,
        Department(),
        services.save_department,
        Text("新建科室", "New department"),
        lambda department: _at("unit", department.unit),
    )


@page("people.change_unit", Department)
def change_department(request: Asked, department: Department) -> HttpResponse:
    title = Text(f"修改科室 {department}", f"Change department {department}")
    return editing(
        request,
        forms.DepartmentForm,
        department,
        services.save_department,
        title,
        lambda d: _at("unit", d.unit),
    )


@page("people.view_person", methods=READ)
def person_list(request: Asked) -> HttpResponseBase:
    records = request.actor.permitted("people.view_person", people())
    new = reverse("people:new_person") if request.actor.may("people.change_person") else None
    return listing(request, PersonTable, PersonFilter, records, Text("人员", "People"), new=new)


@page("people.view_person", Person, methods=READ)
def person(request: Asked, person: Person) -> HttpResponse:
    return render(request, "people/person.html", person_page(request.actor, person))


@page("people.change_person")
def new_person(request: Asked) -> HttpResponse:
    return editing(
        request,
        forms.PersonForm,
        Person(),
        services.save_person,
        Text("新建人员", "New person"),
        lambda p: _at("person", p),
    )


@page("people.change_person", Person)
def change_person(request: Asked, person: Person) -> HttpResponse:
    title = Text(f"修改人员 {person}", f"Change person {person}")
    return editing(request, forms.PersonForm, person, services.save_person, title, lambda p: _at("person", p))


@page("people.change_person", Person)
def appoint(request: Asked, person: Person) -> HttpResponse:
    """A new post for a person."""

    def save(form: forms.PostForm) -> HttpResponse:
        services.appoint(request.actor, person, **form.cleaned_data)
        return redirect(_at("person", person))

    return submitting(request, forms.PostForm, save, Text(f"任命 {person}", f"Appoint {person}"))


def _at(view: str, record: Unit | Person) -> str:
    return reverse(f"people:{view}", kwargs={"key": record.pk})
