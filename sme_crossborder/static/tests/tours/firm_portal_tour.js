import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// A firm looks where it is, changes its data, and ticks off what it has built.
tours.add("firm_portal_tour", {
    steps: () => [
        {
            content: "its way abroad",
            trigger: ".o_portal_my_home a[href='/my/firm']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "where it is, and who helps",
            trigger: "#wrap:contains('First contact, since'):contains('Your adviser')",
        },
        {
            content: "its data",
            trigger: "#sme_firm_pages a:contains('Our data')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it moved",
            trigger: "#city",
            run: "edit Solna",
        },
        {
            content: "send it",
            trigger: "button:contains('Send the changes')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it waits",
            trigger: "#city_waits:contains('The file says: Stockholm')",
        },
        {
            content: "what it adapts",
            trigger: "#sme_firm_pages a:contains('Adaptations')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "this one",
            trigger: "#wrap h2 a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is built",
            trigger: "summary:contains('Tick off')",
            run: "click",
        },
        {
            content: "how",
            trigger: "details[open] textarea",
            run: "edit Works since May",
        },
        {
            content: "tick it off",
            trigger: "details[open] button:contains('Tick off')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it says who did",
            trigger: "#wrap:contains('Ticked off by Eva'):contains('Works since May')",
        },
    ],
});

// The adviser takes one change and refuses the other.
tours.add("firm_change_tour", {
    steps: () => [
        {
            content: "what the firm wants",
            trigger: ".alert:contains('From the firm')",
        },
        {
            content: "look at it",
            trigger: ".nav-link[name=changes]",
            run: "click",
        },
        {
            content: "it moved",
            trigger:
                ".o_data_row:contains('Solna') button[name=action_approve]:not([disabled])",
            run: "click",
        },
        {
            content: "not this one",
            trigger:
                ".o_field_widget[name=change_ids]:not(:contains('Solna')) .o_data_row:contains('2012') button[name=action_refuse]",
            run: "click",
        },
        {
            content: "why",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit The register says 2011.",
        },
        {
            content: "tell the firm",
            trigger: ".modal button[name=action_refuse]",
            run: "click",
        },
        {
            content: "nothing waits",
            trigger: "body:not(:has(.modal)) :contains('Nothing to look at')",
        },
    ],
});
