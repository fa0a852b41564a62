"""In a browser: somebody registers; a story is written, asked about and published."""

from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .test_first_contact_tour import FASTEST
from .test_public_workshop import PublicWorkshopCase
from .test_sme_story import StoryCase


@tagged("post_install", "-at_install")
class TestPublicWorkshopTour(PublicWorkshopCase, HttpCase):
    def test_register(self):
        # a tour is faster than people
        with patch(FASTEST, 0):
            self.start_tour("/one-stop-shop", "public_workshop_tour")
        self.assertEqual(self._coming().email, "eva@fjordkod.example")


@tagged("post_install", "-at_install")
class TestStoryTour(StoryCase, HttpCase):
    def test_story(self):
        url = "/odoo/success-stories"
        self.start_tour(url, "story_ask_tour", login=self.adviser_a.login)
        self.assertEqual(self.story.state, "sent")
        self.story.sudo()._answer_of_firm("yes", "Eva Ek")
        self.start_tour(url, "story_publish_tour", login=self.coordinator_a.login)
        self.assertEqual(self.story.state, "withdrawn")
