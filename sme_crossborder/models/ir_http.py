from odoo import models, modules
from odoo.http import request

from .groups import MANAGER, SYSTEM
from .signed_link import ASKED_LANGUAGE, find_asked_language


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _match(cls, path):
        """Note which language the address of a signed page asks for.

        Odoo takes it off the address before the page is asked, and leads on from an
        address with the language of the site to one without, which does not ask.
        """
        # the address of the request itself, not one that is looked up for a link
        if not hasattr(request, "is_frontend"):
            asked = find_asked_language(path)
            if asked:
                request.session[ASKED_LANGUAGE] = asked
        return super()._match(path)

    @classmethod
    def _serve_fallback(cls):
        """Lead on where Odoo's own page for what is not found links to.

        Website brings a page of that address; without it the link is dead.
        """
        response = super()._serve_fallback()
        if not response and request.httprequest.path == "/contactus":
            return request.redirect("/one-stop-shop", code=303)
        return response

    def session_info(self):
        info = super().session_info()
        todo = self._get_begin_todo()
        if todo:
            info["sme_begin_todo_id"] = todo.id
        return info

    def _get_begin_todo(self):
        """Return the first screen where it is still to be shown (`ir.actions.todo`).

        It is for an administrator who is project manager, too, in a database that
        nobody has begun to work in; as with Odoo's own onboarding, not in tests.
        """
        todos = self.env["ir.actions.todo"]
        user = self.env.user
        if modules.module.current_test or not (
            user.has_group(SYSTEM) and user.has_group(MANAGER)
        ):
            return todos
        todo = self.env.ref("sme_crossborder.sme_begin_todo", raise_if_not_found=False)
        if (
            not todo
            or todo.state != "open"
            or self.env["sme.health"]._check_begin()["state"] != "todo"
        ):
            return todos
        return todo
