import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// The owner publishes: from now on others read the teaser.
tours.add("lead_publish_tour", {
    steps: () => [
        {
            content: "publish",
            trigger: "button[name=action_publish]",
            run: "click",
        },
        {
            content: "it is published",
            trigger: ".o_arrow_button_current:contains('Published')",
        },
        {
            content: "who sees how much",
            trigger: ".nav-link[name=ladder]",
            run: "click",
        },
        {
            content: "everybody sees the teaser",
            trigger: ".o_widget_sme_fetched:contains('Every organisation')",
        },
    ],
});

// Another organisation finds it by a word, and is not told whose it is.
tours.add("lead_find_tour", {
    steps: () => [
        {
            content: "look for a word",
            trigger: ".o_searchview_input",
            run: "edit patients",
        },
        {
            content: "in the words of leads",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains('Words')",
            run: "click",
        },
        {
            content: "open it",
            trigger: ".o_kanban_record:contains('remote heart follow-up')",
            run: "click",
        },
        {
            content: "it is read, and there is no more to open",
            trigger:
                ".o_form_view:contains('distributors'):not(:contains('Humleglim')):not(:has(button[name=action_open_lead]))",
        },
    ],
});

// A coordinator of the owner opens it to the other organisation.
tours.add("lead_open_tour", {
    steps: () => [
        {
            content: "who sees how much",
            trigger: ".nav-link[name=ladder]",
            run: "click",
        },
        {
            content: "open it",
            trigger: "button[name=action_open_to]",
            run: "click",
        },
        {
            content: "look for the organisation",
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Organisation B",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Organisation B') a",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit We spoke at the fair",
        },
        {
            content: "open the profile",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the page again",
            trigger: "body:not(:has(.modal)) .nav-link[name=ladder]",
            run: "click",
        },
        {
            content: "it is on the list",
            trigger:
                ".o_field_widget[name=open_rung_ids] .o_data_row:contains('Organisation B'):contains('Profile')",
        },
    ],
});

// Now the other organisation sees the firm.
tours.add("lead_read_tour", {
    steps: () => [
        {
            content: "open the card",
            trigger:
                ".o_kanban_record:contains('remote heart follow-up'):contains('Profile')",
            run: "click",
        },
        {
            content: "open the lead itself",
            trigger: "button[name=action_open_lead]",
            run: "click",
        },
        {
            content: "whose it is, and the full text",
            trigger: ".o_form_view:contains('Humleglim AB'):contains('cardiology')",
        },
        {
            content: "who can see this",
            trigger: ".nav-link[name=visible_to]",
            run: "click",
        },
        {
            content: "oneself",
            trigger: ".o_widget_sme_fetched:contains('Organisation B')",
        },
    ],
});

// And it is closed again.
tours.add("lead_close_tour", {
    steps: () => [
        {
            content: "who sees how much",
            trigger: ".nav-link[name=ladder]",
            run: "click",
        },
        {
            content: "close it",
            trigger: ".o_data_row:contains('Organisation B') button[name=action_close]",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit No answer",
        },
        {
            content: "close",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the page again",
            trigger: "body:not(:has(.modal)) .nav-link[name=ladder]",
            run: "click",
        },
        {
            content: "it is in the past",
            trigger: ".o_widget_sme_fetched:contains('Organisation B (Profile)')",
        },
    ],
});
