"""Starting an activity plan without its dialog."""


def start_plan(records, plan, **values):
    """Plan the steps of an activity plan; nobody is mailed about their own.

    :param records: what the steps are planned on
    :param plan: `mail.activity.plan`
    :param values: of the dialog, such as ``plan_date``
    """
    scheduler = records.env["mail.activity.schedule"].with_context(
        active_model=records._name,
        active_ids=records.ids,
        active_id=records[:1].id,
        mail_activity_quick_update=True,
    )
    scheduler.create({"plan_id": plan.id, **values}).action_schedule_plan()
