"""Nobody reads the legal entity: whatever role, by whatever road."""

from functools import partial

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SmeCase

ACME = "556036-0793"
OTHER = "556703-7485"


@tagged("post_install", "-at_install")
class TestEntityAccess(SmeCase):
    """Whatever role: not the record, not the link to it, by no road."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, registry_number=ACME)
        cls.users = (
            cls.adviser_a
            | cls.coordinator_a
            | cls.manager_a
            | cls.auditor
            | cls.employee
            | cls.portal
            | cls.adviser_ab
        )
        # even where exporting is allowed at all
        exporting = cls.env.ref("base.group_allow_export")
        cls.users.write({"group_ids": [Command.link(exporting.id)]})

    def _assert_refused(self, attempts, **params):
        for name, attempt in attempts.items():
            with self.subTest(by=name, **params), self.assertRaises(AccessError):
                attempt()

    def test_entity_cannot_be_read(self):
        for user in self.users:
            Entity = self.env["sme.entity"].with_user(user)
            entity = Entity.browse(self.firm.entity_id.id)
            attempts = {
                "read": partial(entity.read, ["registry_key"]),
                "web_read": partial(entity.web_read, {"display_name": {}}),
                "search": partial(Entity.search, []),
                "search_count": partial(Entity.search_count, []),
                "search_read": partial(Entity.web_search_read, [], {"pic_key": {}}),
                "name_search": partial(Entity.name_search, "SE"),
                "group": partial(Entity.formatted_read_group, [], ["country_id"]),
                "export": partial(entity.export_data, ["registry_key"]),
                "write": partial(entity.write, {"pic_key": "1"}),
                "unlink": entity.unlink,
                "create": partial(Entity.create, {"country_id": self.country_se.id}),
            }
            self._assert_refused(attempts, user=user.login)

    def test_link_of_the_file_cannot_be_read(self):
        """Not even by those who may read and write the file itself."""
        entity_id = self.firm.entity_id.id
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            firm = self.firm.with_user(user)
            Firm = firm.browse()
            by_key = [("entity_id.registry_key", "like", "SE")]
            by_any = [("entity_id", "any", [("pic_key", "!=", False)])]
            distinct = ["entity_id:count_distinct"]
            attempts = {
                "read": partial(firm.read, ["entity_id"]),
                "read among others": partial(firm.read, ["name", "entity_id"]),
                "web_read": partial(firm.web_read, {"entity_id": {}}),
                "attribute": partial(getattr, firm, "entity_id"),
                "search": partial(Firm.search, [("entity_id", "=", entity_id)]),
                "one of": partial(Firm.search, [("entity_id", "in", [entity_id])]),
                "not": partial(Firm.search, [("entity_id", "!=", entity_id)]),
                "newer than": partial(Firm.search, [("entity_id", ">", entity_id)]),
                "by name": partial(Firm.search, [("entity_id", "ilike", "entity")]),
                "dotted": partial(Firm.search, by_key),
                "any": partial(Firm.search, by_any),
                "order": partial(Firm.search, [], order="entity_id"),
                "group": partial(Firm.formatted_read_group, [], ["entity_id"]),
                "count": partial(Firm.formatted_read_group, [], [], distinct),
                "export": partial(firm.export_data, ["entity_id/.id"]),
                "filter": partial(firm.filtered_domain, by_key),
            }
            self._assert_refused(attempts, user=user.login)

    def test_link_is_in_no_description_export_or_copy(self):
        for user in (self.adviser_a, self.manager_a):
            with self.subTest(user=user.login):
                firm = self.firm.with_user(user)
                self.assertNotIn("entity_id", firm.fields_get())
                self.assertNotIn("entity_id", firm.read()[0])
                self.assertNotIn("entity_id", firm.copy_data()[0])

    def test_entity_is_not_reached_through_other_records(self):
        person = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.firm.partner_id.id}
        )
        product = self.env["sme.product"].create(
            {"name": "Fjord", "firm_id": self.firm.id}
        )
        for model, path, value in (
            ("sme.product", "firm_id.entity_id.registry_key", "SE:5560360793"),
            ("res.partner", "parent_id.sme_firm_ids.entity_id", self.firm.entity_id.id),
        ):
            Model = self.env[model].with_user(self.manager_a)
            with self.subTest(path=path), self.assertRaises(AccessError):
                Model.search([(path, "=", value)])
        self.assertTrue((person.exists(), product.exists()))

    def test_writing_a_link_changes_nothing(self):
        other = self._create_firm(self.company_a, registry_number=OTHER)
        entity = self.firm.entity_id
        firm = self.firm.with_user(self.manager_a)
        firm.write({"entity_id": other.entity_id.id, "founding_year": 2011})
        self.assertEqual(self.firm.entity_id, entity)
        self.assertEqual(self.firm.founding_year, 2011)

    def test_entity_takes_no_files_by_command(self):
        with self.assertRaises(AccessError):
            self.firm.entity_id.with_user(self.manager_a).write(
                {"firm_ids": [Command.set([])]}
            )
