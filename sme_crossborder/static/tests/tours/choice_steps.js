import {animationFrame} from "@odoo/hoot-dom";

/**
 * Chooses in the menu of a selection, and waits until its input shows the choice.
 *
 * The menu takes an input that is left while it is still blank for one that was emptied:
 * a next step between the choice and its drawing would undo it. The input shows the choice
 * at once, is drawn blank when the menu closes, and shows it again when the server answered.
 *
 * @param {String} input: selector of the menu's input
 * @param {String} text: part of the choice; without one the first is chosen
 * @returns {Object[]} steps of a tour
 */
export const chooseSteps = (input, text) => [
    {
        content: `open the choices of ${input}`,
        trigger: input,
        run: "click",
    },
    {
        content: `choose ${text || "the first"}`,
        trigger: text
            ? `.o_select_menu_item:contains('${text}')`
            : ".o_select_menu_item:first",
        async run({click}) {
            await click();
            for (let frame = 0; frame < 4; frame++) {
                await animationFrame();
            }
        },
    },
    {
        content: "it shows",
        trigger: text ? `${input}:value('${text}')` : `${input}:not(:value(/^$/))`,
    },
];
