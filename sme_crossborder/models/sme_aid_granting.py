from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, float_compare, format_date

from .dates import say_day
from .dialogs import open_dialog
from .groups import COORDINATOR


class SmeAidGranting(models.AbstractModel):
    """Granting and withdrawing: who may, what must be there, one after the other."""

    _name = "sme.aid.granting"
    _description = "State Aid: Granting"

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_grant(self):
        """Grant drafts of our own; a coordinator does.

        :raises AccessError: the user is no coordinator
        :raises UserError: something is missing, or the aid does not fit under a
            ceiling; then with sum, window and the first day it would fit
        """
        self._refuse_without_role()
        for aid in self.sorted(lambda aid: (aid.date, aid.id)):
            aid._refuse_incomplete()
            if aid.source != "ours":
                raise UserError(
                    self.env._(
                        "%(aid)s was granted by others: take it into the ledger.",
                        aid=aid.display_name,
                    )
                )
            aid._take_turn()
            aid._refuse_over_ceiling()
            aid._enter()
            aid.project_id._keep_aid_until(aid.date_retention)
            aid._plan_registration()
        return True

    def action_take_in(self):
        """Take into the ledger what others granted: a fact, whether it fits or not.

        :raises UserError: something is missing, or it is ours to grant
        """
        for aid in self:
            aid._refuse_incomplete()
            if aid.source == "ours":
                raise UserError(
                    self.env._(
                        "%(aid)s is aid of your own organisation: a coordinator "
                        "grants it.",
                        aid=aid.display_name,
                    )
                )
            aid._take_turn()
            aid._enter()
        return True

    def action_withdraw(self):
        """Open the dialog that asks why."""
        self.ensure_one()
        self._refuse_without_role()
        return open_dialog(
            self.env._("Withdraw the aid"),
            "sme.aid.withdraw",
            context={"default_aid_id": self.id},
        )

    @api.private
    def withdraw(self, reason):
        """Withdraw what is in the ledger: it stays there and counts no more.

        :param str reason: why, for whoever audits it
        :raises AccessError: the user is no coordinator
        :raises UserError: it is not in the ledger, or was taken over
        """
        self._refuse_without_role()
        for aid in self:
            aid.check_access("write")
            if aid.state != "granted" or aid.source == "succession":
                raise UserError(
                    self.env._(
                        "%(aid)s cannot be withdrawn: it is not granted, or was taken "
                        "over on a merger or split.",
                        aid=aid.display_name,
                    )
                )
            if not (reason or "").strip():
                raise UserError(self.env._("Say why the aid is withdrawn."))
            # what was carried over of it goes along, on both sides
            carried = self.search([("counterpart_id", "=", aid.id)])
            (aid | carried)._act(
                {
                    "state": "withdrawn",
                    "withdraw_reason": reason.strip(),
                    "date_withdrawn": fields.Date.context_today(self),
                }
            )
            aid.activity_unlink(["mail.mail_activity_data_todo"])

    def _refuse_without_role(self):
        if not (self.env.su or self.env.user.has_group(COORDINATOR)):
            raise AccessError(
                self.env._(
                    "Aid is granted and withdrawn by a coordinator. Ask one of your "
                    "organisation: your draft is kept."
                )
            )

    def _refuse_incomplete(self):
        """:raises UserError: naming what is missing before it enters the ledger"""
        self.ensure_one()
        self.check_access("write")
        named = {"aid": self.display_name}
        if self.state != "draft":
            raise UserError(self.env._("%(aid)s is no draft any more.", **named))
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The right to %(aid)s arises in the future. Grant it when the day "
                    "has come.",
                    **named,
                )
            )
        given = round(sum(self.line_ids.mapped("amount")), 2)
        if self.line_ids and float_compare(given, self.amount_eur, 2):
            raise UserError(
                self.env._(
                    "What %(aid)s was given with is worth EUR %(given)s together. Type "
                    "that amount, or value the services anew.",
                    given=f"{given:.2f}",
                    **named,
                )
            )
        if not (self.authority or "").strip():
            raise UserError(
                self.env._(
                    "The granting authority of %(aid)s is missing. Type it, or have a "
                    "project manager enter it on the project.",
                    **named,
                )
            )
        if self.source == "ours" and self.project_id.state_aid_regime in (
            False,
            "none",
        ):
            raise UserError(
                self.env._(
                    "%(aid)s has no project that grants aid. Choose the project; its "
                    "manager says on its page State aid on which rule it grants.",
                    **named,
                )
            )

    def _enter(self):
        """Enter the ledger, with what is true of the firm that day."""
        firm = self.firm_id
        self._act(
            {
                "state": "granted",
                "beneficiary": firm.name,
                "beneficiary_number": firm.registry_number,
                "sector": firm.nace_id.code,
            }
        )

    # ------------------------------------------------------------------
    # One after the other
    # ------------------------------------------------------------------

    def _take_turn(self):
        """Keep grants to one undertaking from passing each other unseen.

        Rows of its legal entities are written anew. Whoever does so at the same time,
        in any organisation, is sent back by PostgreSQL and looks again, at a ledger
        that has the first grant in it.
        """
        entity_ids = self._get_undertaking_entities().ids
        self.env.cr.execute(
            SQL(
                "UPDATE sme_entity SET country_id = country_id WHERE id IN %s",
                tuple(sorted(entity_ids)),
            )
        )

    def _refuse_over_ceiling(self):
        """:raises UserError: no ceiling is known, or it does not fit under one"""
        ceilings = self._get_ceilings()
        if not any(ceiling.basis == self.basis for ceiling in ceilings) and (
            self.basis not in ("gber_20", "other")
        ):
            bases = dict(self._fields["basis"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "No ceiling is known for %(basis)s on %(date)s. A project manager "
                    "can enter one under Configuration, Ceilings of State aid; see "
                    "first whether aid can still rest on it.",
                    basis=bases[self.basis],
                    date=format_date(self.env, self.date),
                )
            )
        for refusal in self._list_refusals():
            raise UserError(refusal)

    def _say_too_much(self, ceiling, room):
        """Return why the entry is refused, and when it would fit."""
        said = self.env._(
            "%(amount)s to %(firm)s do not fit under the ceiling of %(most)s "
            "(%(ceiling)s). As far as known and declared, its single undertaking was "
            "granted %(used)s by %(state)s %(period)s; %(left)s are left. Aid that "
            "goes beyond the ceiling cannot rest on the regulation at all, not even "
            "in part.",
            amount=self._say_cents(self._to_grant().cents),
            firm=self.firm_id.name,
            most=room["amount"],
            ceiling=ceiling.name,
            used=room["used"],
            state=self.granting_country_id.name,
            period=room["period"],
            left=room["text"],
        )
        if not room["fits_on"]:
            return said + " " + self.env._("So much will never fit.")
        return (
            said
            + " "
            + self.env._(
                "The first day it would fit, if nothing is granted until then: "
                "%(date)s.",
                date=say_day(self.env, room["fits_on"]),
            )
        )
