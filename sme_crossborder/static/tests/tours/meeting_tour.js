import {openSteps, planSteps, publishSteps} from "./meeting_steps";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Enter a request somebody made on the phone, and that the other agrees.
const askSteps = (asker, asked) => [
    {
        content: "a new request",
        trigger: ".o_list_button_add, .o_form_button_create",
        run: "click",
    },
    ...[
        ["from_registration_id", asker],
        ["to_registration_id", asked],
    ].flatMap(([field, name]) => [
        {
            content: `look for ${name}`,
            trigger: `.o_form_editable .o_field_widget[name=${field}] input`,
            run: `edit ${name}`,
        },
        {
            content: `choose ${name}`,
            trigger: `.o_field_widget[name=${field}] .dropdown-item:contains('${name} (${name} AB)')`,
            run: "click",
        },
    ]),
    {
        content: "save it",
        trigger: ".o_form_button_save",
        run: "click",
    },
    {
        content: "the other agrees",
        trigger: ".o_form_saved button[name=action_accept]",
        run: "click",
    },
    {
        content: "agreed",
        trigger: ".o_arrow_button_current:contains('Accepted')",
    },
];

// From a workshop to its published plan: slots, requests, planning, two that change
// places.
tours.add("meeting_tour", {
    steps: () => [
        {
            content: "to the meetings of the workshop",
            trigger: "button[name=action_open_meetings]",
            run: "click",
        },
        {
            content: "two tables",
            trigger: ".o_field_widget[name=table_count] input",
            run: "edit 2",
        },
        {
            content: "cut the hours into slots",
            trigger: "button[name=action_make_slots]",
            run: "click",
        },
        ...openSteps(),
        {
            content: "to the requests",
            trigger: ".oe_stat_button:contains('Requests')",
            run: "click",
        },
        ...askSteps("Asp", "Kalns"),
        ...askSteps("Asp", "Liepa"),
        {
            content: "back to the meetings",
            trigger: ".breadcrumb-item a:contains('1:1 meetings: Data')",
            run: "click",
        },
        ...planSteps(),
        {
            content: "to the two meetings",
            trigger: ".oe_stat_button:contains('Meetings'):contains('2')",
            run: "click",
        },
        {
            content: "both",
            trigger: ".o_list_record_selector input",
            run: "click",
        },
        {
            content: "change places",
            trigger: "button[name=action_swap]",
            run: "click",
        },
        {
            content: "both are fixed now",
            trigger: ".o_data_row:contains('Liepa') td[name=is_fixed] input:checked",
        },
        {
            content: "back to the meetings",
            trigger: ".breadcrumb-item a:contains('1:1 meetings: Data')",
            run: "click",
        },
        ...publishSteps(),
    ],
});
