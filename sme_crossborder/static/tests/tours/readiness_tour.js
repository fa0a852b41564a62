import {registry} from "@web/core/registry";

// An adviser sends the questions from a journey.
registry.category("web_tour.tours").add("readiness_send_tour", {
    steps: () => [
        {
            content: "what prepares the firm",
            trigger: ".o_notebook a[name=preparation]",
            run: "click",
        },
        {
            content: "a new check",
            trigger: "button[name=action_begin_readiness]",
            run: "click",
        },
        {
            content: "firm and person are filled in",
            trigger: ".o_field_widget[name=contact_id] input:value('Astrid Berg')",
        },
        {
            content: "send the link",
            trigger: "button[name=action_send]:contains('Send the link')",
            run: "click",
        },
        {
            content: "the mail is written, to the person",
            trigger:
                ".modal .o_field_widget[name=partner_ids]:contains('Astrid Berg'), .modal .o_field_widget[name=partner_ids] .o_tag:contains('Astrid')",
        },
        {
            content: "send it",
            trigger: ".modal button.o_mail_send",
            run: "click",
        },
        {
            content: "it is out",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Link sent')",
        },
    ],
});

// The firm chooses the first answer of each question, section by section.
function answerSection(title, last) {
    return [
        {
            content: `section ${title}`,
            trigger: `.o_survey_form:contains('${title}')`,
        },
        {
            content: `answer ${title}`,
            trigger: `.js_question-wrapper`,
            run() {
                for (const question of document.querySelectorAll(
                    ".js_question-wrapper"
                )) {
                    const choice = question.querySelector("input[type=radio]");
                    if (choice && !choice.checked) {
                        choice.click();
                    }
                }
            },
        },
        {
            content: `go on after ${title}`,
            trigger: `button[type=submit]:contains('${last ? "Submit" : "Continue"}')`,
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("readiness_answer_tour", {
    steps: () => [
        {
            content: "the link shows; the button begins",
            trigger: "button[type=submit]:contains('Start Survey')",
            run: "click",
        },
        ...answerSection("How well do you know who would buy"),
        ...answerSection("What have you sold abroad so far?"),
        ...answerSection("Does your product work with what is used there"),
        ...answerSection("Who in your firm would run the sales"),
        ...answerSection("Have you set money aside"),
        ...answerSection("In how many languages", true),
        {
            content: "yes, send it",
            trigger: ".modal footer button:contains('Submit')",
            run: "click",
        },
        {
            content: "that was all",
            trigger: ".o_survey_finished:contains('Thank you')",
        },
    ],
});

// The adviser sees the picture, and confirms one of the barriers.
registry.category("web_tour.tours").add("readiness_read_tour", {
    steps: () => [
        {
            content: "the picture",
            trigger: ".o_field_widget[name=picture] svg[role=img]",
        },
        {
            content: "its figures beside it",
            trigger:
                ".o_field_widget[name=picture] tr:contains('Market knowledge'):contains('0')",
        },
        {
            content: "what the answers point at",
            trigger: ".o_notebook a[name=barriers]",
            run: "click",
        },
        {
            content: "one of them stands in the way",
            trigger:
                ".o_data_row:contains('Prices do not fit the market') button[name=action_hear_barrier]",
            run: "click",
        },
        {
            content: "the type is filled in",
            trigger:
                ".modal .o_field_widget[name=name] input:value('Prices do not fit the market')",
        },
        {
            content: "note it",
            trigger: ".modal footer button[name=action_note]",
            run: "click",
        },
        {
            content: "it is done with",
            trigger:
                "body:not(:has(.modal)) .o_data_row:contains('Prices do not fit the market'):contains('Confirmed')",
        },
    ],
});
