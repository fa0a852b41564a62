from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools import lead_file
from ..tools.json_schema import Fault
from ..tools.lead_file import Outcome
from ..tools.strict_json import MOST_BYTES, step

MOST_FILES = 50
FILE_HOURS = 24
LONGEST = 256  # of what a line shows
# refused ones first: they are what there is to do
KINDS = ("refused", "holder", "changed", "new", "unchanged")


class SmePartnerLeadImport(models.TransientModel):
    """Leads come in from files: documents of ours, or profiles of the network.

    First it is shown what would become of each; nothing is written before. What is
    refused is listed with the place in the file and the reason.
    """

    _name = "sme.partner.lead.import"
    _inherit = ["sme.partner.lead.fault"]
    _description = "Import of Partner Leads"

    file_ids = fields.Many2many("ir.attachment", string="Files")
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        default=lambda self: (
            self.env.company if len(self.env.companies) == 1 else False
        ),
        domain=lambda self: [("id", "in", self.env.companies.ids)],
        help="Keeps the leads of holders that are no firm of yours.",
    )
    firm_id = fields.Many2one(
        "sme.firm",
        string="Firm they are for",
        domain=lambda self: [("company_id", "in", self.env.companies.ids)],
        help="For leads whose file does not name one of your firms. It can be chosen "
        "for each of them in the next step too.",
    )
    state = fields.Selection(
        selection=[
            ("choose", "Choose the files"),
            ("preview", "Preview"),
            ("done", "Imported"),
        ],
        default="choose",
        required=True,
    )
    summary = fields.Text(readonly=True)
    line_ids = fields.One2many("sme.partner.lead.import.line", "wizard_id")
    is_anything_to_do = fields.Boolean(compute="_compute_is_anything_to_do")
    is_one_file = fields.Boolean(readonly=True)

    @api.depends("line_ids.kind", "line_ids.firm_id", "line_ids.holder_partner_id")
    def _compute_is_anything_to_do(self):
        for wizard in self:
            wizard.is_anything_to_do = any(
                line.kind in ("new", "changed") or line._get_chosen()
                for line in wizard.line_ids
            )

    def action_preview(self):
        """Read the files and show what would become of each lead."""
        self.ensure_one()
        outcomes = self._read_and_try(keep=False)
        self._show(outcomes)
        self.write({"state": "preview", "summary": self._summarise(outcomes)})
        return self._reopen()

    def action_apply(self):
        """Import what is not refused, and leave the rest as it is."""
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview first."))
        outcomes = self._read_and_try(keep=True)
        self._show(outcomes)
        self.write({"state": "done", "summary": self._summarise(outcomes, True)})
        self.file_ids.filtered(lambda file: file.res_model == self._name).unlink()
        return self._reopen()

    def action_back(self):
        self.ensure_one()
        if self.state != "preview":
            raise UserError(
                self.env._("What was imported stays. Open the import anew.")
            )
        self.state = "choose"
        return self._reopen()

    def action_open_leads(self):
        """Open the leads of the files, those that were there already too."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_action"
        )
        good = self.line_ids.filtered(lambda line: line.kind != "refused")
        return action | {"domain": [("id", "in", good.lead_id.ids)]}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import leads"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------

    def _read_and_try(self, keep):
        """Try to take in every lead of the files.

        :param bool keep: else everything is taken back
        :returns: list of (entry, outcome, what a line tells of the lead)
        """
        entries = self._read_files()
        chosen = {line.place: line._get_chosen() for line in self.line_ids}
        Lead = self.env["sme.partner.lead"]
        Lead.check_access("create")
        if not keep:  # no line of a chatter, no mail for what is taken back
            Lead = Lead.with_context(tracking_disable=True, mail_create_nolog=True)
        words, seen, found = {}, {}, []
        with self.env.cr.savepoint() as savepoint:
            for entry in entries:
                place = self._get_place(entry)
                holder = chosen.get(place) or self.env["sme.firm"]
                outcome = self._refuse_second(
                    entry, place, seen, Lead
                ) or Lead._try_take_in(
                    entry, self.company_id, holder, self.firm_id, words
                )
                found.append((entry, outcome, self._describe(entry, outcome)))
            if not keep:
                savepoint.rollback()
        # what was taken back is no lead to point at
        ids = {line["lead_id"] for *_entry, line in found} - {False}
        there = set(Lead.browse(ids).exists().ids)
        for *_entry, line in found:
            if line["lead_id"] not in there:
                line["lead_id"] = False
        return found

    @api.model
    def _refuse_second(self, entry, place, seen, Lead):
        """Of two leads of one reference, which one would be meant?

        :param dict seen: places by reference, filled here
        """
        if entry.faults:
            return None
        document = entry.profile.document if entry.profile else entry.document
        earlier = seen.setdefault(document["reference"], place)
        if earlier == place:
            return None
        fault = Fault(step(entry.path, "reference"), "second", {"value": earlier})
        return Outcome("refused", Lead.browse(), Lead._say_faults([fault]))

    def _read_files(self):
        """Return what is in the files, good or not.

        :raises UserError: there is none, or too many
        """
        files = self.file_ids
        if not files:
            raise UserError(self.env._("Choose the files first."))
        if len(files) > MOST_FILES:
            raise UserError(
                self.env._(
                    "These are more than %(most)s files. Put them into one archive, or "
                    "choose fewer.",
                    most=MOST_FILES,
                )
            )
        names = Counter()
        entries = []
        for file in files.sorted("id"):
            name = file.name or ""
            names[name] += 1
            if names[name] > 1:  # the place of a lead tells them apart
                name = f"{name} ({names[name]})"
            if file.file_size > MOST_BYTES:
                fault = Fault("$", "too_large", {"most": MOST_BYTES})
                entries.append(lead_file.Entry(name, "$", {}, None, [fault]))
            else:
                entries += lead_file.read(name, file.raw or b"")
        if len(entries) > lead_file.MOST_ENTRIES:
            raise UserError(
                self.env._(
                    "These files hold more than %(most)s leads. Choose fewer of them.",
                    most=lead_file.MOST_ENTRIES,
                )
            )
        return entries

    @api.model
    def _get_place(self, entry):
        return f"{entry.file} {entry.path}"

    @api.model
    def _describe(self, entry, outcome):
        """Return what a line tells of a lead, there already or still to come."""
        document = entry.profile.document if entry.profile else entry.document

        def said(name):
            text = document.get(name)
            return text[:LONGEST] if isinstance(text, str) else False

        lead = outcome.lead
        return {
            "lead_id": lead.id,
            "reference": said("reference") or lead.reference,
            "title": said("title") or lead.title,
            "holder_name": lead.holder_name,
        }

    # ------------------------------------------------------------------
    # Showing
    # ------------------------------------------------------------------

    def _show(self, outcomes):
        """Put a line for each lead into the place of those that were there."""
        before = {line.place: line for line in self.line_ids}
        lines = []
        for entry, outcome, described in outcomes:
            place = self._get_place(entry)
            earlier = before.get(place)
            lines.append(
                {
                    **described,
                    "place": place,
                    "rank": KINDS.index(outcome.kind),
                    "kind": outcome.kind,
                    "reason": outcome.reason or False,
                    "remarks": outcome.remarks or False,
                    "firm_id": earlier.firm_id.id if earlier else False,
                    "holder_partner_id": (
                        earlier.holder_partner_id.id if earlier else False
                    ),
                }
            )
        lines.sort(key=lambda line: line["rank"])
        self.is_one_file = len({entry.file for entry, *_rest in outcomes}) == 1
        self.line_ids = [Command.clear(), *map(Command.create, lines)]

    def _summarise(self, outcomes, is_done=False):
        counts = Counter(outcome.kind for _entry, outcome, _line in outcomes)
        sentences = {
            "new": self.env._("New drafts: %(count)s.", count=counts["new"]),
            "changed": self.env._(
                "Drafts changed: %(count)s.", count=counts["changed"]
            ),
            "unchanged": self.env._(
                "Known already and left as they are: %(count)s.",
                count=counts["unchanged"],
            ),
            "holder": self._say_without_holder(counts["holder"], is_done),
            "refused": self.env._("Refused: %(count)s.", count=counts["refused"]),
        }
        return " ".join(sentences[kind] for kind in sentences if counts[kind])

    def _say_without_holder(self, count, is_done):
        if is_done:
            return self.env._(
                "Not imported, for want of a firm: %(count)s. Import the files again "
                "and choose it; what is in already stays as it is.",
                count=count,
            )
        return self.env._(
            "Without a firm: %(count)s. Choose it in the list below.", count=count
        )

    @api.autovacuum
    def _gc_files(self):
        """Delete what was uploaded and never imported."""
        before = fields.Datetime.now() - timedelta(hours=FILE_HOURS)
        domain = Domain("res_model", "=", self._name) & Domain(
            "create_date", "<", before
        )
        self.env["ir.attachment"].search(domain, limit=1000).unlink()
