import {registry} from "@web/core/registry";

// A firm adds a product, and tells the figures of a year.
registry.category("web_tour.tours").add("firm_products_tour", {
    steps: () => [
        {
            content: "its products",
            trigger: "#wrap .nav-tabs a:contains('Products and services')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "one is missing",
            trigger: "a:contains('Add a product or service')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what it is called",
            trigger: "#name",
            run: "edit Quay Planner",
        },
        {
            content: "send it",
            trigger: "button:contains('Send it')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it waits",
            trigger: "#wrap li:contains('Quay Planner'):contains('not looked at yet')",
        },
        {
            content: "its figures",
            trigger: "#wrap .nav-tabs a:contains('Yearly figures')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the last year",
            trigger: "#wrap li:contains('Not told yet') a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "with a slip",
            trigger: "#headcount",
            run: "edit 9,500",
        },
        {
            content: "send it",
            trigger: "button:contains('Send it')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what was typed is still there",
            trigger: ".alert:contains('cannot be read')",
        },
        {
            content: "put right",
            trigger: "#headcount",
            run: "edit 9,5",
        },
        {
            content: "send it",
            trigger: "button:contains('Send it')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it waits",
            trigger: "#wrap li:contains('not looked at yet')",
        },
    ],
});
