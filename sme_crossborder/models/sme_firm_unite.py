import logging

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class SmeFirmUnite(models.AbstractModel):
    """Two organisations' files on one firm, found out by somebody who works in both.

    The numbers join what they can by themselves. Where one file has only a VAT number
    and the other only a PIC, two legal entities stand for one firm and it is counted
    twice, until a project manager of both organisations says so. Each organisation
    keeps its file with everything in it, and neither is told of the other.
    """

    _name = "sme.firm.unite"
    _description = "Firm File: Two Legal Entities Become One"

    def _unite(self, other):
        """Have this file and another organisation's stand for one legal entity.

        :param other: `sme.firm` of one file the user works with, of an organisation
            other than this file's
        :raises AccessError: the user may not write both
        :raises UserError: the user is no project manager, or the two cannot be one
        """
        self.ensure_one()
        other = other.with_env(self.env).ensure_one()
        (self | other).check_access("write")
        problems = self._unite_problems(other)
        if problems:
            raise UserError("\n".join(problems))
        # sudo: the entities of two files the user may write
        entity_sudo, left_sudo = self.sudo().entity_id, other.sudo().entity_id
        if entity_sudo != left_sudo:
            entity_sudo._take_file(other)
            # no line in the chatter: it would tell one organisation of the other
            _logger.info(
                "User %s united legal entity %s into %s, files %s",
                self.env.uid,
                left_sudo.id,
                entity_sudo.id,
                (self | other).ids,
            )

    @api.model
    def _may_unite(self):
        """Whether the user decides for two organisations at once."""
        return (
            self.env.user.has_group("sme_crossborder.group_sme_manager")
            and len(self.env.companies) > 1
        )

    def _unite_problems(self, other):
        """Return sentences that say why these two files cannot stand for one firm."""
        if not self._may_unite():
            return [
                self.env._(
                    "Only a project manager who works in both organisations can say "
                    "that their files are about one firm. Switch both on at the top "
                    "right first."
                )
            ]
        problems = self._different_entities(other)
        # sudo: files of the organisation the user works in, on one's own entity
        second_sudo = self.sudo().entity_id._get_files() - other
        second_sudo = second_sudo.filtered(lambda f: f.company_id == other.company_id)
        if second_sudo:
            problems.append(
                self.env._(
                    "%(company)s already has a file on this firm: %(second)s. Merge "
                    "%(other)s with it first.",
                    company=other.company_id.name,
                    second=second_sudo.name,
                    other=other.name,
                )
            )
        return problems

    def _render_unite(self, other):
        """Say what happens, or what stands against it, in a list."""
        problems = self._unite_problems(other)
        lines = problems or [
            self.env._(
                "%(company)s keeps its file %(name)s, with everything in it.",
                company=firm.company_id.name,
                name=firm.name,
            )
            for firm in self | other
        ]
        if problems:
            heading = self.env._("Cannot be one firm yet")
        else:
            heading = self.env._("Counted as one firm from now on")
        return Markup("<p><strong>%s</strong></p><ul>%s</ul>") % (
            heading,
            Markup().join(Markup("<li>%s</li>") % line for line in lines),
        )
