"""A product made fit for a market: its items, its progress, who may do what."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .adaptation_case import AdaptationCase


@tagged("post_install", "-at_install")
class TestSmeAdaptation(AdaptationCase):
    def _share(self, record, right="work"):
        partner = self.company_b.partner_id.id
        record.with_user(self.coordinator_a).share_with([(partner, right, False)])

    def _item(self, adaptation, requirement):
        return adaptation.item_ids.filtered(
            lambda item: item.requirement_id == requirement
        )

    def test_begun_on_a_journey(self):
        """Firm, product and market are there; the set brings fields and sector."""
        health = self.env.ref("sme_crossborder.sme_adaptation_set_health")
        action = self.lead.with_user(self.adviser_a).action_open_adaptation()
        Adaptation = self.env["sme.adaptation"].with_user(self.adviser_a)
        view = "sme_crossborder.sme_adaptation_view_form"
        with Form(Adaptation.with_context(**action["context"]), view=view) as form:
            self.assertEqual(form.firm_id, self.firm)
            self.assertEqual(form.target_country_id, self.country)
            self.assertEqual(form.sector, "any")
            form.product_id = self.product
            form.set_id = health
            self.assertEqual(form.sector, "health")
        adaptation = form.record
        self.assertEqual(adaptation.field_ids, health.field_ids)
        self.assertEqual(adaptation.name, "Ledger for Iceland")
        self.assertEqual(adaptation.company_id, self.company_a)
        self.assertEqual(adaptation.missing_count, 2)

    def test_requirements_are_taken_over_in_one_act_and_never_twice(self):
        adaptation = self._adapt(date_due="2027-01-15")
        self.assertEqual(adaptation.missing_count, 2)
        adaptation.action_fetch_requirements()
        self.assertRecordValues(
            adaptation.item_ids,
            [
                {
                    "name": "Sign-in",
                    "field_id": self.eid.id,
                    "fit": "unknown",
                    "status": "todo",
                    "user_id": self.adviser_a.id,
                },
                {
                    "name": "E-invoices",
                    "field_id": self.invoice.id,
                    "fit": "unknown",
                    "status": "todo",
                    "user_id": self.adviser_a.id,
                },
            ],
        )
        self.assertEqual(str(adaptation.item_ids[0].date_due), "2027-01-15")
        adaptation.item_ids[0].fit = "met"
        with self.assertRefused("Nothing to add", UserError):
            adaptation.action_fetch_requirements()
        # what was added to the market later comes too, and nothing else changes
        new = self._require("Icelandic", self.language)
        adaptation.invalidate_recordset(["missing_count"])
        self.assertEqual(adaptation.missing_count, 1)
        self.assertEqual(adaptation.action_add_requirements().requirement_id, new)
        self.assertEqual(adaptation.item_ids[0].fit, "met")
        # sold to hospitals after all
        adaptation.sector = "health"
        added = adaptation.action_add_requirements()
        self.assertEqual(added.requirement_id, self.patients)
        self.assertEqual(adaptation.item_count, 4)

    def test_the_set_begins_it_for_a_method(self):
        general = self.env.ref("sme_crossborder.sme_adaptation_set_general")
        lead = self.lead.with_user(self.adviser_a)
        adaptation = general.with_user(self.adviser_a)._start_for(
            lead, product=self.product
        )
        self.assertEqual(adaptation.lead_id, self.lead)
        self.assertEqual(adaptation.item_count, 2)
        self.assertFalse(general._start_for(lead).product_id)

    def test_progress(self):
        """Two of four settled: 50 %. Left: 10 - 4 = 6, and 2 - 3 is nothing left."""
        adaptation = self._adapt()
        self.assertFalse(adaptation.is_ready)
        adaptation.action_add_requirements()
        first, second = adaptation.item_ids
        first.write({"fit": "gap", "days_estimated": 10, "days_actual": 4})
        second.fit = "not_applicable"
        Item = self.env["sme.adaptation.item"].with_user(self.adviser_a)
        third, fourth = Item.create(
            [
                {
                    "adaptation_id": adaptation.id,
                    "name": "Support by telephone",
                    "fit": "gap",
                    "days_estimated": 2,
                    "days_actual": 3,
                },
                {
                    "adaptation_id": adaptation.id,
                    "name": "Terms of sale",
                    "fit": "gap",
                    "status": "done",
                    "days_actual": 1.5,
                },
            ]
        )
        self.assertRecordValues(
            adaptation,
            [
                {
                    "item_count": 4,
                    "settled_count": 2,
                    "gap_count": 2,
                    "progress": 50,
                    "days_estimated": 12,
                    "days_actual": 8.5,
                    "days_left": 6,
                    "is_ready": False,
                    "state": "work",
                }
            ],
        )
        with self.assertRefused("2 items that are not settled", ValidationError):
            adaptation.action_done()
        (first | third).status = "done"
        self.assertTrue(adaptation.is_ready)
        self.assertEqual(adaptation.days_left, 0)
        adaptation.action_done()
        # what is open again is under way again
        third.status = "doing"
        self.assertEqual(adaptation.state, "work")
        self.assertFalse(third.date_settled)
        self.assertTrue(fourth.date_settled)
        (third.with_user(self.adviser_a)).unlink()
        self.assertTrue(adaptation.is_ready)
        adaptation.action_stop()
        self.assertFalse(adaptation.is_ready)

    def test_fit_and_status_agree(self):
        adaptation = self._adapt()
        adaptation.action_add_requirements()
        item = adaptation.item_ids[0]
        with self.assertRefused("before somebody has looked", ValidationError):
            item.status = "done"
        item.fit = "met"
        self.assertEqual(item.status, "done")
        with self.assertRefused("there is nothing to do", ValidationError):
            item.status = "doing"
        item.fit = "gap"
        self.assertEqual(item.status, "todo")
        self.assertFalse(item.date_settled)
        with (
            Form(adaptation.with_user(self.adviser_a)) as form,
            form.item_ids.edit(0) as line,
        ):
            line.fit = "met"
            self.assertEqual(line.status, "done")
        self.assertEqual(item.status, "done")

    def test_an_item_stays_with_its_adaptation(self):
        item = self._adapt().action_add_requirements()[:1]
        with self.assertRefused("stays with its adaptation", UserError):
            item.adaptation_id = self._adapt()

    def test_somebody_of_the_house_answers_for_an_item(self):
        item = self._adapt().action_add_requirements()[:1]
        with self.assertRefused("does not work in the organisation", ValidationError):
            item.user_id = self.adviser_b
        item.user_id = False

    def test_a_product_of_the_firm(self):
        product = self.env["sme.product"].create(
            {"firm_id": self._create_firm(self.company_a, "Another AB").id, "name": "X"}
        )
        with self.assertRefused("is no product of the firm", ValidationError):
            self._adapt(product_id=product.id)

    def test_evidence_of_an_item(self):
        """A paper of the house: who works on the adaptation does not see it."""
        adaptation = self._adapt()
        adaptation.action_add_requirements()
        item = adaptation.item_ids[0]
        context = item.action_attach_evidence()["context"]
        Evidence = self.env["sme.evidence"].with_user(self.adviser_a)
        values = self._evidence_values("action_plan")
        paper = Evidence.with_context(**context).create(values)
        self.assertEqual(item.evidence_ids, paper)
        self.assertEqual(paper.lead_id, self.lead)
        self._share(adaptation)
        self.env.invalidate_all()
        self.assertFalse(item.with_user(self.adviser_b).evidence_ids)
        other = self._create_firm(self.company_a, "Another AB")
        with self.assertRefused("another firm's product", ValidationError):
            Evidence.create(
                values | {"firm_id": other.id, "adaptation_item_id": item.id}
            )

    def test_the_gate_of_the_stage(self):
        lead = self.lead.with_user(self.adviser_a)
        self._move(self.adaptation, lead)
        missing = "An adaptation without open gaps"
        self.assertIn(missing, lead.missing_gates or "")
        adaptation = self._adapt()
        adaptation.action_add_requirements()
        adaptation.item_ids.fit = "met"
        self.env.invalidate_all()
        self.assertNotIn(missing, lead.missing_gates or "")
        domain = [("id", "=", lead.id), ("adaptation_ids.is_ready", "=", True)]
        self.assertEqual(lead.search(domain), lead)
        adaptation.item_ids[0].fit = "gap"
        self.env.invalidate_all()
        self.assertIn(missing, lead.missing_gates)

    def test_the_journey_lists_what_the_reader_may_read(self):
        adaptation = self._adapt()
        adaptation.action_add_requirements()
        adaptation.item_ids[0].write({"fit": "gap", "days_estimated": 7})
        adaptation.item_ids[1].fit = "met"
        (row,) = self.lead.with_user(self.adviser_a)._list_preparation()
        self.assertEqual(row["text"], "1 of 2 settled, days left: 7")
        self.assertEqual(row["url"], f"/odoo/adaptations/{adaptation.id}")
        self._share(self.lead, "read")
        self.env.invalidate_all()
        self.assertFalse(self.lead.with_user(self.adviser_b)._list_preparation())
        self._share(adaptation, "read")
        self.env.invalidate_all()
        self.assertTrue(self.lead.with_user(self.adviser_b)._list_preparation())

    def test_private_until_it_is_shared_and_then_with_its_items(self):
        adaptation = self._adapt()
        adaptation.action_add_requirements()
        item = adaptation.item_ids[0]
        self._share(self.lead)
        self.env.invalidate_all()
        guest = adaptation.with_user(self.adviser_b)
        self.assertFalse(guest.search([("id", "=", adaptation.id)]))
        Item = self.env["sme.adaptation.item"].with_user(self.adviser_b)
        self.assertFalse(Item.search([("id", "=", item.id)]))
        with self.assertRaises(AccessError):
            item.with_user(self.adviser_b).read(["name"])
        self._share(adaptation, "read")
        self.env.invalidate_all()
        self.assertEqual(len(guest.item_ids), 2)
        with self.assertRaises(AccessError):
            item.with_user(self.adviser_b).fit = "met"
        with self.assertRaises(AccessError):
            Item.create({"adaptation_id": adaptation.id, "name": "Mine"})
        self._share(adaptation, "work")
        self.env.invalidate_all()
        item.with_user(self.adviser_b).fit = "met"
        added = Item.create({"adaptation_id": adaptation.id, "name": "Mine"})
        self.assertEqual(added.company_id, self.company_a)
        self.assertEqual(adaptation.settled_count, 1)
        with self.assertRaises(AccessError):
            item.with_user(self.adviser_b).unlink()

    def test_the_firm_is_named_to_whom_its_file_is_shared(self):
        adaptation = self._adapt()
        item = adaptation.action_add_requirements()[:1]
        self._share(adaptation, "read")
        self.env.invalidate_all()
        spec = {"display_name": {}, "firm_id": {"fields": {"display_name": {}}}}
        for record in (adaptation, item):
            view = record.with_user(self.adviser_b).web_read(spec)
            self.assertNotIn("Fjordkod", str(view))

    def test_a_firm_with_adaptations_is_not_deleted(self):
        firm = self._create_firm(self.company_a, "Another AB")
        self._adapt(firm_id=firm.id)
        with self.assertRefused("1 adaptations were begun", UserError):
            firm.with_user(self.coordinator_a).unlink()

    def test_lists_ask_the_same_of_few_and_of_many(self):
        """Progress is stored: a page of any length reads no item."""
        Adaptation = self.env["sme.adaptation"].with_user(self.adviser_a)
        for adaptation in (self._adapt(), self._adapt()):
            adaptation.action_add_requirements()
        fnames = ["name", "progress", "days_left", "gap_count", "is_ready"]
        counts = []
        for number in (0, 48):
            for _turn in range(number):
                self._adapt()
            self.env.flush_all()
            self.env.invalidate_all()
            Adaptation.search_read([("lead_id", "=", self.lead.id)], fnames)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = Adaptation.search_read([("lead_id", "=", self.lead.id)], fnames)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(found), 50)
        self.assertEqual(*counts)
