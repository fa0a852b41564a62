"""Leak hunts: what one organisation could learn of another, or do to it."""

from functools import partial
from unittest.mock import Mock, patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .access_case import AccessCase
from .access_table import TABLE
from .access_values import MARKS

BUSINESS_ROLES = ("adviser", "coordinator", "manager", "both", "one", "whole", "member")
NUMBER, FREE_NUMBER = "556036-0793", "556012-5790"


class EntityLeaks(AccessCase):
    """The legal entity joins files of several organisations: nobody reaches it."""

    def leak_entity_is_read_in_no_way(self):
        firm = self.records["sme.firm"]["own"]
        entity = firm.entity_id
        for role in BUSINESS_ROLES:
            Firm, own = (
                self.model(role, "sme.firm"),
                self.record(role, "sme.firm", "own"),
            )
            Enrolment = self.model(role, "sme.enrolment")
            Partner = self.model(role, "res.partner")
            domain = [("id", "=", firm.id)]
            ways = {
                "read": lambda own=own: own.read(["entity_id"]),
                "form": lambda own=own: own.web_read({"entity_id": {}}),
                "deep form": lambda own=own: own.web_read(
                    {"entity_id": {"fields": {"registry_key": {}}}}
                ),
                "export": lambda own=own: own.export_data(["entity_id/.id"]),
                "deep export": lambda own=own: own.export_data(
                    ["entity_id/registry_key"]
                ),
                "search": lambda Firm=Firm: Firm.search(
                    [("entity_id", "=", entity.id)]
                ),
                "deep search": lambda Firm=Firm: Firm.search(
                    [("entity_id.registry_key", "!=", "x")]
                ),
                "search from enrolments": lambda Enrolment=Enrolment: Enrolment.search(
                    [("firm_id.entity_id", "=", entity.id)]
                ),
                "search from contacts": lambda Partner=Partner: Partner.search(
                    [("sme_firm_ids.entity_id", "=", entity.id)]
                ),
                "order": partial(Firm.search, domain, order="entity_id"),
                "group": partial(
                    Firm.formatted_read_group, domain, ["entity_id"], ["__count"]
                ),
                "sum": partial(
                    Firm.formatted_read_group, domain, [], ["entity_id:count_distinct"]
                ),
                "field": lambda Firm=Firm: Firm.fields_get(["entity_id"]),
                "default": lambda Firm=Firm: Firm.with_context(
                    default_entity_id=entity.id
                ).default_get(["entity_id"]),
                "copy": lambda own=own: "entity_id" in own.copy_data()[0],
            }
            for way, function in ways.items():
                with self.subTest(role=role, way=way):
                    self.env.invalidate_all()
                    self.assertNothing(function)

    def leak_entity_is_chosen_by_nobody(self):
        """A known id of an entity gets no file attached to it."""
        foreign = self.records["sme.firm"]["other"].entity_id
        Firm = self.model("manager", "sme.firm")
        values = self.values("sme.firm", "own")
        made = Firm.create(values | {"entity_id": foreign.id})
        named = Firm.with_context(default_entity_id=foreign.id).create(
            self.values("sme.firm", "own")
        )
        written = self.record("manager", "sme.firm", "own")
        written.write({"entity_id": foreign.id})
        written.web_save({"entity_id": foreign.id}, {})
        self.env.flush_all()
        for firm in (made, named, written):
            self.assertNotEqual(firm.sudo().entity_id, foreign)

    def leak_a_second_organisation_learns_nothing(self):
        """A number another organisation has behaves as one nobody has."""
        values = {"country_id": self.country_se.id, "name": "Malmö Kod AB"}
        self._create_firm(
            self.company_b,
            f"{MARKS['other']} Kod AB",
            country_id=self.country_se.id,
            registry_number=NUMBER,
        )
        outcomes = []
        for number in (NUMBER, FREE_NUMBER):
            with self.undone():
                outcomes.append(
                    self._what_a_learns(values | {"registry_number": number})
                )
        self.assertEqual(*outcomes)

    def _what_a_learns(self, values):
        Firm = self.model("adviser", "sme.firm")
        spec = {
            "existing_firm_id": {},
            "similar_firm_ids": {},
            "eligibility": {},
            "number_state": {},
        }
        shown = Firm.onchange(
            values | {"company_id": self.company_a.id}, ["registry_number"], spec
        )
        found = [
            Firm.search_count(
                [("identifier_search", "ilike", values["registry_number"])]
            ),
            Firm.name_search(values["registry_number"]),
        ]
        firm = Firm.create(values)
        (after,) = firm.web_read(spec)
        return shown, found, after | {"id": None}, Firm.search_count([])

    def leak_creating_for_another_organisation_tells_nothing(self):
        """The refusal is the same whether the other organisation has a file or not."""
        self._create_firm(
            self.company_b, country_id=self.country_se.id, registry_number=NUMBER
        )
        contact = self.env["res.partner"].create({"name": "Own contact"})
        messages = set()
        for number in (NUMBER, FREE_NUMBER):
            for extra in ({}, {"partner_id": contact.id}):
                values = {
                    "name": "Kod AB",
                    "country_id": self.country_se.id,
                    "company_id": self.company_b.id,
                    "registry_number": number,
                    **extra,
                }
                messages.add(
                    self.assertKept(
                        lambda values=values: self.model("adviser", "sme.firm").create(
                            values
                        )
                    )
                )
        self.assertEqual(len(messages), 1, messages)

    def leak_a_sole_trader_is_not_found_by_the_personal_number(self):
        number = "811228-9874"
        values = {"country_id": self.country_se.id, "registry_number": number}
        theirs = self._create_firm(self.company_b, "Anna Larsson", **values)
        self.assertTrue(theirs.sudo().entity_id.registry_key.startswith("SE:#"))
        Firm = self.model("manager", "sme.firm")
        domain = [("identifier_search", "ilike", number)]
        self.assertFalse(Firm.search(domain))
        self.assertFalse(Firm.search_count(domain))
        self.assertFalse(Firm.name_search(number))
        ours = Firm.create(values | {"name": "Anna Larsson"})
        self.assertEqual(Firm.search(domain), ours)
        self.assertNotIn("9874", ours.registry_number)


class OwnerLeaks(AccessCase):
    """Records stay with their organisation, and point only to what is readable."""

    def leak_nothing_is_moved_across(self):
        """An id is no ticket: own records cannot be hung on another's file."""
        for model, fname in (
            ("sme.firm.year", "firm_id"),
            ("sme.firm.link", "firm_id"),
            ("sme.product", "firm_id"),
            ("sme.evidence", "firm_id"),
            ("sme.consent", "firm_id"),
            ("sme.enrolment", "firm_id"),
            ("sme.project.member", "project_id"),
            ("sme.project.area.exception", "project_id"),
            ("sme.first.contact.rule", "project_id"),
            ("sme.audit.assignment", "project_id"),
        ):
            target = "sme.firm" if fname == "firm_id" else "sme.project"
            own = self.record("manager", model, "own")
            for column in ("shared", "other"):
                foreign = self.records[target][column]
                with self.subTest(model=model, column=column):
                    self.assertKept(
                        lambda own=own, fname=fname, foreign=foreign: own.write(
                            {fname: foreign.id}
                        )
                    )

    def leak_the_owner_of_a_part_is_not_chosen(self):
        """The organisation of a part follows its file, whatever is sent along."""
        foreign = self.records["sme.firm"]["other"]
        for model in ("sme.firm.year", "sme.product", "sme.evidence", "sme.consent"):
            values = self.values(model, "own") | {"company_id": self.company_a.id}
            with self.subTest(model=model):
                self.assertKept(
                    lambda model=model, values=values: self.model(
                        "manager", model
                    ).create(values | {"firm_id": foreign.id}),
                    AccessError,
                )
                own = self.record("both", model, "own")
                own.write({"company_id": self.company_b.id})
                self.env.flush_all()
                self.assertEqual(own.company_id, self.company_a)

    def leak_a_file_changes_hands_by_no_write(self):
        for role in ("manager", "both"):
            own = self.record(role, "sme.firm", "own")
            message = self.assertKept(
                lambda own=own: own.write({"company_id": self.company_b.id})
            )
            self.assertTrue(message)
        own = self.records["sme.firm"]["own"]
        contact = self.env["res.partner"].create(
            {"name": "Way round", "company_id": self.company_b.id}
        )
        self.assertKept(
            lambda: self.record("both", "sme.firm", "own").write(
                {"company_id": self.company_b.id, "partner_id": contact.id}
            )
        )
        self.assertEqual(own.company_id, self.company_a)
        self.assertKept(
            lambda: self.record("manager", "sme.project", "own").write(
                {"company_id": self.company_b.id}
            )
        )

    def leak_references_name_nothing(self):
        """Pointing to another organisation's record is refused without its name."""
        records = self.records
        cases = [
            ("sme.firm.link", "other_firm_id", records["sme.firm"]),
            ("sme.evidence", "enrolment_id", records["sme.enrolment"]),
            ("sme.consent", "evidence_id", records["sme.evidence"]),
            ("sme.consent", "partner_id", self._persons()),
            ("sme.enrolment", "project_id", records["sme.project"]),
            ("sme.enrolment", "firm_id", records["sme.firm"]),
            ("sme.project", "parent_id", records["sme.project"]),
            ("sme.audit.assignment", "member_id", records["sme.project.member"]),
            ("sme.firm", "partner_id", self._contacts()),
            ("sme.project.member", "partner_id", self._contacts()),
        ]
        for model, fname, targets in cases:
            Model, foreign = self.model("manager", model), targets["other"].id
            values = self.values(model, "own")
            own = self.record("manager", model, "own")
            default = Model.with_context(**{f"default_{fname}": foreign})
            rest = {key: values[key] for key in values if key != fname}
            with self.subTest(model=model, field=fname):
                self.assertKept(partial(Model.create, values | {fname: foreign}))
                self.assertKept(partial(default.create, rest))
                self.assertKept(partial(own.write, {fname: foreign}))

    def _contacts(self):
        return {c: firm.partner_id for c, firm in self.records["sme.firm"].items()}

    def _persons(self):
        return {
            column: self.env["res.partner"].create(
                {"name": f"{MARKS[column]} person", "parent_id": contact.id}
            )
            for column, contact in self._contacts().items()
        }

    def leak_refusals_name_nothing_in_debug_mode(self):
        """Odoo lists the names of refused records to whoever switches debug on."""
        request = Mock(session=Mock(debug="1"))
        with patch("odoo.addons.base.models.res_users.request", request):
            self.assertTrue(self.adviser_a.has_group("base.group_no_one"))
            for model, cells in TABLE.items():
                if "r" in cells["adviser"]["own"] and not cells["adviser"]["other"]:
                    foreign = self.record("adviser", model, "other")
                    with self.subTest(model=model):
                        self.assertKept(lambda f=foreign: f.read([]), AccessError)
                        self.assertKept(lambda f=foreign: f.unlink(), UserError)
            contact = self._contacts()["other"].with_user(self.adviser_a)
            self.assertKept(lambda: contact.read(["name"]), AccessError)

    def leak_two_active_organisations_choose(self):
        Firm = self.model("both", "sme.firm")
        self.assertFalse(Firm.default_get(["company_id"]).get("company_id"))
        values = self.values("sme.firm", "own")
        del values["company_id"]
        self.assertIn("rganisation", self.assertKept(lambda: Firm.create(values)))
        one = self.model("one", "sme.firm").create(values)
        self.assertEqual(one.company_id, self.company_a)
        chosen = Firm.create(self.values("sme.firm", "other"))
        self.assertEqual(chosen.company_id, self.company_b)

    def leak_an_organisation_switched_off_is_out_of_sight(self):
        """Working in A, the adviser of both neither sees nor fills B's files."""
        Firm = self.model("one", "sme.firm")
        self.assertEqual(Firm.search([]).company_id, self.company_a)
        self.assertKept(lambda: Firm.create(self.values("sme.firm", "other")))

    def leak_projects_count_what_the_reader_sees(self):
        expected = {"adviser": 1, "manager": 1, "one": 1, "both": 2, "member": 1}
        for role, count in (expected | {"whole": 2}).items():
            project = self.record(role, "sme.project", "own")
            with self.subTest(role=role):
                self.assertEqual(project.enrolment_count, count)
                action = project.action_view_enrolments()
                Enrolment = self.model(role, "sme.enrolment")
                self.assertEqual(Enrolment.search_count(action["domain"]), count)

    def leak_other_pipelines_stay_closed(self):
        for role in BUSINESS_ROLES:
            with self.subTest(role=role):
                Lead = self.model(role, "crm.lead")
                found = Lead.has_access("read") and Lead.search_count(
                    [("id", "=", self.sales_lead.id)]
                )
                self.assertFalse(found)

    def leak_a_member_changes_nothing_of_the_project(self):
        """Whoever takes part reads budgets and members, and decides nothing."""
        joint = self.record("manager", "sme.project", "shared")
        budgets = joint.member_ids.mapped("budget")
        self.assertEqual(len(budgets), 2)
        self.assertTrue(all(budgets))
        for act in (
            joint.action_close,
            joint.action_reset,
            joint.action_archive,
            lambda: joint.message_post(body="Note"),
            lambda: joint.write({"member_ids": [(0, 0, {"partner_id": 1})]}),
            lambda: joint.member_ids[:1].write({"role": "lead"}),
            lambda: joint.copy(),
        ):
            self.assertKept(act, AccessError)

    def leak_the_adviser_is_of_the_organisation(self):
        """The adviser of a file gets its mail, so it is somebody of the house."""
        own = self.record("adviser", "sme.firm", "own")
        self.assertKept(lambda: own.write({"user_id": self.adviser_b.id}))
        own.write({"user_id": self.coordinator_a.id})

    def leak_merging_contacts_stays_at_home(self):
        contacts = self._contacts()
        manager = self.manager_a
        manager.group_ids += self.env.ref("base.group_partner_manager")
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(manager)
        ids = [contacts["own"].id, contacts["other"].id]
        self.assertKept(lambda: wizard._merge(ids))

    def leak_identical_files_stay_two(self):
        """The unique index is per organisation; its message is only for one's own."""
        values = {"country_id": self.country_se.id, "registry_number": NUMBER}
        Firm = self.model("adviser", "sme.firm")
        Firm.create(values | {"name": "Kod AB"})
        with mute_logger("odoo.sql_db"), self.assertRaises(ValidationError):
            Firm.create(values | {"name": "Kod AB"})
        theirs = (
            self.env["sme.firm"]
            .with_user(self.adviser_b)
            .create(values | {"name": "Kod"})
        )
        self.assertEqual(theirs.company_id, self.company_b)
