from odoo import models
from odoo.exceptions import UserError

from .sme_firm import _ATTACH


class SmeHandOverUnion(models.AbstractModel):
    """The file the receiver has on the same firm: the two are united, or it is refused.

    Nothing is looked at before somebody accepts, and the giver is told nothing of it.
    """

    _name = "sme.hand.over.union"
    _description = "Hand-over: The Receiver's Own File"

    def _find_existing(self, firm):
        return firm.search(
            [
                ("entity_id", "=", firm.entity_id.id),
                ("company_id", "=", self.receiver_company_id.id),
            ]
        )

    def _refuse_union(self, firm, existing):
        """Say what stands against one file; nothing of the giver's that is not needed.

        :raises UserError: naming the receiver's file and what to do first
        """
        if not existing:
            return
        fname = self._get_contradiction(firm, existing)
        if fname:
            raise UserError(
                self.env._(
                    "Your organisation has a file on this firm already, %(kept)s, and "
                    "the two contradict each other: %(label)s is another one. Agree "
                    "with %(giver)s which is right and have it corrected, then accept.",
                    kept=existing.name,
                    label=firm._label_of(firm, fname),
                    giver=self.company_id.name,
                )
            )
        met = (
            firm._get_open_journeys().target_country_id
            & existing._get_open_journeys().target_country_id
        )
        if met:
            raise UserError(
                self.env._(
                    "Your organisation has a file on this firm already, %(kept)s, and "
                    "both have an open journey to %(countries)s. Let yours drop out, "
                    "or ask %(giver)s to let theirs, then accept.",
                    kept=existing.name,
                    countries=", ".join(met.mapped("name")),
                    giver=self.company_id.name,
                )
            )

    def _get_contradiction(self, firm, existing):
        """Return the number in which two files on one entity differ, if any."""
        if firm.country_id != existing.country_id:
            return "country_id"
        fname = existing._contradicting_number(firm)
        # on one entity the same mask hides the same person
        return fname if fname and firm[fname] != existing[fname] else False

    def _set_apart(self, firm, existing):
        """Give the file an entity of its own: an organisation has one file on each.

        A moment later it is merged with the file the receiver has, whose entity stays.
        """
        masked = [
            fname
            for fname in ("registry_number", "vat")
            if "•" in (firm[fname] or "") and firm[fname] == existing[fname]
        ]
        entity_id = self.env["sme.entity"]._intern([{"country_id": firm.country_id.id}])
        firm._attach(self.env["sme.entity"].browse(entity_id))
        # the same number stands on the file that is kept
        firm.with_context(_sme_attach=_ATTACH).write(dict.fromkeys(masked, False))
