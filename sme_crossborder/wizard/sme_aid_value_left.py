from odoo import api, fields, models

SHOWN = 50


class SmeAidValueLeft(models.AbstractModel):
    """What was done for the firm in the period and is not proposed, and why not."""

    _name = "sme.aid.value.left"
    _description = "Value Services as Aid: What Is Left Out"

    left_out = fields.Html(
        string="Not proposed",
        compute="_compute_left_out",
        compute_sudo=False,
        sanitize=False,
    )

    @api.depends("firm_id", "project_id", "date_start", "date_end")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_left_out(self):
        for dialog in self:
            rows = dialog._list_left_out()
            dialog.left_out = bool(rows) and self.env["ir.qweb"]._render(
                "sme_crossborder.aid_value_left_out",
                {"rows": rows[:SHOWN], "more": len(rows[SHOWN:])},
            )

    def _list_left_out(self):
        """Return what is not proposed: list of ``(date, name, why)``, by date."""
        self.ensure_one()
        firm = self.firm_id._origin
        if not (firm and self.project_id and self.date_start and self.date_end):
            return []
        services, attendances = self._find_done(firm), self._find_attended(firm)
        valued = self._find_valued(services, attendances)
        left = [
            (one.date, one.display_name, self._why_no_service(one, valued.get(one)))
            for one in services
        ]
        left += [
            (
                self._get_day(one.event_id),
                self._name_attendance(one),
                self._why_no_attendance(one, valued.get(one)),
            )
            for one in attendances
        ]
        return sorted((row for row in left if row[2]), key=lambda row: row[:2])

    def _find_valued(self, services, attendances):
        """Return ``{service or attendance: sme.aid}`` of what was valued before."""
        lines = self.env["sme.aid.line"].search(
            [
                ("is_live", "=", True),
                "|",
                ("service_id", "in", services.ids),
                ("registration_id", "in", attendances.ids),
            ]
        )
        return {line.service_id or line.registration_id: line.aid_id for line in lines}

    def _why_no_service(self, service, aid):
        """Return why a service is not proposed, or None where it is.

        :param aid: `sme.aid` it was valued in before, or None
        """
        kind, project = service.kind_id.name, self.project_id.acronym
        if aid:
            return self._say_valued(aid)
        rate = self.project_id._get_aid_rate("service", service.kind_id)
        if not rate:
            return self.env._(
                "%(project)s does not say what the kind %(kind)s is worth",
                project=project,
                kind=kind,
            )
        if (rate.regime or self.project_id.state_aid_regime) == "none":
            return self.env._(
                "%(project)s says that the kind %(kind)s is no aid",
                project=project,
                kind=kind,
            )
        return None

    def _why_no_attendance(self, attendance, aid):
        """Return why an attendance is not proposed, or None where it is.

        :param aid: `sme.aid` it was valued in before, or None
        """
        event = attendance.event_id
        project = self.project_id._origin
        if event.workshop_project_id != project:
            return self.env._(
                "The workshop is not one of project %(project)s",
                project=project.acronym,
            )
        if attendance.state != "done":
            return self.env._("It is not noted that the person came")
        if aid:
            return self._say_valued(aid)
        rate = self.project_id._get_aid_rate("workshop")
        if (event.aid_regime or rate.regime or project.state_aid_regime) == "none":
            return self.env._("The workshop is no aid, as it or the project says")
        if not rate and not event.aid_value:
            return self.env._(
                "Neither the workshop nor %(project)s says what attendance is worth",
                project=project.acronym,
            )
        return None

    def _say_valued(self, aid):
        return self.env._("Valued already: %(aid)s", aid=aid.display_name)
