"""What must hold after a crash, read from a copy of the files and asked of the program itself."""

import pathlib
import shutil
import sqlite3

WITHOUT_A_PERSON = """
    SELECT (SELECT COUNT(*) FROM enrolment_code WHERE state = 'redeemed')
         - (SELECT COUNT(*) FROM end_user WHERE code_id IS NOT NULL) - (SELECT COUNT(*) FROM erasure)"""


class Before:
    """Whom the demonstration began with: they are in every state there is, and are known to be right."""

    def __init__(self, data, keys, place):
        data_store, key_store = copies(data, keys, place)
        self.persons = {row[0] for row in data_store.execute("SELECT end_user_id FROM end_user")}
        # Nobody is linked to their erasure. What is too many is of who had no code of their own, such as a guardian.
        self.erasures_of_others = -data_store.execute(WITHOUT_A_PERSON).fetchone()[0]
        data_store.close()
        key_store.close()
        assert self.erasures_of_others >= 0, "the demonstration began with codes that lead to nobody"


def look_at_files(data, keys, place, before):
    """Opens copies with another SQLite library than the program's, as a crash left them."""
    found = []
    data_store, key_store = copies(data, keys, place)
    for name, store in (("data", data_store), ("keys", key_store)):
        if store.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            found.append(f"{name}: integrity check")
        if store.execute("PRAGMA foreign_key_check").fetchall():
            found.append(f"{name}: foreign keys")
    found += compare(data_store, key_store, before)
    data_store.close()
    key_store.close()
    return found


def copies(data, keys, place):
    stores = []
    for path in (pathlib.Path(data, "data.sqlite"), pathlib.Path(keys, "keys.sqlite")):
        copy = pathlib.Path(place, path.stem + "-copy.sqlite")
        for suffix in ("", "-wal"):
            source, target = pathlib.Path(str(path) + suffix), pathlib.Path(str(copy) + suffix)
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
        stores.append(sqlite3.connect(copy))
    return stores


def compare(data, keys, before):
    """I2, I5, I6: every enrolment is there whole, once, with its keys; what is not there left nothing behind."""
    found = []

    def none(what, sql):
        count = data.execute(sql).fetchone()[0]
        if count:
            found.append(f"{what}: {count}")

    none("redeemed codes without a person or an erasure", f"{WITHOUT_A_PERSON} + {before.erasures_of_others}")
    none("persons of an open code", """
        SELECT COUNT(*) FROM end_user u JOIN enrolment_code c ON c.code_id = u.code_id WHERE c.state <> 'redeemed'""")
    fields = data.execute("""
        SELECT u.end_user_id, (SELECT COUNT(*) FROM sealed_field f WHERE f.end_user_id = u.end_user_id)
        FROM end_user u WHERE u.state <> 'erased'""").fetchall()
    partly = [count for person, count in fields if person not in before.persons and count != 3]
    if partly:
        found.append(f"persons without the fields of their service: {partly}")
    none("persons without both blind indexes", """
        SELECT COUNT(*) FROM end_user u WHERE u.state <> 'erased' AND
        (SELECT COUNT(*) FROM blind_index b WHERE b.end_user_id = u.end_user_id) <> 2""")
    known = {row[0] for row in keys.execute("SELECT key_id FROM person_key")}
    for row in data.execute("SELECT contact_key_id, identity_key_id FROM end_user WHERE state <> 'erased'"):
        if not set(row) <= known:
            found.append("a person whose keys are lost")
    return found


def ask_the_program(site):
    """I4 and the promises: the log recomputes, agrees with its witness, and with the data."""
    found = []
    for words in (("log", "verify"), ("prove",)):
        done = site.run(*words, check=False)
        if done.returncode != 0:
            broken = [line for line in done.stdout.splitlines() if "WRONG" in line or "BROKEN" in line]
            found.append(f"bueno {' '.join(words)} ended with {done.returncode}: {broken[:5]} {done.stderr[-200:]}")
    return found
