from odoo import api, models
from odoo.tools import format_date

from ..tools.feasibility import list_changes


class SmeFeasibilityWords(models.AbstractModel):
    """What a study says, in the reader's language, from plain values.

    A version is kept as values and put into words when it is read.
    """

    _name = "sme.feasibility.words"
    _description = "Feasibility: Words"

    @api.model
    def _get_labels(self, fname, model="sme.feasibility.study"):
        """Return ``{value: label}`` of a choice."""
        field = self.env[model]._fields[fname]
        return dict(field._description_selection(self.env))

    @api.model
    def _say_number(self, number):
        """Return a figure without a decimal that says nothing: 64.5, but 64."""
        return f"{number:g}"

    @api.model
    def _say_arithmetic(self, outcome):
        """Return sentences on how the proposal came about.

        :param outcome: of ``_get_outcome``
        """
        go, go_if, least = outcome["thresholds"]
        labels = self._get_labels("verdict")
        lines = []
        if outcome["result"] is not None:
            lines.append(
                self.env._(
                    "%(result)s of 100. %(go)s from %(go_from)s, %(go_if)s from "
                    "%(go_if_from)s.",
                    result=self._say_number(outcome["result"]),
                    go=labels["go"],
                    go_from=self._say_number(go),
                    go_if=labels["go_if"],
                    go_if_from=self._say_number(go_if),
                )
            )
        if outcome["showstoppers"]:
            lines.append(
                self.env._(
                    "Showstopper: %(names)s.",
                    names=", ".join(outcome["showstoppers"]),
                )
            )
        if outcome["unscored"]:
            lines.append(
                self.env._(
                    "Not known: %(names)s, %(percent)s %% of the weight.",
                    names=", ".join(outcome["unscored"]),
                    percent=self._say_number(outcome["unscored_percent"]),
                )
            )
        if not outcome["proposed"]:
            lines.append(
                self.env._(
                    "Nothing is proposed before %(least)s %% of the weight is scored.",
                    least=self._say_number(least),
                )
            )
        return lines

    @api.model
    def _say_turns(self, outcome):
        """Return a sentence for each criterion that alone would turn the verdict."""
        if not outcome["proposed"]:
            return []
        if not outcome["turns"]:
            return [
                self.env._("No single criterion alone would turn the proposed verdict.")
            ]
        labels = self._get_labels("verdict")
        return [self._say_turn(turn, labels) for turn in outcome["turns"]]

    def _say_turn(self, turn, labels):
        values = {
            "name": turn["name"],
            "score": turn["score"],
            "former": turn["from"],
            "steps": turn["steps"],
            "verdict": labels[turn["verdict"]],
        }
        if turn["kind"] == "lift":
            return self.env._(
                "%(name)s, no longer a showstopper: %(verdict)s.", **values
            )
        if turn["kind"] == "learn":
            return self.env._(
                "%(name)s, not known yet, at %(score)s: %(verdict)s.", **values
            )
        if turn["steps"] == 1:
            return self.env._(
                "%(name)s, one step from %(former)s to %(score)s: %(verdict)s.",
                **values,
            )
        return self.env._(
            "%(name)s, %(steps)s steps from %(former)s to %(score)s: %(verdict)s.",
            **values,
        )

    # ------------------------------------------------------------------
    # Versions
    # ------------------------------------------------------------------

    @api.model
    def _list_facts(self, content):
        """Return what a version says, ``(key, label, text)``, in a fixed order."""
        verdicts = self._get_labels("verdict")
        outcome = content["outcome"]
        result = outcome["result"]
        facts = [
            ("name", self.env._("Title"), content["name"]),
            ("product", self.env._("Product or service"), content["product"]),
            ("market", self.env._("Target market"), content["market"]),
            ("offer", self.env._("What is sold, and to whom"), content["offer"]),
            ("template", self.env._("Template"), content["template"]),
            ("verdict", self.env._("Verdict"), verdicts.get(content["verdict"])),
            ("reason", self.env._("Reason of the verdict"), content["verdict_reason"]),
            ("proposed", self.env._("Proposed"), verdicts.get(outcome["proposed"])),
            ("result", self.env._("Result"), result and self._say_number(result)),
        ]
        for line in content["scores"]:
            facts += self._list_score_facts(line)
        for line in content["assumptions"]:
            facts.append(self._get_assumption_fact(line))
        for line in content["conditions"]:
            text = line["name"]
            if line["date_due"]:
                text = self.env._(
                    "%(condition)s (by %(day)s)",
                    condition=text,
                    day=format_date(self.env, line["date_due"]),
                )
            facts.append((f"condition {line['id']}", self.env._("Condition"), text))
        return [(key, label, text or "") for key, label, text in facts]

    def _list_score_facts(self, line):
        key, name = f"score {line['id']}", line["name"]
        scores = self._get_labels("score", "sme.feasibility.score")
        facts = [(key, name, scores.get(line["score"]))]
        if line["is_showstopper"]:
            stops = self.env._("Yes")
            label = self.env._("%(criterion)s: showstopper", criterion=name)
            facts.append((f"{key} stops", label, stops))
        for part, label in (
            ("reason", self.env._("%(criterion)s: reason", criterion=name)),
            ("sources", self.env._("%(criterion)s: sources", criterion=name)),
        ):
            facts.append((f"{key} {part}", label, line[part]))
        return facts

    def _get_assumption_fact(self, line):
        sureness = self._get_labels("sureness", "sme.feasibility.assumption")
        text = f"{line['name']} ({sureness[line['sureness']]})"
        if line["disproof"]:
            text = self.env._(
                "%(assumption)s. Wrong if: %(disproof)s",
                assumption=text,
                disproof=line["disproof"],
            )
        return f"assumption {line['id']}", self.env._("Assumption"), text

    @api.model
    def _list_changes(self, before, after):
        """Return ``(label, text before, text after)`` of what two versions say."""
        changes = list_changes(self._list_facts(before), self._list_facts(after))
        return [row for row in changes if row[1] or row[2]]

    @api.model
    def _list_evidence_changes(self, before, after):
        """Return the row of what a study rests on, none where it is the same.

        :param before: a line for each piece of evidence
        :param after: the same
        """
        if sorted(before) == sorted(after):
            return []
        return [(self.env._("Evidence"), "\n".join(before), "\n".join(after))]

    @api.model
    def _render_changes(self, changes):
        """Return a table of what changed between two versions, as HTML.

        :param changes: rows of :meth:`_list_changes`
        """
        return self.env["ir.qweb"]._render(
            "sme_crossborder.feasibility_changes", {"changes": changes}
        )
