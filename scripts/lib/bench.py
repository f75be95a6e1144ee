"""The table of `make bench`: every figure of ours beside a limit and a peer, measured in the same run."""

import argparse
import http.client
import os
import pathlib
import shutil
import subprocess
import time

from bench_table import Table, beside, rate
from bench_tools import (
    answers, ARTIFACTS, bueno, BUENO, copied, figures, FLOOR, fresh, PORT, read_figures, say, Server,
    SERVER, wrk)


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


def codes(table):
    """As many codes as a customer may order at once, beside fifty small writes a second; then the page of them."""
    server = os.environ.get("BUENO_TEST_POSTGRESQL")
    engines = {"SQLite": []} | ({"PostgreSQL": ["--postgresql", server, "--schema", "codes"]} if server else {})
    for engine, more in engines.items():
        say(f"50,000 codes, {engine}")
        world = fresh(f"codes-{engine}")
        session, told = world / "session", world / "figures"
        command = [BUENO, "bench", "codes", "--directory", str(world), "--port", str(PORT),
                   "--session-file", str(session), *more]
        base = f"http://127.0.0.1:{PORT}"
        with open(told, "w") as output, Server(
                command, lambda: session.exists() and answers(base + "/healthz"), output, patience=600):
            waits = sorted(asked(*session.read_text().split(), count=400))
        ours = read_figures(told.read_text())
        table.add(
            f"50,000 codes made, {engine}, beside 50 writes/s",
            f"{ours['codes_made_s']:.1f} s ({rate(ours['codes_made_per_s'])}); a write beside it waits "
            f"p95 {ours['write_beside_p95_ms']:.1f} ms, p99 {ours['write_beside_p99_ms']:.1f}", "", "", "< 20 s")
        table.add(
            f"page of a batch of 50,000 over HTTP, {engine}, beside 50 writes/s",
            f"p50 {waits[len(waits) // 2]:.1f} ms, p95 {waits[len(waits) * 95 // 100]:.1f}, "
            f"p99 {waits[len(waits) * 99 // 100]:.1f}", "", "", "p95 < 50 ms")


def asked(token, batch, count):
    """How many milliseconds each of so many pages took: one after the other, each time another part of the batch."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    for turn in range(count):
        status = ["", "&st=niet-gebruikt", "&st=gebruikt"][turn % 3]
        start = time.perf_counter()
        connection.request("GET", f"/klant/codes/{batch}?p={turn * 7919 % 1000 + 1}{status}",
                           headers={"Cookie": f"__Host-bueno-werk={token}"})
        answer = connection.getresponse()
        page = answer.read()
        yield (time.perf_counter() - start) * 1e3
        if answer.status != 200 or b"50.000" not in page:
            raise SystemExit(f"the page of the batch answered {answer.status}")


def accesses(table, world, size):
    """A copy of everything of one person, beside the same rows by SQL."""
    copies = bueno("access", world)
    for rows in (22, 10_022):
        plain = copies[f"access_{rows}_plain_sql_ms"]
        table.add(
            f"a copy of everything, {rows:,} rows, among {size:,}", f"{copies[f'access_{rows}_ms']:.2f} ms",
            f"the same rows by SQL and one durable row {plain:.2f} ms: {copies[f'access_{rows}_times_plain']:.1f}x",
            "", "5x")


def erasures(table, sizes, keep):
    for size in sizes:
        say(f"Access and erasure among {size:,} persons")
        world = ARTIFACTS / "bench" / f"persons-{size}"
        if not keep:
            shutil.rmtree(world, ignore_errors=True)
        world.mkdir(parents=True, exist_ok=True)
        bueno("fill", world, "--persons", str(size))
        accesses(table, world, size)
        ours = bueno("erase", world)
        raw = figures(FLOOR, "erase", *copied(world, "erase-raw"), "100")["raw_erasure_ms"]
        shutil.rmtree(ARTIFACTS / "bench" / "erase-raw")
        table.add(
            f"erasure among {size:,}",
            f"commit {ours['erasure_commit_p50_ms']:.1f} ms (p99 {ours['erasure_commit_p99_ms']:.1f}), "
            f"shredded {ours['erasure_shredded_p50_ms']:.1f} ms later",
            f"raw SQL {raw:.2f} ms: {ours['erasure_commit_p50_ms'] / raw:.1f}x", "", "< 10 ms, flat")
        run = bueno("retain", world)
        table.add(
            f"daily run among {size:,}, {run['retention_due']:.0f} rows due",
            f"{run['retention_run_s']:.1f} s, shredded {run['retention_shredded_s']:.1f} s later, "
            f"dry run {run['retention_plan_ms']:.0f} ms, {run['retention_memory_mib']:.0f} MiB",
            "", "", "< 30 s, < 256 MiB among 1 M with 3,000 due")
        table.add(f"retention sweep among {size:,}", f"{ours['retention_sweep_ms']:.0f} ms", "", "", "")
        if not keep:
            shutil.rmtree(world)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", default="1000,100000,1000000")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--only", default="enrolments,reads,pages,codes,erasures")
    given = parser.parse_args()
    table = Table()
    parts = {
        "enrolments": lambda: enrolments(table),
        "reads": lambda: reads(table, given.seconds),
        "pages": lambda: pages(table, given.seconds),
        "codes": lambda: codes(table),
        "erasures": lambda: erasures(table, [int(size) for size in given.persons.split(",")], given.keep),
    }
    for name in given.only.split(","):
        parts[name]()
    table.show()
    if not given.keep:
        shutil.rmtree(ARTIFACTS / "bench", ignore_errors=True)


main()
