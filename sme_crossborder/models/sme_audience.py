from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class SmeAudience(models.Model):
    """Who reads what was shared: one row for each distinct set of readers.

    Records point to one, so that a record rule asks a few rows instead of the readers
    of each record. A row never changes: other readers are another row. The owner is not
    among them. Nobody browses audiences: they would tell with whom others share.
    """

    _name = "sme.audience"
    _description = "Audience"
    _rec_name = "key"

    key = fields.Char(required=True, help="What the set consists of, in one line.")
    scope = fields.Selection(
        selection=[
            ("selected", "Chosen organisations"),
            ("project", "Members of a project"),
            ("network", "Every organisation"),
        ],
        required=True,
    )
    project_id = fields.Many2one("sme.project", ondelete="cascade", index=True)
    contacts = fields.Boolean(help="Readers see the contact persons of a firm.")
    reader_ids = fields.One2many("sme.audience.reader", "audience_id")

    _key_uniq = models.UniqueIndex("(key)", "These readers are known already.")

    @api.model
    def _intern(self, scope, project, readers, contacts=False):
        """Return the one audience of these readers, made when it is new.

        :param scope: ``selected``, ``project`` or ``network``
        :param project: `sme.project` whose members read, or an empty one
        :param readers: list of ``(res.partner, right, last day or False)``
        :param bool contacts: whether they see the contact persons of a firm
        :returns: `sme.audience`; an empty one when nobody reads
        """
        if scope == "selected" and not readers:
            return self.browse()
        lines = sorted(
            (partner.id, right, str(until or "")) for partner, right, until in readers
        )
        key = "|".join(
            [scope, str(project.id or ""), *(":".join(map(str, x)) for x in lines)]
        )
        key += "|contacts" if contacts else ""
        # sudo: readers are told to nobody; who may share was checked by the caller
        audience_sudo = self.sudo().search([("key", "=", key)])
        if audience_sudo:
            return audience_sudo
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO sme_audience
                          (key, scope, project_id, contacts, create_uid, create_date)
                   VALUES (%s, %s, %s, %s, %s, NOW() AT TIME ZONE 'UTC')
                       ON CONFLICT (key) DO NOTHING
                RETURNING id""",
                key,
                scope,
                project.id or None,
                contacts,
                self.env.uid,
            )
        )
        audience_sudo = self.sudo().browse(rows[0][0])
        self.env["sme.audience.reader"].sudo().create(
            [
                {
                    "audience_id": audience_sudo.id,
                    "partner_id": partner.id,
                    "right": right,
                    "date_end": until or False,
                }
                for partner, right, until in readers
            ]
        )
        return audience_sudo

    @api.model
    def _open_to(self, companies):
        """Return the condition of the record rules: what organisations read today."""
        own = Domain("company_id", "in", companies.ids)
        not_left = Domain("date_end", "=", False) | Domain("date_end", ">=", "today")
        joined = Domain("date_start", "=", False) | Domain("date_start", "<=", "today")
        members = Domain("member_ids", "any!", own & joined & not_left)
        return (
            Domain("scope", "=", "network")
            | Domain("reader_ids", "any!", own & not_left)
            | Domain("project_id", "any!", members)
        )

    def _includes(self, company):
        """Return whether an organisation reads today, as the record rules have it."""
        today = fields.Date.context_today(self)
        readers = self.reader_ids.filtered(
            lambda reader: (
                reader.company_id == company
                and (not reader.date_end or reader.date_end >= today)
            )
        )
        members = self.project_id.member_ids._filter_present()
        return bool(self.scope == "network" or readers or company in members.company_id)

    def _get_grants(self):
        """Return what the audience gives, to compare two of them.

        :returns: ``{(scope, organisation, project): (company, right, last day,
            whether contact persons are seen)}``
        """
        grants = {
            ("selected", reader.partner_id, self.env["sme.project"]): (
                reader.company_id,
                reader.right,
                reader.date_end,
                self.contacts,
            )
            for reader in self.reader_ids
        }
        if self.scope in ("project", "network"):
            nobody = self.env["res.partner"]
            grants[self.scope, nobody, self.project_id] = (
                self.env["res.company"],
                "read",
                False,
                self.contacts,
            )
        return grants
