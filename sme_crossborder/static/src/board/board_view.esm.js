import {Component, onWillRender, useState} from "@odoo/owl";
import {HeatMapController} from "@sme_crossborder/heat_map/heat_map_view.esm";
import {Model} from "@web/model/model";
import {_t} from "@web/core/l10n/translation";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** One picture of what the user may read, counted on the server. */
export class BoardModel extends Model {
    setup({metaData}) {
        this.metaData = metaData;
        // kept in what the view leaves behind, to come back to
        metaData.board ??= {picture: false, measure: false};
        this.data = {columns: [], measures: [], pictures: [], rows: []};
    }

    async load(searchParams) {
        this.searchParams = searchParams;
        this.data = await this.orm.call(
            this.metaData.resModel,
            "get_board",
            [searchParams.domain, this.metaData.board.picture],
            {context: searchParams.context}
        );
    }

    async show(picture) {
        this.metaData.board.picture = picture;
        await this.load(this.searchParams);
        this.notify();
    }

    hasData() {
        return this.data.rows.length > 0;
    }
}

export class BoardRenderer extends Component {
    static template = "sme_crossborder.BoardRenderer";
    static props = ["model", "buttonTemplate"];

    setup() {
        this.action = useService("action");
        this.state = useState({measure: this.props.model.metaData.board.measure});
        onWillRender(() => this._measureMost());
    }

    get data() {
        return this.props.model.data;
    }

    get measure() {
        const ids = this.data.measures.map((measure) => measure.id);
        return ids.includes(this.state.measure) ? this.state.measure : ids[0];
    }

    choose(measure) {
        this.state.measure = measure;
        this.props.model.metaData.board.measure = measure;
    }

    value(row, column) {
        return row.cells[column.id]?.[this.measure] || 0;
    }

    /** The shade of a cell is its share of the highest one that is no total. */
    heat(row, column) {
        if (row.is_total || column.is_total) {
            return 0;
        }
        return ((0.7 * this.value(row, column)) / this.most).toFixed(2);
    }

    _measureMost() {
        const inner = this.data.columns.filter((column) => !column.is_total);
        const values = this.data.rows
            .filter((row) => !row.is_total)
            .flatMap((row) => inner.map((column) => this.value(row, column)));
        this.most = Math.max(1, ...values);
    }

    elsewhere(row, column) {
        return this.measure === "firms" && row.cells[column.id]?.elsewhere;
    }

    elsewhereTitle(number) {
        return _t(
            "At least %s firms of other organisations, which you cannot see",
            number
        );
    }

    openCell(row, column) {
        const {domain, context} = this.props.model.searchParams;
        const cell = row.cells[column.id];
        const {views = []} = this.env.config;
        this.action.doAction({
            type: "ir.actions.act_window",
            name: `${row.name}: ${column.name}`,
            res_model: this.props.model.metaData.resModel,
            views: ["list", "form"].map((type) => [
                views.find((view) => view[1] === type)?.[0] || false,
                type,
            ]),
            search_view_id: views.find((view) => view[1] === "search"),
            domain: [...domain, ...(cell.domain || [...row.domain, ...column.domain])],
            context: {
                ...Object.fromEntries(
                    Object.entries(context).filter(
                        ([key]) =>
                            !key.startsWith("search_default_") && key !== "group_by"
                    )
                ),
                ...this.data.context,
            },
        });
    }
}

registry.category("views").add("sme_board", {
    ...pivotView,
    Controller: HeatMapController,
    Model: BoardModel,
    Renderer: BoardRenderer,
    searchMenuTypes: ["filter", "favorite"],
});
