import {registry} from "@web/core/registry";

/**
 * @param {Object} sizes by name of the file, in bytes
 */
function choose(sizes) {
    const chosen = new DataTransfer();
    for (const [name, size] of Object.entries(sizes)) {
        chosen.items.add(new File([new Uint8Array(size)], name));
    }
    const control = document.querySelector("#files");
    control.files = chosen.files;
    control.dispatchEvent(new Event("change", {bubbles: true}));
}

const send = "button:contains('Express interest')";

// Files too large or too many are refused on the page: nothing is sent, nor lost.
registry.category("web_tour.tours").add("portal_files_tour", {
    steps: () => [
        {
            content: "say why",
            trigger: "#message",
            run: "edit Two of our hospitals want to try it",
        },
        {
            content: "choose a file too large for the web server itself",
            trigger: "#files",
            run: () => choose({"Film.pdf": 130 * 1024 * 1024, "Plan.pdf": 10}),
        },
        {
            content: "it is said which one, and why",
            trigger:
                "#files_problem:contains('Film.pdf is larger than 10 MB'):not(:contains('Plan.pdf'))",
        },
        {
            content: "send it all the same",
            trigger: send,
            run: "click",
        },
        {
            content: "nothing was sent, and what was typed is there",
            trigger: "#message:value('Two of our hospitals want to try it')",
            run: () => {
                if (document.activeElement.id !== "files") {
                    throw new Error("The control for files is not where one is led");
                }
            },
        },
        {
            content: "too many",
            trigger: "#files",
            run: () =>
                choose(Object.fromEntries([..."abcdef"].map((n) => [`${n}.pdf`, 10]))),
        },
        {
            content: "it is said how many are taken",
            trigger: "#files_problem:contains('At most 5 files are kept')",
        },
        {
            content: "choose none",
            trigger: "#files[aria-invalid=true]",
            run: () => choose({}),
        },
        {
            content: "nothing is wrong any more",
            trigger: "#files:not(.is-invalid)",
        },
        {
            content: "send it",
            trigger: send,
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is sent",
            trigger: "#wrap:contains('waits for an answer')",
        },
    ],
});
