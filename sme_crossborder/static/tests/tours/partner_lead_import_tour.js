import {browser} from "@web/core/browser/browser";
import {inputFiles} from "@web/../tests/utils";
import {registry} from "@web/core/registry";

// Three leads in one file: a good one, one of an unknown firm, one with a fault.
const document = (values) => ({
    schema: "1.0",
    profileType: {code: "BO"},
    language: "en",
    holder: {kind: "firm", name: "Humleglim AB", country: "SE"},
    ...values,
});
const LEADS = [
    document({reference: "T-1", title: "Tour: heart follow-up"}),
    document({reference: "T-2", title: "Tour: no firm", holder: {kind: "firm"}}),
    document({reference: "T-3", title: "Tour: fault", targetedCountries: ["LV", "XX"]}),
];

const row = (text) => `.modal .o_data_row:contains('${text}')`;

registry.category("web_tour.tours").add("partner_lead_import_tour", {
    steps: () => [
        {
            content: "the menu of leads",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_partner_leads']",
            run: "click",
        },
        {
            content: "import",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_partner_lead_import']",
            run: "click",
        },
        {
            content: "choose the file",
            trigger: ".modal .o_field_many2many_binary:has(.o_input_file)",
            run: () =>
                inputFiles(".modal .o_field_many2many_binary .o_input_file", [
                    new File([JSON.stringify(LEADS)], "tour.json", {
                        type: "application/json",
                    }),
                ]),
        },
        {
            content: "it is uploaded",
            trigger: ".modal .o_attachment:contains('tour.json')",
        },
        {
            content: "preview",
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "the fault stands first, with its place",
            trigger: `.modal .o_data_row:first:contains('Tour: fault'):contains('$[2].targetedCountries[1]'):contains('XX is no country code')`,
        },
        {
            content: "one would be new",
            trigger: `${row("heart follow-up")}:contains('New')`,
        },
        {
            content: "one waits for its firm",
            trigger: `${row("no firm")} .o_data_cell[name=firm_id]`,
            run: "click",
        },
        {
            content: "type it",
            trigger: ".modal .o_selected_row [name=firm_id] input",
            run: "edit Humleglim",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Humleglim AB')",
            run: "click",
        },
        {
            content: "import",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "two are in, one is refused and says why",
            trigger:
                ".modal [name=summary]:contains('New drafts: 2'):contains('Refused: 1')",
        },
        {
            content: "the refused one is listed still",
            trigger: `${row("Tour: fault")}:contains('XX is no country code')`,
        },
        {
            content: "show them",
            trigger: ".modal button[name=action_open_leads]",
            run: "click",
        },
        {
            content: "both are drafts",
            trigger:
                ".o_list_view:not(:has(.modal)) .o_data_row:contains('Tour: no firm'):contains('Draft')",
        },
        {
            content: "open one",
            trigger:
                ".o_data_row:contains('heart follow-up') .o_data_cell[name=shown_title]",
            run: "click",
        },
    ],
});

// The boxes of the network's form, copied with the keyboard.
let copied = "";

registry.category("web_tour.tours").add("partner_lead_network_form_tour", {
    steps: () => [
        {
            content: "the gear menu",
            trigger: ".o_form_view .o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {
            content: "the network's form",
            trigger: ".o-dropdown-item:contains('Copy into the network')",
            run: "click",
        },
        {
            content: "length against the limit",
            trigger: ".modal [data-box=title] .o_sme_form_counter:contains('of 256')",
        },
        {
            content: "what is needed and empty is marked",
            trigger: ".modal [data-box=expected_role] .o_sme_form_missing",
        },
        {
            content: "nothing to copy there",
            trigger: ".modal [data-box=expected_role] .o_sme_form_copy:disabled",
        },
        {
            content: "reach the button with the keyboard and press it",
            trigger:
                ".modal [data-box=title] .o_sme_form_copy[aria-label='Copy Title']",
            run: async ({anchor}) => {
                browser.navigator.clipboard.writeText = async (text) => {
                    copied = text;
                };
                anchor.focus();
                if (window.document.activeElement !== anchor || anchor.tabIndex < 0) {
                    throw new Error("The button cannot be reached with the keyboard");
                }
                anchor.click();
            },
        },
        {
            content: "it is copied, and said",
            trigger: ".modal [data-box=title] .o_sme_form_copy:contains('Copied')",
            run: () => {
                if (copied !== "Heart follow-up at home") {
                    throw new Error(`Copied something else: ${copied}`);
                }
            },
        },
        {
            content: "a screen reader hears it",
            trigger:
                ".modal .o_sme_network_form [role=status]:contains('Title copied')",
        },
        {
            content: "close",
            trigger: ".modal footer button:contains('Close')",
            run: "click",
        },
        {content: "closed", trigger: "body:not(:has(.modal))"},
    ],
});
