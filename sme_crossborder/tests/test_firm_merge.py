"""Two of our files on one firm become one, and nothing attached to either is lost."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .firm_merge_case import OTHER, PIC, MergeCase


@tagged("post_install", "-at_install")
class TestMergeMoves(MergeCase):
    """Everything attached ends under the file that is kept."""

    def test_one2many_records_move(self):
        evidence = self.env["sme.evidence"].create(
            {
                "name": "Accounts",
                "kind_id": self.env["sme.evidence.kind"].search([], limit=1).id,
                "firm_id": self.other.id,
                "document": b"cGRm",
            }
        )
        self.other.write(
            {
                "year_ids": [Command.create({"year": 2024, "headcount": 8})],
                "product_ids": [Command.create({"name": "Fjord"})],
                "link_ids": [
                    Command.create(
                        {
                            "name": "Moder AB",
                            "country_id": self.country_se.id,
                            "capital_percent": 60,
                        }
                    )
                ],
            }
        )
        product, tie = self.other.product_ids, self.other.link_ids
        self._merge()
        self.assertEqual(self.kept.product_ids, product)
        self.assertEqual(self.kept.link_ids, tie)
        self.assertEqual(self.kept.evidence_ids, evidence)
        self.assertEqual(self.kept.year_ids.year, 2024)
        self.assertEqual(evidence.document, b"cGRm")
        self.assertFalse(self.other.exists())

    def test_what_depends_on_moved_records_is_computed_anew(self):
        self._create_project(self.company_a)
        small = self._create_small_ict_firm(self.company_a, "Liten AB")
        self.kept.write({"nuts_id": small.nuts_id.id, "nace_id": small.nace_id.id})
        self.assertRecordValues(
            self.kept, [{"size_class": "unknown", "eligibility": "unknown"}]
        )
        self._merge(other=small)
        self.assertRecordValues(
            self.kept,
            [{"size_class": "small", "headcount": 12, "eligibility": "eligible"}],
        )

    def test_many2many_values_are_united(self):
        nordic = self.env.ref("base.fi") | self.country_ee
        self.kept.market_wanted_ids = self.country_ee | self.country_lv
        self.other.market_wanted_ids = nordic
        self._merge()
        self.assertEqual(
            self.kept.market_wanted_ids, nordic | self.country_ee | self.country_lv
        )

    def test_history_moves(self):
        message = self.other.message_post(body="Called about Tallinn")
        note = self.other.message_post(
            body="For the board", attachments=[("a.txt", b"x")]
        )
        attachment = self.env["ir.attachment"].create(
            {
                "name": "b.txt",
                "raw": b"y",
                "res_model": "sme.firm",
                "res_id": self.other.id,
            }
        )
        open_activity = self.other.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.adviser_a.id
        )
        done_activity = self.other.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.adviser_a.id
        )
        done_activity.active = False
        self._merge()
        self.assertLessEqual(message | note, self.kept.message_ids)
        files = attachment | note.attachment_ids
        self.assertEqual(files.mapped("res_id"), [self.kept.id] * 2)
        self.assertEqual(files.mapped("raw"), [b"y", b"x"])
        self.assertEqual(self.kept.activity_ids, open_activity)
        self.assertEqual(done_activity.res_id, self.kept.id)

    def test_followers_of_both_keep_one_subscription(self):
        comment = self.env.ref("mail.mt_comment")
        activities = self.env.ref("mail.mt_activities")
        both, one = self.adviser_a.partner_id, self.manager_a.partner_id
        self.kept.message_subscribe(both.ids, comment.ids)
        self.other.message_subscribe((both | one).ids, activities.ids)
        self._merge()
        self.assertEqual(self.kept.message_partner_ids, both | one)
        follower = self.kept.message_follower_ids.filtered(
            lambda follower: follower.partner_id == both
        )
        self.assertEqual(follower.subtype_ids, comment | activities)

    def test_external_ids_and_records_of_other_models_move(self):
        self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": "firm_17",
                "model": "sme.firm",
                "res_id": self.other.id,
            }
        )
        meeting = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "res_model_id": self.env["ir.model"]._get_id("sme.firm"),
                "res_id": self.other.id,
            }
        )
        self._merge()
        self.assertEqual(self.env.ref("__import__.firm_17"), self.kept)
        self.assertEqual(meeting.res_id, self.kept.id)

    def test_a_record_both_have_and_may_have_once_is_never_lost(self):
        """A model that comes later and allows one record a file: refused, not lost."""
        self.env.cr.execute(
            "CREATE UNIQUE INDEX sme_product_one ON sme_product (firm_id, name)"
        )
        for firm in (self.kept, self.other):
            firm.product_ids = [Command.create({"name": "Fjord"})]
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self._merge()
        self.assertIn("Fjord", str(error.exception))
        self.assertIn("Fjordkod AB", str(error.exception))
        self.assertEqual(len(self.other.product_ids | self.kept.product_ids), 2)

    def test_no_mail_leaves(self):
        mails = self.env["mail.mail"].search_count([])
        self.other.message_subscribe(self.adviser_a.partner_id.ids)
        self.other.user_id = self.adviser_a
        self._merge()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(self.kept.message_ids.notification_ids)


@tagged("post_install", "-at_install")
class TestMergeAccess(MergeCase):
    def test_adviser_may_not_delete_and_so_not_merge(self):
        with self.assertRaises(AccessError):
            self._merge(user=self.adviser_a)
        self.assertTrue(self.other.exists())

    def test_auditor_and_other_organisation_are_refused(self):
        for user in (self.auditor, self.manager_b, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._merge(user=user)

    def test_files_of_two_organisations_are_never_merged(self):
        foreign = self._create_firm(
            self.company_b, "Fjordkod AB", country_id=self.country_se.id
        )
        both = self._create_user("both", "coordinator", self.company_a, self.company_b)
        both_companies = [self.company_a.id, self.company_b.id]
        kept = self.kept.with_user(both).with_context(
            allowed_company_ids=both_companies
        )
        with self.assertRaises(UserError) as error:
            kept._merge(foreign)
        self.assertIn("different organisations", str(error.exception))
        with self.assertRaises(AccessError):
            self._merge(other=foreign)
        self.assertTrue(foreign.exists())

    def test_wizard_is_for_coordinators(self):
        Wizard = self.env["sme.firm.merge.wizard"]
        values = {"firm_id": self.kept.id, "other_firm_id": self.other.id}
        for user in (self.adviser_a, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Wizard.with_user(user).create(values)

    def test_wizard_shows_nothing_of_another_organisation(self):
        Wizard = self.env["sme.firm.merge.wizard"].with_user(self.coordinator_b)
        with self.assertRaises(AccessError):
            Wizard.create({"firm_id": self.kept.id, "other_firm_id": self.other.id})


@tagged("post_install", "-at_install")
class TestMergeWizard(MergeCase):
    def _open(self, firms, user=None):
        return Form(
            self.env["sme.firm.merge.wizard"]
            .with_user(user or self.coordinator_a)
            .with_context(active_model="sme.firm", active_ids=firms.ids)
        )

    def test_the_file_with_a_number_is_proposed_and_can_be_swapped(self):
        form = self._open(self.other | self.kept)
        self.assertEqual(form.firm_id, self.kept)
        self.assertEqual(form.other_firm_id, self.other)
        wizard = form.save()
        wizard.action_swap()
        self.assertEqual(wizard.firm_id, self.other)
        action = wizard.action_merge()
        self.assertEqual(action["res_id"], self.other.id)
        self.assertFalse(self.kept.exists())

    def test_preview_says_what_moves_and_what_is_given_up(self):
        self.kept.year_ids = [Command.create({"year": 2024, "headcount": 12})]
        self.other.write(
            {
                "year_ids": [Command.create({"year": 2024, "headcount": 14})],
                "product_ids": [Command.create({"name": "Fjord"})],
                "legal_form": "AB",
            }
        )
        form = self._open(self.kept | self.other)
        self.assertTrue(form.is_possible)
        for words in (
            "products: 1",
            "PIC: 925374860",
            "Legal form: AB",
            "Figures of 2024",
        ):
            self.assertIn(words, str(form.preview))

    def test_preview_names_the_contradiction_before_anything_happens(self):
        self.other.registry_number = OTHER
        form = self._open(self.kept | self.other)
        self.assertFalse(form.is_possible)
        self.assertIn(OTHER, str(form.preview))
        with self.assertRaises(UserError):
            form.save().action_merge()

    def test_from_one_file_the_manager_names_the_other(self):
        form = self._open(self.kept, self.manager_a)
        self.assertFalse(form.other_firm_id)
        form.other_firm_id = self.other
        form.save().action_merge()
        self.assertEqual(len(self._entities(self.kept)), 1)
        self.assertEqual(self.kept.pic, PIC)

    def test_three_files_are_refused(self):
        third = self._create_firm(self.company_a, "Tredje AB")
        with self.assertRaises(UserError) as error:
            self._open(self.kept | self.other | third)
        self.assertIn("3 files", str(error.exception))

    def test_actions_are_bound_for_their_roles(self):
        def names(user, view_type):
            bindings = (
                self.env["sme.firm"]
                .with_user(user)
                .get_views([(False, view_type)], {"toolbar": True})
            )
            toolbar = bindings["views"][view_type].get("toolbar", {})
            return {action["name"] for action in toolbar.get("action", [])}

        entity = "This is the same legal entity as…"
        self.assertNotIn("Merge", names(self.adviser_a, "list"))
        self.assertIn("Merge", names(self.coordinator_a, "list"))
        self.assertIn("Merge", names(self.coordinator_a, "form"))
        self.assertNotIn(entity, names(self.coordinator_a, "form"))
        self.assertIn(entity, names(self.manager_a, "form"))

    def test_the_preview_counts_what_moves(self):
        """One of two years and the only enrolment are given up: they do not move."""
        project = self._create_project(self.company_a)
        for firm, years in ((self.kept, [2024]), (self.other, [2023, 2024])):
            firm.year_ids = [
                Command.create({"year": year, "headcount": 3}) for year in years
            ]
            self.env["sme.enrolment"].create(
                {"firm_id": firm.id, "project_id": project.id, "date": "2026-01-01"}
            )
            firm.contact_ids = [
                Command.create({"name": "Anna Same", "email": "anna@same.example"})
            ]
        self.other.link_ids = [
            Command.create({"name": "Syster AB", "country_id": self.country_se.id})
        ]
        moves = self.kept.with_user(self.coordinator_a)._plan_merge(self.other).moves
        self.assertIn("Number of years: 1", moves)
        self.assertIn("Number of ties: 1", moves)
        self.assertFalse([move for move in moves if "enrolments" in move])
        self.assertTrue([move for move in moves if "Anna Same stands in both" in move])
