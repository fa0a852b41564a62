import {registry} from "@web/core/registry";

// A project manager prepares the full-scale project from its seed: one firm is taken off
// the list, the page before the act is read, and the project is made.
registry.category("web_tour.tours").add("full_scale_tour", {
    steps: () => [
        {
            content: "prepare",
            trigger: ".o_form_view button[name=action_prepare_follow_up]",
            run: "click",
        },
        {
            content: "an acronym of its own",
            trigger: ".modal .o_field_widget[name=acronym] input",
            run: "edit NEXT",
        },
        {
            content: "this firm is not asked",
            trigger:
                ".modal .o_data_row:contains('Flod AB') .o_field_widget[name=chosen] input",
            run: "click",
        },
        {
            content: "see what will happen",
            trigger: ".modal footer button[name=action_check]",
            run: "click",
        },
        {
            content: "who has to agree first",
            trigger:
                ".modal section:contains('Needs an agreement first') tr:contains('Fjordkod AB')",
        },
        {
            content: "who stays behind",
            trigger: ".modal section:contains('Stays behind') tr:contains('Flod AB')",
        },
        {
            content: "do it",
            trigger: ".modal footer button[name=action_prepare]",
            run: "click",
        },
        {
            content: "the new project, with where it came from in its history",
            trigger:
                "body:not(:has(.modal)) .o-mail-Message:contains('Prepared from SEED')",
        },
    ],
});
