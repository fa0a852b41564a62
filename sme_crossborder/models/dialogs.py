"""Dialogs that buttons open, as the web client is told of them."""


def entitle(action, name):
    """Return an action of the database under a title of its own.

    The web client shows `display_name` before `name`, where the action has both.

    :param dict action: as `_for_xml_id` returns it
    :param str name: its title, translated
    """
    return action | {"name": name, "display_name": name}


def open_dialog(name, model, res_id=None, context=None):
    """Return the action that opens a form over the page.

    :param str name: its title, translated
    :param str model: what the form is of
    :param int res_id: the record shown; by default a new one
    :param dict context: defaults of a new one
    """
    action = {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": model,
        "view_mode": "form",
        "target": "new",
    }
    if res_id:
        action["res_id"] = res_id
    if context:
        action["context"] = context
    return action
