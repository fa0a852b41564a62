from odoo import models


class SmeInterestIntroducing(models.AbstractModel):
    """Asks the persons who are introduced whether they want to go on, by a link."""

    _name = "sme.interest.introducing"
    _description = "Interest: Answers to the Introduction"

    def _introduce(self, line, meeting, minutes, note):
        result = super()._introduce(line, meeting, minutes, note)
        # sudo: persons whom both sides are told from now on
        sides = {"owner": line.sudo().person_ids, "asking": self._get_asking_contacts()}
        replies = self.env["sme.interest.reply"]
        for side, persons in sides.items():
            for person in persons:
                if person.email and not person._is_sme_staff():
                    replies._ask(self, person, side)
        return result
