"""A real server on a small demonstration of its own, in a temporary directory that is gone afterwards."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    """The program that was built last, or the one that BUENO_TEST_PROGRAM names."""
    named = os.environ.get("BUENO_TEST_PROGRAM")
    found = [pathlib.Path(named)] if named else [ROOT / ".build" / kind / "bueno" for kind in ("debug", "release")]
    for path in found:
        if path.exists():
            return str(path)
    raise SystemExit("There is no program yet: run `swift build` first.")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Starts on entering, drains on leaving."""

    def __init__(self, directory=None, persons=60, arguments=()):
        self.temporary = directory is None
        self.directory = pathlib.Path(directory or tempfile.mkdtemp(prefix="bueno-browser."))
        self.data = str(self.directory / "data")
        self.persons = persons
        self.arguments = list(arguments)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.process = None
        # What the server runs under, such as strace.
        self.wrapper = []

    def run(self, *words, check=True):
        """A verb of the command line, as an operator would type it."""
        done = subprocess.run([program(), *words, "--data", self.data], capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"bueno {' '.join(words)} ended with {done.returncode}: {done.stderr}")
        return done

    def __enter__(self):
        if not os.path.exists(self.data):
            self.run("demo", "--persons", str(self.persons), "--port", str(self.port))
        self.start()
        return self

    def start(self, waits=True):
        """Until it is ready; or, behind its quarantine, until it answers at all."""
        self.log = open(self.directory / "server.log", "a")
        self.process = subprocess.Popen(
            [*self.wrapper, program(), "serve", "--data", self.data, "--port", str(self.port), *self.arguments],
            stdout=self.log, stderr=self.log, env=os.environ | {"BUENO_TRUSTED_PROXIES": "127.0.0.1, ::1"})
        limit = time.time() + 30
        while time.time() < limit:
            try:
                with urllib.request.urlopen(self.url + "/healthz", timeout=1):
                    return
            except urllib.error.HTTPError:
                if not waits:
                    return
                time.sleep(0.05)
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise AssertionError("the server did not start:\n" + (self.directory / "server.log").read_text())

    def stop(self):
        """As ctrl-C: what is under way is finished. Returns the exit code."""
        # Under strace the server is its child.
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        os.kill(int(children[0]) if self.wrapper and children else self.process.pid, signal.SIGINT)
        return self.process.wait(30)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()
        self.log.close()
        if self.temporary:
            shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def card(self):
        return json.loads(pathlib.Path(self.data, "demonstration.json").read_text())

    def new_code(self):
        done = self.run(
            "codes", "issue", "--contract", self.card["contract"], "--until", "2099-12-31", "--reason", "browser test")
        return done.stdout.strip().split("\t")[1]
