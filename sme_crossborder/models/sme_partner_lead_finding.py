from odoo import models

from ..tools.lead_fields import LEAST, LIMITS


class SmePartnerLeadFinding(models.AbstractModel):
    """Findings of the quality check in words, in the reader's language."""

    _name = "sme.partner.lead.finding"
    _description = "Partner Lead: Findings in Words"

    def _label(self, fname):
        return self._fields[fname]._description_string(self.env)

    def _sentence(self, finding):
        """Say what was found.

        :param finding: :class:`~.tools.lead_quality.Finding`
        """
        where = self._label(finding.field)
        if finding.part:
            language = self.env["sme.language"].search([("code", "=", finding.part)])
            where = f"{where} ({language.name})"
        words = {
            "field": where,
            "quote": finding.quote,
            "count": finding.figure,
            "most": LIMITS.get(finding.field),
            "least": LEAST.get(finding.field),
        }
        return {**self._sentences_on_text(words), **self._sentences_on_holder(words)}[
            finding.code
        ]

    def _sentences_on_text(self, words):
        return {
            "missing": self.env._("Missing: %(field)s", **words),
            "too_long": self.env._(
                "%(field)s has %(count)s characters; at most %(most)s are allowed.",
                **words,
            ),
            "too_short": self.env._(
                "%(field)s says too little: %(count)s characters, at least %(least)s "
                "are expected.",
                **words,
            ),
            "repeats": self.env._(
                "%(field)s says what another text says already.", **words
            ),
            "praise": self.env._(
                "%(field)s praises (“%(quote)s”): say what it does instead.", **words
            ),
            "shouting": self.env._("%(field)s is in capitals.", **words),
            "empty_title": self.env._(
                "%(field)s is short: does it say what is offered or sought?", **words
            ),
            "no_country": self.env._(
                "%(field)s does not say which country the holder is from.", **words
            ),
            "address": self.env._(
                "%(field)s holds a web address: “%(quote)s”.", **words
            ),
            "email": self.env._(
                "%(field)s holds an e-mail address: “%(quote)s”.", **words
            ),
            "phone": self.env._(
                "%(field)s holds a telephone number: “%(quote)s”.", **words
            ),
        }

    def _sentences_on_holder(self, words):
        return {
            "large": self.env._(
                "Large firms do not publish offers: this one counts as large."
            ),
            "name": self.env._(
                "%(field)s gives the holder away by its name: “%(quote)s”.", **words
            ),
            "name_part": self.env._(
                "%(field)s gives the holder away by a part of its name: “%(quote)s”.",
                **words,
            ),
            "product": self.env._(
                "%(field)s gives the holder away by a product: “%(quote)s”.", **words
            ),
            "listed": self.env._(
                "%(field)s gives the holder away by a word you listed: “%(quote)s”.",
                **words,
            ),
            "domain": self.env._(
                "%(field)s gives the holder away by its web domain: “%(quote)s”.",
                **words,
            ),
            "number": self.env._(
                "%(field)s gives the holder away by a registry number: “%(quote)s”.",
                **words,
            ),
        }
