import {SearchModel} from "@web/search/search_model";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";

// Which filter of the page a choice in the panel beside it takes the place of
const REPLACED = {member_id: "filter_whole", period_id: "filter_latest"};

/** Choosing a period shows that one, and no longer the latest; so with organisations. */
export class KeyFiguresSearchModel extends SearchModel {
    toggleCategoryValue(sectionId, valueId) {
        const name = REPLACED[this.sections.get(sectionId).fieldName];
        const item = this.getSearchItems((found) => found.name === name)[0];
        // "All" brings the filter back, a value takes it away
        if (item && item.isActive === Boolean(valueId)) {
            this.blockNotification = true;
            this.toggleSearchItem(item.id);
            this.blockNotification = false;
        }
        super.toggleCategoryValue(sectionId, valueId);
    }
}

const views = registry.category("views");
views.add("sme_key_figures_list", {...listView, SearchModel: KeyFiguresSearchModel});
views.add("sme_key_figures_kanban", {
    ...kanbanView,
    SearchModel: KeyFiguresSearchModel,
});
