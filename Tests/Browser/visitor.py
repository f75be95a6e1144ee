"""A person in a browser: what they can do on our pages, in words of the pages."""

import itertools
import re
import time

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


NETWORKS = itertools.count(1)


def own_network():
    """As a proxy in front of bueno says it: nobody in these tests has to wait for what somebody else tried.

    bueno counts per /24, so two visitors differ in the third number.
    """
    number = next(NETWORKS)
    return {"X-Forwarded-For": f"10.{number // 256}.{number % 256}.1"}


class Visitor:
    """One browser with its own cookies. Notes everything the browser complains about."""

    def __init__(self, browser, url, script=True, language="nl", viewport=PHONE):
        self.url = url
        self.language = language
        self.context = browser.new_context(
            viewport=viewport, java_script_enabled=script, locale="nl-NL" if language == "nl" else "en-GB",
            extra_http_headers=own_network())
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda line: self.note(line.type, line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.watch)

    def note(self, kind, text):
        # A refused form answers 4xx, which the browser mentions; that is no fault of the page.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self.complaints.append(text)

    def watch(self, request):
        if not request.url.startswith((self.url, "data:")):
            self.complaints.append("asked another site: " + request.url.split("/")[2])

    def close(self):
        self.context.close()

    def open(self, path):
        return self.page.goto(self.url + path, wait_until="load")

    def visit(self, path, status=200):
        """Opens a page and stands on it: no other page came instead, and it answered as it should."""
        answer = self.open(path)
        self.expect_path(path.split("?")[0])
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        return answer

    def press(self, selector="main form.flow button"):
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()

    @property
    def path(self):
        return self.page.url.removeprefix(self.url)

    def text(self, selector="main"):
        return self.page.locator(selector).first.inner_text()

    def expect(self, words, selector="main"):
        found = self.text(selector)
        assert re.search(words, found, re.IGNORECASE | re.DOTALL), f"expected /{words}/ on {self.path}, found: {found[:300]}"

    def expect_path(self, path):
        assert self.path.split("?")[0] == path, f"expected {path}, on {self.path}: {self.text()[:300]}"

    # What people do.

    def enter_code(self, code):
        self.open("/aanmelden")
        self.page.fill("#code", code)
        self.press()

    def give_contact(self, mobile, email, age="16"):
        self.page.fill("#mobiel", mobile)
        self.page.fill("#email", email)
        # The label lies over its button, as a thumb wants it.
        self.page.click("label[for=leeftijd]" if age == "16" else "label[for=leeftijd-2]")
        self.press()

    def enter_secret(self, secret, field="#sms"):
        self.page.fill(field, secret)
        self.press()

    def name_guardian(self, mobile="", mail="", year=None):
        self.page.fill("#oudermobiel", mobile)
        self.page.fill("#oudermail", mail)
        self.page.select_option("#maand", "5")
        self.page.select_option("#jaar", str(year or time.localtime().tm_year + 2))
        self.press()

    def enrol(self, code, mobile, email, age="16", guardian="06 1234 8999", guardian_mail=""):
        self.enter_code(code)
        self.expect_path("/aanmelden/gegevens")
        before = self.post()
        self.give_contact(mobile, email, age)
        if age != "16":
            self.expect_path("/aanmelden/ouder")
            self.name_guardian(guardian, guardian_mail)
        self.expect_path("/aanmelden/sms")
        self.enter_secret(self.secret_in_post(before))

    def sign_in_by_sms(self, mobile):
        self.open("/inloggen")
        self.page.fill("#mobiel", mobile)
        before = self.post()
        self.press("form[action='/inloggen/sms'] button")
        self.expect_path("/inloggen/code")
        self.enter_secret(self.secret_in_post(before))

    # The post of the demonstration, read as a person reads it: in a page of its own.

    def post(self):
        page = self.context.new_page()
        page.goto(self.url + "/postvak", wait_until="load")
        messages = [card.inner_text() for card in page.locator("main li.card").all()]
        page.close()
        return messages

    def message_after(self, earlier, has):
        limit = time.time() + 10
        while time.time() < limit:
            for message in self.news(earlier):
                found = re.search(has, message)
                if found:
                    return found.group(1)
            time.sleep(0.1)
        raise AssertionError("no such message arrived")

    def news(self, earlier):
        """What came since, newest first. The page shows the last so many, so older ones drop off its end."""
        now = self.post()
        for count in range(len(now) + 1):
            if now[count:] == earlier[: len(now) - count]:
                return now[:count]
        return now

    def secret_in_post(self, earlier):
        return self.message_after(earlier, r"\b(\d{6})\b")
