from odoo import api, fields, models


class SmeVisibleTo(models.AbstractModel):
    """Says on each record, in plain words, who can see it and who could."""

    _name = "sme.visible.to"
    _description = "Who Can See This?"

    visible_to = fields.Html(
        string="Who can see this?",
        compute="_compute_visible_to",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends("audience_id", "visibility")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_visible_to(self):
        for record in self:
            origin = record._origin
            record.visible_to = origin and self.env["ir.qweb"]._render(
                "sme_crossborder.visible_to",
                {"now": origin._get_readers(), "past": origin._get_past_readers()},
            )

    def _get_readers(self):
        """Return who could see the record today, as lines of *Who can see this?*.

        :returns: list of dicts ``name``, ``why``, ``right``, ``since``, ``until``
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: names of organisations a reader of the record is told, nothing else
        record_sudo = self.sudo()
        rights = self.env["sme.audience.reader"]._fields["right"]
        rights = dict(rights._description_selection(self.env))
        lines = [
            {
                "name": record_sudo.company_id.name,
                "why": self.env._("owns it"),
                "right": self.env._("Everything"),
            }
        ]
        lines += record_sudo._get_given()
        # a journey is not named: who reads the firm need not see it
        carried = {
            line["name"]: line
            | {
                "right": rights["read"],
                "why": self.env._("%(why)s, with a journey", why=line["why"]),
            }
            for carrier_sudo in record_sudo._get_carriers()
            for line in carrier_sudo._get_given()
        }
        known = {line["name"] for line in lines}
        return lines + [line for name, line in carried.items() if name not in known]

    def _get_carriers(self):
        """Return records whose readers see this one too; a hook."""
        return self.browse()

    def _shows_persons_to(self, company):
        """Whether an organisation sees contact persons with the record; a hook."""
        return False

    def _get_given(self):
        """Return whom the record itself was given to; called as superuser."""
        record_sudo, lines = self, []
        audience_sudo = record_sudo.audience_id
        if not audience_sudo:
            return lines
        rights = self.env["sme.audience.reader"]._fields["right"]
        rights = dict(rights._description_selection(self.env))
        since = record_sudo._get_since()
        today = fields.Date.context_today(self)

        def right_of(key, company):
            if record_sudo._shows_persons_to(company):
                return self.env._(
                    "%(right)s, and its contact persons", right=rights[key]
                )
            return rights[key]

        flags = audience_sudo.reader_ids.partner_id._get_sharing_flags()
        for reader in audience_sudo.reader_ids:
            if not reader.date_end or reader.date_end >= today:
                lines.append(
                    {
                        "name": reader.partner_id.name,
                        "why": self.env._("chosen")
                        if reader.company_id
                        else self.env._("chosen; has no users here yet"),
                        "right": right_of(reader.right, reader.company_id),
                        "since": since.get(("selected", reader.partner_id.id)),
                        "until": reader.date_end,
                        "flags": flags[reader.partner_id],
                    }
                )
        if audience_sudo.scope == "network":
            lines.append(
                {
                    "name": self.env._("Every organisation in the network"),
                    "why": self.env._("shared with the network"),
                    "right": rights["read"],
                    "since": since.get(("network", False)),
                }
            )
        if audience_sudo.scope == "project":
            project_sudo = audience_sudo.project_id
            members = project_sudo.member_ids._filter_present()
            flags = members.partner_id._get_sharing_flags()
            lines += [
                {
                    "name": member.partner_id.name,
                    "why": self.env._(
                        "member of project %(project)s", project=project_sudo.acronym
                    ),
                    "right": right_of("read", member.company_id),
                    "since": max(
                        filter(
                            None,
                            (since.get(("project", False)), member.date_start),
                        ),
                        default=None,
                    ),
                    "until": member.date_end,
                    "flags": flags[member.partner_id],
                }
                for member in members
                if member.company_id != record_sudo.company_id
            ]
        return lines

    def _get_since(self):
        """Return ``{(scope, organisation): day}`` of what was given last."""
        # callers have checked that the record may be read
        given = self.env["sme.disclosure"].sudo()
        given = given.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("act", "=", "granted"),
            ]
        )
        since = {}
        for line in given.sorted("id"):
            day = fields.Datetime.context_timestamp(self, line.create_date).date()
            since[line.scope, line.partner_id.id] = day
        return since

    def _get_past_readers(self):
        """Return who could see it and cannot any more: withdrawn, expired."""
        self.ensure_one()
        self.check_access("read")
        # sudo: as in _get_readers; the log names organisations, not their users
        log_sudo = self.env["sme.disclosure"].sudo()
        log_sudo = log_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("act", "in", ("granted", "withdrawn")),
            ],
            order="id",
        )
        today = fields.Date.context_today(self)
        past = {}
        for line in log_sudo:
            who = line.partner_id.name or (
                line.project_id
                and self.env._("Members of %(name)s", name=line.project_id.acronym)
            )
            who = who or self.env._("Every organisation in the network")
            key = (line.scope, line.partner_id.id, line.project_id.id)
            if line.act == "granted":
                past[key] = {"name": who, "until": line.date_end, "why": False}
            elif key in past:
                day = fields.Datetime.context_timestamp(self, line.create_date).date()
                past[key] |= {"until": day, "why": line.reason, "ended": True}
        return [
            line
            for line in past.values()
            if line.get("ended") or (line["until"] and line["until"] < today)
        ]
