import {inputFiles} from "@web/../tests/utils";
import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

const pick = (field, text, inside = "") => [
    {
        content: `look for ${text} in ${field}`,
        trigger: `${inside} .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item > a:contains(${text})`,
        run: "click",
    },
];

// Stages that find no room on the screen are behind the dots.
const moveTo = (stage) => ({
    content: `move to ${stage}`,
    trigger: ".o_statusbar_status",
    async run() {
        const find = (selector) =>
            [...document.querySelectorAll(selector)].find(
                (node) => node.offsetParent && node.textContent.includes(stage)
            );
        let button = find(".o_statusbar_status .o_arrow_button");
        if (!button) {
            const dots = [
                ...document.querySelectorAll(".o_statusbar_status .dropdown-toggle"),
            ].find((node) => node.offsetParent);
            dots.click();
            await new Promise((resolve) => setTimeout(resolve, 300));
            button = find(".o-dropdown--menu .dropdown-item");
        }
        button.click();
    },
});

const standsAt = (stage) => ({
    content: `the journey stands at ${stage}`,
    trigger: `.o_statusbar_status .o_arrow_button_current:contains('${stage}')`,
});

const missing = (text) => ({
    content: `not yet countable: ${text}`,
    trigger: `.alert-warning .o_field_widget[name=missing_gates]:contains('${text}')`,
});

const refused = (text) => ({
    content: `the move is refused: ${text}`,
    trigger: `.modal:contains('${text}') .btn-primary`,
    run: "click",
});

const attach = (name, kind) => [
    {
        content: "open the evidence",
        trigger: ".nav-link[name=evidence]",
        run: "click",
    },
    {
        content: "attach a piece",
        trigger: ".o_form_view button:contains('Attach evidence')",
        run: "click",
    },
    {
        content: "say what it is",
        trigger: ".modal .o_field_widget[name=name] input",
        run: `edit ${name}`,
    },
    ...pick("kind_id", kind, ".modal"),
    {
        content: "upload the paper",
        trigger: ".modal .o_field_widget[name=document]",
        run: () =>
            inputFiles(".modal .o_field_widget[name=document] input[type=file]", [
                new File(["paper"], "paper.txt", {type: "text/plain"}),
            ]),
    },
    {
        content: "the paper is there",
        trigger: ".modal .o_field_widget[name=document] input:value(paper.txt)",
    },
    {
        content: "save the piece",
        trigger: ".modal .o_form_button_save",
        run: "click",
    },
    {
        content: "it is on the list",
        trigger: `body:not(:has(.modal)) .o_field_widget[name=sme_evidence_ids] .o_data_row:contains('${name}')`,
    },
];

// From first contact to market entry. A stage that lacks something lets the journey
// pass and says so; the last one refuses until the evidence is there.
registry.category("web_tour.tours").add("journey_tour", {
    steps: () => [
        {
            content: "the board is there",
            trigger: ".o_kanban_record:contains('Estonia')",
        },
        {
            content: "begin a journey on the board",
            trigger: ".o-kanban-button-new",
            run: "click",
        },
        ...pick("firm_id", "Fjordkod AB", ".o_kanban_quick_create"),
        ...pick("target_country_id", "Latvia", ".o_kanban_quick_create"),
        {
            content: "add it",
            trigger: ".o_kanban_quick_create .o_kanban_add",
            run: "click",
        },
        {
            content: "its card shows the next step of the plan",
            trigger:
                ".o_kanban_group:contains('First contact') .o_kanban_record:contains('Fjordkod AB'):contains('Latvia'):contains('First talk')",
            run: "click",
        },
        standsAt("First contact"),
        moveTo("Needs assessed"),
        missing("A service or a barrier met, on the journey"),
        {
            content: "note a service",
            trigger: "button[name=action_note_service]",
            run: "click",
        },
        {
            content: "say what it was about",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Tenders in Riga",
        },
        {
            content: "save it",
            trigger: ".modal .o_form_button_save, .modal button.btn-primary",
            run: "click",
        },
        {
            content: "now the stage counts",
            trigger:
                "body:not(:has(.modal)) .o_form_view:not(:has(.alert-warning .o_field_widget[name=missing_gates])) .o_data_row:contains('Tenders in Riga')",
        },
        moveTo("Action plan"),
        missing("Action plan"),
        ...attach("Plan for Latvia", "Action plan"),
        {
            content: "the plan is there",
            trigger:
                ".o_form_view:not(:has(.alert-warning .o_field_widget[name=missing_gates]))",
        },
        moveTo("Partnering"),
        standsAt("Partnering"),
        moveTo("Feasibility"),
        standsAt("Feasibility"),
        moveTo("Market entry"),
        refused("Evidence of first sale, contract or establishment"),
        standsAt("Feasibility"),
        ...attach("First invoice", "Proof of first sale"),
        {
            content: "how it was done",
            trigger: ".nav-link[name=market_entry]",
            run: "click",
        },
        ...chooseSteps(".o_field_widget[name=market_entry_mode] input", "Direct sales"),
        moveTo("Market entry"),
        {
            content: "on the market",
            trigger: ".ribbon:contains('Not countable')",
        },
        missing("Mode and date of market entry"),
    ],
});

// A coordinator lets a journey pass and says why.
registry.category("web_tour.tours").add("journey_override_tour", {
    steps: () => [
        moveTo("Market entry"),
        refused("ask a coordinator"),
        {
            content: "let it pass",
            trigger: ".o_statusbar_buttons button:contains('Let pass')",
            run: "click",
        },
        {
            content: "say why",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit The invoice comes on Monday",
        },
        {
            content: "do it",
            trigger: ".modal button[name=action_override]",
            run: "click",
        },
        {
            content: "it is on the market, and not yet countable",
            trigger: "body:not(:has(.modal)) .ribbon:contains('Not countable')",
        },
        missing("Evidence of first sale"),
        {
            content: "the reason stands in the history",
            trigger: ".nav-link[name=history]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=stage_history] tr:contains('The invoice comes on Monday')",
        },
    ],
});

// A firm gives up, and comes back.
registry.category("web_tour.tours").add("journey_drop_out_tour", {
    steps: () => [
        {
            content: "drop out",
            trigger: ".o_statusbar_buttons button:contains('Drop out')",
            run: "click",
        },
        {
            content: "choose the reason",
            trigger:
                ".modal .o_field_widget[name=lost_reason_id] .o_selection_badge:contains('No time, staff or money now')",
            run: "click",
        },
        {
            content: "confirm",
            trigger: ".modal footer button:contains('Drop out'):visible",
            run: "click",
        },
        {
            content: "it has dropped out, with the reason",
            trigger:
                "body:not(:has(.modal)) .o_form_view:has(.ribbon:contains('Dropped out')) .o_field_widget[name=lost_reason_id] input:value('No time, staff or money now')",
        },
        {
            content: "restart",
            trigger: "button[name=action_restore]",
            run: "click",
        },
        standsAt("Action plan"),
    ],
});

// On a phone, from the firm: four taps and the words.
registry.category("web_tour.tours").add("journey_service_phone_tour", {
    steps: () => [
        {
            content: "where the firm is on its way",
            trigger: ".o_field_widget[name=journey_timeline] .o_sme_timeline",
        },
        {
            content: "tap: actions of the firm",
            trigger:
                ".o_statusbar_buttons button:contains('Note a service'), .o_cp_action_menus button, .o_statusbar_buttons .dropdown-toggle",
            run: "click",
        },
        {
            content: "the words",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Asked about hosting",
        },
        {
            content: "tap: kind",
            trigger:
                ".modal .o_field_widget[name=kind_id] .o_selection_badge:contains('Meeting')",
            run: "click",
        },
        {
            content: "tap: save",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "noted",
            trigger: "body:not(:has(.modal)) .o_form_view",
        },
    ],
});
