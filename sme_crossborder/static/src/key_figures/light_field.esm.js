import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const SHADES = {
    green: "text-bg-success",
    amber: "text-bg-warning",
    red: "text-bg-danger",
};

/** The traffic light: colour and word, and the rule where one points at it. */
export class LightField extends Component {
    static template = "sme_crossborder.LightField";
    static props = {...standardFieldProps};

    get shade() {
        return SHADES[this.props.record.data[this.props.name]] || "text-bg-light";
    }

    get word() {
        const {selection} = this.props.record.fields[this.props.name];
        const value = this.props.record.data[this.props.name];
        return selection.find(([key]) => key === value)?.[1] || "";
    }

    get reason() {
        return this.props.record.data.light_reason || "";
    }
}

registry.category("fields").add("sme_light", {
    component: LightField,
    displayName: _t("Traffic light"),
    supportedTypes: ["selection"],
    fieldDependencies: [{name: "light_reason", type: "char"}],
});
