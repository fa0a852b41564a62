import {registry} from "@web/core/registry";

// A barrier is noted on the journey, joins a known one, and is closed with a lesson.
registry.category("web_tour.tours").add("barrier_tour", {
    steps: () => [
        {
            content: "note a barrier",
            trigger: "button[name=action_note_barrier]",
            run: "click",
        },
        {
            content: "say what stood in the way",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit The bid lacked a signature",
        },
        {
            content: "a known one appears while typing, with the reason; join it",
            trigger:
                ".modal .o_sme_suggestions button:contains('Portal wants an Estonian signature'):contains('same pair SE→EE')",
            run: "click",
        },
        {
            content: "it is chosen",
            trigger:
                ".modal .o_field_widget[name=barrier_id] input:value('Portal wants an Estonian signature')",
        },
        {
            content: "its type came along",
            trigger:
                ".modal .o_field_widget[name=type_id] input:value('Electronic identity')",
        },
        {
            content: "save",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the journey counts it",
            trigger: "body:not(:has(.modal)) button[name=action_view_encounters]",
            run: "click",
        },
        {
            content: "open it",
            trigger: ".o_data_row:contains('The bid lacked a signature') .o_data_cell",
            run: "click",
        },
        {
            content: "what helps the next firm",
            trigger: ".o_field_widget[name=lesson] input",
            run: "edit Apply for e-residency early",
        },
        {
            content: "overcome",
            trigger: ".o_statusbar_status button:contains('Overcome')",
            run: "click",
        },
        {
            content: "it is closed",
            trigger: ".o_arrow_button_current:contains('Overcome')",
        },
        {
            content: "saved",
            trigger: ".o_form_saved",
        },
    ],
});
