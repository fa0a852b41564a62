from odoo import models


class SmeFeasibilityContent(models.AbstractModel):
    """What a study says, as a version keeps it, and what it lacks to be signed."""

    _name = "sme.feasibility.content"
    _description = "Feasibility Study: Content"

    def _list_missing(self):
        """Return what keeps a study from being signed, a sentence each."""
        # sudo: whether there is a product; which one stays with the owner
        has_product = bool(self.sudo().product_id)
        unseen = self.score_ids.filtered(lambda line: not line.score)
        unsaid = self.score_ids.filtered(
            lambda line: line._get_number() and not (line.reason or "").strip()
        )
        checks = [
            (not has_product, self.env._("Choose the product or service.")),
            (not self.target_country_id, self.env._("Choose the target market.")),
            (
                unseen,
                self.env._(
                    "Score, or mark as not known: %(names)s.",
                    names=", ".join(unseen.mapped("name")),
                ),
            ),
            (
                unsaid,
                self.env._(
                    "Say why it is scored so: %(names)s.",
                    names=", ".join(unsaid.mapped("name")),
                ),
            ),
            (not self.verdict, self.env._("Give the verdict.")),
            (
                self.is_deviating and not (self.verdict_reason or "").strip(),
                self.env._("Give the reason why the verdict is not the one proposed."),
            ),
            (
                self.verdict == "go_if" and not self.condition_ids,
                self.env._("Enter under which conditions it is go."),
            ),
            (
                self.signer_id and self.signer_id in self.user_id | self.env.user,
                self.env._("Somebody else has to sign than who wrote it or asks."),
            ),
            (
                self.version_number and not self._list_changed(),
                self.env._(
                    "Change something: it says what version %(number)s says, which is "
                    "signed. Press Keep the signed version if that one stands.",
                    number=self.version_number,
                ),
            ),
        ]
        return [sentence for missing, sentence in checks if missing]

    def _build_content(self):
        """Return all the study says, as it is kept in a version: plain values.

        The firm is not among them: a reader of the study need not know whose it is.
        """
        self.ensure_one()
        # sudo: a study says to all its readers what it is about
        product_name = self.sudo().product_id.name
        return {
            "lang": self.env.lang or "",
            "name": self.name,
            "product": product_name or "",
            "market": self.target_country_id.name or "",
            "offer": self.offer or "",
            "template": self.template_id.display_name,
            "verdict": self.verdict or "",
            "verdict_reason": self.verdict_reason or "",
            "author": self.user_id.name,
            "outcome": self._get_outcome(),
            "scores": [
                {
                    "id": line.id,
                    "name": line.name,
                    "weight": line.weight,
                    "score": line.score or "",
                    "meaning": line.meaning or "",
                    "is_showstopper": line.is_showstopper,
                    "reason": line.reason or "",
                    "sources": line.sources or "",
                }
                for line in self.score_ids
            ],
            "assumptions": [
                {
                    "id": line.id,
                    "name": line.name,
                    "sureness": line.sureness,
                    "disproof": line.disproof or "",
                }
                for line in self.assumption_ids
            ],
            "conditions": [
                {
                    "id": line.id,
                    "name": line.name,
                    "date_due": line.date_due and line.date_due.isoformat(),
                }
                for line in self.condition_ids
            ],
        }
