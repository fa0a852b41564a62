import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {CheckBox} from "@web/core/checkbox/checkbox";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {Model} from "@web/model/model";
import {PivotController} from "@web/views/pivot/pivot_controller";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

const OPTIONS_KEY = "sme_heat_map_distances";

/** What was met, by country pair and type of barrier: counted on the server. */
export class HeatMapModel extends Model {
    setup({metaData}) {
        this.metaData = metaData;
        // kept in what the view leaves behind, to come back to
        metaData.heat ??= {parent: false, measure: "firms"};
        this.data = {columns: [], rows: []};
    }

    get parent() {
        return this.metaData.heat.parent;
    }

    async load(searchParams) {
        this.searchParams = searchParams;
        this.data = await this.orm.call(
            this.metaData.resModel,
            "get_heat_map",
            [searchParams.domain, this.parent && this.parent.id],
            {context: searchParams.context}
        );
    }

    /** Show the types that belong to one, or, without one, the first level. */
    async lookInto(parent) {
        this.metaData.heat.parent = parent;
        await this.load(this.searchParams);
        this.notify();
    }

    hasData() {
        return this.data.rows.length > 0;
    }
}

export class HeatMapController extends PivotController {
    getContext() {
        return {};
    }

    /** What a filter leaves nothing of is not empty: the renderer says so. */
    get displayNoContent() {
        const {searchParams} = this.model;
        return super.displayNoContent && !searchParams?.domain.length;
    }
}

export class HeatMapRenderer extends Component {
    static template = "sme_crossborder.HeatMapRenderer";
    static components = {CheckBox, Dropdown};
    static props = ["model", "buttonTemplate"];

    setup() {
        this.action = useService("action");
        const chosen = browser.localStorage.getItem(OPTIONS_KEY) || "";
        this.state = useState({
            measure: this.props.model.metaData.heat.measure,
            distances: [chosen.includes("4"), chosen.includes("6")],
        });
        this.measures = [
            {id: "firms", name: _t("Firms hit")},
            {id: "met", name: _t("Times met")},
            {id: "days", name: _t("Days lost")},
        ];
        this.distanceNames = [
            _t("Cultural distance, 4 dimensions"),
            _t("Cultural distance, 6 dimensions"),
        ];
        this._measureMost();
        onWillUpdateProps(() => this._measureMost());
    }

    get data() {
        return this.props.model.data;
    }

    /** The shade of a cell is its share of the highest one that is no total. */
    _measureMost() {
        this.most = {};
        for (const {id} of this.measures) {
            const values = this.data.rows
                .filter((row) => row.key)
                .flatMap((row) =>
                    this.data.columns.map((column) => row.cells[column.id]?.[id] || 0)
                );
            this.most[id] = Math.max(1, ...values);
        }
    }

    heat(row, column) {
        const value = row.cells[column.id]?.[this.state.measure] || 0;
        return row.key && column.id
            ? ((0.7 * value) / this.most[this.state.measure]).toFixed(2)
            : 0;
    }

    get columns() {
        return [...this.data.columns, {id: "", name: _t("All")}];
    }

    value(row, column) {
        return row.cells[column.id]?.[this.state.measure] || 0;
    }

    elsewhere(row, column) {
        return this.state.measure === "firms" && row.cells[column.id]?.elsewhere;
    }

    elsewhereTitle(number) {
        return _t(
            "At least %s firms of other organisations, which you cannot see",
            number
        );
    }

    choose(measure) {
        this.state.measure = measure;
        this.props.model.metaData.heat.measure = measure;
    }

    get tellsElsewhere() {
        return (
            this.state.measure === "firms" &&
            this.data.rows.some((row) =>
                Object.values(row.cells).some((cell) => cell.elsewhere)
            )
        );
    }

    toggleDistance(index, shown) {
        this.state.distances[index] = shown;
        const [four, six] = this.state.distances;
        browser.localStorage.setItem(OPTIONS_KEY, (four ? "4" : "") + (six ? "6" : ""));
    }

    distance(row, index) {
        return row.distances[index]?.toFixed(2) ?? "";
    }

    openCell(row, column) {
        const {domain, context} = this.props.model.searchParams;
        const chosen = [];
        if (row.key) {
            chosen.push(
                ["home_country_id", "=", row.home],
                ["target_country_id", "=", row.target]
            );
        }
        const parent = this.props.model.parent;
        if (column.id && parent && column.id === parent.id) {
            chosen.push(["type_id", "=", column.id]);
        } else if (column.id || parent) {
            chosen.push(["type_id", "child_of", column.id || parent.id]);
        }
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
            domain: [...domain, ...chosen],
            context: Object.fromEntries(
                Object.entries(context).filter(
                    ([key]) => !key.startsWith("search_default_") && key !== "group_by"
                )
            ),
        });
    }
}

registry.category("views").add("sme_heat_map", {
    ...pivotView,
    Controller: HeatMapController,
    Model: HeatMapModel,
    Renderer: HeatMapRenderer,
    searchMenuTypes: ["filter", "favorite"],
});
