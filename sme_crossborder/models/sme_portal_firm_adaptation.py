import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from .dates import say_day
from .sme_adaptation import ENDED
from .sme_adaptation_progress import SETTLED
from .staff_words import say_to
from .turn import mark_turn, take_turn

WORDS = 4_000  # characters of what was done
TYPE = "sme_crossborder.mail_activity_type_firm_item"


class SmePortalFirmAdaptation(models.AbstractModel):
    """A firm ticks off the gaps of its product and sends what proves it.

    The only door: plain values of adaptations of the very firms the user speaks for.
    Of an item, what is asked and what the firm said; not what advisers estimate.
    """

    _name = "sme.portal.firm.adaptation"
    _description = "Adaptations of a Firm on the Portal"

    @api.model
    def _find(self, firm_id, adaptation_id=None):
        """Return adaptations of a firm the user speaks for, as the system."""
        firm = self.env["sme.portal.firm"]._find_firms(firm_id)
        adaptations = firm.with_context(lang=self.env.lang).env["sme.adaptation"]
        domain = Domain("firm_id", "in", firm.ids)
        if adaptation_id is not None:
            domain &= Domain("id", "=", adaptation_id)
        return adaptations.search(domain, order="id desc")

    @api.model
    def _list_rows(self, firm_id):
        """Return what the list shows."""
        rows = self._find(firm_id)
        states = dict(rows._fields["state"]._description_selection(self.env))
        return [
            {
                "id": row.id,
                "name": row.name,
                "about": row.target_country_id.name,
                "state": states[row.state],
                "settled": row.settled_count,
                "items": row.item_count,
                "gaps": row.gap_count,
            }
            for row in rows
        ]

    @api.model
    def _read(self, firm_id, adaptation_id):
        """Return what the page of an adaptation shows, or nothing."""
        adaptation = self._find(firm_id, adaptation_id)
        if not adaptation:
            return None
        states = dict(adaptation._fields["state"]._description_selection(self.env))
        is_open = adaptation.state not in ENDED
        return {
            "id": adaptation.id,
            "name": adaptation.name,
            "about": adaptation.target_country_id.name,
            "state": states[adaptation.state],
            "is_open": is_open,
            "items": [
                self._describe_item(item, is_open) for item in adaptation.item_ids
            ],
        }

    @api.model
    def _describe_item(self, item, is_open):
        is_gap = item.fit == "gap"
        is_settled = item.status == SETTLED
        fits = dict(item._fields["fit"]._description_selection(self.env))
        standing = fits[item.fit]
        if is_gap and is_settled:
            standing = self.env._("Closed")
        elif is_gap:
            standing = self.env._("To do")
        return {
            "id": item.id,
            "name": item.name,
            "asked": item.requirement_text or "",
            "due": self._say_day(item.date_due),
            "standing": standing,
            "is_to_do": is_gap and not is_settled,
            "may_tick": is_open and is_gap and not is_settled,
            "may_untick": is_open and is_settled and bool(item.ticked_by),
            "ticked": item.ticked_by
            and self.env._(
                "Ticked off by %(person)s on %(day)s",
                person=item.ticked_by,
                day=self._say_day(item.date_settled),
            ),
            "done": item.solution or "",
            "proofs": item.evidence_ids.sorted("id").mapped("document_name"),
        }

    @api.model
    def _say_day(self, day):
        return say_day(self.env, day) if day else ""

    # ------------------------------------------------------------------
    # What they do
    # ------------------------------------------------------------------

    @api.model
    def _act(self, firm_id, adaptation_id, item_id, act, text="", files=()):
        """Tick an item off, open it again, or send something about it.

        :param int item_id: as on the page
        :param str act: ``done``, ``open`` or ``send``
        :param str text: what was done
        :param files: list of ``(name, bytes)``
        :raises UserError: there is no such item or it cannot be acted on, nothing is
            said, or a file is refused
        """
        adaptation = self._find(firm_id, adaptation_id)
        item = adaptation.item_ids.filtered(lambda one: one.id == item_id)
        if item:
            # of two who act at once the second is told
            take_turn(item)
        if not item or adaptation.state in ENDED:
            raise UserError(
                self.env._(
                    "The item is gone, or the adaptation has ended: nothing was "
                    "changed. Ask your adviser."
                )
            )
        text = (text or "").replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > WORDS:
            raise UserError(
                self.env._(
                    "What was done has %(count)s characters, and at most %(most)s are "
                    "kept. Shorten it.",
                    count=len(text),
                    most=WORDS,
                )
            )
        told = self._describe_item(item, True)
        if self._is_sent_already(item, act, text, files):
            return  # sent twice: the browser's way back, a double click
        kept = len(item.evidence_ids) if files else 0
        files = self.env["sme.portal.files"]._check(files, kept) if files else []
        if act == "done" and told["may_tick"]:
            line = self.env._("Ticked off")
            item.write(
                {
                    "status": SETTLED,
                    "ticked_by": self.env.user.name,
                    "solution": self._add_words(item, text),
                }
            )
        elif act == "open" and told["may_untick"]:
            line = self.env._("Open again")
            item.write({"status": "doing", "solution": self._add_words(item, text)})
        elif act == "send":
            if not text and not files:
                raise UserError(
                    self.env._("Write something, or choose a file, before you send.")
                )
            line = self.env._("Something was sent")
            item.write({"solution": self._add_words(item, text)})
        else:
            raise UserError(
                self.env._(
                    "%(item)s was changed after you opened the page. Look at it once "
                    "more.",
                    item=item.name,
                )
            )
        mark_turn(item)
        self._keep_files(item, files)
        self._tell(item, line, text, files)

    @api.model
    def _is_sent_already(self, item, act, text, files):
        """Whether the firm did the very same last, with files that are kept already."""
        is_settled = item.status == SETTLED
        if act == "send":
            stands = bool(text or files)
        else:
            stands = (
                act == "done" and is_settled and item.ticked_by == self.env.user.name
            )
        kept = {base64.b64decode(one.document) for one in item.evidence_ids if files}
        return (
            stands
            and f"\n{item.solution or ''}".endswith(f"\n{text}" if text else "")
            and all(content in kept for _name, content in files)
        )

    @api.model
    def _add_words(self, item, text):
        """Return what was done so far, and what the firm says of it now."""
        return "\n".join(filter(None, (item.solution, text))) or False

    @api.model
    def _keep_files(self, item, files):
        kind = self.env.ref("sme_crossborder.sme_evidence_kind_other")
        item.env["sme.evidence"].create(
            [
                {
                    "name": item.name,
                    "kind_id": kind.id,
                    "firm_id": item.firm_id.id,
                    "lead_id": item.adaptation_id.lead_id.id,
                    "adaptation_item_id": item.id,
                    "document": base64.b64encode(content),
                    "document_name": name,
                    "note": self.env._(
                        "Sent by %(person)s on the portal.", person=self.env.user.name
                    ),
                }
                for name, content in files
            ]
        )

    @api.model
    def _tell(self, item, line, text, files):
        """Say it below the adaptation, and have who is responsible look at it."""
        adaptation = item.adaptation_id.with_context(mail_activity_quick_update=True)
        words = "\n".join(
            filter(
                None,
                (
                    f"{item.name}: {line}",
                    text,
                    ", ".join(name for name, _content in files),
                ),
            )
        )
        adaptation.message_post(
            body=plaintext2html(words), author_id=self.env.user.partner_id.id
        )
        if adaptation.activity_search([TYPE]):
            return
        adviser = item.user_id or adaptation.user_id
        if not adviser.active or not adviser._works_in(adaptation.company_id):
            cases = adaptation.env["sme.guidance.case"]
            adviser = cases._find_adviser(adaptation.firm_id) or adviser
        adaptation.activity_schedule(
            TYPE,
            summary=say_to(
                adaptation,
                adviser,
                lambda env: env._("Look at what the firm ticked off or sent"),
            ),
            user_id=adviser.id,
            date_deadline=fields.Date.context_today(adaptation),
        )
