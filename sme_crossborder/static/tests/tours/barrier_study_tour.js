import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

// A coordinator sees how much there is to print, and prints it.
registry.category("web_tour.tours").add("barrier_study_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "our app",
            trigger: ".o_app[data-menu-xmlid='sme_crossborder.menu_sme_root']",
            run: "click",
        },
        {
            content: "reporting",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_reporting']",
            run: "click",
        },
        {
            content: "the study",
            trigger: "[data-menu-xmlid='sme_crossborder.menu_sme_barrier_study']",
            run: "click",
        },
        {
            content: "the only project is chosen, and there is enough to print",
            trigger: ".modal .alert:contains('8 firms met 13 barriers')",
        },
        {
            content: "print it",
            trigger: ".modal button[name=action_print_pdf]",
            run: "click",
        },
        {
            content: "it is printed, the dialog stays for the workbook",
            trigger: ".modal button[name=action_print_xlsx]:enabled",
        },
    ],
});
