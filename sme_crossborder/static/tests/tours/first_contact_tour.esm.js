import {registry} from "@web/core/registry";

// A firm finds the page, tells what it needs, corrects its number, and is done.
registry.category("web_tour.tours").add("first_contact_tour", {
    steps: () => [
        {
            content: "what help there is, and the way to the form",
            trigger: "h1:contains('Selling in the neighbouring country')",
        },
        {
            content: "go there",
            trigger: "a:contains('Tell us what you need')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the firm",
            trigger: "#name",
            run: "edit Fjordkod AB",
        },
        {
            content: "its country",
            trigger: "#country_id",
            run: "selectByLabel Sweden",
        },
        {
            content: "a digit is wrong",
            trigger: "#registry_number",
            run: "edit 556036-0794",
        },
        {
            content: "the market",
            trigger: "#target_country_id",
            run: "selectByLabel Latvia",
        },
        {
            content: "what hinders",
            trigger: "input[name='barrier_type_ids']:first",
            run: "check",
        },
        {
            content: "who writes",
            trigger: "#person_name",
            run: "edit Eva",
        },
        {
            content: "where the answer goes",
            trigger: "#email",
            run: "edit eva@fjordkod.example",
        },
        {
            content: "send",
            trigger: "button:contains('Send')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is said what is wrong, beside the field",
            trigger: "#registry_number_problem:contains('check digit')",
        },
        {
            content: "what was typed is there",
            trigger: "#name:value('Fjordkod AB')",
        },
        {
            content: "correct it",
            trigger: "#registry_number",
            run: "edit 556036-0793",
        },
        {
            content: "send it again",
            trigger: "button:contains('Send')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it arrived",
            trigger: "h1:contains('We got your message')",
        },
    ],
});
