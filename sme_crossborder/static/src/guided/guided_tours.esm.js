import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

// Tours that show a user the way, bubble by bubble: from *Set-up and health*, or with
// *Onboarding* switched on. Tests run the same steps, so that they stay true.
const tours = registry.category("web_tour.tours");

const pick = (field, text, content, inside = "") => [
    {
        content,
        trigger: `${inside} .o_field_widget[name=${field}] input`,
        tooltipPosition: "right",
        run: `edit ${text}`,
    },
    {
        content: _t("Choose it from the list."),
        trigger: `.o-autocomplete--dropdown-item > a:contains(${text}), .o-autocomplete--dropdown-item:contains(${text})`,
        run: "click",
    },
];

tours.add("sme_guided_adviser", {
    url: "/odoo/firms",
    steps: () => [
        {
            content: _t("A firm asks for help: begin its file."),
            trigger: ".o_list_button_add",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("Its legal name, as it stands in the register."),
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tidvatten Kod AB",
        },
        ...pick("country_id", "Sweden", _t("The country it is registered in.")),
        {
            content: _t(
                "Save. Number, region and figures can follow when you know them."
            ),
            trigger: ".o_form_button_save",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("It wants to sell abroad: begin its journey."),
            trigger: ".o_form_saved button[name=action_begin_journey]",
            tooltipPosition: "bottom",
            run: "click",
        },
        ...pick("target_country_id", "Latvia", _t("The market it wants to go to.")),
        {
            content: _t("Save: the first steps are in your calendar now."),
            trigger: ".o_form_button_save",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("Something stands in its way: note it."),
            trigger: ".o_form_saved button[name=action_note_barrier]",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t(
                "In a few words. What others met before appears while you type."
            ),
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit The bank asks for a local manager",
        },
        {
            content: _t("What kind of barrier it is."),
            trigger:
                ".modal .o_field_widget[name=type_id] select, .modal .o_field_widget[name=type_id] input",
            run: "click",
        },
        {
            content: _t("Choose the nearest one."),
            trigger: ".o_select_menu_item:first",
            run: "click",
        },
        {
            content: _t(
                "Save. The journey counts it, and the next firm learns from it."
            ),
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) button[name=action_view_encounters]:contains(1)",
        },
    ],
});

tours.add("sme_guided_coordinator", {
    url: "/odoo/journeys",
    steps: () => [
        {
            content: _t("All firms of your organisation on their way. Open My work."),
            trigger: ".o_menu_sections button:contains('My work')",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("What is wrong today, and who should do something about it."),
            trigger:
                ".o-dropdown--menu .dropdown-item[data-menu-xmlid='sme_crossborder.menu_sme_health']",
            tooltipPosition: "right",
            run: "click",
        },
        {
            content: _t(
                "Each line says what to do and opens the screen. Look again whenever you did something."
            ),
            trigger: ".o_control_panel button:contains('Check again')",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("Without this filter you see what is in order, too."),
            trigger: ".o_searchview_facet .o_facet_remove",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('In order')",
        },
    ],
});

tours.add("sme_guided_manager", {
    url: "/odoo/cross-border-projects",
    steps: () => [
        {
            content: _t("Begin with your project."),
            trigger: ".o_list_button_add, .o-kanban-button-new",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            content: _t("The short name everybody uses."),
            trigger: ".o_field_widget[name=acronym] input",
            run: "edit BALTIC-OSS",
        },
        {
            content: _t("The whole title, as in the application."),
            trigger:
                ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "edit One-stop shops around the Baltic Sea",
        },
        {
            content: _t(
                "Save. Your organisation leads it. Dates, members and rules follow; then press Start project."
            ),
            trigger: ".o_form_button_save",
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_form_saved button[name=action_start]",
        },
    ],
});
