import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

// A product is adapted: what the market asks is taken over, looked at, and settled.
registry.category("web_tour.tours").add("adaptation_tour", {
    steps: () => [
        {
            content: "what prepares the firm",
            trigger: "a[name=preparation]",
            run: "click",
        },
        {
            content: "adapt a product",
            trigger: "button[name=action_open_adaptation]",
            run: "click",
        },
        {
            content: "the market is filled in",
            trigger: ".o_field_widget[name=target_country_id]:contains('Iceland')",
        },
        {
            content: "look for the product",
            trigger: ".o_field_widget[name=product_id] input",
            run: "edit Ledger",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains('Ledger')",
            run: "click",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it has a name; take over what the market asks",
            trigger:
                ".o_form_view:has(.o_field_widget[name=name] :value('Ledger for Iceland')) button[name=action_fetch_requirements]:contains('Take over')",
            run: "click",
        },
        {
            content: "two requirements; look at the first",
            trigger:
                ".o_data_row:contains('Sign-in') td[name=fit]:contains('Not looked at')",
            run: "click",
        },
        ...chooseSteps(".o_selected_row td[name=fit] input", "Met"),
        {
            content: "save: it is settled",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is saved",
            trigger: ".o_form_saved",
        },
        {
            content: "one of two; open the board",
            trigger: "button[name=action_view_items]:contains('Settled'):contains('1')",
            run: "click",
        },
        {
            content: "open the other one",
            trigger: ".o_kanban_record:contains('E-invoices')",
            run: "click",
        },
        {
            content: "it is a gap",
            trigger: ".o_field_widget[name=fit] .o_radio_item:contains('Gap') input",
            run: "click",
        },
        {
            content: "it took six days",
            trigger: ".o_field_widget[name=days_actual] input",
            run: "edit 6",
        },
        {
            content: "and is settled",
            trigger: ".o_statusbar_status button:contains('Settled')",
            run: "click",
        },
        {
            content: "it is",
            trigger: ".o_arrow_button_current:contains('Settled')",
        },
        {
            content: "which is saved at once",
            trigger: ".o_form_saved .o_arrow_button_current:contains('Settled')",
        },
        {
            content: "back to the board",
            trigger: ".o_back_button a, .breadcrumb-item.o_back_button",
            run: "click",
        },
        {
            content: "and to the adaptation",
            trigger:
                ".o_kanban_view .o_back_button a, .o_kanban_view .breadcrumb-item.o_back_button",
            run: "click",
        },
        {
            content: "nothing is open: done",
            trigger: "button[name=action_done]",
            run: "click",
        },
        {
            content: "it is",
            trigger: ".o_arrow_button_current:contains('Done')",
        },
    ],
});
