import {inputFiles} from "@web/../tests/utils";
import {registry} from "@web/core/registry";

const LIST =
    "Name,Join time,Leave time,Email\n" +
    "Eva Ek,9:00,9:40,eva@nyfirma.example\n" +
    "Eva Ek,9:50,10:10,eva@nyfirma.example\n" +
    "Somebody Else,9:00,10:00,\n";

function choose(field, text) {
    return [
        {
            content: `fill in ${field}`,
            trigger: `.modal .o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            content: `choose ${text}`,
            trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
            run: "click",
        },
    ];
}

// Register, say which firm it is, take attendance in from a file, see it on the journey.
registry.category("web_tour.tours").add("workshop_tour", {
    steps: () => [
        {
            content: "who registered",
            trigger: ".o_stat_text:contains('Attendees')",
            run: "click",
        },
        {
            content: "one more registers",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "name",
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit Eva Ek",
        },
        {
            content: "e-mail",
            trigger: ".o_form_view .o_field_widget[name=email] input",
            run: "edit eva@nyfirma.example",
        },
        {
            content: "firm",
            trigger: ".o_form_view .o_field_widget[name=company_name] input",
            run: "edit Nyfirma AB",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "the firm is unknown",
            trigger: ".alert:contains('No file is known')",
        },
        {
            content: "begin its file",
            trigger: ".alert button[name=action_first_contact]",
            run: "click",
        },
        {
            content: "the name is there already",
            trigger: ".modal .o_field_widget[name=name] input:value('Nyfirma AB')",
        },
        ...choose("country_id", "Sweden"),
        ...choose("target_country_id", "Latvia"),
        {
            content: "begin",
            trigger: ".modal button[name=action_begin]",
            run: "click",
        },
        {
            content: "the journey knows where it began",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=origin_event_ids]:contains('Data spaces')",
        },
        {
            content: "back to the attendee",
            trigger: ".o_back_button a",
            run: "click",
        },
        {
            content: "back to the attendees",
            trigger:
                ".o_form_view:has(.o_field_widget[name=company_name]) .o_back_button a",
            run: "click",
        },
        {
            content: "back to the workshop",
            trigger: ".o_list_view .o_back_button a",
            run: "click",
        },
        {
            content: "attendance",
            trigger: "button[name=action_attendance]",
            run: "click",
        },
        {
            content: "choose the file of the meeting",
            trigger: ".modal .o_field_widget[name=file]",
            run: () =>
                inputFiles(".modal .o_field_widget[name=file] input[type=file]", [
                    new File([LIST], "meeting.csv", {type: "text/csv"}),
                ]),
        },
        {
            content: "it is there",
            trigger: ".modal .o_field_widget[name=file] input:value('meeting.csv')",
        },
        {
            content: "look at it",
            trigger: ".modal button[name=action_preview]:enabled",
            run: "click",
        },
        {
            content: "who is unknown stands first",
            trigger: ".modal .o_data_row:first:contains('Somebody Else')",
        },
        {
            content: "Eva was there for an hour in all",
            trigger: ".modal .o_data_row:contains('Eva Ek'):contains('60')",
        },
        {
            content: "take it in",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "one attended, one was left out",
            trigger: ".modal .alert:contains('Attended: 1')",
        },
        {
            content: "close",
            trigger: ".modal footer button:visible:contains('Close')",
            run: "click",
        },
        {
            content: "the form counts",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=seats_used]:contains('1')",
        },
        {
            content: "to the attendees",
            trigger: ".o_stat_text:contains('Attendees')",
            run: "click",
        },
        {
            content: "Eva attended",
            trigger: ".o_data_row:contains('Eva Ek'):contains('Attended') .o_data_cell",
            run: "click",
        },
        {
            content: "to her firm's journey",
            trigger:
                ".o_form_view .o_field_widget[name=journey_id] a, .o_form_view .o_field_widget[name=journey_id] .o_external_button",
            run: "click",
        },
        {
            content: "its firm was at a workshop",
            trigger: ".o_stat_text:contains('At workshops')",
            run: "click",
        },
        {
            content: "and attended",
            trigger:
                ".o_data_row:contains('Data spaces in practice'):contains('Attended')",
        },
    ],
});
