"""What plain data files cannot do at uninstall."""

from odoo.tools import SQL

from .models.reporting_lock import release_reported


def uninstall_hook(env):
    """Take back what Odoo does not know to be ours."""
    release_reported(env.cr)
    _release_journeys(env)
    env["ir.rule"]._restore_company_rules()
    # Odoo drops constraints one by one, and this one rests on another.
    env.cr.execute(
        """ALTER TABLE sme_meeting_participation
            DROP CONSTRAINT IF EXISTS sme_meeting_participation_slot_of_meeting"""
    )
    # What users noted holds on to types, kinds and organisations, which go first.
    for model in (
        "sme.control.finding",
        "sme.control.sample.line",
        "sme.control.sample",
        "sme.indicator.receipt",
        "sme.indicator.value",
        "sme.indicator.entry",
        "sme.indicator.target",
        "sme.reporting.document",
        "sme.reporting.contribution",
        "sme.reporting.period",
        "sme.follow.up",
        "sme.aid.line",
        "sme.aid",
        "sme.feasibility.evidence",
        "sme.feasibility.version",
        "sme.feasibility.study",
        "sme.method.use",
        "sme.service",
        "sme.guidance.case",
        "sme.readiness",
        "sme.adaptation",
        "sme.barrier.encounter",
        "sme.barrier",
        "sme.story",
    ):
        table = SQL.identifier(env[model]._table)
        env.cr.execute(SQL("DELETE FROM %s", table))
    env.invalidate_all()
    env["ir.attachment"].search(
        [("res_model", "=like", "sme.%"), ("res_field", "=", False)]
    ).unlink()
    # What our models have from mixins is listed under the name of the mixin's module
    # too (mail, portal, sms), and Odoo leaves those external ids behind.
    for prefix in ("selection", "model_inherit"):
        env["ir.model.data"].search(
            [
                ("module", "!=", "sme_crossborder"),
                ("name", "=like", f"{prefix}\\_\\_sme\\_%"),
            ]
        ).unlink()
    # what came with the sample world, how far it was, and whether none was wanted
    env["ir.model.data"].search([("module", "=", "sme_sample")]).unlink()
    for key in ("sample", "begun_empty"):
        env["ir.config_parameter"].set_param(f"sme_crossborder.{key}", False)
    # Foreign keys of our fields on stock models are listed without an external id, so
    # Odoo drops the columns and leaves the list behind.
    env["ir.model.constraint"].search(
        [
            ("module.name", "=", "sme_crossborder"),
            ("type", "=", "f"),
            ("model.model", "not like", "sme.%"),
        ]
    ).unlink()


def _release_journeys(env):
    """Leave journeys behind as ordinary opportunities, in stages of stock CRM.

    Our stages and drop-out reasons go with the module, and a lead holds on to both.
    """
    Lead = env["crm.lead"].with_context(active_test=False, tracking_disable=True)
    team_id = Lead._journey_team_id()
    Stage = env["crm.stage"]
    stock = Stage.search([("team_ids", "not in", team_id)])
    if not stock:
        stock = Stage.create({"name": "New", "sequence": 1})
    won = stock.filtered("is_won")[:1]
    for is_won in (False, True):
        leads = Lead.search(
            [("stage_id.team_ids", "in", team_id), ("stage_id.is_won", "=", is_won)]
        )
        stage = (won if is_won else stock.filtered(lambda s: not s.is_won)[:1]) or stock
        env.cr.execute(
            SQL(
                "UPDATE crm_lead SET stage_id = %s, team_id = NULL WHERE id = ANY(%s)",
                stage[:1].id,
                leads.ids,
            )
        )
    env.cr.execute(
        SQL(
            """UPDATE crm_lead SET lost_reason_id = NULL
                WHERE lost_reason_id IN (
                    SELECT id FROM crm_lost_reason WHERE is_journey
                )"""
        )
    )
    env.invalidate_all()
