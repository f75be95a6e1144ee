"""Copies put back in either order, after enrolments and an erasure: who was erased stays erased, nobody else is lost."""

import pathlib
import re
import shutil

from enrolling import Browser, Person, Refused
from kill_loop import codes


def erase(site, person):
    browser = Browser(site.port)
    browser.cookies = dict(person.session)
    page = browser.get("/mijn/wissen")
    browser.send(page, "/mijn/wissen", {"kanaal": "sms", "ok": "ja"})
    page = browser.get("/mijn/wissen/code")
    where = browser.send(page, "/mijn/wissen/code", {"cijfers": latest_secret(browser, person)})
    assert where == "/bewijs/bon", where


def latest_secret(browser, person):
    """The newest message stands at the top."""
    for _ in range(200):
        for card in re.split(r'<li class="card', browser.get("/postvak"))[1:]:
            text = re.sub(r"<[^>]*>|&nbsp;|\u00a0", " ", card)
            found = re.search(r"\b(\d{6})\b", text)
            if f"06 {person.mobile[2:]}" in text and found and found.group(1) != person.secret_used:
                return found.group(1)
    raise Refused("no code to erase with")


def enrolled(site, number, code):
    person = Person(number, code)
    original = person.secret

    def remembered(browser):
        person.secret_used = original(browser)
        return person.secret_used

    person.secret = remembered
    person.enrol(site.port)
    return person


def wait_until_shredded(site):
    import sqlite3
    import time
    for _ in range(100):
        store = sqlite3.connect(f"file:{site.data}/data.sqlite?mode=ro", uri=True)
        waiting = store.execute("SELECT COUNT(*) FROM erasure WHERE completed_at IS NULL").fetchone()[0]
        store.close()
        if not waiting:
            return
        time.sleep(0.1)
    raise AssertionError("the erasure is not finished")


def erased_stays_erased_in_either_order(site):
    issued = codes(site, 12)
    before = [enrolled(site, 95_000 + n, issued.pop()) for n in range(4)]
    copies = pathlib.Path(site.directory, "copies")
    site.run("backup", str(copies))
    gone, kept = before[0], before[1:]
    letters = [issued.pop() for _ in range(3)]
    after = [enrolled(site, 95_100 + n, letter) for n, letter in enumerate(letters)]
    erase(site, gone)
    wait_until_shredded(site)
    data_copy = str(next(copies.glob("data-*.sqlite")))
    keys_copy = str(next((copies / "keys").glob("keys-*.sqlite")))
    site.stop()
    whole = pathlib.Path(site.directory, "whole")
    for name in ("data", "data-keys", "data-witness"):
        shutil.copytree(f"{site.directory}/{name}", whole / name)

    for words in (["--data-copy", data_copy], ["--keys-copy", keys_copy],
                  ["--data-copy", data_copy, "--keys-copy", keys_copy]):
        for name in ("data", "data-keys", "data-witness"):
            shutil.rmtree(f"{site.directory}/{name}")
            shutil.copytree(whole / name, f"{site.directory}/{name}")
        waits_behind_the_gate(site, words)
        site.start()
        assert not gone.is_present(site.port), f"{words}: an erased person is back"
        lost = [person.email for person in kept if not person.is_present(site.port)]
        assert not lost, f"{words}: lost {lost}"
        if words == ["--keys-copy", keys_copy]:
            check_the_later_ones(site, after, letters)
        proven = site.run("prove", check=False)
        broken = [line for line in proven.stdout.splitlines() if "BROKEN" in line]
        assert not broken, f"{words}: {broken}"
        print(f"     {' + '.join(w for w in words if w.startswith('--'))}: released, erased stays erased, nothing broken")
        site.stop()
    shutil.rmtree(site.data)
    for name in ("data-keys", "data-witness"):
        shutil.rmtree(f"{site.directory}/{name}")
    for name in ("data", "data-keys", "data-witness"):
        shutil.copytree(whole / name, f"{site.directory}/{name}")
    site.start()


def waits_behind_the_gate(site, words):
    """Killed between putting back and releasing, the server serves nothing."""
    done = site.run("restore", *words, check=False)
    if words[0] == "--keys-copy" and len(words) == 2:
        assert done.returncode != 0 and "3 persons enrolled after" in done.stderr, done.stderr
    else:
        assert done.returncode == 0, done.stderr
    pathlib.Path(site.data, "quarantine").touch()
    site.start(waits=False)
    answer, _ = Browser(site.port).ask("GET", "/aanmelden")
    assert answer.status == 503, f"a quarantined server answered {answer.status}"
    site.stop()
    done = site.run("restore", *(["--renew-letters"] if len(words) == 2 else []), check=False)
    assert done.returncode == 0, done.stderr


def check_the_later_ones(site, after, letters):
    """Keys older than data: whoever came in between cannot be read, and their letter lets them in once more."""
    for person in after:
        assert not person.is_present(site.port), "a person without keys was read"
    for number, letter in enumerate(letters):
        again = enrolled(site, 95_200 + number, letter)
        assert again.is_present(site.port), "a letter was not renewed"
