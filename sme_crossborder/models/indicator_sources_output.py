"""Joint outputs, who made them and who took them up."""

from odoo.tools import SQL

from .indicator_source import Source, source


def partner_key(partner: SQL) -> SQL:
    """Return the key of an organisation: its register's number, else its VAT number.

    An organisation without either stands for itself: a project names its members.
    """
    return SQL(
        """(SELECT COALESCE(
                   country.code || ':' || NULLIF(regexp_replace(
                       UPPER(partner.company_registry), '[^0-9A-Z]', '', 'g'), ''),
                   NULLIF(regexp_replace(
                       UPPER(partner.vat), '[^0-9A-Z]', '', 'g'), ''),
                   'partner:' || partner.id)
              FROM res_partner AS partner
         LEFT JOIN res_country AS country ON country.id = partner.country_id
             WHERE partner.id = %s)""",
        partner,
    )


@source
class Outputs(Source):
    key = "output"
    label = "Joint outputs"
    model = "sme.output"
    dates = ("date_done",)
    domain_fields = frozenset({"kind", "has_obstacle", "has_uptake_actions"})
    evidence_field = "output_id"
    knows_countries = True
    is_finished_once = True

    def is_joint(self):
        return self.has_two_countries(self.column("id"))

    @staticmethod
    def has_two_countries(output: SQL) -> SQL:
        return SQL(
            "(SELECT COUNT(DISTINCT author.country_id) > 1"
            " FROM sme_output_author AS author WHERE author.output_id = %s)",
            output,
        )

    def reference(self):
        return self.column("name")


class OfOutput(Source):
    """Something that hangs on an output."""

    knows_countries = True

    def join(self):
        self.query.add_join(
            "JOIN",
            "output",
            "sme_output",
            SQL("output.id = %s", self.column("output_id")),
        )
        return super().join()

    def in_project(self):
        return SQL("output.project_id")

    def company(self):
        return SQL("output.company_id")

    def is_joint(self):
        return Outputs.has_two_countries(SQL("output.id"))

    def reference(self):
        return SQL("output.name")


@source
class Uptakes(OfOutput):
    """Who took an output up; an output taken up by several counts once."""

    key = "uptake"
    label = "Outputs taken up"
    model = "sme.output.uptake"
    dates = ("date",)
    domain_fields = frozenset({"output_id.kind", "country_id", "country_id.code"})
    evidence_field = "uptake_id"
    measures = ("records", "entities")

    def unit(self):
        return SQL("%s::varchar", self.column("output_id"))

    def entity_key(self):
        return SQL(
            "(SELECT country.code || ':' || NULLIF(regexp_replace("
            "UPPER(%s), '[^0-9A-Z]', '', 'g'), '')"
            " FROM res_country AS country WHERE country.id = %s)",
            self.column("registry_number"),
            self.column("country_id"),
        )


@source
class Authors(OfOutput):
    """Organisations that made an output together, each once by its registry number."""

    key = "author"
    label = "Organisations behind joint outputs"
    model = "sme.output.author"
    dates = ("date",)
    domain_fields = frozenset({"output_id.kind", "country_id", "country_id.code"})
    measures = ("records", "entities")

    def entity_key(self):
        return partner_key(self.column("partner_id"))

    def evidence(self):
        return SQL(
            "EXISTS (SELECT FROM sme_evidence AS paper"
            " WHERE paper.output_id = output.id AND paper.kind_id IN %s)",
            tuple(self.indicator.evidence_kind_ids.ids),
        )
