import {registry} from "@web/core/registry";

// A barrier heard at a workshop joins a known one, for two firms at once; then a
// partner lead is started there. The workshop shows both.
registry.category("web_tour.tours").add("workshop_heard_tour", {
    steps: () => [
        {
            content: "a barrier is heard",
            trigger: "button[name=action_hear_barrier]",
            run: "click",
        },
        {
            content: "say what stood in the way",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit The bid lacked a signature",
        },
        {
            content: "what is addressed here comes first, with the reason; join it",
            trigger:
                ".modal .o_sme_suggestions button:first:contains('Portal wants a Latvian signature'):contains('addressed here; same pair SE→LV')",
            run: "click",
        },
        {
            content: "its type came along",
            trigger:
                ".modal .o_field_widget[name=type_id] input:value('Electronic identity')",
        },
        {
            content: "it stopped the first firm",
            trigger:
                ".modal .o_data_row:contains('Annan AB') .o_data_cell[name=is_stopped] input",
            run: "click",
        },
        {
            content: "and the second, on its journey",
            trigger:
                ".modal .o_data_row:contains('Fjordkod AB → Latvia') .o_data_cell[name=is_stopped] input",
            run: "click",
        },
        {
            content: "note it",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "done, for both",
            trigger: ".o_notification:contains('Annan AB, Fjordkod AB')",
        },
        {
            content: "the workshop shows two; start a lead",
            trigger:
                "body:not(:has(.modal)):has(button[name=action_view_heard_encounters]:contains('2')) button[name=action_start_lead]",
            run: "click",
        },
        {
            content: "for one of the firms",
            trigger: ".modal .o_radio_item:contains('Fjordkod AB') input",
            run: "click",
        },
        {
            content: "start",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "a draft opens, filled in",
            trigger:
                "body:not(:has(.modal)) .o_form_view:has(.o_field_widget[name=firm_id] input:value('Fjordkod AB')) .o_field_widget[name=title] textarea, body:not(:has(.modal)) .o_form_view:has(.o_field_widget[name=firm_id] input:value('Fjordkod AB')) .o_field_widget[name=title] input",
            run: "edit Signing service for tenders",
        },
        {
            content: "save it",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "saved",
            trigger: ".o_form_saved",
        },
        {
            content: "back",
            trigger: ".breadcrumb-item a:contains('Data spaces')",
            run: "click",
        },
        {
            content: "the workshop shows it",
            trigger: "button[name=action_view_started_leads]:contains('1')",
            run: "click",
        },
        {
            content: "here it is",
            trigger: ".o_data_row:contains('Signing service for tenders')",
        },
    ],
});
