import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * The boxes of the network's own form, in its order: text, length against the limit, and
 * a button that copies. What is needed and empty is marked.
 */
export class NetworkFormField extends Component {
    static template = "sme_crossborder.NetworkFormField";
    static props = {...standardFieldProps};

    setup() {
        // name of the box copied last, and what a screen reader says of it
        this.state = useState({copied: "", failed: "", message: ""});
    }

    get form() {
        return this.props.record.data[this.props.name] || {boxes: []};
    }

    get missingCount() {
        return this.form.boxes.filter((box) => box.missing).length;
    }

    /**
     * Characters against the limit; without a limit, characters alone.
     */
    counter(box) {
        return box.most
            ? _t("%(count)s of %(most)s", {count: box.length, most: box.most})
            : _t("%s characters", box.length);
    }

    copyLabel(box) {
        return _t("Copy %s", box.label);
    }

    async copy(box, ev) {
        const text = ev.currentTarget
            .closest(".o_sme_form_box")
            .querySelector(".o_sme_form_text");
        let done = false;
        try {
            await browser.navigator.clipboard.writeText(box.text);
            done = true;
        } catch {
            done = this.copySelected(text);
        }
        this.state.copied = done ? box.name : "";
        this.state.failed = done ? "" : box.name;
        this.state.message = done
            ? _t("%s copied", box.label)
            : _t("Not copied: the text is selected, press Ctrl and C.");
    }

    /**
     * Where the browser gives no clipboard, as on an address without a certificate: the
     * text is selected at least.
     */
    copySelected(element) {
        const range = document.createRange();
        range.selectNodeContents(element);
        const selection = document.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        return document.execCommand("copy");
    }
}

export const networkFormField = {
    component: NetworkFormField,
    displayName: _t("The network's form"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("sme_network_form", networkFormField);
