"""Somebody who has a keyboard and nothing else: reaches, fills, chooses, sends, and hears what is wrong.

A form joins the journeys by a story of its own in `test_forms_by_keyboard.py`: `keys.fill(name, text)`, `keys.check`,
`keys.choose`, `keys.send(name)`, then `keys.hears_errors(names…)`; nothing here knows any form.
"""

import re
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

PHONE = {"width": 320, "height": 640}
MOST_STEPS = 150
DIRECTION = "\u202e"
HOSTILE = f"<script>alert(1)</script> 😀 {DIRECTION}עברית \u0000Ә'\"&{{{{ 7 }}}}"
TYPED_HOSTILE = HOSTILE.replace("\u0000", "")  # What a browser lets anybody type: no NUL byte.

# Where the focus is, and whether the eye finds it: drawn, inside the window, and not under something else.
SEEN = """element => {
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const middle = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(...middle);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const bare = !top || element.contains(top) || top.contains(element) || top.closest('label')?.control === element;
  return {ring, inside, bare, size: [box.width, box.height]};
}"""


# Where somebody must go from the focus to come to an element. Round buttons of one name are one stop.
WHERE = """wanted => {
  const self = document.activeElement;
  if (self === wanted || (wanted.type === 'radio' && self.type === 'radio' && self.name === wanted.name)) return 'here';
  return self === document.body || wanted.compareDocumentPosition(self) & 2 ? 'ahead' : 'behind';
}"""


class Keyboard:
    """A person at a page with Tab, Space, Enter, arrows and letters."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language

    def go(self, address: str) -> None:
        """Opens an address, as from a bookmark or a letter."""
        self.page.goto(address)

    @property
    def focus(self) -> Locator:
        return self.page.locator(":focus")

    def reach(self, target: Locator) -> Locator:
        """Moves the focus to something by Tab, or by Shift+Tab when it lies before; opens the folds it lies in."""
        folds = target.locator("xpath=ancestor::details[not(@open)]")
        while folds.count():
            self.reach_visible(folds.first.locator("> summary"))
            self.page.keyboard.press("Enter")
        return self.reach_visible(target)

    def reach_visible(self, target: Locator) -> Locator:
        for _step in range(MOST_STEPS):
            where = target.evaluate(WHERE)
            if where == "here":
                return target
            self.page.keyboard.press("Tab" if where == "ahead" else "Shift+Tab")
        raise AssertionError(f"{target} cannot be reached by Tab on {self.page.url}")

    # --- Filling in ---------------------------------------------------------------------------------------------------

    def field(self, name: str, within: str = "main form") -> Locator:
        return self.page.locator(f"{within} [name='{name}']:not([type=hidden])").first

    def fill(self, name: str, text: str, within: str = "main form") -> None:
        """Types into a field in place of what stands there; a long text comes as a paste does."""
        self.reach(self.field(name, within))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        if text:
            self.page.keyboard.insert_text(text)

    def check(self, name: str, value: str = "", is_on: bool = True, within: str = "main form") -> None:
        """Switches a box on or off by Space."""
        box = self.page.locator(f"{within} [name='{name}']" + (f"[value='{value}']" if value else "")).first
        if self.reach(box).is_checked() != is_on:
            self.page.keyboard.press("Space")
        assert box.is_checked() == is_on

    def choose(self, name: str, value: str, within: str = "main form") -> None:
        """Goes through a list, or through round buttons, by the arrows until the value is chosen."""
        options = self.page.locator(f"{within} [name='{name}'][type=radio]")
        target = options.and_(self.page.locator(f"[value='{value}']")) if options.count() else None
        field = self.reach(options.first if target else self.field(name, within))
        for key in ("ArrowDown", "ArrowUp"):
            for _step in range(40):
                if target.is_checked() if target else field.input_value() == value:
                    return
                self.page.keyboard.press(key)
        raise AssertionError(f"{value} cannot be chosen in {name}")

    # --- Sending ------------------------------------------------------------------------------------------------------

    def send(self, button: str | Locator = "main form button[type=submit]", times: int = 1) -> None:
        """Reaches a button and presses Enter, once or impatiently twice; waits for the answer."""
        target = self.page.locator(button).first if isinstance(button, str) else button
        self.reach(target)
        self.page.evaluate("document.documentElement.dataset.left = ''")
        for _time in range(times):
            self.page.keyboard.press("Enter")
        expect(self.page.locator("html:not([data-left])")).to_have_count(1)
        self.page.wait_for_load_state()

    def enter(self, times: int = 1) -> None:
        """Presses Enter where the focus is."""
        self.send(self.focus, times)

    # --- Hearing ------------------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def says_error_in_title(self) -> bool:
        with translation.override(self.language):
            return self.page.title().startswith(translation.gettext("Error:") + " ")

    def hears_refusal(self) -> None:
        """The page was not accepted: its title says so, and the focus is on the summary, in sight."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        assert self.says_error_in_title(), self.page.title()
        expect(self.page.locator("#errors")).to_be_focused()
        expect(self.page.locator("#errors")).to_be_in_viewport()
        assert self.page.locator("#errors-title").inner_text().strip()

    def hears_errors(self, *names: str, within: str = "main form") -> None:
        """Exactly these fields are wrong: named in the summary, marked, described, and one Enter away."""
        self.hears_refusal()
        links = self.page.locator("#errors a")
        led_to = [link.get_attribute("href").removeprefix("#") for link in links.all()]
        wrong = self.page.locator(f"{within} [aria-invalid=true]")
        marked = wrong.evaluate_all("fields => [...new Set(fields.map(field => field.name))]")
        assert sorted(marked) == sorted(names), self.page.locator("#errors").inner_text()
        for name in names:
            field = self.page.locator(f"{within} [name='{name}'][aria-invalid=true]").first
            told = field.evaluate(
                "field => ['', 'fieldset'].flatMap(up => ((up ? field.closest(up) : field)?.getAttribute("
                "'aria-describedby') || '').split(' ')).map(id => document.getElementById(id))"
                ".filter(part => part?.classList.contains('field-error')).map(part => part.innerText.trim())"
            )
            assert told and told[0], f"nothing is said beside {name}"
            assert field.get_attribute("id") in led_to, f"the summary does not lead to {name}"
        self.page.keyboard.press("Tab")
        expect(links.first).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"[id='{led_to[0]}']")).to_be_focused()

    def keeps(self, **typed: str) -> None:
        """What was typed is still there."""
        for name, text in typed.items():
            expect(self.field(name)).to_have_value(as_kept(text))

    def is_told(self, kind: str = "success") -> None:
        """A message of this kind stands on the page, and nothing is wrong."""
        expect(self.page.locator(f"main .message-{kind}").first).to_be_visible()
        assert not self.says_error_in_title()


def as_kept(text: str) -> re.Pattern[str]:
    """What was typed as a field shows it again: a field of one line keeps no sign that turns the direction of
    writing.
    """
    return re.compile(f"^{re.escape(text).replace(DIRECTION, f'{DIRECTION}?')}$")


def signs_in(portal, keys: Keyboard, address: str, password: str) -> None:
    """Signs in at the portal's own door."""
    keys.go(f"{portal.url}/{keys.language}/account/login/")
    keys.fill("login", address)
    keys.fill("password", password)
    keys.enter()
