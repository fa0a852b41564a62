# ruff: noqa: S608  (what is put into the SQL are names and formulas written here)
"""What organisations of a project do together, as it is counted."""

from __future__ import annotations

from datetime import datetime

from indicator_copies import Copies

from odoo.fields import Command

ATTENDEES = 12  # of a workshop, beside the countable records
OUTPUTS = ("strategy", "pilot", "solution", "legal", "agreement", "training")


class JointFilling(Copies):
    """Workshops, outputs, agreements, interests, entries by hand."""

    # ------------------------------------------------------------------
    # By the ORM
    # ------------------------------------------------------------------

    def _work_together(self, company):
        env = self.env
        member = self.members.filtered(lambda one: one.company_id == company)
        other = self.members.filtered(
            lambda one: one.country_id != company.country_id
        ).partner_id[:1]
        event = env["event.event"].create(
            {
                "name": f"Workshop of {company.name}",
                "company_id": company.id,
                "is_workshop": True,
                "workshop_kind": "collaboration",
                "workshop_project_id": self.project.id,
                "date_begin": datetime(2025, 3, 1, 8),
                "date_end": datetime(2025, 3, 1, 15),
                "date_tz": "Europe/Stockholm",
                "user_id": False,
                "address_id": False,
                "workshop_organiser_ids": [Command.create({"partner_id": other.id})],
                "registration_ids": [Command.create({"name": "P", "state": "done"})],
            }
        )
        output = env["sme.output"].create(
            {
                "name": f"Output of {company.name}",
                "project_id": self.project.id,
                "company_id": company.id,
                "date_done": "2025-06-01",
                "author_ids": [Command.create({"partner_id": other.id})],
            }
        )
        uptake = env["sme.output.uptake"].create(
            {
                "output_id": output.id,
                "name": "Adopter",
                "country_id": company.country_id.id,
                "date": "2025-09-01",
            }
        )
        cooperation = env["sme.cooperation"].create(
            {
                "cooperation_type_id": self._ids("sme.cooperation.type")[0],
                "date": "2025-07-01",
                "party_ids": [
                    Command.create(
                        {
                            "partner_id": company.partner_id.id,
                            "company_id": company.id,
                            "country_id": company.country_id.id,
                        }
                    )
                ],
            }
        )
        lead = self._publish(company, "network")
        teaser = env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])
        interest = env["sme.partner.lead.interest"].create(
            {
                "teaser_id": teaser.id,
                "lead_title": lead.title,
                "partner_id": other.id,
                "message": "We make it",
                "date_asked": "2025-05-01",
            }
        )
        entry = env["sme.indicator.entry"].create(
            {
                "project_id": self.project.id,
                "indicator_id": self.by_hand.filtered(
                    lambda one: one.measure == "records"
                )[:1].id,
                "member_id": member.id,
                "date": "2025-05-01",
                "note": "By hand",
            }
        )
        paper = env["sme.evidence"].create(
            {
                "name": "Paper",
                "output_id": output.id,
                "kind_id": self.kinds["other"],
                "document": self.PAPER,
                "document_name": "paper.txt",
            }
        )
        return {
            "event_event": event,
            "event_registration": event.registration_ids,
            "sme_workshop_organiser": event.workshop_organiser_ids,
            "sme_output": output,
            "sme_output_author": output.author_ids,
            "sme_output_uptake": uptake,
            "sme_cooperation": cooperation,
            "sme_cooperation_party": cooperation.party_ids,
            "sme_partner_lead_interest": interest,
            "sme_indicator_entry": entry,
            "sme_evidence": paper,
        }

    # ------------------------------------------------------------------
    # By SQL
    # ------------------------------------------------------------------

    def _multiply_joint(self, origins):
        self._multiply_workshops(origins)
        self._multiply_outputs(origins)
        self._multiply_agreements(origins)
        self._multiply_interests(origins)
        self._multiply_entries(origins)

    def _multiply_workshops(self, origins):
        workshops = self.number("workshop")
        begin = f"({self.day('2025-01-15', 650, 40)})::timestamp + time '08:00'"
        kind = self.share(41)
        self._multiply(
            "event_event",
            origins,
            workshops,
            date_begin=begin,
            date_end=f"{begin} + interval '7 hours'",
            counts_as=f"CASE WHEN {kind} < 0.5 THEN 'rco81' WHEN {kind} < 0.75"
            " THEN 'rco85' ELSE 'rco115' END",
            admission=f"CASE WHEN {kind} < 0.75 THEN 'closed' ELSE 'public' END",
        )
        self._multiply(
            "sme_workshop_organiser",
            origins,
            workshops,
            f"{self.share(42)} < 0.8",
            event_id=self.id_of("event_event", "n"),
        )
        event = self.id_of("event_event", f"(n % {workshops})")
        self._multiply(
            "event_registration",
            origins,
            workshops * ATTENDEES,
            event_id=event,
            barcode="'bench-' || n",
            state=f"CASE WHEN {self.share(43)} < 0.8 THEN 'done' ELSE 'open' END",
        )
        self._attach(
            origins,
            workshops,
            f"{self.share(44)} < 0.85",
            "attendance_list",
            event_id=self.id_of("event_event", "n"),
        )

    def _multiply_outputs(self, origins):
        outputs = self.number("output")
        kinds = f"(ARRAY{list(OUTPUTS)})"
        done = (
            f"CASE WHEN {self.share(50)} < 0.9"
            f" THEN {self.day('2025-03-01', 600, 51)} END"
        )
        self._multiply(
            "sme_output",
            origins,
            outputs,
            # the organisation comes in turn too, and not the same kind always
            kind=f"{kinds}[1 + (n / {self.organisations}) % {len(OUTPUTS)}]",
            date_done=done,
            has_obstacle=f"{self.share(52)} < 0.8",
            has_uptake_actions=f"{self.share(53)} < 0.8",
        )
        output = self.id_of("sme_output", "n")
        partners = self.members.partner_id.ids
        of = self.id_of("sme_output", f"(n % {outputs})")
        # a second author: of another country, often enough
        step = f"(1 + floor({self.share(54)} * 9)::int)"
        turn = f"(n % {outputs} + (n / {outputs}) * {step})"
        author = f"(ARRAY{partners})[1 + ({turn} % {len(partners)})]"
        self._multiply(
            "sme_output_author",
            origins,
            min(self.number("author"), outputs * 2),
            output_id=of,
            partner_id=author,
            country_id=f"""(SELECT country_id FROM sme_project_member AS one
                             WHERE one.project_id = {self.project.id}
                               AND one.partner_id = {author})""",
            date=f"(SELECT date_done FROM sme_output AS one WHERE one.id = {of})",
        )
        self._multiply(
            "sme_output_uptake",
            origins,
            min(self.number("uptake"), outputs),
            output_id=output,
            date=self.day("2025-06-01", 500, 55),
        )
        for at, kind in enumerate(("other", "agreement")):
            self._attach(
                origins,
                outputs,
                f"{self.share(56)} < 0.85 AND (n / {self.organisations})"
                f" % {len(OUTPUTS)} {'=' if at else '<>'} 4",
                kind,
                output_id=output,
            )
        self._attach(
            origins,
            min(self.number("uptake"), outputs),
            f"{self.share(57)} < 0.5",
            "adopter_statement",
            uptake_id=self.id_of("sme_output_uptake", "n"),
        )

    def _multiply_agreements(self, origins):
        parties = self.number("party")
        day = self.day("2025-03-01", 600, 60)
        self._multiply("sme_cooperation", origins, parties // 2 + 1, date=day)
        # both parties of one agreement have its day
        shared = day.replace("(n::int", "((n / 2)::int")
        self._multiply(
            "sme_cooperation_party",
            origins,
            parties,
            cooperation_id=self.id_of("sme_cooperation", "(n / 2)"),
            file_id=self.firm("n"),
            date=shared,
            is_credited=f"{self.share(61)} < 0.9",
        )

    def _multiply_interests(self, origins):
        asked = self.day("2025-03-01", 600, 65)
        answered = f"{asked} + floor({self.share(66)} * 20)::int"
        state = self.share(67)
        self._multiply(
            "sme_partner_lead_interest",
            origins,
            self.number("interest"),
            firm_name="'Firm ' || n",
            firm_name_key="'firm ' || n",
            date_asked=asked,
            answer_until=f"{asked} + 14",
            date_answered=f"CASE WHEN {state} < 0.8 THEN {answered} END",
            state=f"CASE WHEN {state} < 0.5 THEN 'accepted' WHEN {state} < 0.8"
            f" THEN 'declined' WHEN {state} < 0.85 THEN 'expired' ELSE 'new' END",
        )

    def _multiply_entries(self, origins):
        """Of firms an entry for each; of others an amount."""
        entries = self.number("entry")
        ids = self.by_hand.ids
        turn = f"(n / {self.organisations}) % {len(ids)}"
        firms = self.by_hand.filtered(lambda one: one.measure == "entities").ids
        indicator = f"(ARRAY{ids})[1 + {turn}]"
        enrolment = self.id_of("sme_enrolment", f"(n % {self.number('enrolment')})")
        self._multiply(
            "sme_indicator_entry",
            origins,
            entries,
            indicator_id=indicator,
            enrolment_id=f"CASE WHEN {indicator} = ANY(ARRAY{firms})"
            f" THEN {enrolment} END",
            date=self.day("2025-04-01", 550, 70),
            amount=f"CASE WHEN {indicator} = ANY(ARRAY{firms}) THEN 1"
            f" ELSE 1 + floor({self.share(71)} * 20) END",
        )
        agreed = self.by_hand.filtered(lambda one: one.measure == "records").ids
        self._attach(
            origins,
            entries,
            f"{self.share(72)} < 0.85",
            f"CASE WHEN {indicator} = ANY(ARRAY{agreed})"
            f" THEN {self.kinds['agreement']} ELSE {self.kinds['other']} END",
            entry_id=self.id_of("sme_indicator_entry", "n"),
        )
