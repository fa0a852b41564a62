import {registry} from "@web/core/registry";

const cell = "tr:contains('Sweden → Estonia') .o_sme_heat";

// From the map to one type, to its barriers met, and to one of them.
registry.category("web_tour.tours").add("heat_map_tour", {
    steps: () => [
        {
            content: "cultural distance is hidden at first",
            trigger: ".o_sme_heat_map table:not(:contains('Cultural distance'))",
        },
        {
            content: "open the optional columns",
            trigger: ".o_sme_heat_map button[aria-label='Optional columns']",
            run: "click",
        },
        {
            content: "show it",
            trigger: ".o-dropdown--menu .o-checkbox:contains('4 dimensions') input",
            run: "click",
        },
        {
            content: "it has a column",
            trigger: ".o_sme_heat_map th:contains('Cultural distance, 4 dimensions')",
        },
        {
            content: "shade by days lost",
            trigger: ".o_sme_heat_map button:contains('Days lost')",
            run: "click",
        },
        {
            content: "look into the technical ones",
            trigger: `.o_sme_heat_map:has(${cell}:contains('3')) th button:contains('Technical')`,
            run: "click",
        },
        {
            content: "open the cell",
            trigger: `.o_sme_heat_map:has(th:contains('Electronic identity')) ${cell} button`,
            run: "click",
        },
        {
            content: "only what it counts is listed; open it",
            trigger:
                ".o_list_view:not(:contains('Other way')) .o_data_row:contains('No e-signature') .o_data_cell",
            run: "click",
        },
        {
            content: "the barrier met",
            trigger: ".o_field_widget[name=name] input:value('No e-signature')",
        },
    ],
});
