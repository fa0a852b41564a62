import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

const open = {
    content: "open what is asked",
    trigger: ".o_data_row:contains('Fjordkod AB') .o_data_cell",
    run: "click",
};

// A coordinator asks another organisation to take a file over.
registry.category("web_tour.tours").add("hand_over_ask_tour", {
    steps: () => [
        {
            content: "hand over",
            trigger: ".o_form_view button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "the firm is there already",
            trigger: ".modal .o_field_widget[name=firm_ids]:contains('Fjordkod AB')",
        },
        {
            content: "to whom",
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Organisation B",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Organisation B')",
            run: "click",
        },
        {
            content: "who agreed",
            trigger: ".modal .o_field_widget[name=agreement_person] input",
            run: "edit Anna Berg",
        },
        ...chooseSteps(
            ".modal .o_field_widget[name=agreement_channel] input",
            "E-mail"
        ),
        {
            content: "ask",
            trigger: ".modal button[name=action_ask]",
            run: "click",
        },
        {
            content: "it waits, and can be taken back",
            trigger:
                ".o_form_view:has(button[name=action_withdraw]) .o_arrow_button_current:contains('Waits for an answer')",
        },
    ],
});

// The other organisation takes it over and opens it.
registry.category("web_tour.tours").add("hand_over_accept_tour", {
    steps: () => [
        open,
        {
            content: "who agreed, and how",
            trigger: ".o_field_widget[name=agreement_person]:contains('Anna Berg')",
        },
        {
            content: "take over",
            trigger: ".o_form_view button[name=action_accept]",
            run: "click",
        },
        {
            content: "oneself looks after it",
            trigger: ".modal button[name=action_apply]:visible:contains('Take over')",
            run: "click",
        },
        {
            content: "it is accepted",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Accepted')",
        },
        {
            content: "open the firm",
            trigger: "button[name=action_open_firm]",
            run: "click",
        },
        {
            content: "its history says where it came from",
            trigger:
                ".o-mail-Message:contains('Handed over from Organisation A to Organisation B')",
        },
    ],
});

registry.category("web_tour.tours").add("hand_over_refuse_tour", {
    steps: () => [
        open,
        {
            content: "refuse",
            trigger: ".o_form_view button[name=action_refuse]",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit No adviser for games",
        },
        {
            content: "refuse",
            trigger: ".modal button[name=action_apply]:visible:contains('Refuse')",
            run: "click",
        },
        {
            content: "the giver reads why",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=refusal_reason]:contains('No adviser for games')",
        },
    ],
});
