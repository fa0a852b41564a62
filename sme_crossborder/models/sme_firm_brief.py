from odoo import models


class SmeFirmBrief(models.AbstractModel):
    """What the one-page brief on a firm says beyond the fields of its file."""

    _name = "sme.firm.brief"
    _description = "Firm File: Brief"

    def action_open_brief(self):
        """Open the brief on a page of its own, which the browser prints as it is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/sme_crossborder.report_firm_brief/{self.id}",
            "target": "new",
        }

    def _get_brief_labels(self):
        """Return the words for the file's choices, by field and value."""
        return {
            fname: dict(self._fields[fname]._description_selection(self.env))
            for fname in ("size_class", "eligibility", "export_experience")
        }

    def _get_brief_gaps(self):
        """Return what stands where a part of the brief is empty, in words.

        A part that is kept from the reader is not said to be empty. Persons of a file
        of another organisation stand on its form alone, which is not handed on.

        :returns: dict of sentences: ``persons``, ``journeys``, ``services``, ``points``
        """
        self.ensure_one()
        if self.is_own:
            none = self.env._("None yet")
            return {
                "persons": self.env._("Nobody yet"),
                "journeys": none,
                "services": none,
                "points": self.env._("None"),
            }
        kept = self.env._("Not shown to you")
        persons = kept
        if self.shows_persons:
            persons = self.env._("Nobody yet")
            if self.shared_persons:
                persons = self.env._("See the firm's file, Persons and address")
        return {
            "persons": persons,
            "journeys": self.env._(
                "Journeys that are not shared with you are not shown to you"
            ),
            "services": kept,
            "points": self.env._("Steps others planned are not shown to you"),
        }

    def _get_brief_line(self):
        """Say in one line where the firm is, by which number, and what it does."""
        place = ", ".join(filter(None, (self.country_id.name, self.city)))
        parts = (place, self.registry_number, self.nace_id.display_name)
        return " · ".join(filter(None, parts))

    def _get_open_points(self):
        """Return what is still to be done for the firm, the most urgent first.

        Planned activities on the file and its open journeys, under the reader's own
        rules, and what keeps a journey from being counted.

        :returns: list of dicts with ``date`` (or False) and ``text``
        """
        self.ensure_one()
        # not the field: rules that were asked may have left every journey in memory
        journeys = self.env["crm.lead"].search(
            [("firm_id", "=", self.id), ("won_status", "=", "pending")]
        )
        planned = (self.activity_ids | journeys.activity_ids).sorted("date_deadline")
        points = [
            {
                "date": activity.date_deadline,
                "text": activity.summary or activity.activity_type_id.name,
            }
            for activity in planned
        ]
        for journey in journeys.filtered("missing_gates"):
            text = self.env._(
                "%(country)s, %(stage)s: not yet countable, missing %(missing)s",
                country=journey.target_country_id.name,
                stage=journey.stage_id.name,
                missing=", ".join(journey.missing_gates.splitlines()),
            )
            points.append({"date": False, "text": text})
        return points
