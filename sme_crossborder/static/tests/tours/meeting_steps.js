// What a coordinator does once requests were made, in more than one tour.

export const planSteps = () => [
    {
        content: "no more requests",
        trigger: "button[name=action_close]",
        run: "click",
    },
    {
        content: "yes",
        trigger: ".modal-footer .btn-primary",
        run: "click",
    },
    {
        content: "plan",
        trigger: "button[name=action_plan].btn-primary",
        run: "click",
    },
    {
        content: "nothing is double",
        trigger: ".o_field_widget[name=conflict_count]:contains('0')",
    },
];

export const publishSteps = () => [
    {
        content: "publish",
        trigger: "button[name=action_publish]",
        run: "click",
    },
    {
        content: "everybody gets a mail: yes",
        trigger: ".modal-footer .btn-primary",
        run: "click",
    },
    {
        content: "published",
        trigger: ".o_arrow_button_current:contains('Published')",
    },
];

export const openSteps = () => [
    {
        content: "let participants ask",
        trigger: "button[name=action_open]:visible",
        run: "click",
    },
    {
        content: "everybody gets a mail: yes",
        trigger: ".modal-footer .btn-primary",
        run: "click",
    },
    {
        content: "they can",
        trigger: ".o_arrow_button_current:contains('Open for requests')",
    },
];
