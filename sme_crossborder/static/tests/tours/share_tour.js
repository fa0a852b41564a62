import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Between two organisations: one asks, the other refuses and says why.
tours.add("share_ask_tour", {
    steps: () => [
        {
            content: "it is shared to read; ask for more",
            trigger: ".alert button[name=action_ask_share]",
            run: "click",
        },
        {
            content: "say what for",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit We know the buyers",
        },
        {
            content: "ask",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "it was asked",
            trigger: ".o_notification:contains('was asked')",
        },
        {
            content: "the dialog is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});

tours.add("share_refuse_tour", {
    steps: () => [
        {
            content: "refuse",
            trigger: "button[name=action_refuse]",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The firm does not want it",
        },
        {
            content: "refuse it",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "it is answered",
            trigger: "body:not(:has(.modal)) .o_field_widget[name=answer_id]",
        },
    ],
});

// Shared to work on, worked on, taken back.
tours.add("share_give_tour", {
    steps: () => [
        {
            content: "share",
            trigger: "button[name=action_share]",
            run: "click",
        },
        {
            content: "with chosen organisations",
            trigger: ".modal .o_radio_item:contains('Chosen organisations') input",
            run: "click",
        },
        {
            content: "add one",
            trigger: ".modal .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "look for it",
            trigger: ".modal .o_data_row .o_field_widget[name=partner_id] input",
            run: "edit Organisation B",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Organisation B') a",
            run: "click",
        },
        {
            content: "open what it may do",
            trigger: ".modal .o_data_row td[name=right]",
            run: "click",
        },
        ...chooseSteps(
            ".modal .o_data_row .o_field_widget[name=right] input",
            "Work on it"
        ),
        {
            content: "share",
            trigger: ".modal footer button.btn-primary:contains('Share')",
            run: "click",
        },
        {
            content: "it says who can see it",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=visible_to]:contains('Work on it')",
        },
    ],
});

tours.add("share_work_tour", {
    steps: () => [
        {
            content: "it is another organisation's, to work on",
            trigger: ".alert:contains('to work on')",
        },
        {
            content: "move it on",
            trigger: ".o_statusbar_status button:contains('Screened')",
            run: "click",
        },
        {
            content: "moved",
            trigger: ".o_arrow_button_current:contains('Screened')",
        },
        {
            content: "saved",
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_dirty))",
        },
    ],
});

tours.add("share_withdraw_tour", {
    steps: () => [
        {
            content: "share",
            trigger: "button[name=action_share]",
            run: "click",
        },
        {
            content: "with nobody",
            trigger: ".modal .o_radio_item:contains('Own organisation') input",
            run: "click",
        },
        {
            content: "keep it",
            trigger: ".modal footer button.btn-primary:contains('Keep to ourselves')",
            run: "click",
        },
        {
            content: "it says who could see it",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=visible_to]:contains('Could see it in the past')",
        },
    ],
});
