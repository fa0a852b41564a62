"""Files with leads, and the dialog that imports them, as real users do."""

import base64
import json

from odoo import Command

from .lead_case import LeadCase


class LeadFileCase(LeadCase):
    def _document(self, **values):
        """Return a small document of ours for the firm of A."""
        return {
            "schema": "1.0",
            "reference": "X-1",
            "profileType": {"code": "BO"},
            "language": "en",
            "holder": {"kind": "firm", "name": "Humleglim AB", "country": "SE"},
            "title": "Heart follow-up at home",
            **values,
        }

    def _profile(self, **values):
        """Return a small profile of the network."""
        return {
            "id": 4711,
            "reference": "BOSE20260101001",
            "profileType": {"code": "BO"},
            "profileStatus": {"name": "PUBLISHED"},
            "title": "Swedish firm offers heart follow-up at home",
            "shortSummary": "A Swedish firm looks for distributors.",
            **values,
        }

    def _upload(self, content, name="leads.json", user=None):
        """Upload a file as the dialog does it."""
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        return (
            self.env["ir.attachment"]
            .with_user(user or self.adviser_a)
            .create(
                {
                    "name": name,
                    "datas": base64.b64encode(content),
                    "res_model": "sme.partner.lead.import",
                    "res_id": 0,
                }
            )
        )

    def _preview(self, *contents, user=None, **values):
        """Return the dialog after the preview of some files.

        A file is its content, or (name, content).
        """
        user = user or self.adviser_a
        files = [
            self._upload(content[1], content[0], user)
            if isinstance(content, tuple)
            else self._upload(content, user=user)
            for content in contents
        ]
        wizard = (
            self.env["sme.partner.lead.import"]
            .with_user(user)
            .create({"file_ids": [Command.set([file.id for file in files])], **values})
        )
        wizard.action_preview()
        return wizard

    def _import(self, *contents, user=None, **values):
        """Return the dialog after the import of some files."""
        wizard = self._preview(*contents, user=user, **values)
        wizard.action_apply()
        return wizard

    def _leads(self, company=None):
        return self.env["sme.partner.lead"].search(
            [("company_id", "=", (company or self.company_a).id)]
        )

    def _kinds(self, wizard):
        return wizard.line_ids.mapped("kind")
