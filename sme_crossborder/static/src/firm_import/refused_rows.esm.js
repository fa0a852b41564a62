import {Component} from "@odoo/owl";

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

    get rowCount() {
        return new Set(this.props.rows.map((fault) => fault.row)).size;
    }
}
