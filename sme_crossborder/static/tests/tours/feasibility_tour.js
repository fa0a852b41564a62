import {registry} from "@web/core/registry";

const row = (name) => `[name=score_ids] .o_data_row:has(td:contains('${name}'))`;

// Scores one criterion: its step is chosen by what it means, then why.
const score = (name, step, reason) => [
    {
        content: `open the line of ${name}`,
        trigger: `${row(name)} td[name=score]`,
        run: "click",
    },
    {
        content: "open the steps of the scale",
        trigger: `${row(name)} td[name=score] input`,
        run: "click",
    },
    {
        content: "choose a step by what it means",
        trigger: `.o_select_menu_item:contains('${step}')`,
        run: "click",
    },
    {
        content: "it is chosen, what it means stands beside it",
        trigger: `${row(name)} td[name=meaning]:contains('${step.slice(4)}')`,
    },
    {
        content: "say why",
        trigger: `${row(name)} td[name=reason] textarea`,
        run: `edit ${reason}`,
    },
];

// A study is begun on a journey, scored, decided and put before a second person.
registry.category("web_tour.tours").add("feasibility_tour_write", {
    steps: () => [
        {
            content: "what prepares the firm",
            trigger: ".nav-link[name=preparation]",
            run: "click",
        },
        {
            content: "begin a study",
            trigger: "button[name=action_new_study]",
            run: "click",
        },
        {
            content: "the firm's only product is chosen",
            trigger: ".o_field_widget[name=product_id] input:value('Fjordlog')",
        },
        {
            content: "it is named after what it is about",
            trigger: ".o_field_widget[name=name] input:value('Fjordlog in Estonia')",
        },
        {
            content: "save: the criteria appear",
            trigger: ".o_form_button_save",
            run: "click",
        },
        ...score("Demand", "4 – Demand is good", "Nine firms asked for it"),
        ...score("Price", "4 – Price is good", "A margin of 40 percent"),
        ...score("Law", "4 – Law is good", "The same rules as at home"),
        {
            content: "the result follows while one types",
            trigger: ".o_field_widget[name=proposed_verdict]:contains('Go')",
        },
        {
            content: "decide",
            trigger: ".o_field_widget[name=verdict] label:contains('Go')",
            run: "click",
        },
        {
            content: "what would turn it",
            trigger: ".nav-link[name=sensitivity]",
            run: "click",
        },
        {
            content: "one criterion, in steps and words",
            trigger:
                ".o_field_widget[name=sensitivity]:contains('Demand, one step from 4 to 3: Go if')",
        },
        {
            content: "ask for a signature",
            trigger: "button[name=action_ask_signature]",
            run: "click",
        },
        {
            content: "it waits; who wrote it cannot sign",
            trigger:
                ".o_form_view:has(.o_arrow_button_current:contains('To be signed')):not(:has(button[name=action_sign]))",
        },
    ],
});

// A second person reads it and signs.
registry.category("web_tour.tours").add("feasibility_tour_sign", {
    steps: () => [
        {
            content: "sign",
            trigger: "button[name=action_sign]",
            run: "click",
        },
        {
            content: "it is for good",
            trigger: ".modal footer button:contains('Sign')",
            run: "click",
        },
        {
            content: "it is signed",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains('Signed')",
        },
        {
            content: "versions",
            trigger: ".nav-link[name=versions]",
            run: "click",
        },
        {
            content: "the first is there",
            trigger: "[name=version_ids] .o_data_row td:contains('1')",
        },
    ],
});
