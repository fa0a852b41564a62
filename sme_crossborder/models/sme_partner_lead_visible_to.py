from odoo import api, fields, models


class SmePartnerLeadVisibleTo(models.AbstractModel):
    """Says rung by rung who sees how much of a lead, who could, and who never does.

    The owner is told of every organisation. Another one is told of itself: with whom
    else the owner speaks is the owner's business, and who is left out of a circle must
    not show in a list of its members.
    """

    _name = "sme.partner.lead.visible.to"
    _description = "Partner Lead: Who Can See This?"

    @api.depends("state", "scope", "project_id", "rung_ids", "exclusion_ids")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_visible_to(self):
        for lead in self:
            origin = lead._origin
            never = origin.excluded_partner_ids if origin.is_own else None
            lead.visible_to = origin and self.env["ir.qweb"]._render(
                "sme_crossborder.partner_lead_visible_to",
                {
                    "rungs": origin._get_rungs_in_words(),
                    "never": never.mapped("name") if never else [],
                    "past": origin._get_past_readers(),
                },
            )

    def get_formview_id(self, access_uid=None):
        """Show those it was opened to what is there for them to read."""
        if len(self) == 1 and not self.is_own and not self.can_review:
            return self.env.ref("sme_crossborder.sme_partner_lead_view_form_reader").id
        return super().get_formview_id(access_uid=access_uid)

    def _get_rungs_in_words(self):
        """Return ``[(title, what is seen, lines)]`` from the top of the ladder."""
        lines = self._get_readers()
        rungs = [
            (
                "own",
                self.env._("Everything"),
                self.env._("The whole record, with all that is noted on it"),
            ),
            (
                "contact",
                self.env._("Named contact"),
                self.env._("Also whom to turn to: the adviser, persons the firm named"),
            ),
            (
                "profile",
                self.env._("Profile"),
                self.env._("Whose it is, and the full text"),
            ),
            (
                "teaser",
                self.env._("Teaser"),
                self.env._("Title, summary, country and keywords; not whose it is"),
            ),
        ]
        found = [
            (title, sees, [line for line in lines if line["rung"] == rung])
            for rung, title, sees in rungs
        ]
        return [rung for rung in found if rung[2]]

    def _get_readers(self):
        """Return who could see something of it today.

        :returns: list of dicts ``name``, ``rung``, ``why``, ``right``, ``since``,
            ``until``, ``flags``
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: names of organisations, to those who may know of them
        lead_sudo = self.sudo()
        lines = [
            {
                "name": lead_sudo.company_id.name,
                "rung": "own",
                "why": self.env._("owns it"),
                "right": self.env._("Everything"),
            }
        ]
        if self._is_in_review():
            lines.append(
                {
                    "name": lead_sudo.reviewer_partner_id.name,
                    "rung": "own",
                    "why": self.env._("reads it as the second person"),
                    "right": self.env._("Everything"),
                }
            )
        opened_sudo = lead_sudo.open_rung_ids._filter_current()
        if not self.is_own:
            opened_sudo &= self.env["sme.partner.lead.rung"]._find_ours(self)
        lines += lead_sudo._describe_rungs(opened_sudo)
        return lines + self._describe_circle(opened_sudo.partner_id)

    def _is_in_review(self):
        return self.state == "review" and bool(self.sudo().reviewer_company_id)

    def _describe_rungs(self, opened):
        """Return lines for organisations it was opened to; called as superuser."""
        labels = dict(opened._fields["rung"]._description_selection(self.env))
        reasons = dict(opened._fields["why"]._description_selection(self.env))
        flags = opened.partner_id._get_sharing_flags()
        return [
            {
                "name": line.partner_id.name,
                "rung": line.rung,
                "why": (
                    reasons[line.why]
                    if line.lead_id.state not in ("draft", "review", "approval")
                    else self.env._("not while it is revised")
                ),
                "right": labels[line.rung],
                "since": fields.Datetime.context_timestamp(self, line.date).date(),
                "until": line.last_day,
                "flags": flags[line.partner_id],
            }
            for line in opened
        ]

    def _describe_circle(self, known):
        """Return lines for whom the teaser is published to.

        :param known: `res.partner` of organisations named already
        """
        teaser = self._get_teasers()
        circle = teaser._get_circle()
        if not circle:
            return []
        scope, project_sudo = circle[0], circle[1]
        since = self._get_since()
        line = {"rung": "teaser", "right": self.env._("Teaser")}
        if scope != "project":
            return [
                line
                | {
                    "name": self.env._("Everybody, on the web too")
                    if scope == "public"
                    else self.env._("Every organisation in the network"),
                    "why": self.env._("published to the network"),
                    "since": since.get((scope, False)),
                }
            ]
        why = self.env._("member of project %(project)s", project=project_sudo.acronym)
        if not self.is_own:
            return [
                line
                | {
                    "name": self.env._(
                        "Members of project %(project)s", project=project_sudo.acronym
                    ),
                    "why": self.env._("published to them"),
                    "since": since.get((scope, False)),
                }
            ]
        left_out = known + self._get_excluded() + self.company_id.sudo().partner_id
        members_sudo = project_sudo.member_ids._filter_present().filtered(
            lambda member: member.partner_id not in left_out
        )
        flags = members_sudo.partner_id._get_sharing_flags()
        return [
            line
            | {
                "name": member.partner_id.name,
                "why": why,
                "since": max(
                    filter(None, (since.get((scope, False)), member.date_start)),
                    default=None,
                ),
                "until": member.date_end,
                "flags": flags[member.partner_id],
            }
            for member in members_sudo
        ]

    def _get_past_readers(self):
        """Return who could see more of it, or anything, and cannot any more."""
        self.ensure_one()
        self.check_access("read")
        # sudo: organisations that had it, to those who may know of them
        lead_sudo = self.sudo()
        ended_sudo = lead_sudo.rung_ids - lead_sudo.open_rung_ids._filter_current()
        if not self.is_own:
            own_sudo = self.env.companies.sudo().partner_id
            ended_sudo = ended_sudo.filtered(lambda line: line.partner_id in own_sudo)
        labels = dict(ended_sudo._fields["rung"]._description_selection(self.env))
        past = [
            {
                "name": f"{line.partner_id.name} ({labels[line.rung]})",
                "until": (
                    fields.Datetime.context_timestamp(self, line.date_end).date()
                    if line.date_end
                    else line.last_day
                ),
                "why": line.end_reason,
            }
            for line in ended_sudo
        ]
        return past + self._describe_past_circles()

    def _describe_past_circles(self):
        """Return to whom it was published, where it is no longer."""
        # sudo: as above; the log of publications names no organisation
        log_sudo = self.env["sme.disclosure"].sudo()
        log_sudo = log_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("rung", "=", "teaser"),
            ],
            order="id",
        )
        labels = dict(log_sudo._fields["scope"]._description_selection(self.env))
        past = {}
        for line in log_sudo:
            key = (line.scope, line.project_id.id)
            past.pop(key, None)
            if line.act == "withdrawn":
                name = labels[line.scope]
                if line.project_id:
                    name = f"{name} ({line.project_id.acronym})"
                day = fields.Datetime.context_timestamp(self, line.create_date).date()
                past[key] = {
                    "name": self.env._("%(who)s (Teaser)", who=name),
                    "until": day,
                    "why": line.reason,
                }
        return list(past.values())
