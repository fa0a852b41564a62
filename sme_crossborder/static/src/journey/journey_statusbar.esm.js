import {
    StatusBarField,
    statusBarField,
} from "@web/views/fields/statusbar/statusbar_field";
import {registry} from "@web/core/registry";

/**
 * A move that is refused leaves the journey where it was, on the screen too: what else
 * was typed stays, and the next button does not run into the same refusal.
 */
export class JourneyStatusBarField extends StatusBarField {
    async selectItem() {
        const {name, record} = this.props;
        const before = record.data[name];
        try {
            await super.selectItem(...arguments);
        } catch (error) {
            await record.update({[name]: before});
            throw error;
        }
    }
}

registry.category("fields").add("sme_journey_statusbar", {
    ...statusBarField,
    component: JourneyStatusBarField,
    additionalClasses: ["o_field_statusbar"],
});
