"""The privacy officer's first page, from there to a request and back, and evidence that an auditor checks without us."""

import importlib.machinery
import importlib.util
import pathlib
import shutil
import tempfile
import zipfile

import accessibility
from server import ROOT
from visitor import DESK, Visitor
from work import OFFICER, prove_again, sign_in

EVIDENCE = "/kantoor/ophalen"


def checker():
    """The checker that stands beside the program, without a line of it."""
    loader = importlib.machinery.SourceFileLoader("check_evidence", str(ROOT / "scripts" / "check-evidence"))
    spec = importlib.util.spec_from_loader("check_evidence", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def the_officer_goes_from_the_desk_to_a_request_and_to_evidence(site, browser):
    wout = Visitor(browser, site.url, viewport=DESK)
    sign_in(wout, OFFICER)
    wout.open("/kantoor")
    wout.expect("wacht")
    text = wout.text()
    for name in ("Fenna", "Ties", "Wout", "Noor", "Bram", "@"):
        assert name not in text, "the desk shows a name"
    wout.page.locator("main .rows a[href^='/kantoor/verzoeken/']").first.click()
    wout.expect("uiterlijk")
    wout.press("main a.back")
    wout.expect_path("/kantoor/verzoeken")
    wout.press("nav a[href='/kantoor']")
    wout.press("main a[href='/kantoor/ophalen']")
    if wout.page.locator("main a[href^='/werk/bevestigen']").count():
        wout.press("main a[href^='/werk/bevestigen']")
        prove_again(wout, OFFICER)
    wout.expect_path(EVIDENCE)
    wout.press(f"form[action='{EVIDENCE}'] button")
    wout.expect("kies voor wie")
    today = wout.page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Europe/Amsterdam'})")
    wout.page.fill("#van", f"{int(today[:4]) - 1}{today[4:8]}01")
    wout.page.fill("#tot", today)
    wout.page.click("label[for=reden]")
    with wout.page.expect_download() as download:
        wout.page.click(f"form[action='{EVIDENCE}'] button")
    assert download.value.suggested_filename.endswith(".zip"), download.value.suggested_filename
    with tempfile.TemporaryDirectory() as place:
        archive = str(pathlib.Path(place, "evidence.zip"))
        shutil.copy(download.value.path(), archive)
        is_right_until_it_is_changed(site, archive, told_on_the_page(wout))
        names_nobody(site, archive)
    wout.open(EVIDENCE)
    wout.expect("opgehaald: vandaag")
    assert not wout.complaints, wout.complaints
    wout.close()


def the_command_line_makes_the_same(site, browser):
    with tempfile.TemporaryDirectory() as place:
        first, second, third = (str(pathlib.Path(place, name)) for name in ("1.zip", "2.zip", "3.zip"))
        days = ("--from", "2020-01-01", "--until", "2021-12-31")
        for path in (first, second):
            site.run("evidence", "export", *days, "--to", path)
        content = pathlib.Path(first).read_bytes()
        assert content == pathlib.Path(second).read_bytes(), "the same period is other bytes"
        assert checker().problems(first) == [], checker().problems(first)
        assert site.run("evidence", "export", *days, "--to", first, check=False).returncode == 2
        assert pathlib.Path(first).read_bytes() == content, "a file was written over"
        late = ("--from", "2020-01-01", "--until", "2099-12-31", "--to", third)
        assert site.run("evidence", "export", *late, check=False).returncode == 2
        assert not pathlib.Path(third).exists()


def told_on_the_page(person):
    """The hash of our key, as the officer reads it to the auditor."""
    return person.page.locator("main p.hash").inner_text()


def is_right_until_it_is_changed(site, archive, told):
    check = checker()
    assert check.problems(archive, told) == [], check.problems(archive, told)
    assert check.problems(archive, "0" * 64) == ["this is not the key that we were told"]
    # The program agrees, with the log at hand and with nothing but the key.
    site.run("evidence", "verify", archive)
    with zipfile.ZipFile(archive) as found:
        files = {name: found.read(name) for name in found.namelist()}
    key = archive.replace("evidence.zip", "key.pem")
    pathlib.Path(key).write_bytes(files["public-key.pem"])
    site.run("evidence", "verify", archive, "--key", key)
    changed = archive.replace("evidence.zip", "changed.zip")
    for name in files:
        other = dict(files)
        middle = len(other[name]) // 2
        other[name] = other[name][:middle] + bytes([other[name][middle] ^ 1]) + other[name][middle + 1:]
        write(changed, other)
        assert check.problems(changed), f"a byte of {name} was changed, and nobody saw it"
    write(changed, {name: content for name, content in files.items() if name != "holds.csv"})
    assert check.problems(changed) == ["holds.csv is missing"]
    write(changed, files | {"more.csv": b"1"})
    assert check.problems(changed) == ["more.csv was added"]
    assert site.run("evidence", "verify", changed, check=False).returncode == 1


def write(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def names_nobody(site, archive):
    content = pathlib.Path(archive).read_bytes().decode("utf-8", "replace")
    for login in site.card["logins"]:
        number = login["mobileNumber"].replace(" ", "")
        assert number[-8:] not in content.replace(" ", ""), "a number of somebody is in the archive"
    for name in ("Fenna", "Wout", "Ties", "@waterland", "@bueno.example"):
        assert name not in content, "somebody's name is in the archive"


def pages_of_the_desk_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = accessibility.visitor(browser, site, language)
        sign_in(person, OFFICER)
        for path in ("/kantoor", EVIDENCE):
            person.visit(path)
            found += accessibility.problems(person, accessibility.name_of(path, language) + "-fg")
        if person.page.locator("main a[href^='/werk/bevestigen']").count():
            person.press("main a[href^='/werk/bevestigen']")
            prove_again(person, OFFICER)
        found += accessibility.problems(person, f"kantoor-ophalen-vrij-{language}")
        person.press(f"form[action='{EVIDENCE}'] button")
        found += accessibility.problems(person, f"kantoor-ophalen-fout-{language}")
        person.close()
    accessibility.report(found)


ALL = [the_officer_goes_from_the_desk_to_a_request_and_to_evidence, the_command_line_makes_the_same,
       pages_of_the_desk_are_for_everyone]
