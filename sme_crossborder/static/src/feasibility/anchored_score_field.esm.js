import {
    SelectionField,
    selectionField,
} from "@web/views/fields/selection/selection_field";
import {registry} from "@web/core/registry";

/**
 * A score whose steps say what they mean for the criterion of the line. Once chosen only
 * the number stands in the list: what it means has a column of its own.
 */
export class AnchoredScoreField extends SelectionField {
    get choices() {
        const anchors = this.props.record.data.anchors || {};
        return super.choices.map(({value, label}) => ({
            value,
            label:
                anchors[value] && value !== this.value
                    ? `${label} – ${anchors[value]}`
                    : label,
        }));
    }
}

registry.category("fields").add("sme_anchored_score", {
    ...selectionField,
    component: AnchoredScoreField,
    fieldDependencies: [{name: "anchors", type: "json", readonly: true}],
});
