import {FormController} from "@web/views/form/form_controller";
import {patch} from "@web/core/utils/patch";

/**
 * Sends what the record looked like when it was opened along with what is saved, so that
 * the server can tell the second of two users who change it at once.
 */
patch(FormController.prototype, {
    async onWillSaveRecord(record, changes) {
        const result = await super.onWillSaveRecord(...arguments);
        if (record.resId && record.data.edit_token && changes) {
            changes.edit_token = record.data.edit_token;
        }
        return result;
    },
});
