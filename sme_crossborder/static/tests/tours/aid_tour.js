import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

// What was done for a firm becomes aid: valued, drafted, granted, and in its ledger.
registry.category("web_tour.tours").add("aid_tour", {
    steps: () => [
        {
            content: "open the ledger of the firm",
            trigger: ".o_notebook a[name=aid]",
            run: "click",
        },
        {
            content: "all of the ceiling is left",
            trigger: ".o_sme_aid_ledger strong:contains('EUR 300,000.00 left')",
        },
        {
            content: "value what was done",
            trigger: "button[name=action_value_services]",
            run: "click",
        },
        {
            content: "an hour and a half at 80 euros",
            trigger: ".modal .o_field_widget[name=total]:contains('120.00')",
        },
        {
            content: "say what it is for",
            trigger: ".modal .o_field_widget[name=purpose] input",
            run: "edit Advice on Estonian tenders",
        },
        {
            content: "make a draft of it",
            trigger: ".modal footer button[name=action_draft]",
            run: "click",
        },
        {
            content: "the draft warns of aid to exports",
            trigger: ".alert-warning:contains('may not be tied to exporting')",
        },
        {
            content: "its receipt lists the service",
            trigger: ".o_field_widget[name=line_ids] td:contains('Tender papers')",
        },
        {
            content: "grant it",
            trigger: "button[name=action_grant]",
            run: "click",
        },
        {
            content: "it can no longer be changed then",
            trigger: ".modal footer button.btn-primary:contains('Grant')",
            run: "click",
        },
        {
            content: "it is granted, and has to be registered",
            trigger: ".o_field_widget[name=date_register_due]",
        },
        {
            content: "back to the firm",
            trigger: ".o_field_widget[name=firm_id] a",
            run: "click",
        },
        {
            content: "its ledger again",
            trigger: ".o_notebook a[name=aid]",
            run: "click",
        },
        {
            content: "120 euros less are left",
            trigger: ".o_sme_aid_ledger strong:contains('EUR 299,880.00 left')",
        },
        {
            content: "the entry is in the ledger",
            trigger: ".o_sme_aid_ledger td:contains('Granted by us')",
        },
    ],
});

// An adviser enters what the firm declared; a draft that fits no more says so.
registry.category("web_tour.tours").add("aid_adviser_tour", {
    steps: () => [
        {
            content: "open the ledger of the firm",
            trigger: ".o_notebook a[name=aid]",
            run: "click",
        },
        {
            content: "a new entry",
            trigger: "button[name=action_new_aid]",
            run: "click",
        },
        {
            content: "what it is for",
            trigger:
                ".o_form_view:has(.o_field_widget[name=amount]) .o_field_widget[name=name] input",
            run: "edit Digital tools",
        },
        {
            content: "300,000.01 euros, one cent too much",
            trigger: ".o_field_widget[name=amount] input",
            run: "edit 300000.01",
        },
        {
            content: "leave the amount",
            trigger: ".o_field_widget[name=authority] input",
            run: "click",
        },
        {
            content: "it says so before anything is saved",
            trigger: ".alert-danger:contains('do not fit under the ceiling')",
        },
        ...chooseSteps(".o_field_widget[name=source] input", "Declared by the firm"),
        {
            content: "a fact: nothing is refused, no project is asked for",
            trigger:
                ".o_form_view:not(:has(.alert-danger)):not(:has(.o_field_widget[name=project_id]))",
        },
        {
            content: "by whom",
            trigger: ".o_field_widget[name=authority] input",
            run: "edit Business Finland",
        },
        {
            content: "save it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "granting is nothing an adviser does; take it in",
            trigger:
                ".o_form_view:not(:has(button[name=action_grant])) button[name=action_take_in]",
            run: "click",
        },
        {
            content: "it is in the ledger",
            trigger: ".o_arrow_button_current:contains('Granted')",
        },
    ],
});
