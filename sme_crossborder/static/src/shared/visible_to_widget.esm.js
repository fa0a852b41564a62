import {Component, markup, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {useService} from "@web/core/utils/hooks";

/**
 * "Who can see this?" at the foot of a form. It is fetched by itself, as the chatter is:
 * nobody waits for the log of what was given before they see the record.
 */
export class VisibleTo extends Component {
    static template = "sme_crossborder.VisibleTo";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({html: ""});
        // Each reload of the form brings new data: who sees it may have changed.
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
        const {resModel} = this.props.record;
        const [values] = await this.orm.silent.read(resModel, [resId], ["visible_to"]);
        if (this.latest === data) {
            this.state.html = values ? markup(values.visible_to || "") : "";
        }
    }
}

registry.category("view_widgets").add("sme_visible_to", {component: VisibleTo});
