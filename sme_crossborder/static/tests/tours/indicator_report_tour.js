import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

function openDialog() {
    return [
        stepUtils.showAppsMenuItem(),
        {
            content: "our app",
            trigger: ".o_app[data-menu-xmlid='sme_crossborder.menu_sme_root']",
            run: "click",
        },
        {
            content: "reporting",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_reporting']",
            run: "click",
        },
        {
            content: "hand over figures",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_indicator_report']",
            run: "click",
        },
    ];
}

function choose(field, text) {
    return [
        {
            content: `type ${text}`,
            trigger: `.modal .o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            content: `choose ${text}`,
            trigger: `.ui-autocomplete .dropdown-item:contains('${text}')`,
            run: "click",
        },
    ];
}

// The lead copies what a monitoring system asks for.
registry.category("web_tour.tours").add("indicator_report_tour", {
    steps: () => [
        ...openDialog(),
        ...choose("project_id", "OSS"),
        ...choose("period_id", "Period 2"),
        {
            content: "it says what state the figures are in",
            trigger: ".modal .alert:contains('figures still change')",
        },
        {
            content: "the copy-pack",
            trigger: ".modal [name=paper] .o_radio_item:contains('Copy-pack') input",
            run: "click",
        },
        {
            content: "what is inside a paper is not asked any more",
            trigger: ".modal:not(:has([name=with_pictures]))",
        },
        {
            content: "open it",
            trigger: ".modal button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "each number is there to be copied",
            trigger: ".o_data_row:contains('TST04') [name=number] button",
        },
        {
            content: "so is each text",
            trigger: ".o_data_row:contains('TST04') button:contains('Copy')",
            run: "click",
        },
        {
            content: "what is too long for its field is said above",
            trigger: ".alert-warning:contains('longer than the fields')",
        },
        {
            content: "the same as a file",
            trigger: "button[name=action_download_copy_pack]:enabled",
        },
    ],
});

// An auditor of one member prints its figures; the whole project is not to be chosen.
registry.category("web_tour.tours").add("indicator_report_auditor_tour", {
    steps: () => [
        ...openDialog(),
        ...choose("project_id", "OSS"),
        ...choose("period_id", "Period 2"),
        {
            content: "what is assigned is chosen",
            trigger:
                ".modal .o_field_widget[name=member_id] input:value('Organisation B (OSS)')",
        },
        {
            content: "print",
            trigger: ".modal button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "it is printed",
            trigger: ".modal button[name=action_hand_over]:enabled",
        },
    ],
});
