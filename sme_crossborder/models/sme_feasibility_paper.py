import re

from odoo import api, models

from .dates import say_day


class SmeFeasibilityPaper(models.AbstractModel):
    """The report a firm takes to its bank: of a version, or of a draft that says so."""

    _name = "sme.feasibility.paper"
    _description = "Feasibility: Report"

    def _get_paper_source(self):
        """Return study, what it says, and the version (empty: a draft); a hook."""
        raise NotImplementedError

    @api.private
    def build_report(self):
        """Return all the report says, in the reader's language.

        :returns: dict with ``title``, ``project`` (`sme.project` as superuser),
            ``author``, ``status``, ``is_draft``, ``facts``, ``verdict``, ``reason``,
            ``arithmetic``, ``scores``, ``evidence``, ``assumptions``, ``conditions``,
            ``turns``
        """
        self.ensure_one()
        study, content, version = self._get_paper_source()
        words = self.env["sme.feasibility.words"]
        outcome = content["outcome"]
        verdicts = words._get_labels("verdict")
        # sudo: logo, emblem and statement are printed for every reader
        study_sudo = study.sudo()
        return {
            "title": content["name"],
            "project": study_sudo.project_id,
            "author": study_sudo.company_id.name,
            "is_draft": not version,
            "status": self._say_status(content, version),
            "facts": self._list_report_facts(study, content),
            "verdict": verdicts.get(content["verdict"]) or self.env._("Not decided"),
            "verdict_key": content["verdict"],
            "reason": content["verdict_reason"],
            "arithmetic": words._say_arithmetic(outcome),
            "result": outcome["result"],
            "thresholds": outcome["thresholds"],
            "scores": [
                {
                    **line,
                    "label": self._say_score(line),
                    "width": int(line["score"]) * 20 if line["score"].isdigit() else 0,
                }
                for line in content["scores"]
            ],
            "evidence": self._list_report_evidence(version),
            "sureness": words._get_labels("sureness", "sme.feasibility.assumption"),
            "assumptions": content["assumptions"],
            "conditions": [
                {
                    **line,
                    "day": line["date_due"] and self._say_day(line["date_due"]),
                }
                for line in content["conditions"]
            ],
            "turns": words._say_turns(outcome),
        }

    def _say_score(self, line):
        labels = self.env["sme.feasibility.words"]._get_labels(
            "score", "sme.feasibility.score"
        )
        return labels.get(line["score"]) or "–"

    def _say_day(self, day):
        return say_day(self.env, day)

    def _say_status(self, content, version):
        """Say who wrote it and who signed it."""
        if not version:
            return self.env._(
                "Draft, written by %(author)s. Nobody has signed it.",
                author=content["author"],
            )
        # sudo: names of the two who answer for it, which the report is about
        version_sudo = version.sudo()
        return self.env._(
            "Version %(number)s, written by %(author)s, signed by %(signer)s on "
            "%(day)s.",
            number=version.number,
            author=content["author"],
            signer=version_sudo.signer_id.name,
            day=self._say_day(version.date),
        )

    def _list_report_facts(self, study, content):
        firm = study.firm_id._filtered_access("read")
        facts = [
            (
                self.env._("Firm"),
                firm.name if firm else self.env._("Not shared with you"),
            ),
            (self.env._("Product or service"), content["product"]),
            (self.env._("Target market"), content["market"]),
            (self.env._("What is sold, and to whom"), content["offer"]),
            (self.env._("Template"), content["template"]),
        ]
        return [(label, text) for label, text in facts if text]

    def _list_report_evidence(self, version):
        """Return what a signed study rested on: nothing to who may not read it."""
        return [
            {
                "criterion": one.criterion,
                "name": one.name,
                "kind": one.kind,
                "day": self._say_day(one.date),
                "document": one.document_name or "",
                "checksum": one.checksum,
            }
            for one in version.evidence_ids
        ]

    def _get_file_name(self):
        """Return what the printed report is called, without its ending."""
        study, content, version = self._get_paper_source()
        name = content["name"]
        if version:
            name = self.env._(
                "%(study)s version %(number)s", study=name, number=version.number
            )
        return re.sub(r"[^\w.-]+", "-", name).strip("-")

    def action_print(self):
        """Print the report as a paper."""
        self.ensure_one()
        report = self.env.ref(
            "sme_crossborder.report_"
            + self._name.replace(".", "_").removeprefix("sme_")
        )
        return report.report_action(self)
