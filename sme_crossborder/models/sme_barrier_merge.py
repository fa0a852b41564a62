from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import COORDINATOR

# texts a merge puts together; what is a choice stays as it is on the one that is kept
_TEXTS = ("rule_reference", "workaround", "helper")


class SmeBarrierMerge(models.AbstractModel):
    """Makes one known barrier of two that are the same, and two of one that is not."""

    _name = "sme.barrier.merge"
    _description = "Known Barrier: Merge and Split"

    merged_into_id = fields.Many2one(
        "sme.barrier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def merge_into(self, kept):
        """Move everything met to one known barrier, and archive these.

        :param kept: `sme.barrier` the barriers met join; it may be another
            organisation's that is shared to read, and is then not changed itself
        :raises AccessError: the user is no coordinator of the barriers' organisation
        :raises UserError: nothing to merge, or somebody who met one of them would lose
            sight of it
        """
        self._check_may_merge()
        kept = kept.with_env(self.env)
        kept.check_access("read")
        merged = self - kept
        if not merged or not kept:
            raise UserError(
                self.env._("Choose two different known barriers to make one of them.")
            )
        if kept.merged_into_id:
            raise UserError(
                self.env._(
                    "%(barrier)s was merged itself. Keep %(into)s instead.",
                    barrier=kept.name,
                    into=kept.merged_into_id.display_name,
                )
            )
        # sudo: barriers met by others join the kept one too, and stay theirs
        met_sudo = self.env["sme.barrier.encounter"].sudo()
        met_sudo = met_sudo.search([("barrier_id", "in", merged.ids)])
        merged._check_still_seen(kept, met_sudo.company_id)
        met_sudo._join(kept)
        if kept.has_access("write"):
            kept.write(kept._collect_texts(merged))
        for barrier in merged:
            barrier._message_log(
                body=self.env._("Merged into %(barrier)s.", barrier=kept.name)
            )
            barrier._change_audience(
                [],
                "selected",
                self.env["sme.project"],
                self.env._("Merged into %(barrier)s", barrier=kept.name),
            )
        kept.sudo()._message_log(
            body=self.env._(
                "%(barriers)s merged into this one. Barriers met that joined it: "
                "%(count)s.",
                barriers=", ".join(merged.mapped("name")),
                count=len(met_sudo),
            )
        )
        merged.write({"active": False, "merged_into_id": kept.id})

    def _check_may_merge(self):
        self.check_access("read")
        foreign = self.filtered(lambda barrier: not barrier.is_own)
        if foreign and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(barrier)s belongs to %(company)s: keep it, and merge yours into "
                    "it.",
                    barrier=foreign[0].name,
                    company=foreign[0].company_id.sudo().name,
                )
            )
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator can merge or split known barriers. Ask one of "
                    "your organisation."
                )
            )

    def _check_still_seen(self, kept, companies):
        """Whoever met one of them must see the one it becomes."""
        # sudo: whom the kept one is shared with
        audience_sudo = kept.sudo().audience_id
        blind = companies.filtered(
            lambda company: (
                company != kept.company_id and not audience_sudo._includes(company)
            )
        )
        if blind:
            raise UserError(
                self.env._(
                    "Other organisations met %(merged)s and cannot see %(kept)s: share "
                    "it with them first, or keep the other one.",
                    merged=", ".join(self.mapped("name")),
                    kept=kept.name,
                )
            )

    def _collect_texts(self, merged):
        """Return the texts of all, each line once, those of the kept one first."""
        values = {}
        for name in _TEXTS:
            texts = dict.fromkeys(filter(None, (self | merged).mapped(name)))
            glue = "\n" if self._fields[name].type == "text" else "; "
            text = glue.join(texts)
            if text != (self[name] or ""):
                values[name] = text
        return values

    def split(self, encounters, name, kind=None):
        """Start a new known barrier with some of the barriers met.

        Whoever could see this one can see the new one.

        :param encounters: `sme.barrier.encounter` that joined this one
        :param str name: what stands in the way, in other words than this one's
        :param kind: `sme.barrier.type` of the new one; by default as this one
        :returns: the new `sme.barrier`
        :raises AccessError: the user is no coordinator of the barrier's organisation
        :raises UserError: nothing is chosen, or it belongs to another barrier
        """
        self.ensure_one()
        self._check_may_merge()
        encounters = encounters.with_env(self.env)
        encounters.check_access("write")
        if not encounters or encounters.barrier_id != self:
            raise UserError(
                self.env._(
                    "Choose barriers met that belong to %(barrier)s.", barrier=self.name
                )
            )
        new = self.copy({"name": name, "type_id": (kind or self.type_id).id})
        # sudo: the same readers as before, told by nobody
        audience_sudo = self.sudo().audience_id
        new._change_audience(
            audience_sudo.reader_ids._to_intern(),
            audience_sudo.scope or "selected",
            audience_sudo.project_id,
            self.env._("Split off %(barrier)s", barrier=self.name),
            tell=False,
        )
        encounters._join(new)
        self._message_log(
            body=self.env._(
                "Split off to %(other)s. Barriers met that went there: %(count)s.",
                count=len(encounters),
                other=new.name,
            )
        )
        new._message_log(
            body=self.env._(
                "Split off %(other)s. Barriers met that came along: %(count)s.",
                count=len(encounters),
                other=self.name,
            )
        )
        return new

    @api.ondelete(at_uninstall=False)
    def _unlink_except_met(self):
        """Nothing met is lost with what it joined."""
        # sudo: others met it too, which the user may not see
        met_sudo = self.env["sme.barrier.encounter"].sudo()
        met_sudo = met_sudo.search([("barrier_id", "in", self.ids)])
        if met_sudo:
            raise UserError(
                self.env._(
                    "%(barriers)s cannot be deleted: firms met it. Merge it into "
                    "another one, or archive it.",
                    barriers=", ".join(met_sudo.barrier_id.mapped("name")),
                )
            )
