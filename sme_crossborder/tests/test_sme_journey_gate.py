"""What a gate says is the same on every path to a stage."""

import base64
import io
import json
import zipfile

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from ..models.dates import say_day
from .journey_case import JourneyCase

MISSING = "Evidence of first sale, contract or establishment"


@tagged("post_install", "-at_install")
class TestJourneyGate(JourneyCase):
    def _paths(self):
        """Every way to a stage, as the adviser, by name."""
        journey = self.journey.with_user(self.adviser_a)
        Lead = self.env["crm.lead"].with_user(self.adviser_a)
        stage = self.entry

        def form():
            view = "sme_crossborder.crm_lead_view_form_journey"
            with Form(journey, view) as record:
                record.stage_id = stage

        def import_rows():
            result = Lead.load(
                ["firm_id/.id", "target_country_id/.id", "stage_id"],
                [[str(self.firm.id), str(self.country_lv.id), stage.name]],
            )
            if result["messages"]:
                raise UserError(result["messages"][0]["message"])

        return {
            "write, as the API and a dragged card": lambda: journey.write(
                {"stage_id": stage.id}
            ),
            "web_save, as form and list": lambda: journey.web_save(
                {"stage_id": stage.id}, {}
            ),
            "the form": form,
            "won": journey.action_set_won,
            "created there": lambda: Lead.create(
                {
                    "firm_id": self.firm.id,
                    "target_country_id": self.country_lv.id,
                    "stage_id": stage.id,
                }
            ),
            "imported": import_rows,
        }

    def test_a_blocking_gate_on_every_path(self):
        for path, act in self._paths().items():
            with self.subTest(path=path):
                with self.assertRefused(
                    f"cannot enter Market entry yet.*\n.*{MISSING}"
                ):
                    act()
                self.env.invalidate_all()
                self.assertEqual(self.journey.stage_id, self.first)

    def test_the_same_paths_with_the_view_deleted(self):
        self.env.ref("sme_crossborder.crm_lead_view_kanban_journey").unlink()
        for path, act in self._paths().items():
            if path != "the form":
                with self.subTest(path=path), self.assertRefused(MISSING):
                    act()

    def test_with_evidence_it_passes(self):
        for kind in ("first_sale", "agreement", "establishment"):
            with self.subTest(kind=kind):
                evidence = self._add_evidence(self.journey, kind, self.adviser_a)
                self.assertEqual(evidence.firm_id, self.firm)
                self._move(self.entry)
                self.assertEqual(self.journey.won_status, "won")
                self.journey.with_user(self.adviser_a).action_take_back_entry()
                evidence.sudo().unlink()

    def test_evidence_and_move_in_one_save(self):
        self.journey.with_user(self.adviser_a).web_save(
            {
                "stage_id": self.entry.id,
                "sme_evidence_ids": [
                    Command.create(
                        self._evidence_values("first_sale") | {"firm_id": self.firm.id}
                    )
                ],
            },
            {},
        )
        self.assertEqual(self.journey.stage_id, self.entry)

    def test_evidence_of_the_wrong_kind_or_journey(self):
        self._add_evidence(self.journey, "action_plan")
        other = self._create_journey(self.firm, self.country_lv)
        self._add_evidence(other, "first_sale")
        with self.assertRefused(MISSING):
            self._move(self.entry)

    def test_counting_gates_let_pass_and_say_what_is_missing(self):
        expected = {
            self.screened: [
                "Privacy notice to the firm",
            ],
            self.needs: ["A service or a barrier met, on the journey"],
            self.plan: ["Action plan"],
            self.feasibility: ["A signed feasibility study"],
            self.adaptation: ["An adaptation without open gaps"],
            self.partnering: [],
        }
        journey = self.journey.with_user(self.adviser_a)
        # forward, back and skipping alike
        for stage in (*expected, *reversed(expected), self.plan, self.screened):
            self._move(stage)
            missing = (journey.missing_gates or "").splitlines()
            self.assertEqual(missing, expected[stage])
            self.assertEqual(journey.is_countable, not missing)

    def test_what_stages_left_behind_lack(self):
        """Skipped stages ask for nothing; those it was in still do."""
        journey = self.journey.with_user(self.adviser_a)
        self._move(self.partnering)
        self.assertFalse(journey.missing_earlier)
        self._move(self.plan)
        self.assertEqual(journey.missing_gates, "Action plan")
        self._move(self.partnering)
        self.assertFalse(journey.missing_gates)
        self.assertEqual(journey.missing_earlier, "Action plan")
        self._add_evidence(self.journey, "action_plan")
        self.env.invalidate_all()
        self.assertFalse(journey.missing_earlier)

    def _serve(self, day):
        """Note what was done on the journey before this database knew it."""
        self.env["sme.service"].with_user(self.adviser_a).create(
            {
                "name": "Talk",
                "firm_id": self.firm.id,
                "lead_id": self.journey.id,
                "date": day,
            }
        )

    def test_a_market_is_entered_after_the_journey_began(self):
        Wizard = self.env["sme.market.entry"].with_user(self.adviser_a)
        values = {
            "lead_id": self.journey.id,
            "mode": "agent",
            "date": "2026-03-01",
            "currency_id": self.env.ref("base.EUR").id,
        }
        self._add_evidence(self.journey, "agreement")
        began = say_day(self.env, fields.Date.context_today(self.journey))
        with self.assertRefused("market on 1 March 2026") as caught:
            Wizard.create(values).action_enter()
        self.assertIn(f"began on {began}", str(caught.exception))
        self._serve("2026-03-02")
        with self.assertRefused("began on 2 March 2026"):
            Wizard.create(values).action_enter()
        self._serve("2026-02-28")
        Wizard.create(values).action_enter()
        self.assertEqual(self.journey.won_status, "won")

    def test_evidence_is_a_paper_and_no_program(self):
        values = self._evidence_values("agreement") | {"lead_id": self.journey.id}
        Evidence = self.env["sme.evidence"].with_user(self.adviser_a)
        for name, content in (
            ("evil.exe", b"MZ\x90\x00\x03\x00\x00"),
            ("agreement.pdf", b"MZ\x90\x00\x03\x00\x00"),
            ("page.html", b"<html><script>alert(1)</script></html>"),
        ):
            document = base64.b64encode(content)
            with self.assertRefused(f"{name} is no kind of file", ValidationError):
                Evidence.create(values | {"document_name": name, "document": document})
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as container:
            container.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        for name, content in (
            ("agreement.pdf", b"%PDF-1.4 signed"),
            ("agreement.asice", archive.getvalue()),
            ("agreed.eml", b"From: a@b.example\nSubject: Agreed\n\nWe agree.\n"),
            ("agreed.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)),
        ):
            document = base64.b64encode(content)
            Evidence.create(values | {"document_name": name, "document": document})

    def test_an_entry_is_taken_back_by_its_button_alone(self):
        self._add_evidence(self.journey, "agreement")
        mine = self.journey.with_user(self.adviser_a)
        mine.stage_id = self.partnering
        mine.action_start_plan()
        mine.activity_schedule(
            "mail.mail_activity_data_call", summary="Ask for the first-year value"
        )
        self.assertGreater(len(mine.activity_ids), 1)
        with self.assertRefused("nothing to take back"):
            mine.action_take_back_entry()
        mine.stage_id = self.entry
        self.assertEqual(
            mine.activity_ids.mapped("summary"), ["Ask for the first-year value"]
        )
        notes = " ".join(mine.message_ids.mapped("body"))
        self.assertIn("No longer planned: First talk", notes)
        with self.assertRefused("press Not entered after all"):
            mine.stage_id = self.needs
        self.assertEqual(mine.stage_id, self.entry)
        with self.assertRaises(AccessError):
            mine.with_user(self.adviser_b).action_take_back_entry()
        mine.action_take_back_entry()
        self.assertEqual(mine.stage_id, self.partnering)
        self.assertEqual(mine.won_status, "pending")
        mine.stage_id = self.needs

    def test_market_entered_in_one_dialog(self):
        Wizard = self.env["sme.market.entry"].with_user(self.adviser_a)
        Wizard = Wizard.with_context(default_lead_id=self.journey.id)
        self._serve("2026-01-15")
        sale = self.env.ref("sme_crossborder.sme_evidence_kind_first_sale")
        with Form(Wizard, "sme_crossborder.sme_market_entry_view_form") as form:
            self.assertFalse(form.is_proven)
            form.mode = "agent"
            form.date = "2026-03-01"
            form.value = 12_000
            form.document = "cGFwZXI="
            form.evidence_kind_id = sale
        form.record.action_enter()
        self.assertRecordValues(
            self.journey,
            [
                {
                    "stage_id": self.entry.id,
                    "won_status": "won",
                    "market_entry_mode": "agent",
                    "market_entry_date": fields.Date.to_date("2026-03-01"),
                    "market_entry_value": 12_000,
                    "is_countable": True,
                }
            ],
        )
        self.assertEqual(self.journey.sme_evidence_ids.kind_id, sale)

    def test_the_dialog_writes_all_or_nothing(self):
        """The wrong kind of paper: neither paper nor date is kept."""
        self._serve("2026-01-15")
        Wizard = self.env["sme.market.entry"].with_user(self.adviser_a)
        wizard = Wizard.create(
            {
                "lead_id": self.journey.id,
                "mode": "agent",
                "date": "2026-03-01",
                "currency_id": self.env.ref("base.EUR").id,
                "document": "cGFwZXI=",
            }
        )
        with self.assertRefused("Choose what kind of evidence the paper is"):
            wizard.action_enter()
        wizard.evidence_kind_id = self.env.ref(
            "sme_crossborder.sme_evidence_kind_action_plan"
        )
        with self.assertRefused("cannot enter Market entry yet"):
            wizard.action_enter()
        self.assertFalse(self.journey.market_entry_date)
        self.assertFalse(self.journey.sme_evidence_ids)
        self._add_evidence(self.journey, "agreement")
        dialog = Wizard.with_context(default_lead_id=self.journey.id).new({})
        self.assertTrue(dialog.is_proven)

    def test_no_paper_no_evidence(self):
        """The form is not the only way to write; what opened a gate leaves a trace."""
        Evidence = self.env["sme.evidence"].with_user(self.adviser_a)
        values = self._evidence_values("first_sale") | {"lead_id": self.journey.id}
        del values["document"]
        with self.assertRefused("Evidence first_sale has no document", ValidationError):
            Evidence.create(values)
        evidence = self._add_evidence(self.journey, "first_sale", self.adviser_a)
        with self.assertRefused("has no document", ValidationError):
            evidence.document = False
        other = self._create_journey(self.firm, self.country_lv)
        evidence.lead_id = other
        self.assertIn("first_sale", self.journey.message_ids[0].body)
        self.assertIn("was changed", self.journey.message_ids[0].body)
        evidence.with_user(self.manager_a).unlink()
        self.assertIn("was deleted", other.message_ids[0].body)

    def test_who_changed_a_gate(self):
        """One organisation's manager changes it for all: it is written on the gate."""
        gate = self.env.ref("sme_crossborder.sme_stage_gate_entry")
        gate = gate.with_user(self.manager_a).with_context(tracking_disable=False)
        gate.level = "counts"
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(gate.message_ids[0].author_id, self.manager_a.partner_id)
        tracked = gate.message_ids[0].sudo().tracking_value_ids
        self.assertEqual(tracked.field_id.name, "level")

    def test_impossible_dates(self):
        evidence = self._add_evidence(self.journey, "first_sale", self.adviser_a)
        with self.assertRefused("which is in the future", ValidationError):
            evidence.date = "2999-01-01"
        journey = self.journey.with_user(self.adviser_a)
        with self.assertRefused("1 January 1990. Is the year right", ValidationError):
            journey.market_entry_date = "1990-01-01"

    def test_what_was_missing_comes(self):
        journey = self.journey.with_user(self.adviser_a)
        self._move(self.screened)
        self.assertFalse(journey.is_countable)
        self.firm.privacy_notice_date = "2026-01-10"
        self.env.invalidate_all()
        self.assertTrue(journey.is_countable)
        # a running project whose rules need figures the file does not have
        self._create_project(self.company_a)._recompute_eligibility()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.firm.eligibility, "unknown")
        self.assertIn("Eligibility: figures", journey.missing_gates)
        self._move(self.needs)
        self.env["sme.service"].with_user(self.adviser_a).create(
            {"name": "Talk", "lead_id": journey.id}
        )
        self.assertFalse(journey.missing_gates)
        self._move(self.plan)
        self._add_evidence(self.journey, "action_plan")
        self.assertFalse(journey.missing_gates)

    def test_search_says_the_same_as_the_card(self):
        others = self.env["crm.lead"].create(
            [
                {
                    "firm_id": self.firm.id,
                    "target_country_id": country.id,
                    "stage_id": stage.id,
                }
                for stage, country in zip(
                    self.stages[:7],
                    self.env["res.country"].search([("code", "like", "A")], limit=7),
                    strict=True,
                )
            ]
        )
        self._add_evidence(others[3], "action_plan")
        journeys = others | self.journey
        Lead = self.env["crm.lead"].with_user(self.adviser_a)
        own = [("id", "in", journeys.ids)]
        for wanted in (True, False):
            found = Lead.search([*own, ("is_countable", "=", wanted)])
            self.assertEqual(
                found,
                journeys.with_user(self.adviser_a)
                .filtered(lambda j, wanted=wanted: j.is_countable == wanted)
                .sorted(lambda j: -j.id),
            )
            self.assertTrue(found)

    def test_a_coordinator_lets_pass_with_a_reason(self):
        wizard = self.env["sme.gate.override"]
        with self.assertRaises(AccessError):
            wizard.with_user(self.adviser_a).create(
                {"lead_id": self.journey.id, "reason": "I say so"}
            )
        with self.assertRefused("Only a coordinator"):
            self.journey.with_user(self.adviser_a)._override_gates(self.entry, "Now")
        as_coordinator = wizard.with_user(self.coordinator_a)
        blank = as_coordinator.create({"lead_id": self.journey.id, "reason": " "})
        with self.assertRefused("Say why .* may enter Market entry"):
            blank.action_override()
        as_coordinator.create(
            {"lead_id": self.journey.id, "reason": "Invoice comes on Monday"}
        ).action_override()
        self.assertEqual(self.journey.stage_id, self.entry)
        self.assertEqual(
            self.journey.stage_log_ids[:1].override_reason, "Invoice comes on Monday"
        )
        body = self.journey.message_ids.mapped("body")
        self.assertTrue([b for b in body if "Invoice comes on Monday" in b])
        self.assertTrue([b for b in body if MISSING in b])
        # passed, but not counted
        self.assertIn(MISSING, self.journey.missing_gates)

    def test_let_pass_only_what_is_held_up(self):
        """No reason is written where nothing is missing, or over another one."""
        journey = self.journey.with_user(self.coordinator_a)
        with self.assertRefused("Nothing keeps .* from entering Partnering"):
            journey._override_gates(self.partnering, "Because")
        journey._override_gates(self.entry, "The first reason")
        with self.assertRefused("Nothing keeps .* from entering Market entry"):
            journey._override_gates(self.entry, "The second reason")
        self.assertEqual(journey.stage_log_ids[:1].override_reason, "The first reason")
        other = self._create_journey(self.firm, self.country_lv)
        self._drop(other)
        with self.assertRefused("If it has dropped out, restart it first"):
            other.with_user(self.coordinator_a)._override_gates(self.entry, "x")
        Wizard = self.env["sme.gate.override"].with_user(self.coordinator_a)
        third = self._create_journey(self.firm, self.env.ref("base.fi"))
        dialog = Wizard.create({"lead_id": third.id, "reason": "x"})
        self.assertEqual(dialog.missing, MISSING)
        dialog.stage_id = self.plan
        self.assertFalse(dialog.missing)

    def test_a_gate_that_cannot_be_asked_is_refused(self):
        """It would keep every organisation from its journeys."""
        Gate = self.env["sme.stage.gate"].with_user(self.manager_a)
        values = {"name": "Wrong", "stage_id": self.plan.id}
        for domain in (
            '[("firm_id.founding_year", ">", "abc")]',
            '[("is_countable", "=", True)]',
            '[("missing_gates", "=", False)]',
            '[("nowhere", "=", 1)]',
            "[(",
        ):
            with self.subTest(domain=domain), self.assertRefused("cannot be read"):
                Gate.create(values | {"domain": domain})
        stock = self.env["crm.stage"].create({"name": "Stock", "team_ids": False})
        with self.assertRefused("Stock is no stage of journeys"):
            Gate.create(values | {"stage_id": stock.id})

    def test_a_kind_put_away_still_counts_where_it_was_chosen(self):
        self._add_evidence(self.journey, "agreement")
        self.journey.write(
            {"market_entry_mode": "agent", "market_entry_date": "2026-03-01"}
        )
        self._move(self.entry)
        kind = self.env.ref("sme_crossborder.sme_evidence_kind_agreement")
        kind.with_user(self.manager_a).active = False
        self.env.invalidate_all()
        self.assertTrue(self.journey.is_countable)

    def test_a_context_does_not_let_pass(self):
        for value in (True, 1, "x", {}):
            with self.assertRefused(MISSING):
                self.journey.with_user(self.adviser_a).with_context(
                    _sme_override=value
                ).write({"stage_id": self.entry.id})

    def test_several_at_once_lists_each(self):
        other = self._create_journey(self.firm, self.country_lv)
        both = (self.journey | other).with_user(self.adviser_a)
        with self.assertRefused("Estonia cannot enter(.|\n)*Latvia cannot enter"):
            both.write({"stage_id": self.entry.id})

    def test_gates_are_data(self):
        """A project manager changes what is asked for, and it holds at once."""
        Gate = self.env["sme.stage.gate"].with_user(self.manager_a)
        gate = Gate.create(
            {
                "name": "Priority given",
                "stage_id": self.partnering.id,
                "level": "blocks",
                "domain": "[('priority', '!=', '0')]",
            }
        )
        with self.assertRefused("Priority given"):
            self._move(self.partnering)
        gate.level = "counts"
        self._move(self.partnering)
        self.assertEqual(self.journey.missing_gates, "Priority given")
        gate.active = False
        self.env.invalidate_all()
        self.assertFalse(self.journey.missing_gates)
        for domain in ("[('nonsense', '=', 1)]", "not a list", "[('priority')]"):
            with (
                self.subTest(domain=domain),
                self.assertRefused("cannot be read", ValidationError),
            ):
                gate.domain = domain
        with self.assertRefused("choose at least one kind", ValidationError):
            gate.kind = "evidence"

    def test_gates_are_kept_in_memory_until_stages_change(self):
        """A stage put elsewhere or deleted changes which gates are asked, and when."""
        Gate = self.env["sme.stage.gate"].sudo()
        stage = self.env["crm.stage"].create(
            {"name": "Trial", "team_ids": self.first.team_ids.ids, "sequence": 99}
        )
        gate = Gate.create({"name": "Trial agreed", "stage_id": stage.id})
        self.assertEqual(Gate._get_active()[-1], gate)
        stage.sequence = -1
        self.assertEqual(Gate._get_active()[0], gate)
        stage.unlink()
        self.assertNotIn(gate, Gate._get_active())
        self.env.invalidate_all()
        journey = self.journey.with_user(self.adviser_a)
        journey.read(["missing_gates", "missing_earlier"])  # reads no gate that is gone

    def test_another_organisation_neither_moves_nor_learns(self):
        with self.assertRaises(AccessError) as error:
            self._move(self.entry, user=self.adviser_b)
        self.assertNotIn("Fjordkod", str(error.exception))
        self.assertNotIn(MISSING, str(error.exception))


@tagged("post_install", "-at_install")
class TestJourneyGateOverHttp(JourneyCase, HttpCase):
    def test_call_kw(self):
        """As the client calls it: a card dragged to the last column."""
        self.authenticate("adviser_a", "adviser_a")
        answer = self.url_open(
            "/web/dataset/call_kw/crm.lead/web_save",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {
                        "model": "crm.lead",
                        "method": "web_save",
                        "args": [
                            self.journey.ids,
                            {"stage_id": self.entry.id},
                        ],
                        "kwargs": {"specification": {"id": {}}},
                    },
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertIn(MISSING, answer["error"]["data"]["message"])
        self.assertEqual(self.journey.stage_id, self.first)
