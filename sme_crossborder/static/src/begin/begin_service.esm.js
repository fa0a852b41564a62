import {registry} from "@web/core/registry";
import {session} from "@web/session";

const APP = "sme_crossborder.menu_sme_root";

/**
 * Opens *Begin* in the app, whatever an administrator sees first. Odoo launches what is
 * to do after an installation from its own Apps screen only.
 */
export const beginService = {
    dependencies: ["action", "menu", "orm"],
    start(env, {action, menu, orm}) {
        const todo = session.sme_begin_todo_id;
        if (!todo) {
            return;
        }
        const open = async () => {
            // The first screen has to be there: as a screen comes, it closes dialogs
            env.bus.removeEventListener("ACTION_MANAGER:UI-UPDATED", open);
            const app = menu.getApps().find((one) => one.xmlid === APP);
            if (app) {
                await menu.selectMenu(app);
            }
            // It is done from now on, whoever looks next
            action.doAction(await orm.call("ir.actions.todo", "action_launch", [todo]));
        };
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", open);
    },
};

registry.category("services").add("sme_begin", beginService);
