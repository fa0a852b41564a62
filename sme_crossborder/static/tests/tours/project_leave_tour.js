import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

// A coordinator takes the organisation out of a project: one firm is offered to another
// organisation, the other is frozen.
registry.category("web_tour.tours").add("project_leave_tour", {
    steps: () => [
        {
            content: "leave",
            trigger: ".o_form_view button[name=action_leave]",
            run: "click",
        },
        {
            content: "two firms are concerned",
            trigger: ".modal .o_field_widget[name=firm_count]:contains('2')",
        },
        {
            content: "the data can be taken along",
            trigger: ".modal button[name=action_export]",
        },
        {
            content: "add a firm to hand over",
            trigger: ".modal .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "which firm",
            trigger: ".modal .o_selected_row .o_field_widget[name=firm_id] input",
            run: "edit Fjord",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Fjordkod AB')",
            run: "click",
        },
        {
            content: "to whom",
            trigger: ".modal .o_selected_row .o_field_widget[name=partner_id] input",
            run: "edit Organisation B",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Organisation B')",
            run: "click",
        },
        {
            content: "who agreed",
            trigger:
                ".modal .o_selected_row .o_field_widget[name=agreement_person] input",
            run: "edit Anna Berg",
        },
        {
            content: "how: nothing is filled in before",
            trigger: ".modal .o_selected_row td[name=agreement_channel]",
            run: "click",
        },
        ...chooseSteps(
            ".modal .o_selected_row .o_field_widget[name=agreement_channel] input"
        ),
        {
            content: "leave the project",
            trigger: ".modal footer button[name=action_leave]",
            run: "click",
        },
        {
            content: "it is meant so",
            trigger:
                ".modal:contains('Access by membership ends') .btn-primary:contains('Ok')",
            run: "click",
        },
        {
            content: "the history of the project says it",
            trigger:
                "body:not(:has(.modal)) .o-mail-Message:contains('Organisation A leaves the project')",
        },
    ],
});
