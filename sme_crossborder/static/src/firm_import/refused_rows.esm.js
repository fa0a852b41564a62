import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/**
 * Every row of a list that was refused: its number, the column and the reason.
 */
export class RefusedRows extends Component {
    static template = "sme_crossborder.RefusedRows";
    static props = {
        rows: {type: Array},
        onDownload: {type: Function},
        onOpenImported: {type: Function, optional: true},
    };

    get title() {
        const count = new Set(this.props.rows.map((fault) => fault.row)).size;
        return count === 1 ? _t("1 refused row") : _t("%s refused rows", count);
    }
}
