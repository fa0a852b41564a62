from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import lead_quality
from ..tools.country_words import country_words
from ..tools.lead_fields import CALL_TEXTS, LIMITS, MARKS
from ..tools.lead_identity import Identity, split_listed
from .groups import COORDINATOR


class SmePartnerLeadQuality(models.AbstractModel):
    """What is missing, too vague, or gives the holder away, shown beside the text."""

    _name = "sme.partner.lead.quality"
    _inherit = ["sme.partner.lead.finding"]
    _description = "Partner Lead: Quality Check"

    identifying_words = fields.Text(
        string="Words that give the holder away",
        help="Names of products, brands and persons, one on a line. The firm's name, "
        "web address, e-mail, telephone and registry number are known from its file.",
    )
    quality_check = fields.Html(
        compute="_compute_quality_check",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )
    to_solve = fields.Integer(
        string="Findings to solve",
        compute="_compute_quality_check",
        compute_sudo=False,
        aggregator=None,
    )
    overrule_ids = fields.One2many(
        "sme.partner.lead.overrule", "lead_id", string="Findings overruled"
    )

    @api.depends(
        "lead_type",
        "holder_kind",
        "firm_id",
        "holder_partner_id",
        "is_anonymous",
        "identifying_words",
        "sdg_none",
        "translation_ids.title",
        "translation_ids.summary",
        "translation_ids.language_id",
        "overrule_ids",
        *MARKS,
    )
    @api.depends_context("lang")
    def _compute_quality_check(self):
        for lead in self:
            findings = lead._get_findings()
            missing = [found for found in findings if found.code == "missing"]
            lines = [
                lead._describe(found) for found in findings if found not in missing
            ]
            solve = sum(line["kind"] == "solve" for line in lines)
            lead.to_solve = len(missing) + solve
            lead.quality_check = self.env["ir.qweb"]._render(
                "sme_crossborder.partner_lead_quality",
                {
                    "missing": ", ".join(lead._label(f.field) for f in missing),
                    "lines": lines,
                    "to_solve": lead.to_solve,
                    "lengths": lead._lengths(),
                },
            )

    def _lengths(self):
        """Return ``[(label, characters, most)]`` of the texts a type asks for."""
        self.ensure_one()
        return [
            (self._label(fname), len(self[fname] or ""), most)
            for fname, most in LIMITS.items()
            if MARKS[fname][self.lead_type or "business_offer"] != "-"
        ]

    def _get_findings(self):
        """Return the findings of the lead as it stands, saved or not.

        :returns: list of :class:`~.tools.lead_quality.Finding`
        """
        self.ensure_one()
        return lead_quality.check(self._get_draft())

    def _get_draft(self):
        """Return what the check looks at, as plain values."""
        texts = {fname: self[fname] or "" for fname in lead_quality.TEXTS}
        filled = {fname for fname in MARKS if fname not in texts and self[fname]}
        if self.sdg_none:
            filled.add("sdg_ids")
        return lead_quality.Draft(
            lead_type=self.lead_type or "business_offer",
            texts=texts,
            filled=frozenset(filled),
            anonymous=self.is_anonymous,
            identity=self._get_identity(),
            translations={
                line.language_id.code or "": {
                    "title": line.title or "",
                    "summary": line.summary or "",
                }
                for line in self.translation_ids
            },
            call={fname: self[fname] or "" for fname in CALL_TEXTS},
            country_words=self._get_country_words(),
            is_large=self._is_large(),
        )

    def _is_large(self):
        # sudo: see `_get_holder_sudo`
        return self.holder_kind == "firm" and self.firm_id.sudo().size_class == "large"

    def _get_holder_sudo(self):
        """Return the holder as superuser.

        Who reads a lead for another organisation cannot open the firm's file; of it
        they are told nothing but what the text of the lead says already.
        """
        # sudo: to compare with the text of a lead the user reads
        return self._get_holder().sudo()

    def _get_identity(self):
        """Return what would give the holder away, from its file or contact."""
        holder_sudo = self._get_holder_sudo()
        if not holder_sudo:
            return self._get_named_identity()
        is_firm = holder_sudo._name == "sme.firm"
        products = holder_sudo.product_ids.mapped("name") if is_firm else []
        numbers = (
            [holder_sudo[fname] for fname in ("registry_number", "vat", "pic")]
            if (is_firm)
            else [holder_sudo.vat, holder_sudo.company_registry]
        )

        def texts(*values):
            return tuple(value for value in values if value)

        return Identity(
            names=texts(holder_sudo.name),
            products=texts(*products),
            listed=split_listed(self.identifying_words),
            websites=texts(holder_sudo.website),
            emails=texts(holder_sudo.email),
            phones=texts(holder_sudo.phone),
            numbers=texts(*numbers),
        )

    def _get_named_identity(self):
        """Return what would give away a holder that has no file; a hook."""
        return Identity(listed=split_listed(self.identifying_words))

    def _get_country_words(self):
        country = self._get_holder_sudo().country_id
        return country_words(
            country.code, [country.name, country.with_context(lang="en_US").name]
        )

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------

    def _describe(self, finding):
        """Return a finding for the screen: ``text``, ``kind`` and, if any, ``reason``.

        Kinds: ``solve``, ``overruled``, ``look``.
        """
        overruled = self._find_overrule(finding)
        kind = "solve" if finding.blocks else "look"
        return {
            "text": self._sentence(finding),
            "kind": "overruled" if overruled and finding.blocks else kind,
            "reason": overruled.reason,
        }

    def _find_overrule(self, finding):
        return self.overrule_ids.filtered(
            lambda line: (
                (line.code, line.field_name, line.quote or "", line.part or "")
                == finding.key
            )
        )[:1]

    # ------------------------------------------------------------------
    # What keeps it from being read
    # ------------------------------------------------------------------

    def _get_open_findings(self):
        """Return what is to be solved before a second person reads it."""
        return [
            finding
            for finding in self._get_findings()
            if finding.blocks
            and (
                finding.code in lead_quality.NEVER_OVERRULED
                or not self._find_overrule(finding)
            )
        ]

    def _check_quality(self, part=None):
        """See whether something is to be solved.

        :param str part: code of a language, where only that translation counts
        :raises UserError: listing everything that is to be solved
        """
        for lead in self:
            found = [
                finding
                for finding in lead._get_open_findings()
                if part is None or finding.part == part
            ]
            if found:
                raise UserError(
                    self.env._(
                        "%(lead)s is not ready. Solve this first:\n%(findings)s",
                        lead=lead.display_name,
                        findings="\n".join(
                            f"- {lead._sentence(finding)}" for finding in found
                        ),
                    )
                )

    def _get_overrulable(self):
        """Return the open findings a coordinator may let pass."""
        return [
            finding
            for finding in self._get_open_findings()
            if finding.code not in lead_quality.NEVER_OVERRULED
        ]

    def action_overrule(self):
        """Open the dialog that asks what to let pass, and why."""
        self.ensure_one()
        self._check_may_overrule()
        if not self._get_overrulable():
            raise UserError(
                self.env._(
                    "%(lead)s has nothing that could be let pass. What is missing or "
                    "too long is to be corrected.",
                    lead=self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Let findings pass"),
            "res_model": "sme.partner.lead.let.pass",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_id": self.id},
        }

    def overrule(self, keys, reason):
        """Let findings pass; the reason stays with the lead.

        :param keys: what findings are known by, as :attr:`Finding.key` has it
        :param str reason: why each of them is right as it is
        :raises AccessError: the user is no coordinator of the owner
        :raises UserError: no reason is given, or nothing chosen that is still open
        """
        self.ensure_one()
        self._check_may_overrule()
        reason = (reason or "").strip()
        keys = set(map(tuple, keys))
        chosen = [found for found in self._get_overrulable() if found.key in keys]
        if not (reason and chosen):
            raise UserError(
                self.env._("Choose what is right as it is, and say why it is.")
            )
        # sudo: the lines are nobody's to write; who may was checked above
        self.env["sme.partner.lead.overrule"].sudo().create(
            [
                {
                    "lead_id": self.id,
                    "code": finding.code,
                    "field_name": finding.field,
                    "quote": finding.key[2],
                    "part": finding.part,
                    "finding": self._sentence(finding),
                    "reason": reason,
                    "user_id": self.env.uid,
                }
                for finding in chosen
            ]
        )
        for finding in chosen:
            self._note(
                self.env._(
                    "Let pass: %(finding)s Because: %(reason)s",
                    finding=self._sentence(finding),
                    reason=reason,
                )
            )

    def _check_may_overrule(self):
        self.check_access("write")
        if not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator of %(company)s can let a finding of %(lead)s "
                    "pass. Ask one of them.",
                    company=self.company_id.name,
                    lead=self.display_name,
                )
            )
