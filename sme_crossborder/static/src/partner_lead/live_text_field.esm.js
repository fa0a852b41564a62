import {TextField, textField} from "@web/views/fields/text/text_field";
import {registry} from "@web/core/registry";
import {useDebounced} from "@web/core/utils/timing";
import {useEffect} from "@odoo/owl";

// Milliseconds without a key after which what is computed from the text is shown anew
const PAUSE = 700;

/**
 * A text whose changes reach the record while one writes, not only when the field is
 * left: the quality check beside it follows.
 */
export class LiveTextField extends TextField {
    setup() {
        super.setup();
        this.isWriting = false;
        const tell = useDebounced(() => this.tellChange(), PAUSE);
        useEffect(
            (el) => {
                el?.addEventListener("input", tell);
                return () => el?.removeEventListener("input", tell);
            },
            () => [this.textareaRef.el]
        );
    }

    tellChange() {
        const el = this.textareaRef.el;
        // Who left the field has told it already
        if (el && document.activeElement === el) {
            this.isWriting = true;
            el.dispatchEvent(new Event("change"));
            this.isWriting = false;
        }
    }

    /**
     * A space between two words is not taken away while the second is thought of.
     */
    parse(value) {
        return this.isWriting ? value : super.parse(value);
    }
}

registry.category("fields").add("sme_live_text", {
    ...textField,
    component: LiveTextField,
    additionalClasses: ["o_field_text"],
});
