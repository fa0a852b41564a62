"""A full-scale project from its seed: what goes along, who is asked, what stays."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .journey_case import JourneyCase


class FullScaleCase(JourneyCase):
    """A seed project of A (lead), B and C, with firms of all three.

    ==================  ===  ==========================================================
    firm                of   on its way
    ==================  ===  ==========================================================
    Fjordkod AB         A    a journey to Estonia that is open
    Ebb AB              A    nothing
    Flod AB             A    dropped out of Adaptation
    Sund AB             A    left the seed project half-way
    three and more      B    whatever B knows
    one                 C    whatever C knows
    ==================  ===  ==========================================================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.coordinator_c = cls._create_user(
            "coordinator_c", "coordinator", cls.company_c
        )
        cls.seed = cls._create_project(
            cls.company_a,
            cls.company_b,
            cls.company_c,
            acronym="SEED",
            cofunding_statement="Co-funded",
            arrangement_date="2025-02-01",
            arrangement_contact="privacy@example.com",
        )
        outside = cls.env["res.partner"].create(
            {"name": "Outside Institute", "is_company": True}
        )
        cls.seed.member_ids = [
            Command.create({"partner_id": outside.id, "budget": 5_000})
        ]
        cls.method, cls.second_method = cls.env["sme.method"].create(
            [
                {"name": "Living lab transfer", "project_id": cls.seed.id},
                {"name": "Export toolbox", "project_id": cls.seed.id},
            ]
        )
        cls.idle = cls._create_firm(cls.company_a, "Ebb AB")
        cls.far = cls._create_firm(cls.company_a, "Flod AB")
        cls.gone = cls._create_firm(cls.company_a, "Sund AB")
        theirs = [
            cls._create_firm(cls.company_b, f"Hidden {at} SIA") for at in range(4)
        ]
        hers = cls._create_firm(cls.company_c, "Hidden OÜ")
        cls.env["sme.enrolment"].create(
            [
                {"firm_id": firm.id, "project_id": cls.seed.id, "date": "2025-02-01"}
                for firm in (cls.firm, cls.idle, cls.far, cls.gone, *theirs, hers)
            ]
        )
        cls.gone.enrolment_ids.date_end = "2025-06-01"
        dropped = cls._create_journey(cls.far, cls.country_lv)
        dropped.stage_id = cls.adaptation
        dropped.action_set_lost(
            lost_reason_id=cls.env.ref("sme_crossborder.crm_lost_reason_capacity").id
        )
        purpose = cls.env["sme.consent.purpose"].search([], limit=1)
        cls.env["sme.consent"].create(
            {
                "firm_id": cls.firm.id,
                "purpose_id": purpose.id,
                "text_version": "2025 sv",
            }
        )
        cls.purpose = purpose
        cls.env.flush_all()

    def _open(self, user=None, project=None):
        """Press the button and return the dialog it opens."""
        project = (project or self.seed).with_user(user or self.manager_a)
        action = (
            project.action_ask_firms()
            if project.parent_id
            else project.action_prepare_follow_up()
        )
        return project.env[action["res_model"]].browse(action["res_id"])

    def _chosen(self, dialog):
        return dialog.line_ids.filtered("chosen").firm_id

    def _rows(self, dialog, group):
        return {
            row["what"]: row["text"]
            for row in dialog._list_carried()
            if row["group"] == group
        }


@tagged("post_install", "-at_install")
class TestSmeFullScale(FullScaleCase):
    def test_what_is_proposed(self):
        dialog = self._open()
        self.assertEqual(dialog.acronym, "SEED full-scale")
        self.assertEqual(dialog.partner_ids, self.seed.member_ids.partner_id)
        self.assertEqual(dialog.method_ids, self.method | self.second_method)
        self.assertEqual(
            {line.firm_id.name: line.standing for line in dialog.line_ids},
            {
                "Fjordkod AB": "On its way (Estonia: First contact)",
                "Ebb AB": "No open journey",
                "Flod AB": "Came as far as Adaptation",
                "Sund AB": "Left the seed project",
            },
        )
        self.assertEqual(self._chosen(dialog), self.firm | self.far)

    def test_page_before_the_act(self):
        """B had four firms: at least three; C had one: fewer than three."""
        dialog = self._open()
        dialog.partner_ids -= self.company_c.partner_id
        dialog.method_ids -= self.second_method
        carried = self._rows(dialog, "carried")
        self.assertIn("Organisation A, Organisation B", carried["Members"])
        self.assertIn("Living lab transfer", carried["Methods"])
        self.assertIn("co-funding statement", carried["Settings of the project"])
        first = self._rows(dialog, "agreement")
        self.assertEqual(
            set(first),
            {
                "Each firm that is asked",
                "Fjordkod AB",
                "Flod AB",
                "Organisation B",
                "Outside Institute",
            },
        )
        for words in ("privacy notice", "SME declaration"):
            self.assertIn(words, first["Each firm that is asked"])
        for words in ("adviser_a", self.purpose.name):
            self.assertIn(words, first["Fjordkod AB"])
        self.assertIn("on file: none", first["Flod AB"])
        self.assertIn("at least 3 of the seed project", first["Organisation B"])
        self.assertIn("Has no coordinator who works here", first["Outside Institute"])
        left = self._rows(dialog, "left")
        self.assertIn("No open journey", left["Ebb AB"])
        self.assertIn("Export toolbox", left["Methods"])
        self.assertIn("Organisation C", left["Members"])
        dialog.partner_ids |= self.company_c.partner_id
        hers = self._rows(dialog, "agreement")["Organisation C"]
        self.assertIn("fewer than 3", hers)
        dialog.action_check()
        self.assertIn("Needs an agreement first", dialog.carried)
        self.assertNotIn("Hidden", dialog.carried)
        dialog.action_back()
        self.assertFalse(dialog.carried)

    def test_the_act(self):
        dialog = self._open()
        dialog.write(
            {
                "acronym": "OSS",
                "name": "One-stop shop",
                "date_start": "2027-01-01",
                "partner_ids": [Command.unlink(self.company_c.partner_id.id)],
                "method_ids": [Command.unlink(self.second_method.id)],
            }
        )
        action = dialog.action_prepare()
        full = self.env["sme.project"].browse(action["res_id"])
        self.assertRecordValues(
            full,
            [
                {
                    "acronym": "OSS",
                    "parent_id": self.seed.id,
                    "company_id": self.company_a.id,
                    "state": "preparation",
                    "date_start": date(2027, 1, 1),
                    "lead_partner_id": self.company_a.partner_id.id,
                    "cofunding_statement": "Co-funded",
                    "arrangement_date": False,
                    "arrangement_contact": False,
                    "method_ids": self.method.ids,
                    "nuts_ids": self.seed.nuts_ids.ids,
                    "enrolment_count": 0,
                }
            ],
        )
        self.assertEqual(self.method.project_id, self.seed)
        self.assertNotIn(self.company_c, full.member_ids.company_id)
        self.assertEqual(set(full.member_ids.mapped("budget")), {0})
        self.assertFalse(
            self.env["sme.enrolment"].search([("project_id", "=", full.id)])
        )
        for project, words in ((full, "Prepared from SEED"), (self.seed, "OSS was")):
            self.assertIn(words, project.message_ids[:1].body)

    def test_who_is_asked(self):
        """The advisers of A, and a coordinator of B; nobody is mailed."""
        mails = self.env["mail.mail"].search_count([])
        full = self.env["sme.project"].browse(self._open().action_prepare()["res_id"])
        step = self.firm.activity_ids.filtered(lambda one: "SEED full" in one.summary)
        self.assertEqual(step.user_id, self.adviser_a)
        self.assertIn("privacy notice", step.note)
        self.assertIn(self.purpose.name, step.note)
        # nobody is the adviser of this one: whoever pressed the button
        self.assertEqual(self.far.activity_ids.user_id, self.manager_a)
        self.assertFalse(self.idle.activity_ids)
        told = full.activity_ids.user_id
        self.assertEqual(told.company_id, self.company_b | self.company_c)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        theirs = self.env["sme.firm"].search([("company_id", "=", self.company_b.id)])
        self.assertFalse(theirs.activity_ids)

    def test_another_member_asks_its_own(self):
        full = self.env["sme.project"].browse(self._open().action_prepare()["res_id"])
        dialog = self._open(self.coordinator_b, full)
        self.assertEqual(
            dialog.line_ids.firm_id.mapped("name"),
            [f"Hidden {at} SIA" for at in range(4)],
        )
        dialog.line_ids[0].chosen = True
        dialog.action_check()
        self.assertIn("Hidden 0 SIA", dialog.carried)
        dialog.action_ask()
        self.assertEqual(
            dialog.line_ids[0].firm_id.activity_ids.user_id, self.coordinator_b
        )
        again = self._open(self.coordinator_b, full)
        again.line_ids[0].chosen = True
        again.action_ask()
        self.assertEqual(len(dialog.line_ids[0].firm_id.activity_ids), 1)

    def test_firms_of_others_are_nobodys_to_choose(self):
        dialog = self._open()
        foreign = self.env["sme.firm"].search([("name", "=", "Hidden OÜ")])
        with self.assertRaises(AccessError), self.cr.savepoint():
            dialog.line_ids = [Command.create({"firm_id": foreign.id, "chosen": True})]
        stranger = self._create_firm(self.company_a, "Never Helped AB")
        dialog.line_ids = [Command.create({"firm_id": stranger.id, "chosen": True})]
        with self.assertRefused("Never Helped AB is no firm of yours"):
            dialog.action_prepare()

    def test_choices_are_checked(self):
        dialog = self._open()
        for values, words in (
            ({"acronym": False}, "acronym and a title"),
            ({"acronym": "seed"}, "already has a project seed"),
            (
                {"date_start": "2027-02-01", "date_end": "2027-01-01"},
                "before it starts",
            ),
            (
                {"partner_ids": [Command.link(self.firm.partner_id.id)]},
                "taken from SEED",
            ),
        ):
            with self.subTest(values=values), self.cr.savepoint() as savepoint:
                dialog.write(values)
                with self.assertRefused(words):
                    dialog.action_check()
                savepoint.rollback()
                self.env.invalidate_all()
        self.idle.active = False
        dialog.line_ids.filtered(lambda line: line.firm_id == self.idle).chosen = True
        with self.assertRefused("Restore it"):
            dialog.action_prepare()

    def test_who_may(self):
        """Project managers of the organisation that leads the seed."""
        for user in (self.coordinator_a, self.manager_b):
            with self.subTest(user=user.login), self.assertRefused("leads SEED"):
                self._open(user)
            dialog = self.env["sme.full.scale"].with_user(user)
            dialog = dialog.create({"seed_id": self.seed.id})
            with self.assertRaises(AccessError), self.cr.savepoint():
                dialog.action_prepare()
        for user in (self.adviser_a, self.auditor, self.employee):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.env["sme.full.scale"].with_user(user).create(
                    {"seed_id": self.seed.id}
                )

    def test_the_lead_prepares_it_whoever_administers_the_seed(self):
        """A administers the seed, B leads it: B prepares and keeps what follows."""
        self._member_of(self.seed, self.company_b).role = "lead"
        with self.assertRefused("Organisation B, which leads SEED"):
            self._open(self.manager_a)
        action = self._open(self.manager_b).action_prepare()
        full = self.env["sme.project"].browse(action["res_id"])
        self.assertEqual(full.company_id, self.company_b)
        self.assertEqual(full.lead_partner_id, self.company_b.partner_id)
        self.assertIn("was prepared", self.seed.message_ids[:1].body)

    def test_nobody_asks_for_a_project_of_others(self):
        full = self.env["sme.project"].browse(self._open().action_prepare()["res_id"])
        self._member_of(full, self.company_c).unlink()
        with self.assertRaises(AccessError):
            full.with_user(self.coordinator_c).action_ask_firms()
        self.assertTrue(self._open(self.manager_a, full).line_ids)
        self.env["sme.enrolment"].search(
            [("company_id", "=", self.company_b.id)]
        ).unlink()
        with self.assertRefused("no firm of the seed project", UserError):
            full.with_user(self.coordinator_b).action_ask_firms()

    def _member_of(self, project, company):
        return project.member_ids.filtered(lambda member: member.company_id == company)

    def test_as_many_queries_for_many_firms(self):
        """4 firms and 24: the page lists each, in the same number of queries."""

        def count():
            dialog = self._open()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            dialog.with_user(self.manager_a)._list_carried()
            return self.cr.sql_log_count - before

        count()  # what is looked up once is looked up now
        few = count()
        firms = [self._create_firm(self.company_a, f"More {at} AB") for at in range(20)]
        self.env["sme.enrolment"].create(
            [
                {"firm_id": firm.id, "project_id": self.seed.id, "date": "2025-02-01"}
                for firm in firms
            ]
        )
        self.assertEqual(count(), few)
