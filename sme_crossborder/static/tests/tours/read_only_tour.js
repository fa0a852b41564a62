import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const noField =
    ".o_form_view:not(:has(.o_form_renderer .o_field_widget input:enabled))";
const noActions = ".o_form_view:not(:has(.o_cp_action_menus .dropdown-toggle))";
const column = (stage) => `.o_kanban_group:has(.o_column_title:contains('${stage}'))`;
const card = ".o_kanban_record:contains('Fjordkod')";
const dragToScreened = ({drag_and_drop: drag}) =>
    drag(column("Screened"), {position: {top: 120, left: 60}, relative: true});

// Shared to read: looks and behaves so.
tours.add("shared_firm_read_tour", {
    steps: () => [
        {
            content: "it says so, and nothing can be typed",
            trigger: `${noField} .alert:contains('to read')`,
        },
        {
            content: "it cannot be merged, archived or deleted",
            trigger: noActions,
        },
        {
            content: "look at its products",
            trigger: ".o_notebook_headers a[name=profile]",
            run: "click",
        },
        {
            content: "click on one",
            trigger: ".o_field_widget[name=product_ids] td[name=name]",
            run: "click",
        },
        {
            content: "it is not changed, none is added or taken out",
            trigger: `${noField} .o_field_widget[name=product_ids]:not(:has(.o_selected_row, .o_field_x2many_list_row_add, .o_list_record_remove))`,
        },
        {
            content: "nor are tags",
            trigger: ".o_field_widget[name=language_ids]:not(:has(input, .o_delete))",
        },
    ],
});

tours.add("shared_journey_read_tour", {
    steps: () => [
        {
            content: "try to move it on",
            trigger: `${column("First contact")} ${card}:not(.o_draggable)`,
            run: dragToScreened,
        },
        {
            content: "its menu offers to ask, and no colours",
            trigger: `${column("First contact")} ${card}`,
            run: "hover && click .o_dropdown_kanban button",
        },
        {
            content: "ask is there, and nothing else",
            trigger:
                ".o-dropdown--kanban-record-menu:not(:has(.o_kanban_colorpicker)):not(:contains('service')) a:contains('Ask to work on it')",
        },
        {
            content: "look at the list",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            content: "choose it",
            trigger: ".o_data_row:contains('Fjordkod') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "try to change its stage",
            trigger: ".o_data_row_selected td[name=stage_id]",
            run: "click",
        },
        {
            content: "there is nothing to choose",
            trigger: ".o_selected_row:not(:has(.o_field_widget input))",
        },
        {
            content: "leave it",
            trigger: ".o_list_button_discard",
            run: "click",
        },
        {
            content: "choose it no more",
            trigger: ".o_data_row_selected .o_list_record_selector input",
            run: "click",
        },
        {
            content: "open it",
            trigger: ".o_data_row:not(.o_data_row_selected) td[name=home_country_id]",
            run: "click",
        },
        {
            content: "nothing can be typed",
            trigger: `${noField} .alert:contains('to read')`,
        },
        {
            content: "and no stage chosen",
            trigger: ".o_statusbar_status button:contains('Screened'):disabled",
        },
    ],
});

// Shared to work on: the same fields are open.
tours.add("shared_firm_work_tour", {
    steps: () => [
        {
            content: "it says so",
            trigger: ".alert:contains('to work on')",
        },
        {
            content: "what is not shared along stays the owner's",
            trigger: ".o_field_widget[name=name]:not(:has(input))",
        },
        {
            content: "look at the profile",
            trigger: ".o_notebook_headers a[name=profile]",
            run: "click",
        },
        {
            content: "products are the owner's too, tags are not",
            trigger:
                ".o_form_view:not(:has([name=product_ids] .o_field_x2many_list_row_add)) .o_field_widget[name=language_ids] input",
        },
        {
            content: "say what it is",
            trigger: ".o_field_widget[name=legal_form] input",
            run: "edit Aktiebolag",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "saved",
            trigger: ".o_form_saved",
        },
    ],
});

tours.add("shared_journey_work_tour", {
    steps: () => [
        {
            content: "move it on",
            trigger: `${column("First contact")} ${card}.o_draggable`,
            run: dragToScreened,
        },
        {
            content: "moved",
            trigger: `${column("Screened")} ${card}`,
        },
    ],
});

tours.add("read_only_audit_tour", {
    steps: () => [
        {
            content: "the whole form is read-only",
            trigger: `${noField} .o_form_readonly`,
        },
        {
            content: "and cannot be archived",
            trigger: noActions,
        },
    ],
});

// The same menu, where it is: so that its absence says something.
tours.add("own_firm_actions_tour", {
    steps: () => [
        {
            content: "open what can be done with it",
            trigger: ".o_form_view .o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {
            content: "it can be archived",
            trigger: ".o-dropdown--menu .o_menu_item:contains('Archive')",
        },
    ],
});
