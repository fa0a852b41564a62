import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// From an own lead to what answers it, point by point, and on to the teaser.
tours.add("match_lead_tour", {
    steps: () => [
        {
            content: "look for answers",
            trigger: "button[name=action_view_matches]",
            run: "click",
        },
        {
            content: "read the best one",
            trigger: ".o_data_row:first:contains('Latvian firm seeks') td[name=name]",
            run: "click",
        },
        {
            content: "each part is said with its points, and it is opened",
            trigger:
                ".o_form_view:contains('It seeks what is offered: E-health solutions.') button[name=action_open]",
            run: "click",
        },
        {
            content: "what others read of it",
            trigger: ".o_form_view:contains('wants heart patients followed')",
        },
    ],
});

// A firm nothing fits yet is told what helps.
tours.add("match_firm_tour", {
    steps: () => [
        {
            content: "look for leads",
            trigger: "button[name=action_view_matching_leads]",
            run: "click",
        },
        {
            content: "nothing yet, and what helps",
            trigger: ".o_view_nocontent:contains('No lead for this firm yet')",
        },
    ],
});

// From a lead of others to the own firm it may be for.
tours.add("match_teaser_tour", {
    steps: () => [
        {
            content: "look for own firms",
            trigger: "button[name=action_view_matching_firms]",
            run: "click",
        },
        {
            content: "open the firm",
            trigger: ".o_data_row:contains('Humleglim AB') button[name=action_open]",
            run: "click",
        },
        {
            content: "its file",
            trigger:
                ".o_form_view:contains('Humleglim AB') button[name=action_view_matching_leads]",
        },
    ],
});
