import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// A firm asks on the portal.
tours.add("question_ask_tour", {
    steps: () => [
        {
            content: "its questions",
            trigger: ".o_portal_my_home a[href='/my/questions']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "ask one",
            trigger: "a[href='/my/questions/new']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "in a few words",
            trigger: "#name",
            run: "edit May we hire in Estonia?",
        },
        {
            content: "all of it",
            trigger: "#question",
            run: "edit One person, from January on",
        },
        {
            content: "send it",
            trigger: "button:contains('Send the question')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it says who has it",
            trigger: "#wrap:contains('It is sent'):contains('Organisation A has it')",
        },
    ],
});

// The adviser closes it with the answer, which the firm is told.
tours.add("question_answer_tour", {
    steps: () => [
        {
            content: "take it up",
            trigger: "button[name=action_work]:contains('Take up')",
            run: "click",
        },
        {
            content: "close it",
            trigger:
                "body:has(.o_arrow_button_current:contains('In work')) button[name=action_close]",
            run: "click",
        },
        {
            content: "the answer",
            trigger: ".modal .o_field_widget[name=summary] textarea",
            run: "edit Yes, with a register entry first.",
        },
        {
            content: "the firm is told, and asked how satisfied it is",
            trigger:
                ".modal:has(.o_field_widget[name=is_told] input:checked) .o_field_widget[name=asks_satisfaction] input:checked",
        },
        {
            content: "close the case",
            trigger: ".modal footer button[name=action_close]:contains('Close')",
            run: "click",
        },
        {
            content: "it is closed",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Closed')",
        },
    ],
});

// The firm reads the answer, and says how satisfied it is.
tours.add("question_rate_tour", {
    steps: () => [
        {
            content: "open the question",
            trigger: "h2 a:contains('May we hire in Estonia?')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "read the answer",
            trigger: "#wrap:contains('Yes, with a register entry first.')",
        },
        {
            content: "satisfied",
            trigger: "#rate_5",
            run: "click",
        },
        {
            content: "send it",
            trigger: "form[aria-label='How satisfied are you?'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is noted",
            trigger: "#wrap:contains('You said of the help you got: Satisfied')",
        },
    ],
});

// Somebody without an account says it by the link of the mail.
tours.add("question_rate_by_mail_tour", {
    steps: () => [
        {
            content: "what it is about, and that nothing is said yet",
            trigger:
                "#wrapwrap:contains('Your question: Do we need a stamp?') h1:contains('How satisfied are you')",
        },
        {
            content: "what was clicked in the mail can be changed",
            trigger: "label[for=rate_3]:contains('Partly satisfied')",
            run: "click",
        },
        {
            content: "in words",
            trigger: "#feedback",
            run: "edit It took a while",
        },
        {
            content: "send it",
            trigger: "form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is noted",
            trigger: "h3:contains('Thank you for your feedback')",
        },
    ],
});

// The same link later.
tours.add("question_rated_tour", {
    steps: () => [
        {
            content: "what was said, and nothing to change it with",
            trigger:
                "#wrapwrap:contains('You said before: Partly satisfied'):not(:has(form textarea))",
        },
    ],
});
