from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.aid_window import first_day
from .dates import say_day
from .dialogs import open_dialog
from .groups import ADVISER, AUDITOR
from .sme_aid_ceiling import DE_MINIMIS

ROWS_SHOWN = 50


class SmeFirmAid(models.AbstractModel):
    """The ledger of State aid of a firm, and the room that is left."""

    _name = "sme.firm.aid"
    _description = "Firm File: State Aid"

    aid_ids = fields.One2many(
        "sme.aid", "firm_id", string="State aid", groups=f"{ADVISER},{AUDITOR}"
    )
    aid_count = fields.Integer(
        string="Entries of aid", compute="_compute_counts", groups=ADVISER
    )
    aid_ledger = fields.Html(
        compute="_compute_aid_ledger",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
        groups=ADVISER,
    )

    @api.model
    def _attached_models(self):
        return super()._attached_models() | {"aid_count": ("sme.aid", "firm_id")}

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_aid_ledger(self):
        """Room left today for each granting state, then every entry.

        A reader of a shared file is told nothing: what others granted counts in it.
        """
        for firm in self:
            saved = firm._origin
            firm.aid_ledger = bool(saved and saved.is_own) and self.env[
                "ir.qweb"
            ]._render("sme_crossborder.aid_ledger", saved._prepare_aid_ledger())

    def _prepare_aid_ledger(self):
        Aid = self.env["sme.aid"]
        firms = self._get_undertaking_firms()
        # the newest: all of them are behind a button
        entries = Aid.search([("firm_id", "in", firms.ids)], limit=ROWS_SHOWN)
        today = fields.Date.context_today(self)
        projects = self.env["sme.project"].search(
            [("state_aid_regime", "=", "de_minimis"), ("state", "=", "running")]
        )
        found = Aid._read_group(
            [("firm_id", "in", firms.ids), ("basis", "in", DE_MINIMIS)],
            ["granting_country_id", "basis"],
        )
        states = projects.granting_country_id.union(*(row[0] for row in found))
        bases = [DE_MINIMIS[0]]
        if DE_MINIMIS[2] in {basis for _state, basis in found}:
            bases.append(DE_MINIMIS[2])
        rooms = []
        for state in states.sorted("name"):
            for basis in bases:
                # an entry of today, which is not kept
                asked = Aid.new(
                    {
                        "firm_id": self.id,
                        "granting_country_id": state.id,
                        "date": today,
                        "basis": basis,
                    }
                )
                rooms += [row | {"state": state} for row in asked._list_room()]
        labels = {
            fname: dict(Aid._fields[fname]._description_selection(self.env))
            for fname in ("state", "source", "basis")
        }
        return {
            "firm": self,
            "rooms": rooms,
            "entries": entries,
            "labels": labels,
            "others": (firms - self).mapped("name"),
        }

    def _get_undertaking_firms(self):
        """Return the own files that make one undertaking with the firm, it included."""
        self.ensure_one()
        keys = self._get_undertaking_keys()
        ids = [key[1] for key in keys if key[0] == "firm"]
        return self.browse(sorted({self.id, *ids}))

    # ------------------------------------------------------------------
    # What the ledger is for
    # ------------------------------------------------------------------

    def _get_aid_project(self):
        """Return the one project that grants the firm aid; of several none."""
        projects = self.enrolment_ids.project_id.filtered(
            lambda project: (
                project.state_aid_regime not in (False, "none")
                and project.state == "running"
            )
        )
        return projects if len(projects) == 1 else projects.browse()

    def action_new_aid(self):
        self.ensure_one()
        action = self._action_view_attached("sme_crossborder.sme_aid_action")
        action["context"]["default_project_id"] = self._get_aid_project().id
        action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    def action_view_aid(self):
        return self._action_view_attached("sme_crossborder.sme_aid_action")

    def action_value_services(self):
        """Open the dialog that proposes services and attendances as aid."""
        self.ensure_one()
        return open_dialog(
            self.env._("Value services as aid"),
            "sme.aid.value",
            context={
                "default_firm_id": self.id,
                "default_project_id": self._get_aid_project().id,
            },
        )

    def action_take_over_aid(self):
        """Open the dialog for a merger or split."""
        self.ensure_one()
        return open_dialog(
            self.env._("Aid on a merger or split"),
            "sme.aid.succession",
            context={"default_firm_id": self.id},
        )

    def action_print_aid_declaration(self):
        report = self.env.ref("sme_crossborder.report_aid_declaration_action")
        return report.report_action(self)

    def get_declared_aid(self):
        """Return what the declaration of a firm is filled in with.

        Entries of the last three years of the whole undertaking, as the own files
        know them; what other organisations granted is not told, the firm adds it.

        :returns: dict: ``entries`` (`sme.aid`), ``first`` and ``last`` (`date`),
            ``names`` of the other enterprises of the undertaking
        """
        self.ensure_one()
        last = fields.Date.context_today(self)
        first = first_day(last)
        entries = self.env["sme.aid"].search(
            [
                ("firm_id", "in", self._get_undertaking_firms().ids),
                ("state", "=", "granted"),
                ("basis", "in", DE_MINIMIS),
                ("date", ">=", first),
                ("date", "<=", last),
            ],
            order="date, id",
        )
        return {
            "entries": entries,
            "first": say_day(self.env, first),
            "last": say_day(self.env, last),
            "names": (self.undertaking_names or "").splitlines(),
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_aided(self):
        # sudo: aid is kept whoever may read it; its number and last day are said
        for firm in self.sudo():
            if firm.aid_ids:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: its ledger has %(count)s entries "
                        "of State aid, kept until %(date)s. Archive the file instead.",
                        firm=firm.name,
                        count=len(firm.aid_ids),
                        date=format_date(
                            self.env, max(firm.aid_ids.mapped("date_retention"))
                        ),
                    )
                )
