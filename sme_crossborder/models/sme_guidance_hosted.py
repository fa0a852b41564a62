from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_guidance_clock import ENDED


class SmeGuidanceHosted(models.AbstractModel):
    """A case that an organisation in the target market is asked about."""

    _name = "sme.guidance.hosted"
    _description = "Guidance: Hosts in the Target Market"

    host_ids = fields.One2many("sme.guidance.host", "case_id", string="Hosts")

    def action_ask_host(self):
        """Open the dialog that asks an organisation in the target market."""
        self.ensure_one()
        self.env["sme.guidance.host"]._check_may_hand_over(self)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_guidance_ask_host_action"
        )
        return action | {"context": {"default_case_id": self.id}}

    @api.private
    def ask_host(self, partner, question, consent, email=None, **values):
        """Ask an organisation in the target market to answer the case.

        One that works here gets the case to work on, any other a link by mail.

        :param partner: `res.partner` of the organisation
        :param str question: what it is told
        :param consent: dict of ``channel``, ``date``, and ``partner_id`` of the person
            who agreed for the firm, or none
        :param str email: where the link is sent to
        :param values: ``person_name`` and ``is_firm_named``
        :raises AccessError: the user is no coordinator of who has the case
        :raises UserError: the case is over, the organisation is asked already, or
            something is missing
        :returns: `sme.guidance.host`
        """
        self.ensure_one()
        hosts = self.env["sme.guidance.host"]
        hosts._check_may_hand_over(self)
        partner.check_access("read")
        self._check_may_ask_host(partner, question)
        self.firm_id._refuse_restricted()
        company_sudo = partner._get_company()
        if not company_sudo and not email:
            raise UserError(
                self.env._(
                    "%(organisation)s does not work here: enter the e-mail address the "
                    "link is to be sent to.",
                    organisation=partner.name,
                )
            )
        given = self.env["sme.consent"].create(
            {
                "firm_id": self.firm_id.id,
                "partner_id": consent.get("partner_id"),
                "purpose_id": self.env.ref(
                    "sme_crossborder.sme_consent_purpose_sharing"
                ).id,
                "text_version": self.env._(
                    "Question to %(organisation)s: %(case)s",
                    organisation=partner.name,
                    case=self.name,
                ),
                "channel": consent["channel"],
                "date_given": consent["date"],
            }
        )
        # sudo: lines are nobody's to write; who may was checked
        host_sudo = hosts.sudo().create(
            {
                "case_id": self.id,
                "partner_id": partner.id,
                "lang": partner.lang,
                "email": not company_sudo and email,
                "is_inside": bool(company_sudo),
                "question": question.strip(),
                "consent_id": given.id,
                "user_id": self.env.uid,
                "date_asked": fields.Datetime.now(),
                **values,
            }
        )
        if company_sudo:
            self._share_with_host(partner, True, host_sudo.question)
        else:
            host_sudo._send_link()
            host_sudo._log("granted")
        self._begin_work()
        return host_sudo.with_env(self.env)

    def _check_may_ask_host(self, partner, question):
        told = {"organisation": partner.name, "case": self.name}
        if self.state in ENDED:
            raise UserError(
                self.env._("%(case)s is over. Open it again to ask somebody.", **told)
            )
        if not partner.is_company or partner == self.firm_id.partner_id:
            raise UserError(
                self.env._("Choose an organisation that can answer %(case)s.", **told)
            )
        if not (question or "").strip():
            raise UserError(self.env._("Say what %(organisation)s is told.", **told))
        if self.host_ids.filtered(
            lambda host: host.partner_id == partner and host.state == "asked"
        ):
            raise UserError(
                self.env._("%(organisation)s is asked already about %(case)s.", **told)
            )

    def _share_with_host(self, partner, given, reason):
        """Share the case with a host that works here, or take it back; the rest stays.

        :param bool given: to work on; else no longer
        :param str reason: kept in the log of disclosures
        """
        audience_sudo = self._get_audience_kept()
        scope, project = audience_sudo.scope or "selected", audience_sudo.project_id
        reason = reason and reason[:200]
        readers = [
            line for line in audience_sudo.reader_ids._to_intern() if line[0] != partner
        ]
        if not given:
            # of a restricted file too: the host does not read it again afterwards
            self._change_audience(readers, scope, project, reason)
            return
        readers = [(reader.id, right, until) for reader, right, until in readers]
        self.share_with(
            [*readers, (partner.id, "work", False)],
            scope=scope,
            project_id=project.id,
            reason=reason,
        )
