import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

// A figure is opened down to the record that made it.
registry.category("web_tour.tours").add("indicator_tour", {
    steps: () => [
        {
            content: "the figure of the project",
            trigger: ".o_data_row:contains('RCO01') td[name=value]:contains(/^2$/)",
        },
        {
            content: "its receipts",
            trigger: ".o_data_row:contains('RCO01') button[name=action_open_receipts]",
            run: "click",
        },
        {
            content: "what was left out says why",
            trigger:
                ".o_data_row:contains('Already counted through Organisation A') td[name=reason_text]",
        },
        {
            content: "open the record that counts",
            trigger:
                ".o_data_row:contains('Firm 556036-0793'):contains('Counted.') button[name=action_open_record]",
            run: "click",
        },
        {
            content: "it says what it counts for",
            trigger:
                ".o_form_view .o_field_widget[name=counts_for]:contains('RCO01 (COUNT)')",
        },
    ],
});

// An adviser notes a joint output, and is told what it lacks.
registry.category("web_tour.tours").add("output_tour", {
    steps: () => [
        {
            content: "a new one",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "what was made",
            trigger:
                ".o_field_widget[name=name] textarea, .o_field_widget[name=name] input",
            run: "edit Guide to permits",
        },
        {
            content: "look for the project",
            trigger: ".o_field_widget[name=project_id] input",
            run: "edit COUNT",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains('COUNT')",
            run: "click",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is saved, and says what it lacks",
            trigger:
                ".o_form_saved .alert:contains('Missing to be counted'):contains('RCO116 (COUNT)')",
        },
    ],
});

// A manager makes a rule and sees at once what it would count.
registry.category("web_tour.tours").add("indicator_rule_tour", {
    steps: () => [
        {
            content: "a new one",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "its code",
            trigger: ".o_field_widget[name=code] input",
            run: "edit OWN",
        },
        {
            content: "its title",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Services",
        },
        {
            content: "its unit",
            trigger: ".o_field_widget[name=unit] input",
            run: "edit services",
        },
        ...chooseSteps(".o_field_widget[name=source] input", "Contacts and services"),
        {
            content: "try it",
            trigger: "a[name=preview]",
            run: "click",
        },
        {
            content: "on a project",
            trigger: ".o_field_widget[name=preview_project_id] input",
            run: "edit COUNT",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains('COUNT')",
            run: "click",
        },
        {
            content: "what would be counted",
            trigger: ".o_field_widget[name=preview]:contains('3.00 services')",
            // it is counted on the spot, whatever else the machine does
            timeout: 30000,
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is saved",
            trigger: ".o_form_saved",
        },
    ],
});
