"""Sharing: given, worked on, taken back, expired, by project and network."""

import base64
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .sharing_case import SharingCase
from .web_client import WebClient


@tagged("post_install", "-at_install")
class TestSmeShared(SharingCase):
    def _sees(self, user, record):
        self.env.invalidate_all()
        return record in record.with_user(user).search([]) and record.with_user(
            user
        ).has_access("read")

    def test_private_until_shared_and_after_withdrawal(self):
        for record in (self.firm, self.lead):
            self.assertFalse(self._sees(self.adviser_b, record))
            self._share(record)
            self.assertTrue(self._sees(self.adviser_b, record))
            self.assertFalse(record.with_user(self.adviser_b).has_access("write"))
            record.with_user(self.coordinator_a).share_with([])
            self.assertFalse(self._sees(self.adviser_b, record))
            self.assertEqual(record.visibility, "organisation")

    def test_what_goes_along_with_a_journey_says_so(self):
        """The firm and a barrier met say who reads them with a journey, unnamed."""
        met = self.env["sme.barrier.encounter"].create(
            {
                "name": "No signature",
                "lead_id": self.lead.id,
                "user_id": self.adviser_a.id,
                "type_id": self.env["sme.barrier.type"].search([], limit=1).id,
            }
        )
        self._share(self.lead, "work")
        for record in (self.firm, met):
            for user in (self.adviser_a, self.adviser_b):
                self.env.invalidate_all()
                told = record.with_user(user).visible_to
                self.assertIn(self.b.name, told)
                self.assertIn("with a journey", told)
                self.assertNotIn("Work on it", told)

    def test_last_day_ends_the_right_without_any_job(self):
        self._share(self.lead, until=date.today() + timedelta(days=1))
        self.assertTrue(self._sees(self.adviser_b, self.lead))
        with freeze_time(date.today() + timedelta(days=3)):
            self.assertFalse(self._sees(self.adviser_b, self.lead))

    def test_project_members_come_and_go(self):
        project = self._create_project(self.company_a)
        self.lead.with_user(self.coordinator_a).share_with([], "project", project.id)
        self.assertFalse(self._sees(self.adviser_b, self.lead))
        member = self.env["sme.project.member"].create(
            {"project_id": project.id, "partner_id": self.b.id}
        )
        self.assertTrue(self._sees(self.adviser_b, self.lead))
        self.assertFalse(self.lead.with_user(self.adviser_b).has_access("write"))
        member.date_end = date.today() - timedelta(days=1)
        self.assertFalse(self._sees(self.adviser_b, self.lead))

    def test_network_is_everybody(self):
        self.lead.with_user(self.coordinator_a).share_with([], "network")
        self.assertTrue(self._sees(self.adviser_b, self.lead))
        self.assertFalse(self.lead.with_user(self.employee).has_access("write"))

    def test_guest_works_on_the_journey(self):
        self._share(self.lead, "work")
        stages = self.lead._get_journey_stages()
        lead = self.lead.with_user(self.adviser_b)
        lead.write({"stage_id": stages[1].id})
        self.assertIn(self.adviser_b.name, lead.stage_history)
        self.assertIn(self.env.user.name, lead.stage_history)  # who began it
        met = (
            self.env["sme.barrier.encounter"]
            .with_user(self.adviser_b)
            .create(
                {
                    "name": "No e-signature",
                    "lead_id": self.lead.id,
                    "type_id": self.env["sme.barrier.type"].search([], limit=1).id,
                }
            )
        )
        self.assertEqual(met.company_id, self.company_a)
        self.assertEqual(met.sudo().barrier_id.company_id, self.company_a)
        met.write({"state": "treatment"})
        lead.activity_schedule(summary="Ask", user_id=self.adviser_b.id)
        for act in (
            lambda: lead.unlink(),
            lambda: lead.write({"active": False}),
            lambda: lead.write({"user_id": self.adviser_b.id}),
            lambda: lead.write({"visibility": "network"}),
            lambda: lead.share_with([(self.b.id, "read", False)]),
            lambda: lead.write({"company_id": self.company_b.id}),
            lambda: self.firm.with_user(self.adviser_b).write({"description": "x"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                act()

    def test_gates_say_the_same_to_a_guest_and_show_no_papers(self):
        """Stages are left and entered by who sees neither paper nor service."""
        plan, needs = (
            self.env.ref(f"sme_crossborder.crm_stage_{name}")
            for name in ("plan", "needs")
        )
        view = self.env.ref("sme_crossborder.crm_lead_view_form_journey")
        client = WebClient(self.env["crm.lead"].with_user(self.adviser_b), form=view.id)
        spec = client.specification("form")
        kind = self.env.ref("sme_crossborder.sme_evidence_kind_action_plan")
        self.env["sme.evidence"].create(
            {
                "name": "Plan",
                "kind_id": kind.id,
                "document": base64.b64encode(b"paper"),
                "document_name": "paper.txt",
                "lead_id": self.lead.id,
            }
        )
        self.env["sme.service"].create(
            {
                "name": "Call",
                "lead_id": self.lead.id,
                "kind_id": self.env["sme.service.kind"].search([], limit=1).id,
            }
        )
        self._share(self.lead, "work")
        own = self.lead.with_user(self.adviser_a)
        mine = self.lead.with_user(self.adviser_b)
        for stage in (plan, needs, plan):
            self.env.invalidate_all()
            [values] = mine.web_save({"stage_id": stage.id}, spec)
            self.assertEqual(values["sme_evidence_ids"], [])
            self.assertEqual(values["service_ids"], [])
            told = values["missing_gates"], values["missing_earlier"]
            self.env.invalidate_all()
            self.assertEqual(told, (own.missing_gates, own.missing_earlier))
            self.assertFalse(own.missing_gates)
        self.env.invalidate_all()
        [values] = mine.web_read(spec)
        self.assertEqual(values["sme_evidence_ids"], [])
        self.assertFalse(values["missing_gates"])

    def test_read_share_refuses_all_work(self):
        """Even without an adviser, where stock would let any salesperson write."""
        self.lead.user_id = False
        self._share(self.lead)
        lead = self.lead.with_user(self.adviser_b)
        with self.assertRaises(AccessError), self.cr.savepoint():
            lead.write({"priority": "1"})
        with self.assertRaises(UserError), self.cr.savepoint():
            self.env["sme.barrier.encounter"].with_user(self.adviser_b).create(
                {
                    "name": "x y",
                    "lead_id": self.lead.id,
                    "type_id": self.env["sme.barrier.type"].search([], limit=1).id,
                }
            )

    def test_whole_forms_open_for_the_reader(self):
        self._share(self.lead, "work")
        for user, record, xmlid in (
            (self.adviser_b, self.lead, "crm_lead_view_form_journey"),
            (self.adviser_b, self.firm, "sme_firm_view_form"),
        ):
            self.env.invalidate_all()
            view = f"sme_crossborder.{xmlid}"
            Form(record.with_user(user), view=view)
            # as the chatter of the form asks
            record.with_user(user)._message_get_suggested_recipients()
        # stock's own boards open stock's form
        Form(self.lead.with_user(self.adviser_b), view="crm.crm_lead_view_form")
        form = Form(
            self.lead.with_user(self.adviser_b),
            view="sme_crossborder.crm_lead_view_form_journey",
        )
        form.priority = "2"
        form.save()
        self.assertEqual(self.lead.priority, "2")

    def test_only_a_coordinator_of_the_owner_shares(self):
        for user in (self.adviser_a, self.coordinator_b, self.adviser_b):
            with self.assertRaises(AccessError):
                self.lead.with_user(user).share_with([(self.b.id, "read", False)])

    def test_before_everybody_reads_it_the_dialog_says_how_many(self):
        Share = self.env["sme.share"].with_user(self.coordinator_a)
        share = Share.with_context(
            default_res_model="crm.lead", default_res_id=self.lead.id
        ).create({"visibility": "network"})
        action = share.action_apply()
        self.assertEqual(action["res_id"], share.id)
        self.assertNotEqual(self.lead.visibility, "network")
        others = self.env["res.company"].search_count([]) - 1
        self.assertIn(f"{others} today", share.reach)
        self.assertIn(self.lead.name, share.reach)
        self.assertIn(self.lead.firm_id.name, share.reach)
        share.action_apply_confirmed()
        self.assertEqual(self.lead.visibility, "network")
        # nobody new reads it: nothing is asked
        self.assertEqual(share.action_apply()["tag"], "soft_reload")

    def test_the_dialog(self):
        """As the screen does: begins with what holds, refuses an empty circle."""
        Share = (
            self.env["sme.share"]
            .with_user(self.coordinator_a)
            .with_context(default_res_model="crm.lead", default_res_id=self.lead.id)
        )
        with self.assertRefused("Nobody is chosen"):
            Share.create({"visibility": "selected"}).action_apply()
        Share.create(
            {
                "visibility": "selected",
                "line_ids": [
                    Command.create({"partner_id": self.b.id, "right": "work"})
                ],
            }
        ).action_apply()
        self.assertTrue(self.lead.with_user(self.adviser_b).can_work)
        again = Share.create({})
        self.assertEqual(again.line_ids.mapped("right"), ["work"])
        again.write({"visibility": "organisation"})
        again.action_apply()
        self.assertFalse(self._sees(self.adviser_b, self.lead))
        with self.assertRaises(AccessError):
            self.env["sme.share"].with_user(self.adviser_a).create({})

    def test_persons_stay_inside(self):
        person = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.firm.partner_id.id}
        )
        self._share(self.firm)
        self.assertFalse(self.firm.with_user(self.adviser_b).contact_ids)
        self.assertFalse(person.with_user(self.adviser_b).has_access("read"))

    def test_disclosures_and_who_can_see_this(self):
        self._share(self.lead, "work", reason="Joint clinic")
        log = self.env["sme.disclosure"].with_user(self.adviser_b).search([])
        self.assertEqual(log.mapped("act"), ["granted"])
        self.assertEqual(log.reason, "Joint clinic")
        text = self.lead.with_user(self.adviser_b).visible_to
        self.assertIn("Organisation A", text)
        self.assertIn("Work on it", text)
        self._share(self.lead, "read")  # changed: a new line, nothing withdrawn
        self.lead.with_user(self.coordinator_a).share_with([], reason="Over")
        log = (
            self.env["sme.disclosure"].with_user(self.adviser_a).search([], order="id")
        )
        self.assertEqual(log.mapped("act"), ["granted", "granted", "withdrawn"])
        self.assertIn("Over", self.lead.with_user(self.adviser_a).visible_to)

    def test_withdrawal_takes_what_stock_leaves(self):
        self.lead.user_id = self.adviser_a
        self._share(self.lead, "work")
        lead = self.lead.with_user(self.adviser_b)
        lead.activity_schedule(summary="Call Riga", user_id=self.adviser_b.id)
        lead.message_subscribe(self.adviser_b.partner_id.ids)
        self.lead.with_user(self.coordinator_a).share_with([])
        self.assertEqual(self.lead.activity_ids.user_id, self.adviser_a)
        self.assertNotIn(self.adviser_b.partner_id, self.lead.message_partner_ids)

    def test_withdrawal_takes_what_was_reached_through_the_journey(self):
        """The firm and the barriers met are read, and followed, through the journey."""
        met = self._create_met()
        self._share(self.lead, "work")
        guest = self.adviser_b.partner_id
        met.with_user(self.adviser_b).activity_schedule(
            summary="Call Riga", user_id=self.adviser_b.id
        )
        for record in (self.firm, met):
            record.with_user(self.adviser_b).message_subscribe(guest.ids)
            self.assertIn(guest, record.message_partner_ids)
        self.lead.with_user(self.coordinator_a).share_with([])
        self.env.invalidate_all()
        for record in (self.firm, met):
            self.assertNotIn(guest, record.message_partner_ids)
        self.assertEqual(met.activity_ids.user_id, self.adviser_a)

    def _create_met(self):
        return self.env["sme.barrier.encounter"].create(
            {
                "name": "No e-signature",
                "lead_id": self.lead.id,
                "user_id": self.adviser_a.id,
                "type_id": self.env["sme.barrier.type"].search([], limit=1).id,
            }
        )

    def test_a_guest_takes_no_barrier_along(self):
        """Not even one that the guest noted, on the form as it opens for the guest."""
        self._share(self.lead, "work")
        theirs = self._create_firm(self.company_b, "Kods")
        encounters = self.env["sme.barrier.encounter"].with_user(self.adviser_b)
        with Form(encounters.with_context(default_lead_id=self.lead.id)) as form:
            form.name = "No signature"
            form.type_id = self.env["sme.barrier.type"].search([], limit=1)
        met = form.record
        self.assertEqual((met.firm_id, met.lead_id), (self.firm, self.lead))
        for values in ({"firm_id": theirs.id, "lead_id": False}, {"lead_id": False}):
            with self.assertRefused("Only Organisation A can say", UserError):
                met.write(values)
        with self.assertRaises(UserError):
            met.write({"company_id": self.company_b.id})
        self.assertEqual(met.company_id, self.company_a)
        other = self._create_met().with_user(self.coordinator_a)
        other.lead_id = False  # the owner can

    def test_a_barrier_met_names_no_firm_that_is_not_shared(self):
        met = self._create_met()
        self._share(met)
        mine = met.with_user(self.adviser_b)
        spec = {"fields": {"display_name": {}}}

        def shown():
            self.env.invalidate_all()
            (read,) = mine.read(["firm_id", "lead_id"])
            (form,) = mine.web_read({"firm_id": spec, "lead_id": spec})
            (group,) = mine.formatted_read_group(
                [("id", "=", met.id)], ["firm_id"], ["__count"]
            )
            return [
                read["firm_id"][1],
                read["lead_id"][1],
                form["firm_id"]["display_name"],
                form["lead_id"]["display_name"],
                group["firm_id"][1],
            ]

        self.assertEqual(set(shown()), {"Not shared with you"})
        self._share(self.lead)
        firm, lead = self.firm.name, self.lead.name
        self.assertEqual(shown(), [firm, lead, firm, lead, firm])

    def test_a_follower_whose_last_day_is_over_is_out(self):
        """Told nothing and heard no more, though nobody took the follower away."""
        self._share(self.lead, until=date.today() + timedelta(days=1))
        guest = self.adviser_b.partner_id
        lead = self.lead.with_user(self.adviser_b)
        lead.message_subscribe(guest.ids)
        own = self.lead.with_user(self.adviser_a)
        note = {"body": "We doubt it", "subtype_xmlid": "mail.mt_note"}
        self.assertEqual(own.message_to_all_readers("On").notified_partner_ids, guest)
        lead.message_post(**note)
        with freeze_time(date.today() + timedelta(days=3)):
            self.env.invalidate_all()
            late = own.message_to_all_readers("Over")
            self.assertFalse(late.notified_partner_ids)
            self.assertIn(guest, self.lead.message_partner_ids)
            with self.assertRaises(AccessError), self.cr.savepoint():
                lead.message_post(**note)

    def test_whose_notes_are_follows_the_contact_of_the_user(self):
        """Kept in memory, as every view and search asks; not longer than it is so."""
        guest = self.adviser_b
        self.assertEqual(guest._get_author_id(), guest.partner_id.id)
        guest.sudo().partner_id = (
            self.env["res.partner"].sudo().create({"name": "Guest anew"})
        )
        self.assertEqual(guest._get_author_id(), guest.partner_id.id)

    def test_sharing_names_no_contact_of_others(self):
        """An id is no ticket: what may not be read is not chosen, nor named."""
        firm_b = self._create_firm(self.company_b, "Kods SIA")
        yesterday = date.today() - timedelta(days=1)
        lead = self.lead.with_user(self.coordinator_a)
        for until in (yesterday, False):
            with self.assertRefused("does not exist, or you have no access") as caught:
                lead.share_with([(firm_b.partner_id.id, "read", until)])
            self.assertNotIn("Kods", str(caught.exception))
        self.assertFalse(self.lead.audience_id)

    def test_a_project_means_nothing_to_other_circles(self):
        """Its members would read without standing in *Who can see this?*."""
        project = self._create_project(self.company_a, self.company_b)
        other = self._create_company("Organisation C", self.country_ee)
        self.lead.with_user(self.coordinator_a).share_with(
            [(other.partner_id.id, "read", False)], "selected", project.id
        )
        self.assertFalse(self.lead.audience_id.project_id)
        self.assertFalse(self._sees(self.adviser_b, self.lead))

    def test_who_sees_a_firm_is_told_whatever_was_read_before(self):
        """C reads the firm with a journey B cannot see: B is told of C all the same."""
        company_c = self._create_company("Organisation C", self.country_ee)
        self._share(self.firm)
        self.lead.with_user(self.coordinator_a).share_with(
            [(company_c.partner_id.id, "read", False)]
        )
        self.env.invalidate_all()
        firm = self.firm.with_user(self.adviser_b)
        for context in ({}, {"active_test": False}):
            self.assertFalse(firm.with_context(**context).journey_ids)
        named = [line["name"] for line in firm._get_readers()]
        self.assertIn("Organisation C", named)

    def test_audiences_are_interned(self):
        other = self._create_firm(self.company_a, "Second AB")
        self._share(self.firm)
        self._share(other)
        self.assertEqual(self.firm.audience_id, other.audience_id)
        self.assertEqual(len(self.firm.audience_id.reader_ids), 1)

    def test_known_barriers_reach_the_project(self):
        project = self._create_project(self.company_a, self.company_b)
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": project.id}
        )
        kind = self.env["sme.barrier.type"].search([], limit=1)
        met = (
            self.env["sme.barrier.encounter"]
            .with_user(self.adviser_a)
            .create(
                [
                    {"name": n, "firm_id": self.firm.id, "type_id": kind.id}
                    for n in ("Tender only in Latvian", "Fjordkod has no licence")
                ]
            )
        )
        known = met.barrier_id
        self.assertTrue(self._sees(self.adviser_b, known[0]))
        self.assertFalse(self._sees(self.adviser_b, met[0]))
        # the words name the firm
        self.assertFalse(self._sees(self.adviser_b, known[1]))

    def test_company_rule_is_extended_and_restored(self):
        rule = self.env.ref("crm.crm_lead_company_rule")
        original = rule.sme_original_domain
        self.assertIn("company_ids", original)
        self.env["ir.rule"]._widen_company_rules()  # again: nothing happens
        self.assertEqual(rule.sme_original_domain, original)
        self.env["ir.rule"]._restore_company_rules()
        self.assertEqual(rule.domain_force, original)
        rule.domain_force = "[(1, '=', 1)]"
        self.env["ir.rule"]._restore_company_rules()
        self.assertEqual(rule.domain_force, "[(1, '=', 1)]")

    def test_notes_stay_inside_in_every_way(self):
        self._share(self.lead, "work")
        lead = self.lead.with_user(self.adviser_a)
        note = lead.message_post(
            body="Confidential cash problem",
            subtype_xmlid="mail.mt_note",
            attachments=[("cash.txt", b"figures")],
        )
        out = lead.message_to_all_readers("Clinic on Monday")
        step = lead.activity_schedule(summary="Ask bank", user_id=self.adviser_a.id)
        self.env.invalidate_all()
        Message = self.env["mail.message"].with_user(self.adviser_b)
        domain = [("model", "=", "crm.lead"), ("res_id", "=", self.lead.id)]
        seen = Message.search(domain)
        self.assertIn(out.id, seen.ids)
        self.assertNotIn(note.id, seen.ids)
        self.assertFalse(Message.search_count([("body", "ilike", "cash problem")]))
        guest = self.lead.with_user(self.adviser_b)
        self.assertNotIn(note, guest.message_ids)
        self.assertFalse(guest.search([("message_ids.body", "ilike", "cash problem")]))
        self.assertFalse(guest.search([("activity_ids.summary", "ilike", "bank")]))
        self.assertNotIn(step, guest.activity_ids)
        for hidden in (note, note.attachment_ids, step):
            with self.assertRaises(AccessError):
                hidden.with_user(self.adviser_b).check_access("read")
        files = self.env["ir.attachment"].with_user(self.adviser_b)
        self.assertFalse(files.search([("res_model", "=", "crm.lead")]))
        # and the other way round
        back = guest.message_post(body="We doubt it", subtype_xmlid="mail.mt_note")
        self.env.invalidate_all()
        self.assertNotIn(back, lead.message_ids)
        self.env.invalidate_all()
        self.assertIn(back, guest.message_ids)
        # the colleagues of the one who wrote it
        self.env.invalidate_all()
        self.assertIn(note, self.lead.with_user(self.coordinator_a).message_ids)

    def test_a_note_to_a_follower_of_another_house_is_not_sent(self):
        self._share(self.lead, "work")
        self.lead.message_subscribe(self.adviser_b.partner_id.ids)
        lead = self.lead.with_user(self.adviser_a)
        inside = lead.message_post(
            body="Inside", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(inside.notified_partner_ids)
        out = lead.message_to_all_readers("Outside")
        self.assertEqual(out.notified_partner_ids, self.adviser_b.partner_id)

    def test_the_borders_of_a_shared_journey(self):
        """Without each border rule the act would pass: the rule is what refuses it."""
        seller = self._create_user("seller_b", "adviser", self.company_b)
        seller.group_ids |= self.env.ref("sales_team.group_sale_manager")
        self.lead.user_id = False
        acts = {
            "crm_lead_rule_border": lambda lead: lead.write({"priority": "1"}),
            "crm_lead_rule_border_own": lambda lead: lead.check_access("unlink"),
        }
        for name, act in acts.items():
            self._share(self.lead, "read")
            lead = self.lead.with_user(seller)
            with self.subTest(rule=name):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    act(lead)
                rule = self.env.ref(f"sme_crossborder.{name}")
                rule.active = False
                self.env.invalidate_all()
                act(lead)
                rule.active = True

    def test_the_rules_of_work_are_what_refuses_it(self):
        """Shared to read: refused; with the rule opened, the same act passes."""
        kind = self.env["sme.barrier.type"].search([], limit=1)
        met = self.env["sme.barrier.encounter"].create(
            {"name": "No e-signature", "lead_id": self.lead.id, "type_id": kind.id}
        )
        for record in (self.firm, met.barrier_id, self.lead):
            self._share(record)
        acts = {
            "sme_firm_rule_shared_work": lambda: self.firm.with_user(
                self.adviser_b
            ).check_access("write"),
            "sme_barrier_rule_shared_work": lambda: met.barrier_id.with_user(
                self.adviser_b
            ).check_access("write"),
            "sme_barrier_encounter_rule_shared_work": lambda: met.with_user(
                self.adviser_b
            ).check_access("write"),
        }
        for name, act in acts.items():
            with self.subTest(rule=name):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    act()
                rule = self.env.ref(f"sme_crossborder.{name}")
                rule.domain_force = "[(1, '=', 1)]"
                self.env.invalidate_all()
                act()

    def test_the_second_of_two_is_told(self):
        """Both opened the form; what the first saved stays, the second hears of it."""
        self._share(self.lead, "work")
        token = self.lead.edit_token
        self.assertTrue(token)
        first = self.lead.with_user(self.adviser_a)
        first.web_save({"priority": "1", "edit_token": token}, {"edit_token": {}})
        self.env.flush_all()
        # in one transaction every change has the same time: as if a minute had passed
        self.cr.execute(
            "UPDATE crm_lead SET write_date = write_date + INTERVAL '1 minute'"
            " WHERE id = %s",
            [self.lead.id],
        )
        self.env.invalidate_all()
        second = self.lead.with_user(self.adviser_b)
        with self.assertRefused("Organisation A changed .* after you opened it"):
            second.web_save({"priority": "2", "edit_token": token}, {})
        self.assertEqual(self.lead.priority, "1")
        second.web_save({"priority": "2", "edit_token": second.edit_token}, {})
        self.assertEqual(self.lead.priority, "2")
        # one's own earlier change is nothing to be told
        second.web_save({"priority": "3", "edit_token": token}, {})

    def test_a_refusal_says_which_journey_to_who_reads_it(self):
        """By name to its readers, and to others as a journey, not as stock's lead."""
        theirs = self.lead.with_user(self.adviser_b)
        for act in (lambda: theirs.read(["name"]), lambda: theirs.write({"name": "x"})):
            self.env.invalidate_all()
            with self.assertRefused("this journey: it belongs", AccessError) as caught:
                act()
            for told in ("Lead", "crm.lead", self.lead.name):
                self.assertNotIn(told, str(caught.exception))
        self._share(self.lead)
        self.env.invalidate_all()
        with self.assertRefused("You cannot change ", AccessError) as caught:
            theirs.write({"priority": "1"})
        self.assertIn(f"{self.lead.name}: it belongs", str(caught.exception))
        for lead in (theirs, self.lead.with_user(self.adviser_a)):
            self.env.invalidate_all()
            with self.assertRefused(
                "cannot be deleted: figures", AccessError
            ) as caught:
                lead.unlink()
            self.assertIn(self.lead.name, str(caught.exception))
            self.assertNotIn("Lead", str(caught.exception))
