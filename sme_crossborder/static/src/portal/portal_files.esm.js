import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * Refuses files before they are sent: what is typed beside them is lost where the web
 * server itself refuses a request that is too large. The same limits hold there.
 */
export class PortalFiles extends Interaction {
    static selector = "form:has(.o_sme_portal_files)";
    dynamicContent = {
        _root: {"t-on-submit": this.onSubmit},
        ".o_sme_portal_files input": {
            "t-on-change": () => {
                this.problems = this.findProblems();
            },
            "t-att-class": () => ({"is-invalid": this.problems.length > 0}),
            "t-att-aria-invalid": () => (this.problems.length ? "true" : undefined),
        },
        ".o_sme_portal_files [role=alert]": {
            "t-out": () => this.problems.join("\n"),
            "t-att-class": () => ({"d-none": !this.problems.length}),
        },
    };

    setup() {
        this.problems = [];
        this.controlEl = this.el.querySelector(".o_sme_portal_files input");
    }

    /**
     * @returns {String[]} what is wrong, in words the page brought along
     */
    findProblems() {
        const {mostBytes, mostFiles, kept, tooLarge, tooMany} = this.controlEl.dataset;
        const files = [...this.controlEl.files];
        const problems = files
            .filter((file) => file.size > Number(mostBytes))
            .map((file) => tooLarge.replace("{file}", () => file.name));
        if (files.length && files.length + Number(kept || 0) > Number(mostFiles)) {
            problems.push(tooMany);
        }
        return problems;
    }

    onSubmit(ev) {
        this.problems = this.findProblems();
        if (this.problems.length) {
            ev.preventDefault();
            this.controlEl.focus();
        }
    }
}

registry
    .category("public.interactions")
    .add("sme_crossborder.portal_files", PortalFiles);
