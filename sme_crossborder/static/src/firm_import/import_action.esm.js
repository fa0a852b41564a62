import {ImportAction} from "@base_import/import_action/import_action";
import {ImportDataContent} from "@base_import/import_data_content/import_data_content";
import {RefusedRows} from "./refused_rows.esm";
import {patch} from "@web/core/utils/patch";

ImportDataContent.components = {...ImportDataContent.components, RefusedRows};
ImportDataContent.props = {
    ...ImportDataContent.props,
    refusedRows: {type: Array, optional: true},
    onDownloadRefused: {type: Function, optional: true},
    onOpenImported: {type: Function, optional: true},
};

patch(ImportAction.prototype, {
    /**
     * Stay where the refused rows are shown; the imported records are one click away.
     */
    openRecords(resIds) {
        if (this.model.refusedRows.length && !this.model.importedIds.length) {
            this.model.importedIds = resIds;
            return;
        }
        super.openRecords(...arguments);
    },

    get onOpenImported() {
        const ids = this.model.importedIds;
        return ids.length ? () => this.openRecords(ids) : undefined;
    },
});
