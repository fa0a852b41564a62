import {Component, markup, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

/**
 * A text the server writes, such as "Who can see this?". It is fetched by itself, as the
 * chatter is, and in a tab when the tab is opened: nobody waits for it before they see
 * the record. `<widget name="sme_fetched" field="visible_to" />`
 */
export class Fetched extends Component {
    static template = "sme_crossborder.Fetched";
    static props = {...standardWidgetProps, field: String};

    setup() {
        this.orm = useService("orm");
        this.state = useState({html: ""});
        // Each reload of the form brings new data: what it says may have changed.
        useRecordObserver((record) => {
            this.load(record.resId, record.data);
        });
    }

    async load(resId, data) {
        this.latest = data;
        if (!resId) {
            this.state.html = "";
            return;
        }
        const {record, field} = this.props;
        const [values] = await this.orm.silent.read(record.resModel, [resId], [field]);
        if (this.latest === data) {
            this.state.html = values ? markup(values[field] || "") : "";
        }
    }
}

registry.category("view_widgets").add("sme_fetched", {
    component: Fetched,
    extractProps: ({attrs}) => ({field: attrs.field}),
});
