"""Asks for what answers the leads, beside the leads themselves."""

import itertools
from collections import defaultdict
from random import Random

from .lead_hunt_answers_model import WAITING
from .lead_hunt_answers_world import LENT, SPEAKERS
from .lead_hunt_waiting_doors import (
    AGREEMENT,
    APPROVAL,
    INTRODUCTION,
    LeadHuntWaitingDoors,
)
from .lead_hunt_world import LEADS, ORGS, READERS


class LeadHuntAnswers(LeadHuntWaitingDoors):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.found = defaultdict(set)
        # asked for alone where something waits: known to be there
        for kind in (APPROVAL, AGREEMENT, INTRODUCTION):
            for door in (f"{kind}, page", f"{kind}, answer"):
                cls.found[door] = set()

    def note_door(self, door, expected):
        self.found[door].add(expected)

    def get_untried_doors(self):
        """Return the doors that were always found open, or always shut."""
        return sorted(door for door, found in self.found.items() if len(found) < 2)

    def begin(self, model, at_most=None):
        begun = super().begin(model, at_most)
        # all would take long: who may what at all is compared for everybody
        self.answers_at_most = at_most or 2
        self.answers_turn = 0
        self.former_answers = {
            "told": self._tell_portal(model),
            "fits": self._fits(model),
            "sources": self._sources(model),
        }
        return begun

    def compare(self, model, step):
        return super().compare(model, step), self.compare_answers(model, step)

    def compare_answers(self, model, step):
        """Compare after a step; return what holds now, to count states."""
        self.env.invalidate_all()
        self.answers_turn += 1
        self.compare_lists(model, step)
        self.compare_asked(model, step)
        self.compare_waiting(model, step)
        self.compare_told_by_firms(model, step)
        self.compare_matches_of_others(step)
        fits = self._fits(model)
        for who, org, name in self._choose_changed("fits", fits):
            self.compare_matches(model, who, org, step)
            self.compare_match(model, who, org, name, step)
        for who, source in self._choose_changed("sources", self._sources(model)):
            self.compare_source(model, who, source, step)
        told = self._tell_portal(model)
        for who, name in self._choose_changed("told", told):
            self.compare_portal(model, who, name, step)
        asked = range(len(self.asked))
        seldom = self._choose_untried(self._list_seldom(model))
        for who, at in [*seldom, *self._choose(itertools.product(READERS, asked))]:
            self.compare_interest(model, who, at, step)
        for who, at in self._choose(itertools.product(SPEAKERS, asked)):
            self.compare_followed(model, who, at, step)
        if not self.answers_turn % 3:
            self.compare_mail(model, ORGS[self.answers_turn // 3 % len(ORGS)], step)
            pairs = list(itertools.product(SPEAKERS, LEADS))
            self.compare_raw(*pairs[self.answers_turn // 3 % len(pairs)], step)
        asked = tuple((a.lead, a.org, a.state) for a in model.asked)
        return tuple(told.values()), asked

    def _tell_portal(self, model):
        return {
            (who, name): (
                model.is_told(who, name),
                model.leads[name].shows_rewritten,
            )
            for who, name in itertools.product(SPEAKERS, LEADS)
        }

    def _list_seldom(self, model):
        """Return whom to ask for which interest, by doors that seldom open."""
        pairs = [
            ((who, at), asked, reader)
            for who, reader in self.readers.items()
            for at, asked in enumerate(model.asked)
        ]
        asking = [(pair, asked) for pair, asked, r in pairs if model.asks(r, asked)]
        return {
            "withdraw": [pair for pair, asked in asking if asked.state in WAITING],
            "interest, note": [pair for pair, _asked in asking],
            "adviser by an interest": [
                pair
                for pair, asked, reader in pairs
                if asked.state == "accepted"
                and model.asks(reader, asked)
                and model.turns_to(reader, asked.lead)[0]
            ],
        }

    def choose_told(self, model, turn):
        """Return a user of the portal and a lead; each second turn, one it is told.

        First of all one whose pages were not found open yet.
        """
        told = {"profile": [], "contact": []}
        for pair, (rung, _rewritten) in self._tell_portal(model).items():
            told.get(rung, []).append(pair)
        followed = [
            (who, asked.lead)
            for who, asked in itertools.product(SPEAKERS, model.asked)
            if model.follows(who, asked)
        ]
        seldom = {
            "pages, lead says Advisermark": told["contact"],
            "pages, interest": followed,
        }
        for pair in self._choose_untried(seldom):
            return pair
        wanted = told["contact" if turn % 4 == 1 else "profile"] if turn % 2 else []
        pairs = wanted or list(itertools.product(SPEAKERS, LEADS))
        return pairs[turn * 7 % len(pairs)]

    def _fits(self, model):
        return {
            (who, org, name): model.fits(self.readers[who], org, name)
            for who, org, name in itertools.product(READERS, ORGS, LEADS)
        }

    def _sources(self, model):
        """Who could look for what fits a lead or a file: whoever reads all of it."""
        readers = self.readers.items()
        leads = {
            (who, name): (model.reads(reader, name), model.owns(reader, name))
            for (who, reader), name in itertools.product(readers, LEADS)
        }
        # whoever reads none of a file is asked beside what is found for it
        files = {
            (who, org): org in reader.active
            for (who, reader), (org, to) in itertools.product(readers, LENT.items())
            if to in reader.active
        }
        return leads | files

    def _choose_changed(self, what, now):
        """So many as a step may cost, first of what changed since the last step."""
        former = self.former_answers.get(what, now)
        self.former_answers[what] = now
        return self._choose([key for key in now if former[key] != now[key]] or now)

    def _choose_untried(self, seldom):
        """Return a pair for the first of some doors that was not found open yet."""
        for door, pairs in seldom.items():
            if pairs and True not in self.found[door]:
                return pairs[:1]
        return []

    def _choose(self, pairs):
        """So many pairs as a step may cost, others each time."""
        pairs = list(pairs)
        # the same ones in every run, and no secret
        chance = Random(self.answers_turn)  # noqa: S311
        return chance.sample(pairs, min(self.answers_at_most, len(pairs)))
