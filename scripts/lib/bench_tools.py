"""What every measurement needs: figures of a program, a directory of its own, requests, and a server that ends."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

ARTIFACTS = pathlib.Path(".artifacts")
FLOOR = str(ARTIFACTS / "floor")
BUENO = os.environ["BUENO"]
PORT = int(os.environ.get("BENCH_PORT", "18090"))
# With two cores or more the server has one to itself, and who asks has another.
CORES = os.cpu_count() or 1
SERVER = ["taskset", "-c", "0"] if CORES > 1 else []
CLIENT = ["taskset", "-c", "1"] if CORES > 1 else []


def say(text):
    print(f"\033[1m==\033[0m {text}", flush=True)


def figures(*command):
    """Runs a command that prints names, tabs and numbers."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:4])}... ended with {done.returncode}")
    return read_figures(done.stdout)


def read_figures(text):
    lines = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {name: float(value) for name, value in lines}


def bueno(verb, directory, *more):
    return figures(BUENO, "bench", verb, "--directory", str(directory), *more)


def fresh(name):
    directory = ARTIFACTS / "bench" / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def copied(directory, name):
    target = fresh(name)
    for file in directory.glob("*.sqlite*"):
        shutil.copy(file, target)
    return str(target / "data.sqlite"), str(target / "keys.sqlite")


def wrk(url, seconds, connections=64, script=None, headers=()):
    """Requests per second, and the 99th percentile in milliseconds."""
    command = [*CLIENT, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    text = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if bad:
        raise SystemExit(f"{url}: {bad[1]} answers were errors")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
    slow, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return rate, float(slow) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


class Server:
    """A server that is told to stop when the block ends."""

    def __init__(self, command, ready, output=subprocess.DEVNULL, patience=60):
        self.command, self.ready, self.output, self.patience = command, ready, output, patience

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=self.output)
        for _ in range(self.patience * 10):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.command[0]} ended with {self.process.returncode}")
            if self.ready():
                time.sleep(0.5)
                return self
            time.sleep(0.1)
        raise SystemExit(f"{self.command[0]} did not start")

    def processor_seconds(self):
        """What the server used of its processors so far: holds on a machine where others work too."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def measured(self, url, seconds, **more):
        """Requests per second, the 99th percentile in milliseconds, and processor milliseconds of each."""
        before = self.processor_seconds()
        each, slow = wrk(url, seconds, **more)
        return each, slow, (self.processor_seconds() - before) / (each * seconds) * 1e3

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def answers(url):
    return subprocess.run(["curl", "-s", "-o", os.devnull, url]).returncode == 0
