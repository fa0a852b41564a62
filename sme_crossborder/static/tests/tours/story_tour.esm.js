import {registry} from "@web/core/registry";

// An adviser finishes a story and asks the firm.
registry.category("web_tour.tours").add("story_ask_tour", {
    steps: () => [
        {
            content: "the story",
            trigger: "td[name='title']:contains('To Riga in a year')",
            run: "click",
        },
        {
            content: "another title",
            trigger: ".o_field_widget[name='title'] :is(input, textarea)",
            run: "edit To Riga in ten months",
        },
        {
            content: "ask the firm",
            trigger: "button[name='action_ask_firm']:contains('Ask the firm')",
            run: "click",
        },
        {
            content: "it is with the firm",
            trigger: ".o_arrow_button_current:contains('With the firm')",
        },
        {
            content: "nobody publishes it yet",
            trigger: ".o_form_view:not(:has(button[name='action_publish']))",
        },
    ],
});

// A coordinator publishes what the firm approved, and takes it off again.
registry.category("web_tour.tours").add("story_publish_tour", {
    steps: () => [
        {
            content: "the story",
            trigger: "td[name='title']:contains('To Riga in ten months')",
            run: "click",
        },
        {
            content: "publish it",
            trigger: "button[name='action_publish']",
            run: "click",
        },
        {
            content: "it is published",
            trigger: ".o_arrow_button_current:contains('Published')",
        },
        {
            content: "take it off",
            trigger: "button[name='action_withdraw']",
            run: "click",
        },
        {
            content: "it is asked first",
            trigger: ".modal button:contains('Ok')",
            run: "click",
        },
        {
            content: "it is withdrawn",
            trigger: ".o_arrow_button_current:contains('Withdrawn')",
        },
    ],
});
