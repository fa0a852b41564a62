import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

// An adviser's first firm: created by its number, found again by it, enrolled.
// The number of clicks is asserted by the test that starts this tour.
const typeNumber = (selector, number) => ({
    content: `type the number ${number}`,
    trigger: `.o_field_widget[name=${selector}] input`,
    run: `edit ${number}`,
});

const pick = (field, text) => [
    {
        content: `look for ${text} in ${field}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `choose ${text}`,
        trigger: `.ui-autocomplete > li > a:contains(${text})`,
        run: "click",
    },
];

registry.category("web_tour.tours").add("sme_firm_tour", {
    url: "/odoo/firms",
    steps: () => [
        {
            content: "start a new file",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "type the legal name",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tidvatten Kod AB",
        },
        ...pick("country_id", "Sweden"),
        typeNumber("registry_number", "5560360794"),
        {
            content: "save with a wrong digit",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "the refusal names the number and the reason",
            trigger:
                ".modal:contains('5560360794'):contains('check digit') .btn-primary",
            run: "click",
        },
        {
            content: "nothing typed is lost",
            trigger: ".o_field_widget[name=name] input:value(Tidvatten Kod AB)",
        },
        typeNumber("registry_number", "5560360793"),
        ...pick("nuts_id", "SE110"),
        ...pick("nace_id", "62.10"),
        ...stepUtils.saveForm(),
        {
            content: "the number is in its official notation",
            trigger: ".o_field_widget[name=registry_number] input:value(556036-0793)",
        },
        {
            content: "add figures",
            trigger: ".nav-link[name=size]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=year_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=year_ids] .o_field_widget[name=headcount] input",
            run: "edit 12",
        },
        {
            trigger:
                ".o_field_widget[name=year_ids] .o_field_widget[name=turnover] input",
            run: "edit 900000",
        },
        ...stepUtils.saveForm(),
        {
            content: "the class follows, with its reason in words",
            trigger: ".o_field_widget[name=size_reason]:contains(Headcount 12)",
        },
        {
            content: "enrol",
            trigger: ".o_statusbar_buttons button:contains(Enrol)",
            run: "click",
        },
        {
            content: "the firm is filled in already",
            trigger: ".o_field_widget[name=firm_id] input:value(Tidvatten Kod AB)",
        },
        ...pick("project_id", "TOUR"),
        {
            trigger: ".o_field_widget[name=sme_declared] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=not_in_difficulty] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=privacy_notice_given] input",
            run: "click",
        },
        ...stepUtils.saveForm(),
        {
            content: "it counts",
            trigger: ".alert-success:contains(counts in this project)",
        },
        {
            content: "back to the firms",
            trigger: ".o_back_button, .breadcrumb-item a:contains(Firms)",
            run: "click",
        },
    ],
});

registry.category("web_tour.tours").add("sme_firm_find_tour", {
    url: "/odoo/firms",
    steps: () => [
        {
            content: "type the number in any notation",
            trigger: ".o_searchview_input",
            run: "edit 5560 360793",
        },
        {
            content: "search by any number",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(Any number)",
            run: "click",
        },
        {
            content: "the firm is found",
            trigger: ".o_data_row:contains(Tidvatten Kod AB) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "its enrolment is counted",
            trigger: "button[name=action_view_enrolments] .o_stat_value:contains(1)",
        },
        {
            content: "open its projects",
            trigger: ".nav-link[name=projects]",
            run: "click",
        },
        {
            content: "why it counts in each is fetched when the tab is opened",
            trigger: ".o_field_widget[name=eligibility_report]:contains(TOUR)",
        },
        {
            content: "start another file with the same number",
            trigger: ".o_form_button_create",
            run: "click",
        },
        {
            content: "the form is empty",
            trigger: ".o_field_widget[name=name] input:not(:value(Tidvatten))",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tidvatten once more",
        },
        ...pick("country_id", "Sweden"),
        {
            content: "the country is chosen",
            trigger: ".o_field_widget[name=country_id] input:value(Sweden)",
        },
        typeNumber("registry_number", "SE556036-0793"),
        {
            content: "the number is there",
            trigger: ".o_field_widget[name=registry_number] input:value(SE556036-0793)",
        },
        {
            content: "leave the field",
            trigger:
                ".o_field_widget[name=city] input, .o_field_widget[name=vat] input",
            run: "click",
        },
        {
            content: "told at once, with a way to the file there is",
            trigger: ".alert-warning a[target=_blank]:contains(Tidvatten Kod AB)",
        },
        {
            content: "leave without saving",
            trigger: ".o_form_button_cancel",
            run: "click",
        },
    ],
});
