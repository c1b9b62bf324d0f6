"""One browser window for each account, kept open: pages are visited one after another, and
resized, not loaded again.
"""

import json
import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

from portal.language import LANGUAGE_PATTERN
from tests.running import Portal

from .pages import Found

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000  # Milliseconds; a machine with two busy cores is slow now and then.
SEND_UNSEEN = """async (form, times) => {
  for (let sent = 0; sent < times; sent++) {
    await fetch(form.action, {method: "POST", body: new FormData(form), redirect: "manual"});
  }
}"""
PHOTO = re.compile(r"/media/|/documents/")


TELL = "from tests.face.addresses import tell; tell()"


def names_in(portal: Portal) -> dict[str, dict]:
    """What stands in a running demonstration: by language, name by name; `errors` are the pages of errors."""
    return json.loads(portal.manage("shell", "-v", "0", "--no-imports", "-c", TELL))


@dataclass
class Visit:
    """What loading one page showed."""

    page: Page
    html: str = ""
    status: int = 0
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # Requests that failed, and what the console said.
    weight: int = 0  # Bytes over the line, headers included, photos not.


class Windows:
    """A window for each account, with the errors of the portal ready to be shown."""

    def __init__(self, browser: Browser, portal: Portal, errors: dict[str, dict[str, str]]) -> None:
        self.browser = browser
        self.portal = portal
        self.errors = errors
        self.contexts: dict[str, BrowserContext] = {}
        self.pages: dict[str, Page] = {}
        self.now: Visit | None = None

    def of(self, account: str) -> Page:
        """The window of a demo account, signed in once; of a visitor for ""."""
        if account not in self.pages:
            context = self.browser.new_context(viewport=WIDE, timezone_id="Asia/Almaty")
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            if account:
                self._sign_in(page, account)
            self._listen(context, page)
            page.route(re.compile(r"/error-\d+/$"), self._show_error)
            self.contexts[account], self.pages[account] = context, page
        return self.pages[account]

    def visit(self, found: Found, size: ViewportSize = WIDE) -> Visit:
        """Load a page as on a first visit, in light colours; sends its form when its type says so."""
        page = self.of(found.type.account)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light", reduced_motion="reduce", media="screen")
        if found.type.send:
            page.goto(f"{self.portal.url}{found.url}")
            self._prepare(page, found)
        self.now = visit = Visit(page)
        if found.type.send:
            with page.expect_navigation() as loaded:
                page.locator(found.type.send).first.evaluate(
                    "form => { form.noValidate = true; form.requestSubmit(); }"
                )
            response = loaded.value
        else:
            response = page.goto(f"{self.portal.url}{found.url}")
        self._read(visit, response)
        page.wait_for_load_state("networkidle")
        self.now = None
        return visit

    def _prepare(self, page: Page, found: Found) -> None:
        """Fills in the form that will be sent, and sends it as often before as its type says."""
        for name, value in found.type.typed:
            field = page.locator(f"{found.type.send} [name={name}]").first
            field.fill(value.format(language=found.language))
        page.locator(found.type.send).first.evaluate(SEND_UNSEEN, found.type.times - 1)

    def close(self) -> None:
        """Close all windows."""
        for context in self.contexts.values():
            context.close()

    def _sign_in(self, page: Page, account: str) -> None:
        page.goto(f"{self.portal.url}/en/account/login/")
        page.locator("input[name=login]").fill(f"{account}@example.org")
        page.locator("input[name=password]").fill(self.portal.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/desk/**")

    def _read(self, visit: Visit, response: Response | None) -> None:
        assert response is not None
        visit.status = response.status
        visit.html = response.text()

    def _show_error(self, route) -> None:
        language, number = re.findall(rf"/({LANGUAGE_PATTERN})/error-(\d+)/", route.request.url)[0]
        route.fulfill(
            status=int(number), content_type="text/html; charset=utf-8", body=self.errors[language][number]
        )

    def _listen(self, context: BrowserContext, page: Page) -> None:
        """Note what pages ask for and what the browser complains of; without a cache each visit is a first one."""
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        addresses: dict[str, str] = {}

        def sent(event: dict) -> None:
            addresses[event["requestId"]] = event["request"]["url"]
            if self.now and not event["request"]["url"].startswith("data:"):
                self.now.requests.append(event["request"]["url"])

        def answered(event: dict) -> None:
            is_page = event["type"] == "Document"
            if self.now and event["response"]["status"] >= 400 and not is_page:
                self.now.refused.append(f"{event['response']['status']} {event['response']['url']}")

        def loaded(event: dict) -> None:
            if self.now and not PHOTO.search(addresses.get(event["requestId"], "")):
                self.now.weight += int(event["encodedDataLength"])

        def failed(event: dict) -> None:
            if self.now and not event.get("canceled"):
                self.now.refused.append(f"{event['errorText']} {addresses.get(event['requestId'])}")

        network.on("Network.requestWillBeSent", sent)
        network.on("Network.responseReceived", answered)
        network.on("Network.loadingFinished", loaded)
        network.on("Network.loadingFailed", failed)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.now and self.now.refused.append(f"script: {error}"))

    def _heard(self, message) -> None:
        is_status_of_page = "the server responded with a status of" in message.text
        if self.now and message.type in ("error", "warning") and not is_status_of_page:
            self.now.refused.append(f"console: {message.text}")
