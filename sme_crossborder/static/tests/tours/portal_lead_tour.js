import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// A portal organisation finds a lead, and says that it is interested.
tours.add("portal_lead_interest_tour", {
    steps: () => [
        {
            content: "look for a word",
            trigger: "#lead_search",
            run: "edit patients",
        },
        {
            content: "search",
            trigger: "form[role=search] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "open what is found",
            trigger: "h2 a:contains('remote heart follow-up')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "whose it is, is not told; answer it",
            trigger: "#wrap:not(:contains('Humleglim')) a:contains('Express interest')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "say why",
            trigger: "#message",
            run: "edit Two of our hospitals want to try it",
        },
        {
            content: "send it",
            trigger: "button:contains('Express interest')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it says who does what next",
            trigger: "#wrap:contains('waits for an answer of Organisation A')",
        },
    ],
});

// The owner of the lead accepts it.
tours.add("portal_lead_accept_tour", {
    steps: () => [
        {
            content: "accept",
            trigger: ".o_form_view button[name=action_accept]",
            run: "click",
        },
        {
            content: "who agreed",
            trigger: ".modal .o_field_widget[name=agreement_person] input",
            run: "edit Anna Berg",
        },
        {
            content: "introduce",
            trigger: ".modal-footer button[name=action_accept]",
            run: "click",
        },
        {
            content: "it is accepted",
            trigger: ".o_arrow_button_current:contains('Accepted')",
        },
    ],
});

// From then on the portal says whom to turn to.
tours.add("portal_lead_contact_tour", {
    steps: () => [
        {
            content: "open the interest",
            trigger: "h2 a:contains('remote heart follow-up')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it was accepted; look at the lead",
            trigger: "#wrap:contains('accepted it') a:contains('Look at the lead')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "whom to turn to, and whose it is",
            trigger: "#wrap:contains('Whom to turn to'):contains('Humleglim AB')",
        },
    ],
});

// The firms agree: the owner of the lead records it.
tours.add("portal_lead_agree_tour", {
    steps: () => [
        {
            content: "record an agreement",
            trigger: ".o_form_view button[name=action_record_agreement]",
            run: "click",
        },
        {
            content: "what shows it",
            trigger: ".modal .o_field_widget[name=evidence_note] input",
            run: "edit Told by Anna Berg",
        },
        {
            content: "record it",
            trigger: ".modal footer button.btn-primary:visible",
            run: "click",
        },
        {
            content: "the agreement is there",
            trigger: "body:not(:has(.modal)) button[name=action_open_cooperation]",
        },
    ],
});

// And the portal says so.
tours.add("portal_lead_agreed_tour", {
    steps: () => [
        {
            content: "open the interest",
            trigger: "h2 a:contains('remote heart follow-up')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what was agreed",
            trigger:
                "#wrap:contains('An agreement was recorded: Commercial agreement')",
        },
    ],
});

// It writes a lead of its own; what is missing is said, and nothing is lost.
tours.add("portal_lead_write_tour", {
    steps: () => [
        {
            content: "begin one",
            trigger: "form[aria-label='New lead'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "call it something",
            trigger: "#title",
            run: "edit Estonian institute offers a test ward",
        },
        {
            content: "send it too early",
            trigger: "button[value=send]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is saved, and says what is needed",
            trigger: "[role=alert]:contains('Short summary')",
        },
        {
            content: "what was typed is there",
            trigger: "#title:value('Estonian institute offers a test ward')",
        },
    ],
});
