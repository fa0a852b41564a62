import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const ok = {
    content: "say yes",
    trigger: ".modal footer button.btn-primary",
    run: "click",
};

// The member's manager writes what was done and submits; it can be changed no more.
tours.add("reporting_submit_tour", {
    steps: () => [
        {
            content: "what was done",
            trigger: ".o_field_widget[name=narrative] textarea",
            run: "edit Firms were enrolled.",
        },
        {
            content: "submit",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        ok,
        {
            content: "it is submitted",
            trigger: ".o_arrow_button_current:contains('Submitted')",
        },
        {
            content: "and what was written is read alone",
            trigger:
                ".o_field_widget[name=narrative].o_readonly_modifier:contains('Firms were enrolled.')",
        },
        {
            content: "the papers",
            trigger: "a[name=documents]",
            run: "click",
        },
        {
            content: "the evidence was copied",
            trigger: ".o_field_widget[name=document_ids] td:contains('Declaration of')",
        },
    ],
});

// The controller draws a sample, returns nothing, and confirms.
tours.add("reporting_control_tour", {
    steps: () => [
        {
            content: "draw a sample",
            trigger: "button:contains('Draw a sample')",
            run: "click",
        },
        {
            content: "the contribution is filled in",
            trigger:
                ".o_field_widget[name=contribution_id] input:value('Organisation A')",
        },
        {
            content: "a seed",
            trigger: ".o_field_widget[name=seed] input",
            run: "edit my seed",
        },
        {
            content: "saving draws",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "one receipt there is",
            trigger: ".o_field_widget[name=line_ids] td:contains('CB-ID')",
        },
        {
            content: "and how it was drawn",
            trigger: ".o_field_widget[name=method]:contains('my seed')",
        },
        {
            content: "back to the contribution",
            trigger: ".breadcrumb-item a:contains('Organisation A'), .o_back_button",
            run: "click",
        },
        {
            content: "confirm",
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        {
            content: "what stays open is said first",
            trigger: ".modal:contains('still open stay open')",
        },
        ok,
        {
            content: "it is confirmed",
            trigger: ".o_arrow_button_current:contains('Confirmed')",
        },
    ],
});

// The lead submits the report and notes the approval, which locks the period.
tours.add("reporting_lock_tour", {
    steps: () => [
        {
            content: "the summary",
            trigger: "a[name=narrative]",
            run: "click",
        },
        {
            content: "of the whole project",
            trigger: ".o_field_widget[name=narrative] textarea",
            run: "edit Two firms were enrolled.",
        },
        {
            content: "submit the report",
            trigger: "button[name=action_submit_report]",
            run: "click",
        },
        ok,
        {
            content: "the programme approved it",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            content: "by a letter",
            trigger: ".modal .o_field_widget[name=reference] input",
            run: "edit CB/12",
        },
        {
            content: "lock it",
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "it is locked",
            trigger: ".o_arrow_button_current:contains('Approved and locked')",
        },
        {
            content: "the figures of the project",
            trigger: "a[name=figures]",
            run: "click",
        },
        {
            content: "two firms",
            trigger: ".o_field_widget[name=value_ids] td[name=value]:contains(/^2$/)",
        },
    ],
});

// What was reported and is gone since then: a correction in the next period.
tours.add("reporting_correct_tour", {
    steps: () => [
        {
            content: "what was done",
            trigger: ".o_field_widget[name=narrative] textarea",
            run: "edit One firm was not what we thought.",
        },
        {
            content: "submit",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        ok,
        {
            content: "it is submitted",
            trigger: ".o_arrow_button_current:contains('Submitted')",
        },
        {
            content: "the figures",
            trigger: "a[name=figures]",
            run: "click",
        },
        {
            content: "reported before: one",
            trigger:
                ".o_field_widget[name=value_ids] td[name=previous_value]:contains(/^1$/)",
        },
        {
            content: "taken back: one",
            trigger:
                ".o_field_widget[name=value_ids] td[name=correction_value]:contains(/^-1$/)",
        },
        {
            content: "none is left",
            trigger: ".o_field_widget[name=value_ids] td[name=value]:contains(/^0$/)",
        },
    ],
});

// An auditor reads what was reported, and changes nothing.
tours.add("reporting_audit_tour", {
    steps: () => [
        {
            content: "the locked period still tells of two firms",
            trigger: "a[name=figures]",
            run: "click",
        },
        {
            content: "two",
            trigger: ".o_field_widget[name=value_ids] td[name=value]:contains(/^2$/)",
        },
        {
            content: "its papers",
            trigger: "button[name=action_view_documents]",
            run: "click",
        },
        {
            content: "look at one",
            trigger: ".o_data_row td:contains('Declaration of Alfa AB')",
            run: "click",
        },
        {
            content: "it was reported; check the file",
            trigger: "button[name=action_verify]",
            run: "click",
        },
        {
            content: "it is what was reported",
            trigger: ".o_notification:contains('unchanged since they were reported')",
        },
        {
            content: "nothing can be typed",
            trigger: ".o_field_widget[name=name].o_readonly_modifier",
        },
    ],
});
