import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// A firm looks at its data, takes a consent back, and asks for a correction.
tours.add("privacy_portal_tour", {
    steps: () => [
        {
            content: "its data",
            trigger: ".o_portal_my_home a[href='/my/privacy']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "take the consent back",
            trigger: "button:contains('Take back')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is said",
            trigger: "#wrap [role=status]:contains('taken back')",
        },
        {
            content: "ask for a correction",
            trigger: "select[name=kind]",
            run: "select correction",
        },
        {
            content: "of the firm's file",
            trigger: "select[name=about]",
            run: "select firm",
        },
        {
            content: "what is wrong",
            trigger: "textarea[name=words]",
            run: "edit We moved to Malmö",
        },
        {
            content: "send it",
            trigger: "button:contains('Ask Organisation A')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it says where it is",
            trigger: "#wrap li:contains('Correction'):contains('Identity checked')",
        },
    ],
});

// The privacy officer answers it.
tours.add("privacy_answer_tour", {
    steps: () => [
        {
            content: "answer",
            trigger: "button[name=action_answer]",
            run: "click",
        },
        {
            content: "what was done",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit The address is corrected.",
        },
        {
            content: "send it",
            trigger: ".modal button[name=action_do]:contains('Note and send')",
            run: "click",
        },
        {
            content: "it is answered",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Answered')",
        },
    ],
});

// A project manager proposes to erase a file.
tours.add("erasure_propose_tour", {
    steps: () => [
        {
            content: "privacy",
            trigger: ".o_notebook a[name=privacy]",
            run: "click",
        },
        {
            content: "erase",
            trigger: "button[name=action_erase]",
            run: "click",
        },
        {
            content: "save it to see what it does",
            trigger: "body:has(.o_field_widget[name=scope]) .o_form_button_save",
            run: "click",
        },
        {
            content: "what it does is listed",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains('Anonymised')",
        },
        {
            content: "ask a second person",
            trigger: "button[name=action_ask]",
            run: "click",
        },
        {
            content: "it waits",
            trigger: ".o_arrow_button_current:contains('Waits for a second person')",
        },
    ],
});

// A second person approves.
tours.add("erasure_approve_tour", {
    steps: () => [
        {
            content: "approve",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            content: "sure",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "it is erased",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Erased')",
        },
    ],
});
