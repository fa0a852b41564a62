import {registry} from "@web/core/registry";

// Somebody finds a workshop of a country, registers, corrects the address, and is done.
registry.category("web_tour.tours").add("public_workshop_tour", {
    steps: () => [
        {
            content: "from the first page to the workshops",
            trigger: "#wrap a:contains('Workshops to come')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "those for Latvia",
            trigger: "#country",
            run: "selectByLabel Latvia",
        },
        {
            content: "show them",
            trigger: "button:contains('Show')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "one is left",
            trigger: "#wrap a:contains('Take all filters off')",
        },
        {
            content: "read about it",
            trigger: "#wrap a:contains('Data spaces in practice')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "who comes",
            trigger: "#name",
            run: "edit Eva Ek",
        },
        {
            content: "an address that is none",
            trigger: "#email",
            run: "edit eva",
        },
        {
            content: "from where",
            trigger: "#country_id",
            run: "selectByLabel Sweden",
        },
        {
            content: "send",
            trigger: "button:contains('Register')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is said what is wrong, beside the field",
            trigger: "#email_problem:contains('Enter your e-mail address')",
        },
        {
            content: "what was typed is there",
            trigger: "#name:value('Eva Ek')",
        },
        {
            content: "correct it",
            trigger: "#email",
            run: "edit eva@fjordkod.example",
        },
        {
            content: "send it again",
            trigger: "button:contains('Register')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "a mail is on its way",
            trigger: "h1:contains('Look into your mail')",
        },
    ],
});
