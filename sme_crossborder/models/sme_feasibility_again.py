from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeFeasibilityAgain(models.AbstractModel):
    """Going on with a study that was signed: what is new, and that nothing is."""

    _name = "sme.feasibility.again"
    _description = "Feasibility Study: New Versions"

    changes = fields.Html(
        string="Changed since it was signed",
        compute="_compute_changes",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.depends_context("lang")
    def _compute_changes(self):
        """A table to look at: forms fetch it when asked."""
        words = self.env["sme.feasibility.words"]
        for study in self:
            study.changes = bool(study._get_last_version()) and words._render_changes(
                study._list_changed()
            )

    def _get_last_version(self):
        """Return the version signed last, none where there is none."""
        return self.version_ids.sorted("number")[-1:]

    def _list_changed(self):
        """Return what differs from the version signed last, as a table's rows."""
        self.ensure_one()
        last = self._get_last_version()
        if not last:
            return []
        words = self.env["sme.feasibility.words"]
        changed = words._list_changes(last.content, self._build_as(last.content))
        # a guest who works on the study is told nothing of what it rests on
        if self.is_own:
            changed += words._list_evidence_changes(
                last.evidence_ids._say(), self.score_ids._say_evidence()
            )
        return changed

    def _build_as(self, content):
        """Return what the study says, in the language in which a version was kept.

        Names of countries and criteria are words of a language; in another one all of
        them would seem to have changed.
        """
        lang = content.get("lang", self.env.lang) or None
        return self.with_context(lang=lang)._build_content()

    def action_new_version(self):
        """Go on with a signed study; the versions signed stay as they are."""
        for study in self:
            study.check_access("write")
            if study.state == "signed":
                study._step({"state": "draft", "asked_by_id": False})
        return True

    def action_keep_version(self):
        """Drop a new version that was opened and says nothing new.

        :raises UserError: something was changed, which would be lost from sight
        """
        for study in self:
            study.check_access("write")
            if study.state != "draft" or not study.version_number:
                continue
            changed = study._list_changed()
            if changed:
                raise UserError(
                    self.env._(
                        "%(study)s says something else than version %(number)s: "
                        "%(labels)s. Have it signed, or change it back.",
                        study=study.name,
                        number=study.version_number,
                        labels=", ".join(row[0] for row in changed),
                    )
                )
            study._step({"state": "signed"})
        return True
