import {registry} from "@web/core/registry";

// A coordinator finds two files on one firm in the list and merges them, keeping the
// one that was not proposed.
const select = (name) => ({
    content: `select ${name}`,
    trigger: `.o_data_row:contains('${name}') .o_list_record_selector input`,
    run: "click",
});

registry.category("web_tour.tours").add("firm_merge_tour", {
    url: "/odoo/firms",
    steps: () => [
        select("Tidvatten Kod AB"),
        select("Tidvatten Sverige AB"),
        {
            content: "open the action menu",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "choose Merge",
            trigger: ".o-dropdown-item:contains(/^Merge$/)",
            run: "click",
        },
        {
            content: "the file with a number is kept, and the dialog says what moves",
            trigger:
                ".modal .o_field_widget[name=preview]:contains('PIC: 925374860'):contains('Figures of 2024')",
        },
        {
            content: "keep the other one instead",
            trigger: ".modal button[name=action_swap]",
            run: "click",
        },
        {
            content: "now its figures stay and the number is filled in",
            trigger:
                ".modal .o_field_widget[name=preview]:contains('Registry Number: 556036-0793')",
        },
        {
            content: "merge",
            trigger: ".modal button[name=action_merge]",
            run: "click",
        },
        {
            content: "the kept file opens with the number of the other",
            trigger:
                ".o_form_view:has(.o_field_widget[name=name] input:value(Tidvatten Sverige AB)) .o_field_widget[name=registry_number] input:value(556036-0793)",
        },
        {
            content: "its history says what was given up",
            trigger:
                ".o-mail-Message:contains('Merged with the file Tidvatten Kod AB')",
        },
    ],
});

registry.category("web_tour.tours").add("firm_merge_refused_tour", {
    url: "/odoo/firms",
    steps: () => [
        select("Ebb AB"),
        select("Flod AB"),
        {
            content: "open the action menu",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "choose Merge",
            trigger: ".o-dropdown-item:contains(/^Merge$/)",
            run: "click",
        },
        {
            content: "two registry numbers are two firms: the dialog says so",
            trigger:
                ".modal .o_field_widget[name=preview]:contains('different legal entities')",
        },
        {
            content: "and offers no Merge",
            trigger:
                ".modal:not(:has(button[name=action_merge])) .o_form_button_cancel, .modal:not(:has(button[name=action_merge])) button[special=cancel]",
            run: "click",
        },
    ],
});

// A project manager of two organisations has their files on one firm counted once.
registry.category("web_tour.tours").add("firm_unite_tour", {
    steps: () => [
        {
            content: "open the action menu of the file",
            trigger: ".o_form_view .o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "say that it is the same as another one",
            trigger: ".o-dropdown-item:contains('This is the same legal entity as')",
            run: "click",
        },
        {
            content: "look for the other organisation's file",
            trigger: ".modal .o_field_widget[name=other_firm_id] input",
            run: "edit Skymning",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Skymning Sverige')",
            run: "click",
        },
        {
            content: "the dialog says that both files stay",
            trigger:
                ".modal .o_field_widget[name=preview]:contains('Organisation B keeps its file')",
        },
        {
            content: "and offers no merge",
            trigger:
                ".modal:not(:has(button[name=action_merge])) button[name=action_unite]",
            run: "click",
        },
        {
            content: "back on the file",
            trigger:
                "body:not(:has(.modal)) .o_form_view .o_field_widget[name=name] input:value(Skymning AB)",
        },
    ],
});
