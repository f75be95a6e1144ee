"""People who enrol over HTTP as fast as the server lets them, and what they were promised."""

import http.client
import re
import threading
import time
import urllib.parse


class Refused(Exception):
    pass


class Browser:
    """Just enough of one: cookies, forms, one connection that stays open."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self.cookies = {}
        self.origin = f"http://localhost:{port}"

    def ask(self, method, path, form=None):
        headers = {"Host": self.origin.split("//")[1]}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer, text

    def get(self, path):
        return self.ask("GET", path)[1]

    def send(self, page, path, form):
        """Fills in the form on this page; returns where it leads."""
        token = re.search(r'name="bewijs" value="([^"]*)"', page)
        answer, text = self.ask("POST", path, {"bewijs": token.group(1) if token else "", **form})
        if answer.status != 303:
            raise Refused(f"{path} answered {answer.status}")
        return answer.headers["Location"]


class Person:
    """One who enrols; `session` is theirs once the server said yes."""

    def __init__(self, number, code):
        self.mobile = f"06123{number:05d}"
        self.email = f"crash{number}@example.nl"
        self.code = code
        self.session = None
        self.sent = self.answered = 0.0

    def enrol(self, port):
        browser = Browser(port)
        page = browser.get("/aanmelden")
        self.lead(browser.send(page, "/aanmelden", {"code": self.code}), "/aanmelden/gegevens")
        page = browser.get("/aanmelden/gegevens")
        form = {"mobiel": self.mobile, "email": self.email, "leeftijd": "16"}
        self.lead(browser.send(page, "/aanmelden/gegevens", form), "/aanmelden/sms")
        page = browser.get("/aanmelden/sms")
        secret = self.secret(browser)
        self.sent = time.time()
        self.lead(browser.send(page, "/aanmelden/sms", {"sms": secret}), "/mijn")
        self.answered = time.time()
        self.session = dict(browser.cookies)

    def lead(self, where, wanted):
        if where.split("?")[0] != wanted:
            raise Refused(f"led to {where}")

    def secret(self, browser):
        shown = f"06 {self.mobile[2:]}"
        limit = time.time() + 5
        while time.time() < limit:
            for card in re.split(r'<li class="card', browser.get("/postvak"))[1:]:
                text = re.sub(r"<[^>]*>", " ", card)
                if shown in re.sub(r"&nbsp;|\u00a0", " ", text) or self.mobile in text:
                    return re.search(r"\b(\d{6})\b", text).group(1)
            time.sleep(0.01)
        raise Refused("no SMS came")

    def is_present(self, port):
        """Signed in still, and the address is read back: the row, the keys and the session are all there."""
        browser = Browser(port)
        browser.cookies = dict(self.session)
        return self.email in browser.get("/mijn/gegevens")


class Crowd:
    """Several people at once, each after the other, until the server is gone."""

    def __init__(self, port, codes, first, workers=4):
        self.port, self.codes, self.workers = port, codes, workers
        self.next = first
        self.lock = threading.Lock()
        self.acknowledged, self.refused = [], []

    def start(self):
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(self.workers)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while True:
            with self.lock:
                if not self.codes:
                    return
                person = Person(self.next, self.codes.pop())
                self.next += 1
            try:
                person.enrol(self.port)
            except Refused as refused:
                self.refused.append(str(refused))
                continue
            except (OSError, http.client.HTTPException):
                return
            with self.lock:
                self.acknowledged.append(person)

    def wait(self):
        for thread in self.threads:
            thread.join(15)
