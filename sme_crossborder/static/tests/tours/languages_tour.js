import {chooseSteps} from "./choice_steps";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const TOLD = "[placeholder], [title], [aria-label], [alt]";
const squeeze = (text) => text.replace(/\s+/g, " ").trim();

// What the test expects of the language: it is read from a file the test made.
const readExpected = async () => (await fetch("/language_tour.json")).json();

const findEnglish = (terms) => {
    const shown = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const holder = walker.currentNode.parentElement;
        const isOption = holder.tagName === "OPTION";
        if (
            (isOption || holder.getClientRects().length) &&
            !holder.closest("script, style, .o_tour_pointer")
        ) {
            shown.add(squeeze(walker.currentNode.textContent));
        }
    }
    for (const element of document.querySelectorAll(TOLD)) {
        if (element.getClientRects().length) {
            for (const name of ["placeholder", "title", "aria-label", "alt"]) {
                shown.add(squeeze(element.getAttribute(name) || ""));
            }
        }
    }
    return [...shown].filter((text) => Object.hasOwn(terms, text));
};

// The page says which language it is in and has no English of ours.
const look = (trigger, ...words) => ({
    content: `the page is in its language: ${trigger}`,
    trigger,
    run: async () => {
        const expected = await readExpected();
        // Odoo's web client does not say it on the page
        const lang =
            document.documentElement.lang || sessionStorage.getItem("current_lang");
        if (lang !== expected.lang) {
            throw new Error(`the page is in ${lang}, not in ${expected.lang}`);
        }
        const english = findEnglish(expected.terms);
        if (english.length) {
            throw new Error(
                `in English on ${location.pathname}: ${english.join(" | ")}`
            );
        }
        const text = squeeze(document.body.innerText);
        for (const word of words) {
            if (!text.includes(expected.words[word])) {
                throw new Error(
                    `${location.pathname} does not say ${word}: ${expected.words[word]}`
                );
            }
        }
    },
});

// Somebody finds the pages, reads of a workshop, and writes.
tours.add("languages_public_tour", {
    steps: () => [
        look("h1", "help"),
        {
            content: "tell what is needed",
            trigger: "#wrap a[href='/first-contact']",
            run: "click",
            expectUnloadPage: true,
        },
        look("#person_name", "send"),
        {content: "the firm", trigger: "#name", run: "edit Fjordkod AB"},
        {
            content: "its country",
            trigger: "#country_id",
            run: async () => {
                const {words} = await readExpected();
                document.querySelector("#country_id").value = words.home;
            },
        },
        {
            content: "a digit is wrong",
            trigger: "#registry_number",
            run: "edit 556036-0794",
        },
        {
            content: "the market",
            trigger: "#target_country_id",
            run: async () => {
                const {words} = await readExpected();
                document.querySelector("#target_country_id").value = words.market;
            },
        },
        {
            content: "what hinders",
            trigger: "input[name='barrier_type_ids']:first",
            run: "check",
        },
        {content: "who writes", trigger: "#person_name", run: "edit Eva"},
        {
            content: "where the answer goes",
            trigger: "#email",
            run: "edit eva@fjordkod.example",
        },
        {
            content: "send",
            trigger: "#wrap form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        look("#registry_number_problem"),
        {content: "correct it", trigger: "#registry_number", run: "edit 556036-0793"},
        {
            content: "send it again",
            trigger: "#wrap form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        look("#wrap:not(:has(#name)) h1", "thanks"),
    ],
});

// A firm looks where it is, and takes a consent back.
tours.add("languages_firm_tour", {
    steps: () => [
        {
            content: "its way abroad",
            trigger: ".o_portal_my_home a[href='/my/firm']",
            run: "click",
            expectUnloadPage: true,
        },
        look("#sme_firm_pages", "stage"),
        {
            content: "its data",
            trigger: "#wrap",
            run: () => {
                location.href = "/my/privacy";
            },
            expectUnloadPage: true,
        },
        look("form[action$='/withdraw'] button", "day", "withdraw"),
        {
            content: "take the consent back",
            trigger: "form[action$='/withdraw'] button",
            run: "click",
            expectUnloadPage: true,
        },
        look("#wrap [role=status]", "day"),
    ],
});

// An adviser notes a barrier on a journey of their own.
tours.add("languages_adviser_tour", {
    steps: () => [
        look(".o_form_view button[name=action_note_barrier]", "stage"),
        {
            content: "something stands in its way",
            trigger: "button[name=action_note_barrier]",
            run: "click",
        },
        look(".modal .o_field_widget[name=name] input"),
        {
            content: "in a few words",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Banken",
        },
        ...chooseSteps(".modal .o_field_widget[name=type_id] input"),
        {
            content: "save",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "the journey counts it",
            trigger: "body:not(:has(.modal)) button[name=action_view_encounters]",
            run: "click",
        },
        look(".o_list_view .o_data_row"),
    ],
});
