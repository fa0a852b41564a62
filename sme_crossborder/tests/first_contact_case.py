"""A project whose members help firms that write on the public form."""

from odoo import Command

from .common import SmeCase
from .public_form_case import SignsForms

URL = "/first-contact"


class FirstContactCase(SignsForms, SmeCase):
    """A helps firms of Sweden, B all others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever the database has besides: no other project opens the form
        cls.env["sme.first.contact.rule"].search([]).unlink()
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        cls.project.target_country_ids = cls.country_se | cls.country_lv
        cls.rule_a = cls._let_help(cls.company_a, cls.country_se)
        cls.rule_b = cls._let_help(cls.company_b)
        cls.company_a.email = "hello@a.example"
        cls.kinds = cls.env["sme.barrier.type"].search([("parent_id", "=", False)])
        cls.purpose = cls.env.ref("sme_crossborder.sme_consent_purpose_survey")

    @classmethod
    def _let_help(cls, company, country=None, project=None):
        project = project or cls.project
        return cls.env["sme.first.contact.rule"].create(
            {
                "project_id": project.id,
                "country_id": country and country.id,
                "member_id": project.member_ids.filtered(
                    lambda member: member.company_id == company
                ).id,
            }
        )

    @classmethod
    def _form(cls, **values):
        """Return what a browser posts, of a form opened a minute ago."""
        return {
            "key": cls._key(),
            "name": "Fjordkod AB",
            "country_id": str(cls.country_se.id),
            "registry_number": "556036-0793",
            "target_country_id": str(cls.country_lv.id),
            "barrier_type_ids": [str(kind.id) for kind in cls.kinds[:2]],
            "words": "Where do we begin?",
            "person_name": "Eva",
            "email": "Eva@Fjordkod.example",
            "lang": "en_US",
            **values,
        }

    @classmethod
    def _send(cls, **values):
        """Take a form as the public, without a browser; return the request."""
        form = cls._form(**values)
        requests = cls.env["sme.contact.request"].with_user(
            cls.env.ref("base.public_user")
        )

        def getlist(name):
            value = form.get(name, [])
            return value if isinstance(value, list) else [value]

        typed = requests._read_typed(form.get, getlist)
        problems = requests._find_problems(typed)
        assert not problems, problems
        nonce, _age = requests._read_key(form["key"])
        received = requests._receive(typed, nonce)
        cls.env.flush_all()
        return received.with_env(cls.env)

    def _journeys(self, firm):
        return self.env["crm.lead"].search([("firm_id", "=", firm.id)])

    @classmethod
    def _file(cls, **values):
        values = {"registry_number": "556036-0793", **values}
        return cls._create_firm(cls.company_a, **{"name": "Fjordkod", **values})

    @classmethod
    def _add_person(cls, firm, name="Eva", email="eva@fjordkod.example"):
        firm.partner_id.child_ids = [Command.create({"name": name, "email": email})]
        return firm.partner_id.child_ids
