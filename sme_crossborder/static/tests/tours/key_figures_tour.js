import {registry} from "@web/core/registry";

const row = ".o_data_row:contains('T01')";
const panel = ".o_search_panel_label_title";

const look = [
    {
        content: "the latest figure of the whole project, with target and light",
        trigger: `${row}:contains('18'):contains('20') .o_sme_light`,
    },
    {
        content: "its course, told in words too",
        trigger: `${row} svg[aria-label='P1: 3, P2: 18']`,
    },
];

// From the latest figures to an earlier period, an organisation, and what is behind.
registry.category("web_tour.tours").add("key_figures_tour", {
    steps: () => [
        ...look,
        {
            content: "a manager may count",
            trigger: ".o_control_panel button[name='action_count_now']",
        },
        {
            content: "choose the first period",
            trigger: `${panel}:contains('P1')`,
            run: "click",
        },
        {
            content: "it takes the place of the latest",
            trigger: `body:not(:has(.o_facet_value:contains('Latest'))) ${row}:contains('3')`,
        },
        {
            content: "choose an organisation",
            trigger: `${panel}:contains('Organisation A')`,
            run: "click",
        },
        {
            content: "its own figure; open it",
            trigger: `body:not(:has(.o_facet_value:contains('Whole'))) ${row}:not(:contains('20')):contains('2') .o_data_cell:contains('T01')`,
            run: "click",
        },
        {
            content: "the light's reason stands on the page; look at what was counted",
            trigger:
                ".o_form_view:contains('No target is set for this organisation') .oe_stat_button[name='action_open_receipts']",
            run: "click",
        },
        {
            content: "the receipts",
            trigger: ".o_last_breadcrumb_item:contains('Receipts')",
        },
    ],
});

// An auditor sees the same, and changes nothing.
registry.category("web_tour.tours").add("key_figures_auditor", {
    steps: () => [
        ...look,
        {
            content: "open the figure; there is nothing to count with",
            trigger: `.o_action:not(:has(button[name='action_count_now'])) ${row} .o_data_cell:contains('T01')`,
            run: "click",
        },
        {
            content: "the rule in words, and no button to change anything",
            trigger:
                ".o_form_view:contains('on a straight line from 0'):not(:has(button[name='action_count_now']))",
        },
    ],
});

// The dashboard is drawn, and a cell opens the figure it shows.
registry.category("web_tour.tours").add("key_figures_dashboard", {
    steps: () => [
        {
            content:
                "the dashboard is there, drawn from figures, without a sample's note",
            trigger:
                ".o_spreadsheet_dashboard_action:not(:has(.o-sample-dashboard)):has(.o-scorecard)",
        },
        {
            content: "once the list is filled, open its first cell, after the title",
            trigger:
                "div:has(> .o-dashboard-clickable-cell:nth-child(8)) > .o-dashboard-clickable-cell:nth-child(2)",
            run: "click",
        },
        {
            content: "the figure",
            trigger: ".o_form_view:contains('20'):contains('firms'):contains('P2')",
        },
    ],
});
