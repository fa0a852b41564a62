import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {getReportUrl} from "@web/webclient/actions/reports/utils";

// Papers are drawn without wkhtmltopdf: stock would look for it first, and show them as
// a web page where it is missing.
registry
    .category("ir.actions.report handlers")
    .add("sme_paper", async (action, options, env) => {
        if (!action.is_sme_paper || action.report_type !== "qweb-pdf") {
            return false;
        }
        env.services.ui.block();
        try {
            await download({
                url: "/report/download",
                data: {
                    data: JSON.stringify([
                        getReportUrl(action, "pdf"),
                        action.report_type,
                    ]),
                    context: JSON.stringify({...user.context, ...action.context}),
                },
            });
        } finally {
            env.services.ui.unblock();
        }
        return true;
    });
