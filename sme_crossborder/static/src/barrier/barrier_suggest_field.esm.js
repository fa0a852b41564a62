import {CharField, charField} from "@web/views/fields/char/char_field";
import {registry} from "@web/core/registry";
import {useDebounced} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";
import {onMounted, useState} from "@odoo/owl";

const DELAY = 250;

/**
 * While somebody types what stood in the way, shows known barriers and what helped
 * others, each with the reason it was found. One click joins a known barrier.
 */
export class BarrierSuggestField extends CharField {
    static template = "sme_crossborder.BarrierSuggestField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.found = useState({items: []});
        this.lookUp = useDebounced(this._lookUp.bind(this), DELAY);
        onMounted(() => {
            // Words that stand there already are looked up as if they were typed
            const {data} = this.props.record;
            const words = data[this.props.name];
            if (words && !data.barrier_id && !this.props.readonly) {
                this.lookUp(words);
            }
        });
    }

    async _lookUp(text) {
        const {data} = this.props.record;
        // A dialog for several firms says where they go to, as far as it is one market
        const target = data.suggested_country_id || data.target_country_id;
        this.found.items = await this.orm.call(
            "sme.barrier",
            "suggest",
            [text, data.home_country_id?.id ?? false, target?.id ?? false],
            {type_ids: data.addressed_type_ids?.currentIds ?? []}
        );
    }

    onInput(ev) {
        if (!this.props.record.data.barrier_id) {
            this.lookUp(ev.target.value);
        }
    }

    async choose(item) {
        this.found.items = [];
        await this.props.record.update({
            barrier_id: {id: item.id, display_name: item.name},
        });
    }
}

registry.category("fields").add("sme_barrier_suggest", {
    ...charField,
    component: BarrierSuggestField,
    additionalClasses: ["o_field_char"],
});
