"""The hidden `bueno hammer`: load without HTTP, which a test can kill at any moment or run under strace."""

import pathlib
import subprocess
import threading
import time

from server import program


class Hammer:
    """One installation of its own. Lines that reached this process are the ledger of what was acknowledged."""

    def __init__(self, directory, postgresql=None):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(mode=0o700, exist_ok=True)
        self.ledger = self.directory / "ledger"
        self.ledger.touch()
        self.arguments = ["--directory", str(self.directory), "--ledger", str(self.ledger)]
        if postgresql:
            self.arguments += ["--postgresql", postgresql]

    def start(self, *words, wrapper=()):
        """Starts it; `ready` is set when the load begins, `lines` grows until it ends."""
        self.lines, self.ready = [], threading.Event()
        self.process = subprocess.Popen(
            [*wrapper, program(), "hammer", *self.arguments, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.readers = [threading.Thread(target=self.read, daemon=True),
                        threading.Thread(target=self.read_errors, daemon=True)]
        for reader in self.readers:
            reader.start()

    def read(self):
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                self.lines.append(line.decode().strip())
                if line == b"ready\n":
                    self.ready.set()

    def read_errors(self):
        self.errors = self.process.stderr.read().decode()

    def wait(self, seconds=60):
        """Until it has ended; what it acknowledged goes into the ledger. Returns its exit code."""
        code = self.process.wait(seconds)
        for reader in self.readers:
            reader.join(10)
        with self.ledger.open("a") as ledger:
            ledger.writelines(line + "\n" for line in self.lines if line[:2] in ("E ", "x ", "X "))
        return code

    def kill(self):
        self.process.kill()
        self.wait()

    def said(self, first):
        return [line for line in self.lines if line.split(" ")[0] == first]

    def examine(self, where):
        """Looks at everything that was ever acknowledged, and says how long an open took."""
        began = time.time()
        self.start("--persons", "0")
        code = self.wait()
        assert code == 0, f"{where}: ended with {code}: {self.said('BROKEN')[:5]} {self.errors[-300:]}"
        assert self.said("examined"), f"{where}: nothing was examined"
        return time.time() - began

    def expect_broken(self, what):
        self.start("--persons", "0")
        code = self.wait()
        assert code == 1 and self.said("BROKEN"), f"not noticed: {what} (exit code {code})"
        return self.said("BROKEN")[0]
