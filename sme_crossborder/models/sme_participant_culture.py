from odoo import models


class SmeParticipantCulture(models.AbstractModel):
    """What an attendee may want to know of the countries of those they meet."""

    _name = "sme.participant.culture"
    _description = "Registration: Cultural Notes"

    def _get_participant_culture(self):
        """Return cultural notes on the countries of meetings to come.

        Called with the registration of a valid link, as the system.

        :returns: list of dicts: ``country``, and ``notes``, a list of dicts of texts
        """
        if not self._are_meetings_published() or self._is_workshop_over():
            return []
        notes = self.env["sme.culture.note"]
        labels = dict(notes._fields["theme"]._description_selection(self.env))
        countries = self._get_own_lines().other_registration_id.firm_country_id
        found = [
            (country, notes._find_for(self.firm_country_id, country))
            for country in countries.sorted("name")
        ]
        return [
            {
                "country": country.name,
                "notes": [
                    {
                        "theme": labels[note.theme],
                        "text": note.text,
                        "source": note.source or "",
                        "is_verified": note.state == "verified",
                    }
                    for note in of_country
                ],
            }
            for country, of_country in found
            if of_country
        ]
