from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.errors import RuleError
from ..tools.single_undertaking import GROUNDS, single_undertakings

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)
NODES = st.dictionaries(
    st.integers(0, 9), st.sampled_from(["EE", "FI", "SE"]), min_size=1
)


@st.composite
def graphs(draw):
    nodes = draw(NODES)
    node = st.sampled_from(sorted(nodes))
    ground = st.sampled_from(sorted(GROUNDS))
    return nodes, draw(st.lists(st.tuples(node, node, ground), max_size=12))


def reachable(start, links):
    """The definition, the slow way: all related "through one or more others"."""
    found, before = {start}, None
    while found != before:
        before = set(found)
        found |= {b for a, b, _ground in links if a in before}
        found |= {a for a, b, _ground in links if b in before}
    return found


@tagged("post_install", "-at_install")
class TestSingleUndertaking(BaseCase):
    @PROPERTY
    @given(graphs())
    def test_every_enterprise_is_in_exactly_one(self, graph):
        nodes, links = graph
        groups = single_undertakings(nodes, links)
        self.assertEqual(
            sorted(key for group in groups for key in group), sorted(nodes)
        )

    @PROPERTY
    @given(graphs())
    def test_members_are_the_related_ones_of_the_same_state(self, graph):
        nodes, links = graph
        group_of = {
            key: group for group in single_undertakings(nodes, links) for key in group
        }
        for key in nodes:
            related = {k for k in reachable(key, links) if nodes[k] == nodes[key]}
            self.assertEqual(group_of[key], related)

    @PROPERTY
    @given(graphs(), st.randoms(use_true_random=False))
    def test_order_and_direction_do_not_matter(self, graph, random):
        nodes, links = graph
        turned = [(b, a, ground) for a, b, ground in links]
        random.shuffle(turned)
        keys = list(nodes)
        random.shuffle(keys)
        shuffled = {key: nodes[key] for key in keys}
        self.assertEqual(
            set(single_undertakings(nodes, links)),
            set(single_undertakings(shuffled, turned)),
        )

    def test_a_chain_through_another_state(self):
        groups = single_undertakings(
            {"a": "EE", "parent": "FI", "b": "EE"},
            [("parent", "a", "majority_votes"), ("parent", "b", "appoint_board")],
        )
        self.assertEqual(set(groups), {frozenset("ab"), frozenset(["parent"])})

    def test_unknown_countries_are_not_put_together(self):
        nodes = {"a": None, "b": None}
        groups = single_undertakings(nodes, [("a", "b", "agreement")])
        self.assertEqual(set(groups), {frozenset("a"), frozenset("b")})

    def test_the_list_of_links_is_closed(self):
        for link, code in [
            (("a", "a", "family"), "ground"),
            (("a", "z", "agreement"), "unknown_node"),
        ]:
            with self.assertRaises(RuleError) as caught:
                single_undertakings({"a": "EE"}, [link])
            self.assertEqual(caught.exception.code, code)
