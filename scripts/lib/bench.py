"""The table of `make bench`: every figure of ours beside a limit and a peer, measured in the same run."""

import argparse
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
    lines = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
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

    def __init__(self, command, ready):
        self.command, self.ready = command, ready

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        for _ in range(600):
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


def nginx(body):
    """nginx with one worker, serving one file of this many bytes from memory."""
    directory = fresh("nginx").resolve()
    (directory / "index.html").write_bytes(b"x" * body)
    os.chmod(directory, 0o755)
    port = PORT + 5
    (directory / "nginx.conf").write_text(f"""
        worker_processes 1; daemon off; pid {directory}/pid; error_log {directory}/error.log;
        {'user root;' if os.geteuid() == 0 else ''}
        events {{ worker_connections 1024; }}
        http {{
            access_log off; keepalive_requests 1000000; open_file_cache max=10; sendfile on;
            default_type text/html; client_body_temp_path {directory}/t1; proxy_temp_path {directory}/t2;
            fastcgi_temp_path {directory}/t3; uwsgi_temp_path {directory}/t4; scgi_temp_path {directory}/t5;
            server {{ listen 127.0.0.1:{port}; root {directory}; }}
        }}""")
    url = f"http://127.0.0.1:{port}/index.html"
    command = [*SERVER, "nginx", "-c", str(directory / "nginx.conf"), "-p", str(directory)]
    return Server(command, lambda: answers(url)), url


def cookies(tokens, header, prefix=""):
    """A script for wrk: every request is another person's."""
    script = ARTIFACTS / "bench" / "persons.lua"
    values = ",".join(f'"{prefix}{token}"' for token in pathlib.Path(tokens).read_text().split())
    script.write_text(
        f'local v = {{{values}}}\nlocal r = {{}}\nlocal i = 0\n'
        f'local h = function(x) return {{["{header}"] = x}} end\n'
        'init = function() for k, x in ipairs(v) do r[k] = wrk.format("GET", nil, h(x)) end end\n'
        "request = function() i = i % #v + 1 return r[i] end\n")
    return str(script)


class Table:
    def __init__(self):
        self.rows = []

    def add(self, work, ours, limit="", peer="", goal=""):
        self.rows.append((work, ours, limit, peer, goal))
        print("   ", " | ".join(part for part in self.rows[-1] if part), flush=True)

    def show(self):
        head = ("work", "ours", "limit", "peer", "goal")
        print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def rate(value):
    return f"{value:,.0f}/s"


def beside(ours, other, name):
    return f"{name} {rate(other)}: {ours / other:.3f}"


def enrolments(table):
    say("Enrolments: 64 people at once, three screens each")
    def syncs_per_s():
        return figures(FLOOR, "sync", str(ARTIFACTS))["syncs_per_s"]

    before = syncs_per_s()
    ours = bueno("enrol", fresh("enrol"))
    syncs = (before + syncs_per_s()) / 2
    raw_world = fresh("enrol-raw")
    bueno("enrol", raw_world, "--count", "64", "--spare", "6000")
    raw = figures(FLOOR, "enrol", str(raw_world / "data.sqlite"), str(raw_world / "keys.sqlite"), "6000")
    each = ours["enrolments_per_s"]
    table.add(
        "enrolment, SQLite FULL", f"{rate(each)}, p99 {ours['enrolment_p99_ms']:.0f} ms",
        beside(each, syncs, "fdatasync"), beside(each, raw["raw_enrolments_per_s"], "raw SQL in C"), "500/s")
    server = os.environ.get("BUENO_TEST_POSTGRESQL")
    if server:
        ours = bueno("enrol", fresh("enrol-pg"), "--postgresql", server, "--count", "3000")
        each = ours["enrolments_per_s"]
        table.add(
            "enrolment, PostgreSQL", f"{rate(each)}, p99 {ours['enrolment_p99_ms']:.0f} ms",
            beside(each, syncs, "fdatasync"))


def reads(table, seconds):
    say("A person's three fields, opened and logged")
    world = fresh("read")
    bueno("fill", world, "--persons", "20000")
    raw = figures(FLOOR, "read", str(world / "data.sqlite"))["raw_reads_per_s"]
    ours = bueno("read", world, "--seconds", str(seconds))
    syncs = figures(FLOOR, "access", copied(world, "access-raw")[0])
    each = ours["reads_per_s"]
    table.add(
        "person read, 3 fields, durable leaf; 64 at once, no HTTP",
        f"{rate(each)}, p99 {ours['read_p99_ms']:.1f} ms", beside(each, raw, "raw SQL read, no log"))
    table.add(
        "the same at half load", f"p99 {ours['read_half_load_p99_ms']:.1f} ms", "", "", "p99 < 10 ms")
    file = ours["access_file_p50_ms"]
    limit = syncs["raw_access_ms"] + syncs["raw_durable_row_ms"]
    table.add(
        "access file of a person", f"{file:.2f} ms",
        f"raw SQL and one durable row {limit:.2f} ms: {file / limit:.1f}x", "", "5x")
    copies = bueno("access", fresh("access"))
    for rows in (22, 10_022):
        plain = copies[f"access_{rows}_plain_sql_ms"]
        table.add(
            f"a copy of everything, {rows:,} rows", f"{copies[f'access_{rows}_ms']:.2f} ms",
            f"the same rows by SQL and one durable row {plain:.2f} ms: {copies[f'access_{rows}_times_plain']:.1f}x",
            "", "5x")
    server = os.environ.get("BUENO_TEST_POSTGRESQL")
    if server:
        ours = bueno("read", fresh("read-pg"), "--postgresql", server, "--schema", "reads")
        table.add(
            "person read, PostgreSQL", f"{rate(ours['reads_per_s'])}, p99 {ours['read_p99_ms']:.1f} ms")


def pages(table, seconds):
    say("Over HTTP, one core for the server")
    world = fresh("pages")
    tokens = world / "tokens"
    base, other = f"http://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}"
    command = [
        *SERVER, BUENO, "bench", "serve", "--directory", str(world), "--port", str(PORT),
        "--tokens", str(tokens)]
    with Server(command, lambda: tokens.exists() and answers(base + "/healthz")) as server:
        as_cookie = cookies(tokens, "Cookie", "__Host-bueno=")
        page = "/mijn/privacy/wie-zag"
        first = tokens.read_text().split()[0]
        html = subprocess.run(
            ["curl", "-s", "-H", f"Cookie: __Host-bueno={first}", base + page], capture_output=True).stdout
        rows = html.count(b'class="time__ask"')
        if rows != 20:
            raise SystemExit(f"the page shows {rows} rows, not 20")
        seen = server.measured(base + page, seconds, script=as_cookie)
        own = server.measured(base + "/mijn/gegevens", seconds, script=as_cookie)
        home = server.measured(base + "/", seconds)
        as_json = cookies(tokens, "Authorization")
        json = server.measured(other + "/person", seconds, script=as_json)
        calm = server.measured(other + "/person", seconds, connections=4, script=as_json)
    small, url = nginx(300)
    with small:
        peer_small = wrk(url, seconds)[0]
    large, url = nginx(len(html))
    with large:
        peer = wrk(url, seconds)[0]

    def row(work, seen, peer=None, goal=""):
        table.add(
            work, f"{rate(seen[0])}, p99 {seen[1]:.1f} ms, {seen[2]:.2f} ms of processor each", "",
            beside(seen[0], peer, "nginx static") if peer else "", goal)

    row("person as JSON, 3 fields, session, durable leaf", json, peer_small, "0.20 of nginx")
    row("the same, 4 connections", calm, goal="p99 < 10 ms")
    row("page of 20 rows (who saw my data)", seen, peer, "2,000/s")
    row("page of own data (3 fields opened, durable leaf)", own, peer)
    row("home page", home, peer)


def erasures(table, sizes, keep):
    for size in sizes:
        say(f"Erasure among {size:,} persons")
        world = ARTIFACTS / "bench" / f"persons-{size}"
        if not keep:
            shutil.rmtree(world, ignore_errors=True)
        world.mkdir(parents=True, exist_ok=True)
        bueno("fill", world, "--persons", str(size))
        ours = bueno("erase", world)
        raw = figures(FLOOR, "erase", *copied(world, "erase-raw"), "100")["raw_erasure_ms"]
        shutil.rmtree(ARTIFACTS / "bench" / "erase-raw")
        table.add(
            f"erasure among {size:,}",
            f"commit {ours['erasure_commit_p50_ms']:.1f} ms (p99 {ours['erasure_commit_p99_ms']:.1f}), "
            f"shredded {ours['erasure_shredded_p50_ms']:.1f} ms later",
            f"raw SQL {raw:.2f} ms: {ours['erasure_commit_p50_ms'] / raw:.1f}x", "", "< 10 ms, flat")
        table.add(f"retention sweep among {size:,}", f"{ours['retention_sweep_ms']:.0f} ms", "", "", "")
        if not keep:
            shutil.rmtree(world)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", default="1000,100000,1000000")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--only", default="enrolments,reads,pages,erasures")
    given = parser.parse_args()
    table = Table()
    parts = {
        "enrolments": lambda: enrolments(table),
        "reads": lambda: reads(table, given.seconds),
        "pages": lambda: pages(table, given.seconds),
        "erasures": lambda: erasures(table, [int(size) for size in given.persons.split(",")], given.keep),
    }
    for name in given.only.split(","):
        parts[name]()
    table.show()
    if not given.keep:
        shutil.rmtree(ARTIFACTS / "bench", ignore_errors=True)


main()
