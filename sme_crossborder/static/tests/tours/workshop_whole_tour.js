import {openSteps, planSteps, publishSteps} from "./meeting_steps";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// From a workshop to its journeys, each tour as the one who does it: see
// test_workshop_whole_tour.py, which says who and when.

const meetingsSteps = () => [
    {
        content: "to the meetings of the workshop",
        trigger: "button[name=action_open_meetings]",
        run: "click",
    },
];

tours.add("workshop_whole_plan_tour", {
    steps: () => [
        ...meetingsSteps(),
        {
            content: "one table",
            trigger: ".o_field_widget[name=table_count] input",
            run: "edit 1",
        },
        {
            content: "cut the hours into slots",
            trigger: "button[name=action_make_slots]",
            run: "click",
        },
        {
            content: "they are there",
            trigger: ".nav-link[name=slots]",
        },
    ],
});

// Staff of the joint organiser registers somebody of an own firm.
tours.add("workshop_whole_register_tour", {
    steps: () => [
        {
            content: "who registered",
            trigger: ".o_stat_text:contains('Attendees')",
            run: "click",
        },
        {
            content: "one more",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "name",
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit Ilze Kalna",
        },
        {
            content: "e-mail",
            trigger: ".o_form_view .o_field_widget[name=email] input",
            run: "edit ilze@baltkods.example",
        },
        {
            content: "firm",
            trigger: ".o_form_view .o_field_widget[name=company_name] input",
            run: "edit Baltkods",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "its file is proposed",
            trigger: ".alert:contains('Baltkods SIA') button[name=action_confirm_firm]",
            run: "click",
        },
        {
            content: "it is said",
            trigger:
                ".o_field_widget[name=firm_id] :contains('Baltkods SIA'), .o_field_widget[name=firm_id] input:value('Baltkods SIA')",
        },
    ],
});

tours.add("workshop_whole_open_tour", {
    steps: () => [...meetingsSteps(), ...openSteps()],
});

// A participant on the phone: says what is offered, finds somebody, asks.
tours.add("workshop_whole_ask_tour", {
    steps: () => [
        {
            content: "say what the firm offers",
            trigger: "#profile textarea[name=meeting_offer]",
            run: "edit Signing service for tenders",
        },
        {
            content: "save",
            trigger: "#profile button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "saved; who is there?",
            trigger: "#wrap:has([role=status]) nav a:contains('Directory')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "somebody from another country",
            trigger: "h2 a:contains('Ilze Kalna')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "why",
            trigger: "textarea[name=sentence]",
            run: "edit Can you sign for us in Latvia?",
        },
        {
            content: "ask",
            trigger: "form[action$='/ask'] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "asked",
            trigger: "[role=status]:contains('You have asked for a meeting')",
        },
    ],
});

tours.add("workshop_whole_answer_tour", {
    steps: () => [
        {
            content: "there is a request to answer",
            trigger: "a:contains('Requests to answer: 1')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "yes",
            trigger:
                "#wrap:contains('Can you sign for us in Latvia?') button:contains('Yes, I want to meet')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "agreed",
            trigger: "[role=status]:contains('You have accepted')",
        },
    ],
});

tours.add("workshop_whole_publish_tour", {
    steps: () => [...meetingsSteps(), ...planSteps(), ...publishSteps()],
});

// In the night, on the phone: one tap.
tours.add("workshop_whole_outcome_tour", {
    steps: () => [
        {
            content: "to the meeting",
            trigger: "#wrap li:contains('Table 1') a[href*='/meeting/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "agree on a next step",
            trigger: "button[name=choice]:first",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "noted",
            trigger: "button[name=choice]:first:contains('chosen')",
        },
    ],
});

// The firm's adviser, in the morning.
tours.add("workshop_whole_journey_tour", {
    steps: () => [
        {
            content: "what to do next",
            trigger: ".o-mail-Activity:contains('Next step after the 1:1 meeting')",
        },
        {
            content: "what was said",
            trigger: ".o-mail-Message:contains('Data spaces in practice')",
        },
    ],
});
