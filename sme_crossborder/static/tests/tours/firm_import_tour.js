import {downloadFile} from "@web/core/network/download";
import {inputFiles} from "@web/../tests/utils";
import {registry} from "@web/core/registry";

// A list with two faults: see them, import the rest, download the refused rows,
// correct them and import them again. The numbers stand in the test that starts this.
const HEADINGS = ["Legal name", "Country", "Registry number", "City"];
const LIST = [
    ["Tourkod Ett AB", "SE", "559900-1004", "Umeå"],
    ["Tourkod Två AB", "SE", "559900-1013", "Umeå"],
    ["Tourkod Tre AB", "AB", "559900-1020", "Umeå"],
    ["Tourkod Fyra AB", "SE", "559900-1038", "Umeå"],
];
const CORRECTED = [
    ["3", "Registry Number", "…", "Tourkod Två AB", "SE", "559900-1012", "Umeå"],
    ["4", "Country", "…", "Tourkod Tre AB", "SE", "559900-1020", "Umeå"],
];
const REFUSED = ["Refused: row", "Refused: column", "Refused: reason"];

let downloaded = null;

const csv = (name, lines) => {
    const text = lines.map((line) => line.join(",")).join("\n");
    // a mark at the beginning says that the file is UTF-8
    return new File(["\uFEFF" + text], name, {type: "text/csv"});
};

const upload = (content, makeFile) => ({
    content,
    trigger: ".o_control_panel:has(.o_input_file)",
    run: () => inputFiles(".o_control_panel .o_input_file", [makeFile()]),
});

const press = (content, label) => ({
    content,
    trigger: `.o_control_panel button:contains(/^${label}$/):enabled`,
    run: "click",
});

const refusedRow = (row, column, reason) => ({
    content: `row ${row} is listed with column and reason`,
    trigger:
        `.o_sme_refused_rows tr:has(.o_sme_refused_row:contains(/^${row}$/))` +
        `:contains(${column}):contains(${reason})`,
});

registry.category("web_tour.tours").add("firm_import_tour", {
    url: "/odoo/firms",
    steps: () => [
        {
            content: "open the menu of the list",
            trigger: ".o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {content: "import", trigger: ".o_import_menu", run: "click"},
        {
            content: "a template is offered",
            trigger: ".o_import_action a[href$='sme_firm_import.xlsx']",
        },
        upload("upload a list with faults", () => csv("list.csv", [HEADINGS, ...LIST])),
        {
            content: "its columns are recognised",
            trigger: ".o_import_data_content:contains(Country of registration)",
        },
        press("test it", "Test"),
        {
            content: "nothing would be imported",
            trigger: ".o_import_data_content .alert-danger:contains(Nothing would)",
        },
        refusedRow(3, "Registry", "check digit"),
        refusedRow(4, "Country", "not a country"),
        {
            content: "take the good rows",
            trigger: ".o_sme_good_rows input",
            run: "click",
        },
        press("test again", "Test"),
        {
            content: "two rows are good",
            trigger: ".alert-warning:contains(can be imported: 2 new)",
        },
        press("import them", "Import"),
        {
            content: "two rows came in, and the screen stays",
            trigger: ".alert-warning:contains(were imported: 2 new)",
        },
        {
            content: "keep what will be downloaded",
            trigger: ".o_sme_download_refused",
            run: () => {
                downloadFile._download = (blob, name) => {
                    downloaded = new File([blob], name);
                    document.body.classList.add("o_sme_tour_downloaded");
                };
            },
        },
        {
            content: "download the refused rows",
            trigger: ".o_sme_download_refused",
            run: "click",
        },
        {content: "the file is there", trigger: "body.o_sme_tour_downloaded"},
        upload("upload them as they are", () => downloaded),
        {
            content: "what was added is passed over",
            trigger:
                ".o_import_data_content tr:contains(Refused: reason):contains(select a field)",
        },
        {
            content: "the list of before is gone",
            trigger: ".o_import_data_content:not(:has(.o_sme_refused_rows))",
        },
        press("test them", "Test"),
        refusedRow(2, "Registry", "check digit"),
        refusedRow(3, "Country", "not a country"),
        upload("upload the corrected rows", () =>
            csv("corrected.csv", [[...REFUSED, ...HEADINGS], ...CORRECTED])
        ),
        {
            content: "the new file is shown",
            trigger: ".o_import_data_sidepanel:contains(corrected)",
        },
        press("import the corrected rows", "Import"),
        {
            content: "the imported firms are shown",
            trigger: ".o_list_view .o_data_row:contains(Tourkod Tre AB)",
        },
    ],
});
