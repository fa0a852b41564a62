import {FormController} from "@web/views/form/form_controller";
import {KanbanRecord} from "@web/views/kanban/kanban_record";
import {patch} from "@web/core/utils/patch";

/**
 * Fields say in their view that they are read-only where the record may not be changed
 * (`sme.read.only`). Here is what is no field and would be refused just as well.
 */

patch(FormController.prototype, {
    /**
     * Whether the user reads the record and no more: it is shared to read, or the whole
     * model is (to auditors).
     */
    get isReadOnly() {
        const {resModel, data} = this.model.root;
        return (
            data.can_work === false || (!this.canEdit && resModel.startsWith("sme."))
        );
    },

    getStaticActionMenuItems() {
        const items = super.getStaticActionMenuItems();
        const {can_work: canWork, is_own: isOwn} = this.model.root.data;
        // these stay the owner's, whoever may work on it
        const isGuest = canWork && isOwn === false;
        if (isGuest || this.isReadOnly) {
            for (const key of ["duplicate", "archive", "unarchive", "delete"]) {
                items[key].isAvailable = () => false;
            }
        }
        return items;
    },

    get actionMenuItems() {
        const items = super.actionMenuItems;
        // what is bound to the model acts on the record; stock's own items have a key
        const kept = ({key}) => key || !this.isReadOnly;
        return {...items, action: items.action.filter(kept)};
    },
});

patch(KanbanRecord.prototype, {
    getRecordClasses() {
        const classes = super.getRecordClasses();
        if (this.props.record.data.can_work !== false) {
            return classes;
        }
        return classes.replace("o_draggable", "");
    },
});
