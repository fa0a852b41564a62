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
    exclusion_ids = fields.One2many("sme.audience.exclusion", "audience_id")
    is_reader = fields.Boolean(
        compute="_compute_rights",
        search="_search_is_reader",
        help="One of the user's organisations reads it today.",
    )
    is_worker = fields.Boolean(
        compute="_compute_rights",
        search="_search_is_worker",
        help="One of the user's organisations may work on it today.",
    )

    _key_uniq = models.UniqueIndex("(key)", "These readers are known already.")

    @api.model
    def _intern(self, scope, project, readers, contacts=False, excluded=None):
        """Return the one audience of these readers, made when it is new.

        :param scope: ``selected``, ``project`` or ``network``
        :param project: `sme.project` whose members read, or an empty one
        :param readers: list of ``(res.partner, right, last day or False)``
        :param bool contacts: whether they see the contact persons of a firm
        :param excluded: `res.partner` of organisations that never read, whatever else
            the audience gives them or another organisation of the same user
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
        excluded = (excluded or self.env["res.partner"]).sorted("id")
        key += f"|never:{','.join(map(str, excluded.ids))}" if excluded else ""
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
        self.env["sme.audience.exclusion"].sudo().create(
            [
                {"audience_id": audience_sudo.id, "partner_id": partner.id}
                for partner in excluded
            ]
        )
        return audience_sudo

    # ------------------------------------------------------------------
    # Whether the user's organisations are in it: what record rules ask
    # ------------------------------------------------------------------

    @api.depends(
        "scope",
        "reader_ids.company_id",
        "reader_ids.right",
        "reader_ids.date_end",
        "exclusion_ids.partner_id",
        "project_id.member_ids.company_id",
        "project_id.member_ids.date_start",
        "project_id.member_ids.date_end",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_rights(self):
        """Ask the database once, instead of reading members and readers."""
        rows = self.ids and self.env.execute_query(
            SQL(
                """SELECT id, works
                     FROM (SELECT id, FALSE FROM (%s) AS reads (id)
                        UNION ALL
                           SELECT id, TRUE FROM (%s) AS works (id)) AS found (id, works)
                    WHERE id = ANY(%s)""",
                self._select_readers(),
                self._select_workers(),
                self.ids,
            )
        )
        found = set(rows or [])
        for audience in self:
            audience.is_reader = (audience._origin.id, False) in found
            audience.is_worker = (audience._origin.id, True) in found

    @api.model
    def _search_is_reader(self, operator, value):
        return self._search_found(self._select_readers(), operator, value)

    @api.model
    def _search_is_worker(self, operator, value):
        return self._search_found(self._select_workers(), operator, value)

    @api.model
    def _search_found(self, ids, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain("id", "in", SQL("(%s)", ids))
        return found if True in value else ~found

    @api.model
    def _select_readers(self):
        """Return the query for what the user's organisations read today."""
        self._flush_readers()
        readers = SQL(
            """SELECT id FROM sme_audience WHERE scope = 'network'
            UNION ALL
               SELECT audience_id FROM sme_audience_reader AS reader WHERE %s AND %s
            UNION ALL
               SELECT audience.id
                 FROM sme_project_member AS member
                 JOIN sme_audience AS audience USING (project_id)
                WHERE %s AND %s AND %s""",
            self._is_ours("reader"),
            self._has_not_ended("reader"),
            self._is_ours("member"),
            self._has_begun("member"),
            self._has_not_ended("member"),
        )
        return self._without_excluded(readers)

    @api.model
    def _select_workers(self):
        """Return the query for what the user's organisations may work on today."""
        self._flush_readers()
        workers = SQL(
            """SELECT audience_id FROM sme_audience_reader AS reader
                WHERE %s AND %s AND %s""",
            self._is_ours("reader"),
            self._may_work("reader"),
            self._has_not_ended("reader"),
        )
        return self._without_excluded(workers)

    @api.model
    def _without_excluded(self, ids):
        """Leave out audiences that exclude any organisation the user works in.

        Switched on or not: what one organisation must not see is not to be seen by its
        people in another capacity either.
        """
        companies = {*self.env.companies.ids, *self.env.user._get_company_ids()}
        return SQL(
            """SELECT id FROM (%s) AS given (id)
                WHERE id NOT IN (SELECT exclusion.audience_id
                                   FROM sme_audience_exclusion AS exclusion
                                   JOIN res_company AS company USING (partner_id)
                                  WHERE company.id = ANY(%s))""",
            ids,
            sorted(companies),
        )

    @api.model
    def _flush_readers(self):
        self.flush_model(["scope", "project_id"])
        lines = self.env["sme.audience.reader"]
        lines.flush_model(["audience_id", "company_id", "right", "date_end"])
        exclusions = self.env["sme.audience.exclusion"]
        exclusions.flush_model(["audience_id", "partner_id"])
        self.env["res.company"].flush_model(["partner_id"])
        members = self.env["sme.project.member"]
        members.flush_model(["project_id", "company_id", "date_start", "date_end"])

    @api.model
    def _is_ours(self, alias):
        company = SQL.identifier(alias, "company_id")
        return SQL("%s = ANY(%s)", company, self.env.companies.ids)

    @api.model
    def _may_work(self, alias):
        return SQL("%s = 'work'", SQL.identifier(alias, "right"))

    @api.model
    def _has_begun(self, alias):
        first, today = SQL.identifier(alias, "date_start"), self._today()
        return SQL("(%s IS NULL OR %s <= %s)", first, first, today)

    @api.model
    def _has_not_ended(self, alias):
        last, today = SQL.identifier(alias, "date_end"), self._today()
        return SQL("(%s IS NULL OR %s >= %s)", last, last, today)

    @api.model
    def _today(self):
        """Return the day it is for the user: a right ends on it without a job."""
        return fields.Date.context_today(self)

    def _includes(self, company):
        """Return whether an organisation reads today, as the record rules have it."""
        return self.with_context(allowed_company_ids=company.ids).is_reader

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
