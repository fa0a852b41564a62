# ruff: noqa: S608  (what is put into the SQL are names and formulas written here)
"""Firms of a project, and what is done for them, as it is counted."""

from __future__ import annotations

import twins
from indicator_copies import Copies

SUPPORT = "sme_crossborder.sme_service_kind_advice"
CALL = "sme_crossborder.sme_service_kind_call"
STAGES = ("crm_stage_first_contact", "crm_stage_screened", "crm_stage_needs")
ENTRY = "sme_crossborder.crm_stage_entry"
MARKETS = ("se", "fi", "ee", "lv", "lt", "pl", "dk", "no", "de", "nl", "fr", "ie")


class FirmFilling(Copies):
    """Enrolments, services, journeys, barriers, guidance cases."""

    # ------------------------------------------------------------------
    # By the ORM
    # ------------------------------------------------------------------

    def _help(self, company):
        """Help one firm of an organisation in every way that is counted."""
        env = self.env
        firm = env["sme.firm"].create(
            {
                "name": f"Firm of {company.name}",
                "company_id": company.id,
                "country_id": company.country_id.id,
                "user_id": False,
            }
        )
        user = env["res.users"].search([("login", "=", twins.LOGIN_ALL)])
        of_firm = {"firm_id": firm.id, "user_id": user.id}
        market = env.ref("base.de")
        return {
            "sme_firm": firm,
            "res_partner": firm.partner_id,
            "sme_entity": firm.entity_id,
            "sme_enrolment": env["sme.enrolment"].create(
                {
                    "firm_id": firm.id,
                    "project_id": self.project.id,
                    "date": "2025-02-01",
                }
            ),
            "sme_service": env["sme.service"].create(
                {
                    **of_firm,
                    "name": "Service",
                    "kind_id": env.ref(SUPPORT).id,
                    "date": "2025-03-01",
                    "minutes": 60,
                }
            ),
            "crm_lead": (
                journey := env["crm.lead"].create(
                    {
                        "name": "Journey",
                        "firm_id": firm.id,
                        "target_country_id": market.id,
                    }
                )
            ),
            "sme_journey_stage_log": env["sme.journey.stage.log"].search(
                [("lead_id", "=", journey.id)], limit=1
            ),
            "sme_barrier_encounter": env["sme.barrier.encounter"].create(
                {
                    **of_firm,
                    "name": "Barrier",
                    "type_id": self._ids("sme.barrier.type")[0],
                    "date": "2025-03-01",
                }
            ),
            "sme_guidance_case": (
                case := env["sme.guidance.case"].create(
                    {
                        **of_firm,
                        "name": "Case",
                        "topic_id": self._ids("sme.guidance.topic")[0],
                    }
                )
            ),
            "rating_rating": env["rating.rating"].create(
                {
                    "res_model_id": env["ir.model"]._get_id(case._name),
                    "res_id": case.id,
                    "rating": 3,
                    "consumed": True,
                }
            ),
            "sme_evidence": env["sme.evidence"].create(
                {
                    "name": "Paper",
                    "firm_id": firm.id,
                    "kind_id": self.kinds["first_sale"],
                    "document": self.PAPER,
                    "document_name": "paper.txt",
                }
            ),
        }

    # ------------------------------------------------------------------
    # By SQL
    # ------------------------------------------------------------------

    def _multiply_firms(self, origins):
        firms = self.number("enrolment")
        for table in ("res_partner", "sme_entity", "sme_firm"):
            self.first[table] = self._last_id(table) + 1
        code = "(SELECT code FROM res_country WHERE id = origin.country_id)"
        number = f"CASE WHEN {self.share(1)} < 0.98 THEN {code} || ':' || n END"
        self._multiply(
            "res_partner",
            origins,
            firms,
            commercial_partner_id=self.id_of("res_partner", "n"),
            name="'Firm ' || n",
        )
        self._multiply(
            "sme_entity",
            origins,
            firms,
            registry_key=number,
        )
        shared = f"({self.share(2)} < 0.05 AND n > 0)::int"
        self._multiply(
            "sme_firm",
            origins,
            firms,
            partner_id=self.id_of("res_partner", "n"),
            entity_id=self.id_of("sme_entity", f"(n - {shared})"),
            name="'Firm ' || n",
            founding_year=f"2000 + floor({self.share(3)} * 26)::int",
        )
        day = self.day("2025-01-10", 300, 4)
        self._multiply(
            "sme_enrolment",
            origins,
            firms,
            firm_id=self.firm("n"),
            date=day,
            date_end=f"CASE WHEN {self.share(5)} < 0.05 THEN {day} + 300 END",
            is_countable=f"{self.share(6)} < 0.8",
        )

    def _multiply_help(self, origins):
        kinds = [self.env.ref(name).id for name in (SUPPORT, CALL)]
        self._multiply(
            "sme_service",
            origins,
            self.number("service"),
            firm_id=self.firm("n"),
            kind_id=f"CASE WHEN {self.share(7)} < 0.75"
            f" THEN {kinds[0]} ELSE {kinds[1]} END",
            date=self.day("2025-01-15", 660, 8),
            minutes=f"15 + 15 * floor({self.share(9)} * 8)::int",
        )
        self._multiply_journeys(origins)
        closed = f"{self.share(20)} < 0.65"
        met = self.day("2025-01-15", 500, 21)
        self._multiply(
            "sme_barrier_encounter",
            origins,
            self.number("barrier"),
            firm_id=self.firm("n"),
            state=f"CASE WHEN {self.share(20)} < 0.5 THEN 'overcome'"
            f" WHEN {closed} THEN 'accepted' ELSE 'open' END",
            date=met,
            date_closed=f"CASE WHEN {closed}"
            f" THEN {met} + floor({self.share(22)} * 120)::int END",
        )
        asked = f"({self.day('2025-01-15', 600, 23)})::timestamp + time '09:00'"
        answered = f"{asked} + {self.share(25)} * interval '8 days'"
        ended = f"{self.share(24)} < 0.7"
        self._multiply(
            "sme_guidance_case",
            origins,
            self.number("case"),
            firm_id=self.firm("n"),
            state=f"CASE WHEN {ended} THEN 'closed' ELSE 'new' END",
            date_asked=asked,
            date_answered=f"CASE WHEN {ended} THEN {answered} END",
            date_closed=f"CASE WHEN {ended} THEN {answered} + interval '20 days' END",
        )
        case = self.id_of("sme_guidance_case", "n")
        self._multiply(
            "rating_rating",
            origins,
            self.number("case"),
            f"{ended} AND {self.share(26)} < 0.6",
            res_id=case,
            sme_case_id=case,
            access_token="md5(n::text)",
            rating=f"(ARRAY[1, 3, 5])[1 + floor({self.share(27)} * 3)::int]",
        )

    def _multiply_journeys(self, origins):
        """Journeys to several markets, the stages they left, and first sales."""
        firms, journeys = self.number("enrolment"), self.number("journey")
        stages = [self.env.ref(f"sme_crossborder.{name}").id for name in STAGES]
        markets = [self.env.ref(f"base.{code}").id for code in MARKETS]
        market = f"(ARRAY{markets})[1 + (n / {firms} + n) % {len(markets)}]"
        won, lost = f"{self.share(10)} < 0.15", f"{self.share(10)} > 0.9"
        begun = self.day("2025-01-05", 450, 11)
        entered = f"{begun} + 30 + floor({self.share(12)} * 200)::int"
        self._multiply(
            "crm_lead",
            origins,
            journeys,
            firm_id=self.firm("n"),
            partner_id=self.id_of("res_partner", f"(n % {firms})"),
            target_country_id=market,
            stage_id=f"CASE WHEN {won} THEN {self.env.ref(ENTRY).id}"
            f" ELSE (ARRAY{stages})[1 + n % {len(stages)}] END",
            won_status=f"CASE WHEN {won} THEN 'won' WHEN {lost} THEN 'lost'"
            " ELSE 'pending' END",
            active=f"NOT ({lost})",
            create_date=f"({begun})::timestamp + time '10:00'",
            market_entry_date=f"CASE WHEN {won} THEN {entered} END",
        )
        self._attach(
            origins,
            journeys,
            f"{won} AND {self.share(13)} < 0.7",
            "first_sale",
            firm_id=self.firm("n"),
            lead_id=self.id_of("crm_lead", "n"),
        )
        step = f"(n / {journeys})"
        first = f"({self.day('2025-01-05', 400, 14)})::timestamp"
        at = f"{first} + {step} * interval '60 days'"
        left = f"{at} + {self.share(15)} * interval '59 days'"
        self._multiply(
            "sme_journey_stage_log",
            origins,
            self.number("stage"),
            lead_id=self.id_of("crm_lead", f"(n % {journeys})"),
            firm_id=self.firm(f"(n % {journeys})"),
            stage_id=f"(ARRAY{stages})[1 + {step}]",
            date_entered=at,
            date_left=f"CASE WHEN {step} < 2 THEN {left} END",
        )
