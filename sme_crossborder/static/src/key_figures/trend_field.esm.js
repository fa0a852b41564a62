import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 4;

/** A figure over its periods as a small line, with the target dashed. */
export class TrendField extends Component {
    static template = "sme_crossborder.TrendField";
    static props = {...standardFieldProps};

    get trend() {
        return this.props.record.data[this.props.name] || {points: []};
    }

    get box() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    _height(value) {
        const {points, target} = this.trend;
        const most = Math.max(target || 0, ...points.map((point) => point.value)) || 1;
        return HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * Math.max(value, 0)) / most;
    }

    get points() {
        const {points} = this.trend;
        const step = (WIDTH - 2 * EDGE) / Math.max(points.length - 1, 1);
        return points.map((point, index) => ({
            x: (points.length === 1 ? WIDTH / 2 : EDGE + index * step).toFixed(1),
            y: this._height(point.value).toFixed(1),
        }));
    }

    get line() {
        return this.points.map((point) => `${point.x},${point.y}`).join(" ");
    }

    get targetHeight() {
        return this.trend.target ? this._height(this.trend.target).toFixed(1) : false;
    }

    get words() {
        return this.trend.points
            .map(
                (point) =>
                    `${point.name}: ${formatFloat(point.value, {digits: [16, 1], trailingZeros: false})}`
            )
            .join(", ");
    }
}

registry.category("fields").add("sme_trend", {
    component: TrendField,
    displayName: _t("Trend"),
    supportedTypes: ["json"],
});
