import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const choose = (field, text) => [
    {
        content: `look for ${text}`,
        trigger: `.modal .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item:contains('${text}') a`,
        run: "click",
    },
];

const press = (name) => ({
    content: name,
    trigger: `.o_statusbar_buttons button[name=${name}], .o_control_panel button[name=${name}]`,
    run: "click",
});

const done = {
    content: "the dialog does it",
    trigger: ".modal footer button.btn-primary:visible",
    run: "click",
};

const write = (field, text, tag = "input") => ({
    content: `write ${field}`,
    trigger: `.modal .o_field_widget[name=${field}] ${tag}`,
    run: `edit ${text}`,
});

// Another organisation answers a lead for its firm.
tours.add("interest_express_tour", {
    steps: () => [
        {
            content: "open the card",
            trigger: ".o_kanban_record:contains('remote heart follow-up')",
            run: "click",
        },
        press("action_express_interest"),
        ...choose("firm_id", "Baltijas Kods"),
        write("agreement_person", "Janis Ozols"),
        write("message", "Our firm sells to hospitals", "textarea"),
        done,
        {
            content: "it waits, and says until when",
            trigger:
                "body:not(:has(.modal)) .o_form_view:contains('It waits for an answer of Organisation A')",
        },
    ],
});

// The owner compares, and says yes once its firm agrees.
tours.add("interest_accept_tour", {
    steps: () => [
        {
            content: "interests in the lead",
            trigger: "button[name=action_view_interests]",
            run: "click",
        },
        {
            content: "side by side, criterion by criterion",
            trigger:
                ".o_data_row:contains('Baltijas Kods'):contains('Match: Commercial') .o_data_cell[name=firm_name]",
            run: "click",
        },
        {
            content: "what is told, and until when to answer",
            trigger:
                ".o_form_view:contains('sells to hospitals'):contains('Answer until')",
        },
        press("action_accept"),
        write("agreement_person", "Anna Berg"),
        done,
        {
            content: "introduced: the adviser of the other side is named",
            trigger:
                "body:not(:has(.modal)) .o_form_view .o_field_widget[name=shared_contacts]:contains('adviser_b')",
        },
        {
            content: "both read the introduction",
            trigger: ".o-mail-Message:contains('has accepted the interest')",
        },
    ],
});

// Who asked finds the contact, and records what came of it.
tours.add("interest_agree_tour", {
    steps: () => [
        {
            content: "open it",
            trigger:
                ".o_data_row:contains('Baltijas Kods'):contains('Accepted') .o_data_cell[name=firm_name]",
            run: "click",
        },
        {
            content: "whom to turn to",
            trigger: ".o_field_widget[name=shared_contacts]:contains('adviser_a')",
        },
        press("action_note_step"),
        {
            content: "they have met",
            trigger: ".modal .o_field_widget[name=step] label:contains('have met')",
            run: "click",
        },
        done,
        {
            content: "it is noted",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=negotiation]:contains('have met')",
        },
        press("action_record_agreement"),
        write("evidence_note", "Told by Janis Ozols"),
        done,
        {
            content: "the agreement",
            trigger: "body:not(:has(.modal)) button[name=action_open_cooperation]",
            run: "click",
        },
        {
            content: "both firms have a part in it",
            trigger:
                ".o_form_view:contains('Humleglim AB, Baltijas Kods SIA'):contains('Commercial agreement')",
        },
    ],
});

// And the owner confirms it for itself.
tours.add("interest_confirm_tour", {
    steps: () => [
        {
            content: "take the filter off",
            trigger: ".o_searchview .o_facet_remove",
            run: "click",
        },
        {
            content: "open it",
            trigger:
                ".o_data_row:contains('Baltijas Kods') .o_data_cell[name=firm_name]",
            run: "click",
        },
        press("action_confirm_agreement"),
        write("evidence_note", "Told by Anna Berg"),
        done,
        {
            content: "there is nothing left to confirm",
            trigger:
                "body:not(:has(.modal)) .o_form_view:has(button[name=action_open_cooperation]):not(:has(button[name=action_confirm_agreement]))",
        },
    ],
});

// The owner says no, with a reason.
tours.add("interest_decline_tour", {
    steps: () => [
        {
            content: "open it",
            trigger:
                ".o_data_row:contains('Baltijas Kods') .o_data_cell[name=firm_name]",
            run: "click",
        },
        press("action_decline"),
        write("reason", "The region is taken", "textarea"),
        done,
        {
            content: "it is declined",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Declined')",
        },
    ],
});

// Who asked reads why.
tours.add("interest_declined_tour", {
    steps: () => [
        {
            content: "open it",
            trigger:
                ".o_data_row:contains('Baltijas Kods'):contains('Declined') .o_data_cell[name=firm_name]",
            run: "click",
        },
        {
            content: "why, and what to do now",
            trigger:
                ".o_form_view:contains('The region is taken'):contains('Tell the firm why')",
        },
    ],
});
