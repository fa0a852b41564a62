from odoo import api, fields, models

from .groups import ADVISER


class SmeWorkshopCount(models.AbstractModel):
    """Says which indicator a workshop feeds, and what is missing for it.

    One workshop feeds one of the three: they exclude each other. Source: common
    indicators of Interreg, base document SWD(2021) 198; the line between RCO81 and
    RCO115 as drawn by the programme Germany-Denmark (interreg-de-dk.eu).
    """

    _name = "sme.workshop.count"
    _description = "Workshop: What It Counts For"

    counts_as = fields.Selection(
        selection=[
            ("rco81", "RCO81 Participations in joint actions across borders"),
            ("rco85", "RCO85 Participations in joint training schemes"),
            ("rco115", "RCO115 Public events across borders jointly organised"),
        ],
        string="Counts for",
        compute="_compute_counts_as",
        store=True,
        readonly=False,
        tracking=True,
        help="A workshop feeds one indicator: hold the open and the closed part of a "
        "mixed one as two workshops.",
    )
    missing_for_count = fields.Text(
        string="Missing to be counted", compute="_compute_missing_for_count"
    )

    sme_evidence_ids = fields.One2many(
        "sme.evidence", "event_id", string="Evidence", groups=ADVISER
    )

    @api.depends("is_workshop", "workshop_kind", "admission")
    def _compute_counts_as(self):
        for event in self:
            if not event.is_workshop:
                event.counts_as = False
            elif event.workshop_kind == "training":
                event.counts_as = "rco85"
            elif event.admission == "public":
                event.counts_as = "rco115"
            else:
                event.counts_as = "rco81"

    @api.depends(
        "is_workshop",
        "kanban_state",
        "counts_as",
        "admission",
        "is_joint",
        "workshop_project_id",
        "date_end",
        "seats_used",
        "unsaid_count",
        "sme_evidence_ids.kind_id",
    )
    @api.depends_context("lang")
    def _compute_missing_for_count(self):
        for event in self:
            lines = event.is_workshop and event._get_missing_for_count()
            event.missing_for_count = "\n".join(lines) if lines else False

    def _get_missing_for_count(self):
        """Return what keeps the workshop from being counted, a sentence each."""
        self.ensure_one()
        lines = []
        if self.kanban_state == "cancel":
            lines.append(self.env._("It was cancelled."))
        if not self.workshop_project_id:
            lines.append(self.env._("The project it is counted for."))
        if not self.is_joint:
            lines.append(
                self.env._(
                    "An organiser from a second country: add who holds it with you."
                )
            )
        if self.counts_as == "rco115" and self.admission != "public":
            lines.append(
                self.env._("It is closed: a public event is open to everybody.")
            )
        if self.counts_as == "rco81" and self.admission == "public":
            lines.append(
                self.env._(
                    "It is public: participations are counted where people were "
                    "invited or chosen."
                )
            )
        over = self.date_end and self.date_end <= fields.Datetime.now()
        if not over:
            lines.append(self.env._("It has not been held yet."))
        else:
            lines += self._get_missing_attendance()
        return lines

    def _get_missing_attendance(self):
        """Return what the attendance list lacks, in numbers every organiser reads."""
        if not self.seats_used:
            return [self.env._("The attendance list: nobody is marked attended.")]
        lines = []
        if self.counts_as in ("rco81", "rco85") and not self._has_attendance_list():
            lines.append(
                self.env._(
                    "The signed attendance list: attach it to the workshop as evidence."
                )
            )
        if self.unsaid_count:
            lines.append(
                self.env._(
                    "The rest of the attendance list: of %(count)s registered nobody "
                    "has said yet whether they came.",
                    count=self.unsaid_count,
                )
            )
        return lines

    def _has_attendance_list(self):
        """Whether a paper of that kind is attached; another house may have done it."""
        kind = self.env.ref("sme_crossborder.sme_evidence_kind_attendance_list")
        # sudo: whether the paper is there, told to every organiser
        papers_sudo = self.env["sme.evidence"].sudo()
        return bool(
            papers_sudo.search_count(
                [("event_id", "=", self._origin.id), ("kind_id", "=", kind.id)], limit=1
            )
        )
