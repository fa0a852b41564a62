import {registry} from "@web/core/registry";

// Two known barriers become one; then one barrier met is split off it.
registry.category("web_tour.tours").add("barrier_merge_tour", {
    steps: () => [
        ...["Portal wants an Estonian signature", "Signature of the portal"].map(
            (name) => ({
                content: `select ${name}`,
                trigger: `.o_data_row:contains('${name}') .o_list_record_selector input`,
                run: "click",
            })
        ),
        {
            content: "open the menu of actions",
            trigger: ".o_cp_action_menus .dropdown-toggle:contains('Actions')",
            run: "click",
        },
        {
            content: "merge",
            trigger: ".o-dropdown--menu .o_menu_item:contains('Merge')",
            run: "click",
        },
        {
            content: "choose the one to keep",
            trigger: ".modal .o_field_widget[name=kept_id] input",
            run: "edit Portal wants",
        },
        {
            content: "take it",
            trigger: ".o-autocomplete--dropdown-item:contains('Portal wants') a",
            run: "click",
        },
        {
            content: "merge them",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the one that stays was met twice",
            trigger:
                "body:not(:has(.modal)) button[name=action_view_encounters]:contains('2')",
            run: "click",
        },
        {
            content: "select the one about the language",
            trigger:
                ".o_data_row:contains('in Estonian only') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "open the menu of actions",
            trigger: ".o_cp_action_menus .dropdown-toggle:contains('Actions')",
            run: "click",
        },
        {
            content: "split it off",
            trigger: ".o-dropdown--menu .o_menu_item:contains('Split off')",
            run: "click",
        },
        {
            content: "name the new one",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Language of the portal",
        },
        {
            content: "split",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "it was met once",
            trigger:
                "body:not(:has(.modal)) button[name=action_view_encounters]:contains('1')",
        },
        {
            content: "and has its name",
            trigger: ".o_field_widget[name=name] input:value('Language of the portal')",
        },
    ],
});
