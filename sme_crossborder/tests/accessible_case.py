"""What follows from a page itself for whoever has it read out, or has no mouse."""

CONTROLS = "//input[not(@type='hidden')] | //select | //textarea"


class ChecksPages:
    """A test case that looks at pages as `lxml` reads them."""

    def _check(self, page):
        self.assertTrue(page.get("lang"), "the language of the page")
        self.assertEqual(len(page.xpath("//h1")), 1, "one main heading")
        self.assertTrue(page.xpath("string(//title)").strip())
        ids = page.xpath("//*[@id='wrap']//@id")
        self.assertEqual(len(ids), len(set(ids)), "each name once")
        [wrap] = page.xpath("//*[@id='wrap']")
        for control in wrap.xpath(f".{CONTROLS}".replace(" | //", " | .//")):
            labels = wrap.xpath(f".//label[@for='{control.get('id')}']")
            self.assertEqual(len(labels), 1, f"{control.get('name')} has a label")
            self.assertTrue(labels[0].text_content().strip())
            for name in (control.get("aria-describedby") or "").split():
                self.assertIn(name, ids)
        for fieldset in wrap.xpath(".//fieldset"):
            self.assertTrue(fieldset.xpath("string(./legend)").strip())
        for link in wrap.xpath(".//a"):
            self.assertTrue(link.get("href"), "a link leads somewhere")
            self.assertTrue(link.text_content().strip() or link.get("aria-label"))
        for image in wrap.xpath(".//img"):
            self.assertIsNotNone(image.get("alt"))
