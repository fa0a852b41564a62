import {registry} from "@web/core/registry";

// A question is opened on a journey, talked over, and answered; others learn from it.
registry.category("web_tour.tours").add("guidance_tour", {
    steps: () => [
        {
            content: "the journey has no case: its button opens a new one",
            trigger: "button[name=action_view_cases]",
            run: "click",
        },
        {
            content: "the question in short",
            trigger:
                ".o_field_widget[name=name] input[placeholder='The question in short']",
            run: "edit How do we sign a bid?",
        },
        {
            content: "firm and journey are filled in",
            trigger: ".o_field_widget[name=lead_id] input:value('Fjordkod AB')",
        },
        {
            content: "look for the topic",
            trigger: ".o_field_widget[name=topic_id] input",
            run: "edit Public procurement",
        },
        {
            content: "choose the topic",
            trigger: ".o-autocomplete--dropdown-item a:contains('Public procurement')",
            run: "click",
        },
        {
            content: "the market came along",
            trigger: ".o_field_widget[name=target_country_id]:contains('Estonia')",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "the clock runs: when the answer is due",
            trigger: ".o_field_widget[name=date_due]",
        },
        {
            content: "take it up",
            trigger: "button[name=action_work]:contains('Take up')",
            run: "click",
        },
        {
            content: "it is in work",
            trigger: ".o_arrow_button_current:contains('In work')",
        },
        {
            content: "note a session",
            trigger: ".o_statusbar_buttons button[name=action_note_service]",
            run: "click",
        },
        {
            content: "what it was about",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Went through the tender papers",
        },
        {
            content: "how long",
            trigger: ".modal .o_field_widget[name=minutes] input",
            run: "edit 40",
        },
        {
            content: "what is next",
            trigger: ".modal .o_field_widget[name=next_step] input",
            run: "edit Ask the office for its rules",
        },
        {
            content: "save the session",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the case counts it",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=service_minutes]:contains('40')",
        },
        {
            content: "note a barrier",
            trigger: "button[name=action_hear_barrier]",
            run: "click",
        },
        {
            content: "say what stood in the way",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit The bid lacked a signature",
        },
        {
            content: "a known one appears while typing; join it",
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
            content: "note it",
            trigger: ".modal footer button[name=action_note]",
            run: "click",
        },
        {
            content: "the case counts it",
            trigger:
                "body:not(:has(.modal)) button[name=action_view_heard_encounters]:contains('1')",
        },
        {
            content: "close",
            trigger: "button[name=action_close]",
            run: "click",
        },
        {
            content: "what the answer was",
            trigger: ".modal .o_field_widget[name=summary] textarea",
            run: "edit Apply for e-residency early.",
        },
        {
            content: "the answer becomes the lesson of the barrier",
            trigger: ".modal .o_data_row td[name=takes_lesson]",
            run: "click",
        },
        {
            content: "which it is now",
            trigger:
                ".modal .o_field_widget[name=lesson] input:value('Apply for e-residency early.')",
        },
        {
            content: "close the case",
            trigger: ".modal footer button[name=action_close]:contains('Close')",
            run: "click",
        },
        {
            content: "it is closed, in time",
            trigger:
                "body:not(:has(.modal)):has(.o_arrow_button_current:contains('Closed')) span:contains('Answered in time')",
        },
    ],
});

// A host without an account answers on the page behind its link.
registry.category("web_tour.tours").add("guidance_host_tour", {
    steps: () => [
        {
            content: "what it is asked, and not by whom",
            trigger:
                "#wrap:contains('Does a firm that sells to Tallinn register?'):contains('a firm from Sweden'):not(:contains('Fjordkod'))",
        },
        {
            content: "send nothing",
            trigger: "button:contains('Send the answer')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is said what is missing",
            trigger: ".alert-danger",
        },
        {
            content: "the answer",
            trigger: "#text",
            run: "edit Yes, on form R1.",
        },
        {
            content: "by whom",
            trigger: "#name",
            run: "edit Mari",
        },
        {
            content: "send it",
            trigger: "button:contains('Send the answer')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is passed on",
            trigger: "#wrap:contains('Your answer was passed on')",
        },
    ],
});
