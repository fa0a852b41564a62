import {registry} from "@web/core/registry";

// Begin stands over another app; who starts empty goes on in ours.
registry.category("web_tour.tours").add("begin_empty_tour", {
    steps: () => [
        {
            content: "another app",
            trigger: ".o_menu_brand:contains('Discuss')",
            run: () =>
                odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
                    "sme_crossborder.sme_begin_action"
                ),
        },
        {
            content: "nothing yet",
            trigger: ".modal label:contains('Start empty')",
            run: "click",
        },
        {
            content: "begin",
            trigger:
                ".modal:contains('what is left to set up') button[name=action_begin]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what is left, in our app",
            trigger: ".o_menu_brand:contains('Cross-border')",
        },
        {
            content: "as a list",
            trigger: ".o_breadcrumb:contains('Set-up and health')",
        },
    ],
});
