import {registry} from "@web/core/registry";

const cell = "tr:contains('Sweden → Estonia') .o_sme_heat";

// From the funnel to the flows, back, and down to one journey.
registry.category("web_tour.tours").add("board_tour", {
    steps: () => [
        {
            content: "the funnel is shown first; look at the flows",
            trigger: `.o_sme_board:has(${cell}) button:contains('From country to country')`,
            run: "click",
        },
        {
            content: "a row for the country, a column for each market",
            trigger: ".o_sme_board:has(th:contains('Latvia')) tr:contains('Sweden')",
        },
        {
            content: "count journeys",
            trigger: ".o_sme_board button:contains('Journeys')",
            run: "click",
        },
        {
            content: "back to the funnel",
            trigger:
                ".o_sme_board:has(button.active:contains('Journeys')) button:contains('From first contact')",
            run: "click",
        },
        {
            content: "open who came to the action plan",
            trigger: `${cell}:has(button[aria-label*='Action plan']) button`,
            run: "click",
        },
        {
            content: "only that journey is listed; open it",
            trigger:
                ".o_list_view:not(:contains('Annan')) .o_data_row:contains('Fjordkod') .o_data_cell",
            run: "click",
        },
        {
            content: "the journey",
            trigger: ".o_form_view:contains('Fjordkod')",
        },
    ],
});
