"""What may be read and not changed looks so: forms, boards, lists, buttons."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..models.sme_read_only import ALWAYS, SmeReadOnly
from .common import SmeCase
from .web_client import WebClient

MODELS = (
    "sme.firm",
    "crm.lead",
    "sme.barrier",
    "sme.barrier.encounter",
    "sme.guidance.case",
    "sme.feasibility.study",
    "sme.adaptation",
)
FORMS = {
    "sme.firm": "sme_firm_view_form",
    "crm.lead": "crm_lead_view_form_journey",
    "sme.barrier": "sme_barrier_view_form",
    "sme.barrier.encounter": "sme_barrier_encounter_view_form",
    "sme.guidance.case": "sme_guidance_case_view_form",
    "sme.feasibility.study": "sme_feasibility_study_view_form",
    "sme.adaptation": "sme_adaptation_view_form",
}
# what everybody thinks of first: title, state, tags, lines
KNOWN = {
    "sme.firm": {"market_wanted_ids", "legal_form", "nace_id", "description"},
    "crm.lead": {"name", "stage_id", "priority", "date_deadline"},
    "sme.barrier": {"name", "state", "type_id", "workaround"},
    "sme.barrier.encounter": {"name", "state", "severity", "lesson"},
    "sme.guidance.case": {"name", "topic_id", "question", "response_hours"},
    "sme.feasibility.study": {"name", "offer", "score_ids", "verdict"},
    "sme.adaptation": {"name", "set_id", "sector", "date_due"},
}
# what stays the owner's, whoever may work on it
OWNERS = {
    "sme.firm": {"active", "company_id", "user_id"}
    | {"name", "email", "phone", "website", "street", "zip", "city"}
    | {"product_ids", "year_ids", "link_ids", "consent_ids", "contact_ids"},
    "crm.lead": {"active", "company_id", "user_id"},
    "sme.barrier": {"active", "company_id"},
    "sme.barrier.encounter": {"company_id", "user_id", "firm_id", "lead_id"},
    "sme.feasibility.study": {"active", "company_id", "user_id"}
    | {"firm_id", "lead_id", "product_id", "project_id"},
    "sme.guidance.case": {"company_id", "user_id", "firm_id", "lead_id"}
    | {"is_for_firm", "is_answer_told"},
    "sme.adaptation": {"company_id", "user_id", "firm_id", "lead_id"},
}


class ReadOnlyCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_small_ict_firm(
            cls.company_a, product_ids=[Command.create({"name": "App"})]
        )
        cls.lead = cls.env["crm.lead"].create(
            {"firm_id": cls.firm.id, "target_country_id": cls.country_lv.id}
        )
        # on no journey: it would be shared with it
        cls.met = cls.env["sme.barrier.encounter"].create(
            {
                "name": "No signature",
                "firm_id": cls.firm.id,
                "target_country_id": cls.country_lv.id,
                "user_id": cls.adviser_a.id,
                "type_id": cls.env["sme.barrier.type"].search([], limit=1).id,
            }
        )
        cls.case = cls.env["sme.guidance.case"].create(
            {
                "name": "Who signs?",
                "firm_id": cls.firm.id,
                "user_id": cls.adviser_a.id,
                "topic_id": cls.env["sme.guidance.topic"].search([], limit=1).id,
            }
        )
        template = cls.env.ref("sme_crossborder.sme_feasibility_template_general")
        cls.study = cls.env["sme.feasibility.study"].create(
            {
                "firm_id": cls.firm.id,
                "user_id": cls.adviser_a.id,
                "template_id": template.id,
            }
        )
        records = (
            cls.firm,
            cls.lead,
            cls.met.barrier_id,
            cls.met,
            cls.case,
            cls.study,
        )
        cls.adapted = cls.env["sme.adaptation"].create(
            {
                "firm_id": cls.firm.id,
                "product_id": cls.firm.product_ids.id,
                "user_id": cls.adviser_a.id,
                "target_country_id": cls.country_lv.id,
            }
        )
        cls.env["sme.adaptation.item"].create(
            {"name": "No signature", "adaptation_id": cls.adapted.id}
        )
        records += (cls.adapted,)
        cls.records = dict(zip(MODELS, records, strict=True))

    def _share(self, right):
        for record in self.records.values():
            record.with_user(self.coordinator_a).share_with(
                [(self.company_b.partner_id.id, right, False)]
            )
        self.env.invalidate_all()

    def _let_audit(self):
        """Assign a project to the auditor that the firm is enrolled in."""
        project = self._create_project(self.company_a)
        self.env["sme.audit.assignment"].create(
            {
                "user_id": self.auditor.id,
                "project_id": project.id,
                "date_start": "2020-01-01",
                "date_end": "2099-12-31",
            }
        )
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": project.id, "date": "2026-03-01"}
        )
        self.env.invalidate_all()
        return project

    @contextmanager
    def _former_views(self):
        """The views as they are written, which say nothing of who may change."""
        with patch.object(SmeReadOnly, "_make_read_only", lambda self, arch: None):
            self.env.registry.clear_cache("templates")
            yield
        self.env.registry.clear_cache("templates")

    def _open(self, record, user):
        name = FORMS[record._name]
        return Form(record.with_user(user), view=f"sme_crossborder.{name}")

    def _editable(self, form):
        return {
            name
            for name in form._view["fields"]
            if not form._get_modifier(name, "readonly")
        }

    def _buttons(self, form):
        """Names of the buttons somebody sees, those of lines left out."""
        context = form._get_eval_context()
        return {
            node.get("name")
            for node in form._view["tree"].iter("button")
            if not list(node.iterancestors("field"))
            and not any(
                safe_eval(step.get("invisible") or "False", context)
                for step in (node, *node.iterancestors())
            )
        }


@tagged("post_install", "-at_install")
class TestSmeReadOnly(ReadOnlyCase):
    def test_a_reader_edits_no_field(self):
        self._share("read")
        for model, record in self.records.items():
            with self.subTest(model=model):
                self.assertFalse(self._editable(self._open(record, self.adviser_b)))

    def test_owner_and_guest_edit_what_the_view_lets_them(self):
        self._share("work")
        for model, record in self.records.items():
            for user in (self.adviser_a, self.adviser_b):
                with self.subTest(model=model, user=user.login):
                    with self._former_views():
                        former = self._editable(self._open(record, user))
                    owners = OWNERS[model] if user == self.adviser_b else set()
                    now = self._editable(self._open(record, user))
                    self.assertEqual(now, former - owners)
                    self.assertLessEqual(KNOWN[model], now)
                    if user == self.adviser_a:
                        self.assertTrue(OWNERS[model] & now)

    def test_what_is_open_to_a_guest_is_not_refused(self):
        """One field after the other: rules of the field may speak, not the border."""
        self._share("work")
        tried = 0
        for model, record in self.records.items():
            form = self._open(record, self.adviser_b)
            mine = record.with_user(self.adviser_b)
            for name in self._editable(form):
                value = self._another_value(mine, name)
                if value is None:
                    continue
                tried += 1
                try:
                    with self.cr.savepoint():
                        mine.write({name: value})
                        self.env.flush_all()
                except AccessError as error:
                    self.fail(f"{model}.{name}: {error}")
                except UserError as error:
                    self.assertNotIn("can only be changed by", str(error))
        self.assertGreater(tried, 40)

    def _another_value(self, record, name):
        field = record._fields[name]
        if field.type == "boolean":
            return not record[name]
        if field.type == "selection":
            return next(
                key for key in field.get_values(self.env) if key != record[name]
            )
        if field.type in ("many2one", "many2many"):
            found = self.env[field.comodel_name].with_user(record.env.user)
            found = found.search([("id", "not in", record[name].ids)], limit=1)
            if not found:
                return None
            link = [Command.link(found.id)]
            return found.id if field.type == "many2one" else link
        return {
            "char": "Words",
            "text": "Words",
            "html": "Words",
            "integer": 1975,
            "float": 3.0,
            "monetary": 3.0,
            "date": "2026-01-05",
        }.get(field.type)

    def test_what_is_new_is_open(self):
        for model in MODELS:
            with self.subTest(model=model):
                form = self._open(self.env[model], self.adviser_a)
                with self._former_views():
                    former = self._open(self.env[model], self.adviser_a)
                    former = self._editable(former)
                self.assertEqual(self._editable(form), former)
                self.assertIn("name", self._editable(form))

    def test_every_view_is_closed(self):
        """Those of stock CRM too, and what other modules add to them."""
        for view in self.env["ir.ui.view"].search(
            [
                ("model", "in", MODELS),
                ("type", "in", ("form", "kanban", "list")),
                ("mode", "=", "primary"),
            ]
        ):
            Model = self.env[view.model]
            arch, _view = Model._get_view(view.id, view.type)
            if arch.tag == "list" and not (
                arch.get("multi_edit") or arch.get("editable")
            ):
                self.assertFalse(arch.xpath("//field[contains(@readonly,'can_work')]"))
                continue
            with self.subTest(view=view.xml_id or view.name):
                self.assertTrue(
                    arch.xpath("./*/field[@name='can_work']|./field[@name='can_work']")
                )
                for node in arch.iter("field"):
                    readonly = node.get("readonly")
                    if list(node.iterancestors("field")):
                        self.assertNotIn("can_work", readonly or "")
                        continue
                    field = Model._fields[node.get("name")]
                    self.assertTrue(
                        readonly in ALWAYS
                        or (readonly is None and field.readonly)
                        or readonly.startswith("not can_work"),
                        f"{field}: {readonly}",
                    )

    def test_nothing_closed_is_opened(self):
        """A condition of the view still holds, and so does a field of the model."""
        form = self._open(self.lead, self.adviser_a)
        # readonly="id", and computed
        self.assertLessEqual({"firm_id", "days_in_stage"}, form._view["fields"].keys())
        self.assertFalse({"firm_id", "days_in_stage"} & self._editable(form))
        self.assertIn(
            "firm_id", self._editable(self._open(self.lead[:0], self.adviser_a))
        )

    def test_buttons_that_would_be_refused_are_not_there(self):
        self._share("read")
        expected = {
            "sme.firm": {
                "action_open_brief",
                "action_view_journeys",
                "action_view_cases",
                "action_view_encounters",
                "action_view_products",
                "action_view_years",
            },
            "crm.lead": {"action_view_encounters"},
            "sme.barrier": {"action_view_encounters"},
            "sme.barrier.encounter": set(),
            "sme.guidance.case": set(),
            "sme.feasibility.study": {"action_print"},
            "sme.adaptation": {"action_view_items"},
        }
        for model, record in self.records.items():
            with self.subTest(model=model):
                form = self._open(record, self.coordinator_b)
                self.assertEqual(
                    self._buttons(form), expected[model] | {"action_ask_share"}
                )
        self._share("work")
        for record in self.records.values():
            form = self._open(record, self.coordinator_b)
            self.assertIn("action_message_all", self._buttons(form))
            self.assertNotIn("action_ask_share", self._buttons(form))

    def test_stock_form_of_a_journey(self):
        """Boards of stock CRM open it: Won is not offered there, nothing is open."""
        won = "action_set_won_rainbowman"
        for right, offered in (("read", False), ("work", True)):
            self._share(right)
            lead = self.lead.with_user(self.adviser_b)
            form = Form(lead, view="crm.crm_lead_view_form")
            self.assertEqual(won in self._buttons(form), offered)
            self.assertEqual(bool(self._editable(form)), offered)

    def test_an_auditor_edits_nothing(self):
        """The server says so for the whole form; the fields say it too."""
        self._let_audit()
        form = self._open(self.firm, self.auditor)
        self.assertFalse(self._editable(form))
        self.assertEqual(form._view["tree"].get("edit"), "False")
        for model in ("sme.project", "sme.enrolment", "sme.firm.year", "sme.product"):
            Model = self.env[model].with_user(self.auditor)
            client = WebClient(Model)
            self.assertEqual(client._archs["form"].get("edit"), "False", model)
        # a board has no Edit of the whole: its cards are not dragged
        cards = WebClient(self.env["sme.firm"].with_user(self.auditor))
        (card,) = self.firm.with_user(self.auditor).web_read(
            cards.specification("kanban")
        )
        self.assertIs(card["can_work"], False)


@tagged("post_install", "-at_install")
class TestSmeReadOnlyCost(ReadOnlyCase):
    def _count(self, function):
        """Queries of a call with nothing in memory, once it is warm."""
        counts = []
        for _time in range(4):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            function()
            counts.append(self.env.cr.sql_log_count - before)
        # a template is kept from the second time it is drawn; what Odoo forgets in
        # between (a list of its own that is full) is asked once more
        return min(counts[2:])

    def _cost(self, record, user, view):
        """Queries of opening a form, as the client asks."""
        record = record.with_user(user)
        client = WebClient(record[:0], form=self.env.ref(view).id)
        asked = client.specification("form")
        self.assertEqual(record.web_read(asked)[0]["id"], record.id)
        return self._count(lambda: record.web_read(asked)), asked

    def test_opening_a_form_costs_what_it_did(self):
        self._share("read")
        for model, record in self.records.items():
            view = f"sme_crossborder.{FORMS[model]}"
            for user in (self.adviser_a, self.adviser_b):
                with self._former_views():
                    former, _asked = self._cost(record, user, view)
                now, asked = self._cost(record, user, view)
                self.assertIn("can_work", asked)
                self.assertEqual(now, former, f"{model} {user.login}")

    def test_stock_leads_are_as_they_were(self):
        """Nothing closed and no query more, for salespersons and for advisers."""
        sales = new_test_user(
            self.env,
            "sales",
            groups="sales_team.group_sale_salesman",
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        for user in (sales, self.adviser_a):
            lead = self.env["crm.lead"].create(
                {
                    "name": "Deal",
                    "type": "opportunity",
                    "user_id": user.id,
                    "company_id": self.company_a.id,
                }
            )
            self.assertTrue(lead.with_user(user).can_work)
            view = "crm.crm_lead_view_form"
            with self._former_views():
                former, _asked = self._cost(lead, user, view)
                editable = self._editable(Form(lead.with_user(user), view=view))
            now, asked = self._cost(lead, user, view)
            self.assertIn("can_work", asked)
            self.assertEqual(now, former, user.login)
            form = Form(lead.with_user(user), view=view)
            self.assertEqual(self._editable(form), editable)
            self.assertIn("action_set_won_rainbowman", self._buttons(form))

    def test_boards_and_lists_cost_the_same_for_few_and_many(self):
        """At most the audiences are read, once for all of them."""
        self._share("read")
        journeys = self.env["crm.lead"].create(
            [
                {"firm_id": self.firm.id, "target_country_id": country.id}
                for country in self.env["res.country"].search([("code", "!=", "LV")])[
                    :60
                ]
            ]
        )
        for journey in journeys:
            journey.with_user(self.coordinator_a).share_with(
                [(self.company_b.partner_id.id, "read", False)]
            )
        all_of_them = (self.lead + journeys).with_user(self.adviser_b)
        few = self._count(lambda: all_of_them[:5].read(["can_work"]))
        many = self._count(lambda: all_of_them.read(["can_work"]))
        self.assertEqual(many, few)
        self.assertFalse(any(all_of_them.mapped("can_work")))


@tagged("post_install", "-at_install")
class TestSmeReadOnlyTour(ReadOnlyCase, HttpCase):
    def test_shared_to_read_then_to_work(self):
        for right in ("read", "work"):
            self._share(right)
            for tour, url in (
                ("firm", f"/odoo/firms/{self.firm.id}"),
                ("journey", "/odoo/shared-journeys"),
            ):
                self.start_tour(
                    url, f"shared_{tour}_{right}_tour", login="coordinator_b"
                )
        self.assertEqual(self.firm.legal_form, "Aktiebolag")
        self.assertEqual(self.lead.stage_id.name, "Screened")

    def test_the_owner_has_its_actions(self):
        url = f"/odoo/firms/{self.firm.id}"
        self.start_tour(url, "own_firm_actions_tour", login="coordinator_a")

    def test_an_auditor_is_offered_no_archive(self):
        """Stock offers it to whoever reads a form that has the field."""
        project = self._let_audit()
        for path in (f"cross-border-projects/{project.id}", f"firms/{self.firm.id}"):
            self.start_tour(f"/odoo/{path}", "read_only_audit_tour", login="auditor")
