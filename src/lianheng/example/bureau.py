"""The bureau's years from first to last, maker by maker; each builds on the rows of those before it."""

from __future__ import annotations

import datetime
from decimal import Decimal

from lianheng.example import (
    assets,
    budget,
    bureau_meetings,
    centre,
    documents,
    education,
    hospitality,
    investments,
    journal,
    organisation,
    oversight,
    people,
    processes,
    regulations,
    responsibility,
    revenue,
    services,
    talks,
    units,
    vehicles,
)
from lianheng.example.cashier import Cashier, line, payee
from lianheng.example.commitments import pay_contracts
from lianheng.example.decisions import Decisions
from lianheng.example.firms import Firms
from lianheng.example.funds import Funds, enterprises
from lianheng.example.invoices import Invoices
from lianheng.example.meetings import Meetings
from lianheng.example.names import Firm
from lianheng.example.procurement import Market, Procurement
from lianheng.example.projects import write_purchases
from lianheng.example.spending import Spending
from lianheng.example.travel import Travel
from lianheng.example.workdays import DAY
from lianheng.example.world import BUREAU, World


class Bureau:
    """Who and what lasts over the years, and the making of each year."""

    def __init__(self, world: World) -> None:
        self.world = world
        units.write_units(world)
        people.write_people(world)
        people.write_seconded(world)
        centre.write_staff(world)
        self.firms, self.invoices = Firms(world), Invoices(world)
        self.canteens: list[Firm] = hospitality.canteens(world)
        self.enterprises: list[Firm] = enterprises(world)
        self.market = Market()
        self.cashier = Cashier(world, self.invoices)
        vehicles.write_vehicles(world)
        assets.write_old_assets(world)
        responsibility.write_key_posts(world)
        responsibility.write_interests(world)
        oversight.write_risks(world)
        oversight.write_role_assignments(world)
        investments.write_projects(world)

    def live(self, year: int) -> None:
        """One year, clean."""
        self._conduct(year)
        self._money(year)
        self._rest(year)

    def _conduct(self, year: int) -> None:
        world = self.world
        Travel(world, year, self.invoices).write()
        documents.write_documents(world, year)
        meetings = Meetings(world, year)
        education.write_education(world, year, meetings)
        organisation.write_organisation_life(world, year, meetings)
        bureau_meetings.write_bureau_meetings(world, year, meetings)
        self.decisions = Decisions(world, year, bureau_meetings.write_leaders_meetings(world, year, meetings))
        centre.write_conduct(world, year, meetings)
        talks.write_talks(world, year)
        responsibility.write_duties(world, year)
        responsibility.write_pledges(world, year)
        responsibility.write_declarations(world, year)
        responsibility.write_plans(world, year + 1)
        regulations.write_regulations(world, year)
        regulations.write_honours(world, year)

    def _money(self, year: int) -> None:
        world = self.world
        hospitality.Hospitality(world, year, self.invoices, self.canteens, self.firms["会务服务"]).write()
        vehicles.write_vehicle_log(world, year)
        self.procurement = Procurement(world, year, self.firms, self.decisions, self.market)
        write_purchases(self.procurement)
        Spending(world, year, self.cashier, self.firms).write()
        pay_contracts(world, year, self.cashier, self.firms)
        Funds(world, year, self.cashier, self.enterprises).write()
        if year == vehicles.bought_in(world):
            self._buy_a_car(year)
        self.cashier.number_vouchers()
        budget.write_budget(world, year)
        assets.write_bought_assets(world, year)
        assets.write_asset_events(world, year, self.decisions, self.enterprises)
        self.decisions.decide_the_rest()

    def _rest(self, year: int) -> None:
        world = self.world
        oversight.write_officer_logs(world, year)
        oversight.write_inspections(world, year)
        oversight.write_problems(world, year)
        oversight.write_tasks(world, year)
        oversight.write_complaints(world, year)
        oversight.write_actions(world, year)
        investments.write_reviews(world, year, self.firms)
        services.write_requests(world, year, self.enterprises)
        services.write_service_cases(world, year)
        services.write_surveys(world, year, self.enterprises)
        revenue.write_revenue(world, year)
        revenue.write_analyses(world, year)

    def _buy_a_car(self, year: int) -> None:
        """Decided in January, bought in February."""
        dealer, signed = self.firms["汽车销售"][0], datetime.date(year, 2, 20)
        decision = self.decisions.decide(
            self.decisions.meetings[0], "funds", "更新公务用车", vehicles.NEW_CAR_PRICE, signed
        )
        contract = self.world.add(
            "contracts",
            contract_id=f"HT{year}-GC",
            procurement_id=None,
            unit_id=BUREAU,
            supplier_id=dealer.uscc,
            supplier=dealer.name,
            amount=Decimal(vehicles.NEW_CAR_PRICE),
            signed_on=signed,
            published_on=signed + DAY,
            accepted_on=signed + 5 * DAY,
            decision_id=decision["decision_id"],
            currency="CNY",
        )
        on = self.world.workdays.after(signed + 8 * DAY, 0)
        self.cashier.pay(
            BUREAU,
            line(year, "V01"),
            on,
            payee(dealer),
            vehicles.NEW_CAR_PRICE,
            "31013",
            "购置公务用车",
            contract_id=contract["contract_id"],
        )

    def close(self) -> None:
        """What is written once all years are lived: the books, the logs, the register."""
        for year in self.world.span:
            processes.write_processes(self.world, year)
        journal.write_journal(self.world, self.cashier)
        revenue.write_three_public(self.world)
        carriers = [
            *self.invoices.carriers.values(),
            *(hotel for hotels in self.invoices.hotels.values() for hotel in hotels),
        ]
        self.firms.register([*self.canteens, *self.enterprises, *carriers])
