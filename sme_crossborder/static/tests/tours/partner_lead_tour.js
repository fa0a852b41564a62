import {registry} from "@web/core/registry";

const check = ".o_field_widget[name=quality_check]";
const page = (name) => ({
    content: `open the page ${name}`,
    trigger: `.nav-link[name=${name}]`,
    run: "click",
});
const write = (name, text) => ({
    content: `write ${name}`,
    trigger: `.o_field_widget[name=${name}] textarea`,
    run: `edit ${text}`,
});
const choose = (name, text) => [
    {
        content: `look for ${text}`,
        trigger: `.o_field_widget[name=${name}] input`,
        run: `edit ${text}`,
    },
    {
        content: `choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
        run: "click",
    },
    {
        content: `${text} is chosen`,
        trigger: `.o_field_widget[name=${name}] .o_tag:contains('${text}')`,
    },
];
const at = (state) => ({
    content: `it is at ${state}`,
    trigger: `body:not(:has(.modal)) .o_arrow_button_current:contains('${state}')`,
});

// An adviser writes a lead; the check follows while one types, and holds it back.
registry.category("web_tour.tours").add("partner_lead_write_tour", {
    steps: () => [
        {
            content: "look for the firm",
            trigger: ".o_field_widget[name=firm_id] input",
            run: "edit Humleglim",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Humleglim AB')",
            run: "click",
        },
        write("title", "Swedish firm offers remote heart follow-up for hospitals"),
        {
            content: "type into the summary without leaving it",
            trigger: ".o_field_widget[name=summary] textarea",
            run: "fill Humleglim from Sweden offers software with which hospitals follow heart patients at home, and looks for distributors.",
        },
        {
            content: "the check has seen it while the cursor is still there",
            trigger: `${check}:contains('by its name: “Humleglim”')`,
        },
        {
            content: "the cursor is still there",
            trigger: ".o_field_widget[name=summary] textarea:focus",
        },
        write(
            "description",
            "The firm of twelve has made software for cardiology since 2015. Patients measure at home; nurses see who needs a call. Nine hospitals use it, and a partner who knows the buyers of hospitals sells it and answers the first questions."
        ),
        write(
            "advantages",
            "Fewer visits to the ward: one in three was saved at the hospitals that counted."
        ),
        write(
            "expected_role",
            "The partner sells to hospitals, installs the software and gives first-line support."
        ),
        page("partner"),
        ...choose("cooperation_type_ids", "Commercial agreement"),
        ...choose("partner_type_ids", "Firm of 11 to 49"),
        page("classification"),
        ...choose("market_keyword_ids", "Hospitals and clinics"),
        {
            content: "no goal",
            trigger: ".o_field_widget[name=sdg_none] input",
            run: "click",
        },
        {
            content: "only the name is left",
            trigger: `${check}:contains('1 to solve first')`,
        },
        {
            content: "ask for review all the same",
            trigger: "button[name=action_ask_review]",
            run: "click",
        },
        {
            content: "it is refused, and says why",
            trigger: ".modal .modal-body:contains('gives the holder away by its name')",
        },
        {
            content: "close",
            trigger: ".modal .modal-footer button:contains('Close'), .modal .btn-close",
            run: "click",
        },
        write(
            "summary",
            "A Swedish firm offers software with which hospitals follow heart patients at home, and looks for distributors."
        ),
        {
            content: "nothing is left",
            trigger: `${check}:contains('Nothing to solve')`,
        },
        {
            content: "ask for review",
            trigger: "button[name=action_ask_review]",
            run: "click",
        },
        at("In review"),
        {
            content: "one does not read one's own",
            trigger:
                ".o_form_view:not(:has(button[name=action_accept_review])):contains('It waits to be read by')",
        },
    ],
});

// A coordinator reads it, and returns it once.
registry.category("web_tour.tours").add("partner_lead_review_tour", {
    steps: () => [
        {
            content: "open it",
            trigger: ".o_data_row:contains('heart follow-up') .o_data_cell",
            run: "click",
        },
        {
            content: "accept",
            trigger: "button[name=action_accept_review]",
            run: "click",
        },
        at("Waits for the firm"),
    ],
});

// The adviser records how the firm agreed, and publishes.
registry.category("web_tour.tours").add("partner_lead_publish_tour", {
    steps: () => [
        {
            content: "record the approval",
            trigger: ".o_form_view button[name=action_record_approval]",
            run: "click",
        },
        {
            content: "who agreed",
            trigger: ".modal .o_field_widget[name=person] input",
            run: "edit Anna Berg, owner",
        },
        {
            content: "record",
            trigger: ".modal button[name=action_record]",
            run: "click",
        },
        {
            content: "now it can be published",
            trigger: "body:not(:has(.modal)) button[name=action_publish]",
            run: "click",
        },
        at("Published"),
        page("publication"),
        {
            content: "it says until when",
            trigger: ".o_field_widget[name=date_expiry]",
        },
        {
            content: "its text stands still",
            trigger: ".o_field_widget[name=summary]:not(:has(textarea))",
        },
    ],
});
