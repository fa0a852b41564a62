"""Makes a drawn world of records, and compares what is counted with the oracle."""

from odoo import Command

from .indicator_case import PAPER, IndicatorCase
from .indicator_oracle import CLAIMS, judge, tell
from .indicator_worlds import FILES
from .lead_case import LeadCase

# a firm of Estonia: there the VAT number does not hold the register's
VAT = "EE100931558"


class IndicatorWorldCase(IndicatorCase, LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.resource_calendar_id.tz = "Europe/Stockholm"
        twins = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "country_id": cls.country_ee.id,
                    "company_registry": registry,
                }
                for name, registry in (("C", "1234 5678"), ("D", "12345678"))
            ]
        )
        cls.organisations = dict(
            zip(
                "abcd",
                [cls.company_a.partner_id, cls.company_b.partner_id, *twins],
                strict=True,
            )
        )
        cls.project.member_ids = [
            Command.create({"partner_id": twin.id, "role": role})
            for twin, role in zip(twins, ("associated", "partner"), strict=True)
        ]
        cls.members = {
            name: cls.project.member_ids.filtered(
                lambda member, partner=partner: member.partner_id == partner
            )
            for name, partner in cls.organisations.items()
        }
        cls.companies = {"a": cls.company_a, "b": cls.company_b}
        cls.users = {"a": cls.adviser_a, "b": cls.adviser_b}
        cls.files = [cls._create_file(*one) for one in FILES]
        cls.kinds = {
            name: cls.env.ref(f"sme_crossborder.sme_evidence_kind_{name}")
            for name in (
                *("attendance_list", "action_plan", "agreement", "adopter_statement"),
                *("first_sale", "consent", "other"),
            )
        }
        cls.stages = cls.env["crm.lead"]._get_journey_stages()
        cls.teasers = {"a": cls._publish("a"), "b": cls._publish("b")}
        cls.env.flush_all()

    @classmethod
    def _create_file(cls, member, number):
        values = {"registry_number": number, "country_id": cls.country_se.id}
        if number == "vat":
            values = {"vat": VAT, "country_id": cls.country_ee.id}
        return cls._create_firm(
            cls.companies[member],
            f"Firm {number} of {member}",
            nace_id=cls._nace("62.10").id,
            year_ids=[
                Command.create({"year": 2025, "headcount": 12, "turnover": 1_000_000})
            ],
            **values,
        )

    @classmethod
    def _publish(cls, member):
        """Return the teaser of a published lead of an organisation."""
        firm, coordinator = cls.firm, cls.coordinator_a
        if member == "b":
            firm, coordinator = cls.firm_b, cls.coordinator_b
        lead = cls._create_lead(cls.users[member], firm_id=firm.id)
        lead.action_ask_review()
        lead.with_user(coordinator).action_accept_review()
        cls._approve(lead)
        lead.action_publish()
        return cls.env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])

    # ------------------------------------------------------------------
    # Making the world
    # ------------------------------------------------------------------

    def make_world(self, world):
        """Make the records of a world, and number its things as they are numbered."""
        self.papers = []
        self._make_project(world)
        self._make_enrolments(world)
        self._make_services(world)
        self._make_journeys(world)
        self._make_barriers(world)
        self._make_cases(world)
        self._make_parties(world)
        self._make_interests(world)
        self._make_workshops(world)
        self._make_outputs(world)
        self._make_entries(world)
        self.env["sme.evidence"].create(self.papers)
        self.env.flush_all()
        self.env.invalidate_all()

    def _number(self, things, records):
        for thing, record in zip(things, records, strict=True):
            thing.id = record.id

    def _create(self, model, things, prepare):
        """Create records of things, in their order."""
        records = self.env[model].create([prepare(thing) for thing in things])
        self._number(things, records)
        return records

    def _set(self, table, things, prepare):
        """Say what a record came to be by ways that are tested elsewhere."""
        self.env.flush_all()
        for thing in things:
            values = prepare(thing)
            columns = ", ".join(f"{name} = %s" for name in values)
            self.env.cr.execute(
                f"UPDATE {table} SET {columns} WHERE id = %s",  # noqa: S608
                [*values.values(), thing.id],
            )
        self.env.invalidate_all()

    def _attach_all(self, things, fname):
        for thing in things:
            self.papers += [
                {
                    "name": kind,
                    "kind_id": self.kinds[kind].id,
                    "document": PAPER,
                    "document_name": "paper.txt",
                    "date": "2026-01-01",
                    fname: thing.id,
                }
                for kind in thing.papers
            ]

    def _make_project(self, world):
        self.company_a.resource_calendar_id.tz = world.zone
        self.project.write(
            {
                "date_end": world.end,
                "least_support_minutes": world.least_minutes,
                "least_support_days": world.least_days,
                "new_firm_years": world.new_firm_years,
            }
        )
        for name, member in world.members.items():
            member.id = self.members[name].id
        self._set(
            "sme_project_member",
            world.members.values(),
            lambda one: {"date_start": one.since, "date_end": one.until},
        )

    def _make_enrolments(self, world):
        self._number(world.firms, self.files)
        for firm, file in zip(world.firms, self.files, strict=True):
            file.founding_year = firm.founded
        enrolled = [firm for firm in world.firms if firm.enrolled]
        enrolments = self.env["sme.enrolment"].create(
            [
                {
                    "firm_id": firm.id,
                    "project_id": self.project.id,
                    "date": firm.enrolled,
                    "date_end": firm.left,
                    "sme_declared": firm.countable,
                    "not_in_difficulty": True,
                    "privacy_notice_given": True,
                }
                for firm in enrolled
            ]
        )
        for firm, enrolment in zip(enrolled, enrolments, strict=True):
            firm.enrolment_id = enrolment.id
            self.assertEqual(enrolment.is_countable, firm.countable)

    def _make_services(self, world):
        self._create(
            "sme.service",
            world.services,
            lambda one: {
                "name": "Service",
                "firm_id": one.firm.id,
                "kind_id": (self.advice if one.is_support else self.call).id,
                "date": one.day,
            },
        )
        self._set("sme_service", world.services, lambda one: {"minutes": one.minutes})

    def _make_journeys(self, world):
        markets = {
            code: self.env.ref(f"base.{code.lower()}").id
            for code in {one.market for one in world.journeys}
        }
        self._create(
            "crm.lead",
            world.journeys,
            lambda one: {
                "firm_id": one.firm.id,
                "target_country_id": markets[one.market],
            },
        )
        self._set(
            "crm_lead",
            world.journeys,
            lambda one: {
                "stage_id": self.stages[-1 if one.is_won else 1].id,
                "won_status": "won" if one.is_won else "pending",
                "create_date": one.begun,
                "market_entry_date": one.entry,
                "active": not one.is_archived,
            },
        )
        self._attach_all(world.journeys, "lead_id")
        self._create(
            "sme.journey.stage.log",
            world.stages,
            lambda one: {
                "lead_id": one.journey.id,
                "firm_id": one.firm.id,
                "company_id": self.companies[one.firm.member].id,
                "target_country_id": markets[one.journey.market],
                "stage_id": self.stages[0].id,
                "date_entered": one.entered,
                "date_left": one.left,
            },
        )

    def _make_barriers(self, world):
        kind = self.env["sme.barrier.type"].search([], limit=1)
        self._create(
            "sme.barrier.encounter",
            world.barriers,
            lambda one: {
                "name": "Forms",
                "firm_id": one.firm.id,
                "type_id": kind.id,
                "target_country_id": self.env.ref("base.fi").id,
                "date": one.met,
                "date_closed": one.closed,
                "state": one.state,
                "lesson": "Ask early.",
                "user_id": self.users[one.firm.member].id,
            },
        )

    def _make_cases(self, world):
        topic = self.env.ref("sme_crossborder.sme_guidance_topic_legal_contracts")
        self._create(
            "sme.guidance.case",
            world.cases,
            lambda one: {
                "name": "Question",
                "topic_id": topic.id,
                "firm_id": one.firm.id,
                "summary": "Yes.",
                "drop_reason": "No.",
                "user_id": self.users[one.firm.member].id,
            },
        )
        self._set(
            "sme_guidance_case",
            world.cases,
            lambda one: {"state": one.state, "date_closed": one.closed},
        )
        model = self.env["ir.model"]._get_id("sme.guidance.case")
        self.env["rating.rating"].create(
            [
                {
                    "res_model_id": model,
                    "res_id": one.id,
                    "rating": one.said or 0,
                    # asked, and not answered
                    "consumed": bool(one.said),
                }
                for one in world.cases
            ]
        )

    def _make_parties(self, world):
        kind = self.env["sme.cooperation.type"].search([], limit=1)
        cooperations = self.env["sme.cooperation"].create(
            [{"cooperation_type_id": kind.id, "date": one.day} for one in world.parties]
        )
        told = iter(cooperations)
        self._create(
            "sme.cooperation.party",
            world.parties,
            lambda one: {
                "cooperation_id": next(told).id,
                "partner_id": self.organisations[one.firm.member].id,
                "company_id": self.companies[one.firm.member].id,
                "file_id": one.firm.id,
                "is_credited": one.is_credited,
            },
        )

    def _make_interests(self, world):
        names = iter(range(len(world.interests)))
        self._create(
            "sme.partner.lead.interest",
            world.interests,
            lambda one: {
                "teaser_id": self.teasers[one.member].id,
                "lead_title": "Lead",
                "partner_id": self.organisations["c"].id,
                "firm_name": f"Firm {next(names)}",
                "message": "We sell.",
                "date_asked": one.asked,
                "date_answered": one.answered,
                "answer_until": one.due,
                "state": one.state,
            },
        )

    def _make_workshops(self, world):
        self._create(
            "event.event",
            world.workshops,
            lambda one: {
                "name": "Workshop",
                "company_id": self.companies[one.member].id,
                "is_workshop": True,
                "workshop_kind": "collaboration",
                "workshop_project_id": self.project.id,
                "date_begin": one.ends.replace(hour=7),
                "date_end": one.ends,
                "date_tz": one.zone,
                "user_id": False,
                "address_id": False,
                "counts_as": one.counts_as,
                "admission": "public" if one.is_public else "closed",
                "workshop_organiser_ids": [
                    Command.create({"partner_id": self.organisations[name].id})
                    for name in one.organisers
                ],
                "registration_ids": [
                    Command.create({"name": f"Person {number}", "state": state})
                    for number, state in enumerate(
                        ["done"] * one.heads + ["open"] * one.absent
                    )
                ],
            },
        )
        self._set(
            "event_event",
            world.workshops,
            lambda one: {
                "active": not one.is_archived,
                "kanban_state": "cancel" if one.is_cancelled else "normal",
            },
        )
        self._attach_all(world.workshops, "event_id")

    def _make_outputs(self, world):
        self._create(
            "sme.output",
            world.outputs,
            lambda one: {
                "name": f"The {one.kind}",
                "kind": one.kind,
                "project_id": self.project.id,
                "company_id": self.companies[one.member].id,
                "date_done": one.done,
                "obstacle": one.obstacle,
                "uptake_actions": one.uptake_actions,
            },
        )
        authors = [(one, author) for one in world.outputs for author in one.authors]
        countries = {one.code: one.id for one in self._countries()}
        records = self.env["sme.output.author"].create(
            [
                {
                    "output_id": output.id,
                    "partner_id": self.organisations[author.organisation].id,
                    "country_id": author.country and countries[author.country],
                }
                for output, author in authors
            ]
        )
        self._number([author for _output, author in authors], records)
        self._create(
            "sme.output.uptake",
            world.uptakes,
            lambda one: {
                "output_id": one.output.id,
                "name": "Adopter",
                "country_id": self.country_ee.id,
                "date": one.day,
            },
        )
        self._attach_all(world.outputs, "output_id")
        self._attach_all(world.uptakes, "uptake_id")

    def _countries(self):
        return self.country_se | self.country_lv | self.country_ee

    def _make_entries(self, world):
        self._create(
            "sme.indicator.entry",
            world.entries,
            lambda one: {
                "project_id": self.project.id,
                "indicator_id": self._indicator(one.code).id,
                "member_id": self.members[one.member].id,
                "date": one.day,
                "amount": one.amount,
                "note": "Paper",
                "enrolment_id": one.firm and one.firm.enrolment_id,
            },
        )
        self._attach_all(world.entries, "entry_id")

    # ------------------------------------------------------------------
    # Comparing
    # ------------------------------------------------------------------

    def compare(self, world, codes=CLAIMS):
        """Check figures and receipts of every indicator against the oracle.

        :raises AssertionError: naming the indicator, and what differs
        """
        self._count()
        told, receipts = self._read_figures(), self._read_receipts()
        differing = {}
        for code in codes:
            found = self._get_told(receipts.get(code, ()))
            claims = {claim.id: claim for claim in judge(world, code)}
            expected = {
                claim.id: (
                    claim.reason,
                    claim.member,
                    claim.day,
                    claim.reason == "counted" and round(float(claim.amount), 6),
                )
                for claim in claims.values()
            }
            for record in found.keys() | expected.keys():
                pair = found.get(record), expected.get(record)
                if pair[0] != pair[1]:
                    differing[code, record] = (*pair, claims.get(record))
            whole, by_member = tell(world, code)
            for name, figure in (None, whole), *by_member.items():
                if abs(told[code, name] - figure) > 1e-6:
                    differing[code, name or "project"] = told[code, name], figure
        self.assertFalse(differing, "told, expected")

    def _get_told(self, rows):
        """Return what receipts say of each record, in the words of the oracle."""
        names = {member.id: name for name, member in self.members.items()}
        return {
            row["res_id"]: (
                row["reason"],
                names[row["member_id"][0]],
                row["date"] or None,
                row["is_counted"] and round(row["amount"], 6),
            )
            for row in rows
        }

    def _read_figures(self):
        """Return ``{(code, name of the member or None): figure}``."""
        names = {member.id: name for name, member in self.members.items()}
        values = self.Value.search([("project_id", "=", self.project.id)])
        return {
            (value.indicator_id.code, names.get(value.member_id.id)): value.value
            for value in values
        }

    def _read_receipts(self):
        """Return the receipts by the code of their indicator."""
        rows = self.Receipt.search_read(
            [("project_id", "=", self.project.id)],
            [
                *("indicator_id", "res_id", "reason", "member_id"),
                *("date", "is_counted", "amount"),
            ],
        )
        codes = {one.id: one.code for one in self.shipped}
        by_code = {}
        for row in rows:
            by_code.setdefault(codes[row["indicator_id"][0]], []).append(row)
        return by_code
