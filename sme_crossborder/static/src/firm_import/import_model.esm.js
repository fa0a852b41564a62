import {BaseImportModel} from "@base_import/import_model";
import {_t} from "@web/core/l10n/translation";
import {downloadFile} from "@web/core/network/download";
import {patch} from "@web/core/utils/patch";
import {registry} from "@web/core/registry";

/**
 * Models whose `load()` checks the whole list and returns every refused row.
 */
export const wholeFileModels = registry.category("sme_whole_file_import");
wholeFileModels.add("sme.firm", true);

patch(BaseImportModel.prototype, {
    setResModel() {
        super.setResModel(...arguments);
        this.refusedRows = [];
        this.importedIds = [];
        this.fileCounts = {created: 0, updated: 0, unchanged: 0};
        if (this.checksWholeFile) {
            this.importOptionsValues.sme_good_rows = {value: false};
        }
    },

    get checksWholeFile() {
        return wholeFileModels.contains(this.resModel);
    },

    async updateData() {
        this.refusedRows = [];
        return super.updateData(...arguments);
    },

    async executeImport(isTest) {
        this.refusedRows = [];
        this.importedIds = [];
        this.fileCounts = {created: 0, updated: 0, unchanged: 0};
        const result = await super.executeImport(...arguments);
        if (this.refusedRows.length && !result.res.hasError) {
            this._addLeftOutMessage(isTest);
        } else if (this.checksWholeFile && isTest && !result.res.hasError) {
            this._addMessage("info", [
                _t(
                    "%(created)s new files, %(updated)s to update, %(unchanged)s unchanged.",
                    this.fileCounts
                ),
            ]);
        }
        return result;
    },

    /**
     * Keep the refused rows of each batch. One sentence stands for them among the
     * messages: Odoo would group them by text and column and show some of them.
     */
    async _callImport(dryrun) {
        const result = await super._callImport(...arguments);
        if (!result.refused) {
            return result;
        }
        this.refusedRows = [...this.refusedRows, ...result.refused];
        for (const key of Object.keys(this.fileCounts)) {
            this.fileCounts[key] += result[key];
        }
        if (result.messages.length) {
            result.messages = [
                {
                    type: "error",
                    message: dryrun
                        ? _t(
                              "Nothing would be imported, because rows are refused (see below). Correct them, or tick “Import the good rows”."
                          )
                        : _t(
                              "Nothing was imported, because rows are refused (see below). Correct them, or tick “Import the good rows”."
                          ),
                },
            ];
        }
        return result;
    },

    _addLeftOutMessage(isTest) {
        this.importMessages = this.importMessages.filter(
            (message) => message.type !== "info"
        );
        const {created, updated, unchanged} = this.fileCounts;
        this._addMessage("warning", [
            isTest
                ? _t(
                      "The good rows can be imported: %(created)s new, %(updated)s to update, %(unchanged)s unchanged. The refused rows will be left out.",
                      {created, updated, unchanged}
                  )
                : _t(
                      "The good rows were imported: %(created)s new, %(updated)s updated, %(unchanged)s unchanged. The refused rows were left out.",
                      {created, updated, unchanged}
                  ),
        ]);
    },

    async downloadRefusedRows() {
        const fields = this.columns.map(
            (column) => Boolean(column.fieldInfo) && column.fieldInfo.fieldPath
        );
        const file = await this.orm.call("base_import.import", "make_refused_file", [
            this.id,
            fields,
            this.formattedImportOptions,
            this.refusedRows,
        ]);
        const bytes = Uint8Array.from(atob(file.content), (char) => char.charCodeAt(0));
        downloadFile(
            new Blob([bytes]),
            file.filename,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        );
    },
});
