"""A PostgreSQL of its own that can be torn away."""

import os
import pathlib
import shutil
import subprocess
import tempfile


class Cluster:
    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="bueno-crash."))
        self.binaries = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))[-1]
        if os.getuid() == 0:
            shutil.chown(self.directory, "postgres")
        self.connection = f"host={self.directory} user=postgres dbname=postgres"
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_):
        self.crash()
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def data(self):
        return str(self.directory / "data")

    def start(self):
        options = (f"-c listen_addresses='' -c unix_socket_directories='{self.directory}' "
                   "-c fsync=on -c synchronous_commit=on -c max_connections=200")
        self.run("pg_ctl", "-D", self.data, "-l", str(self.directory / "log"), "-w", "-t", "60", "-o", options, "start")

    def crash(self):
        """No shutdown: every process is told to stop at once, and the next start recovers from the log."""
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def run(self, name, *words):
        command = [str(self.binaries / name), *words]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)
