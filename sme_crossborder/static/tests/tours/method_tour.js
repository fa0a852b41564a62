import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/**
 * Chooses a method in a field of a dialog.
 *
 * @param {String} fname of the field
 * @param {String} name of the method
 * @returns {Object[]} the steps
 */
const choose = (fname, name) => [
    {
        content: `look for ${name}`,
        trigger: `.modal .o_field_widget[name=${fname}] input`,
        run: `edit ${name}`,
    },
    {
        content: `choose ${name}`,
        trigger: `.o-autocomplete--dropdown-item a:contains('${name}')`,
        run: "click",
    },
];

// An adviser applies a method to a journey, without one of its parts.
tours.add("method_apply_tour", {
    steps: () => [
        {
            content: "what prepares the firm",
            trigger: ".o_notebook a[name=preparation]",
            run: "click",
        },
        {
            content: "apply a method",
            trigger: "button[name=action_apply_method]",
            run: "click",
        },
        {
            content: "the journey is listed",
            trigger: ".modal .o_field_widget[name=line_ids] td:contains('Fjordkod AB')",
        },
        ...choose("method_id", "Trial abroad"),
        {
            content: "its steps and its questions would begin; leave the questions out",
            trigger:
                ".modal .o_field_widget[name=part_ids]:has(td:contains('Three steps')) .o_data_row:contains('Readiness questionnaire') td[name=is_begun]",
            run: "click",
        },
        {
            content: "the questions are left out",
            trigger:
                ".modal .o_data_row:contains('Readiness questionnaire'):not(:has(td[name=is_begun] input:checked))",
        },
        {
            content: "begin it",
            trigger: ".modal footer button[name=action_apply]",
            run: "click",
        },
        {
            content: "back in the preparation of the journey, the method stands there",
            trigger:
                "body:not(:has(.modal)) .o_notebook tr:contains('Trial abroad 1'):contains('Applied on')",
        },
        {
            content: "its steps are planned",
            trigger: ".o-mail-Activity:contains('Step 3')",
        },
    ],
});

// A manager applies one to the journeys of a project.
tours.add("method_project_tour", {
    steps: () => [
        {
            content: "apply a method",
            trigger: "button[name=action_apply_method]",
            run: "click",
        },
        {
            content: "open journeys of both firms are listed",
            trigger:
                ".modal .o_field_widget[name=line_ids]:has(td:contains('Fjordkod AB')):has(td:contains('Annan AB'))",
        },
        ...choose("method_id", "Trial abroad"),
        {
            content: "what would begin is listed; begin it",
            trigger:
                ".modal:has(.o_field_widget[name=part_ids] td:contains('Three steps')) footer button[name=action_apply]",
            run: "click",
        },
        {
            content: "one row for each journey",
            trigger:
                "body:not(:has(.modal)) .o_list_view:has(.o_data_row:contains('Fjordkod AB')) .o_data_row:contains('Annan AB'):contains('Under way') td[name=stage_id]",
            run: "click",
        },
        {
            content: "a row opens its journey",
            trigger: ".o_form_view .o_notebook a[name=preparation]",
        },
    ],
});

// Two methods are set side by side.
tours.add("method_compare_tour", {
    steps: () => [
        {
            content: "reports",
            trigger: "button[data-menu-xmlid='sme_crossborder.menu_sme_reporting']",
            run: "click",
        },
        {
            content: "compare two methods",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_method_compare']",
            run: "click",
        },
        {
            content: "nothing is compared yet",
            trigger: ".modal p:contains('Choose two methods')",
        },
        ...choose("method_id", "Trial abroad"),
        ...choose("other_id", "Fairs"),
        {
            content: "nine of ten, and one of ten",
            trigger:
                ".modal tr:contains('Market entered so far'):contains('90 %'):contains('10 %')",
        },
        {
            content: "in words",
            trigger: ".modal p:contains('differ by more than chance')",
        },
        {
            content: "close",
            trigger: ".modal footer button:contains('Close')",
            run: "click",
        },
        {
            content: "it is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
