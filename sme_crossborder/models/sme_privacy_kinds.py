from odoo import SUPERUSER_ID, api, models

# kinds of what is held on a firm, and the models each stands for
KINDS = {
    "file": (
        "sme.firm",
        "sme.firm.year",
        "sme.firm.link",
        "sme.product",
        "sme.firm.change",
        "sme.hand.over",
    ),
    "people": ("res.partner", "sme.portal.identity"),
    "consent": ("sme.consent", "sme.privacy.request", "sme.erasure"),
    "journey": (
        "crm.lead",
        "sme.journey.stage.log",
        "sme.barrier.encounter",
        "sme.barrier.told",
        "sme.outcome.question",
        "sme.story",
    ),
    "help": ("sme.service", "sme.guidance.case", "sme.contact.request"),
    "check": (
        "sme.readiness",
        "sme.feasibility.study",
        "sme.adaptation",
        "sme.adaptation.item",
    ),
    "lead": ("sme.partner.lead", "sme.partner.lead.interest"),
    "workshop": ("event.registration",),
    "project": ("sme.enrolment", "sme.evidence"),
    "aid": ("sme.aid",),
}
OTHER = "other"
# GDPR Article 6(1)(c): papers of projects (Reg. (EU) 2021/1060, Article 82), State aid
# (Reg. (EU) 2023/2831, Article 6) and the proof of a consent (GDPR, Article 7(1)) are
# kept because a law says so, whatever the rest of the file rests on
BY_LAW = ("consent", "project", "aid")


class SmePrivacyKinds(models.AbstractModel):
    """What is held on a firm, record by record, in a few kinds people understand."""

    _name = "sme.privacy.kinds"
    _description = "Privacy: Kinds of Records"

    @api.model
    def _get_kind_labels(self):
        """Return ``{kind: label}`` in the order in which kinds are shown."""
        return {
            "file": self.env._("Your firm: numbers, figures, products"),
            "people": self.env._("People of your firm"),
            "consent": self.env._("Consents, and what you asked about your data"),
            "journey": self.env._("Your way to other markets, and barriers met"),
            "help": self.env._("Talks, advice and questions"),
            "check": self.env._("Readiness, feasibility and adaptations"),
            "lead": self.env._("Partner leads and interests"),
            "workshop": self.env._("Workshops"),
            "project": self.env._("Taking part in projects, with its papers"),
            "aid": self.env._("State aid"),
            OTHER: self.env._("Other records"),
        }

    @api.model
    def _find_held(self, firm):
        """Return all that hangs on a file, put away or not, as the system.

        :param firm: `sme.firm`; the caller has checked whose it is
        :returns: ``{model: records}``; models added later follow by themselves if they
            have a ``firm_id``
        """
        # as the system: the caller tells of it no more than its reader may know
        firm = firm.with_user(SUPERUSER_ID).with_context(active_test=False)
        held = firm.env["sme.hand.over.move"]._get_held(firm)
        held["res.partner"] -= firm.partner_id
        registrations = firm.env["event.registration"]
        held["event.registration"] = registrations.search([("firm_id", "=", firm.id)])
        return held

    @api.model
    def _count_kinds(self, held):
        """Return ``{kind: number of records}`` of those there are any of.

        :param dict held: from :meth:`_find_held`
        """
        kind_of = {model: kind for kind, models_ in KINDS.items() for model in models_}
        counts = dict.fromkeys(self._get_kind_labels(), 0)
        for model, records in held.items():
            counts[kind_of.get(model, OTHER)] += len(records)
        return {kind: count for kind, count in counts.items() if count}
