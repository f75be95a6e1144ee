"""The pages about letters, served as the portal serves them, with codes that are invented for each test.

The pages are the agreed ones of PortalsTests (Golden), so this needs no server of ours and no database.
"""

import base64
import ctypes
import functools
import html
import http.server
import pathlib
import random
import re
import threading

from server import ROOT, free_port

GOLDEN = ROOT / "Tests" / "PortalsTests" / "Golden"
ASSETS = ROOT / "Sources" / "Portals" / "Assets"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}
LINK = "https://bueno.example.nl/aanmelden#"

# As ContentPolicy writes them; batches.py holds them against what the program sends. The letter maker may send nothing
# at all; the other pages send one form, to us.
CLOSED = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'none'; "
          "form-action 'none'; frame-ancestors 'none'; base-uri 'none'")
ORDINARY = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'")


class LettersSite:
    """Starts on entering. Remembers every request that reached it, with its body."""

    def __init__(self):
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.pages = {}
        self.asked = []

    def __enter__(self):
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.answer(self, "")

            def do_POST(self):
                site.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request, body):
        self.asked.append((request.command, request.path, body))
        path = request.path.split("?")[0]
        if path in self.pages:
            policy, content, kind = *self.pages[path], "text/html"
        else:
            found = [file for file in ASSETS.rglob("*") if file.is_file() and file.name == path.rpartition("/")[2]]
            policy, content, kind = CLOSED, *((found[0].read_text(), KINDS.get(found[0].suffix, "text/plain")) if found else (None, ""))
        request.send_response(200 if content is not None else 404)
        request.send_header("Content-Security-Policy", policy)
        request.send_header("Content-Type", kind + "; charset=utf-8")
        request.end_headers()
        try:
            request.wfile.write((content or "").encode())
        except BrokenPipeError:
            pass  # The browser went elsewhere before the icon came.

    def serve(self, path, page, policy=CLOSED):
        self.pages[path] = (policy, page)


def golden(name, language):
    return (GOLDEN / f"{name}.{language}.html").read_text()


def with_rows(page, rows):
    """An agreed page with other rows in its table of letters."""
    return re.sub(r"(<table[^>]*data-codes.*?<tbody[^>]*>).*?(</tbody>)", lambda found: found[1] + "".join(rows) + found[2],
                  page, flags=re.DOTALL)


def code_row(code):
    return (f'<tr data-letter="{code["letter"]}" data-code="{code["code"]}" data-qr="{html.escape(code["bits"])}" '
            f'data-size="{code["size"]}"><th scope="row">{code["letter"]}</th><td class="mono" dir="ltr">{code["code"]}</td></tr>')


@functools.cache
def codes(count):
    """Invented codes with the QR codes that our server would make of them."""
    dice = random.Random(7)
    made = []
    for number in range(1, count + 1):
        characters = "".join(dice.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(12))
        size, bits = qr(LINK + characters)
        made.append({"letter": f"{number:04}", "code": " ".join((characters[:4], characters[4:8], characters[8:])),
                     "size": size, "bits": bits, "link": LINK + characters})
    return made


def code_file(directory, count):
    """What the portal offers beside the letter maker that opens from disk."""
    rows = ["brief;code;geldig_tot;qr_omvang;qr"]
    rows += [f'{code["letter"]};{code["code"]};2026-12-02;{code["size"]};{code["bits"]}' for code in codes(count)]
    path = pathlib.Path(directory, "codes.csv")
    path.write_text("\ufeff" + "\r\n".join(rows) + "\r\n")
    return str(path)


class _QRCode(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


@functools.cache
def _library():
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeData.restype = ctypes.POINTER(_QRCode)
    return library


def qr(text):
    """Modules on one side, and the packed modules, by the library that the program uses."""
    made = _library().QRcode_encodeData(len(text.encode()), text.encode(), 0, 1)
    size = made.contents.width
    bits = bytearray((size * size + 7) // 8)
    for index in range(size * size):
        if made.contents.data[index] & 1:
            bits[index // 8] |= 128 >> index % 8
    _library().QRcode_free(made)
    return size, base64.b64encode(bytes(bits)).decode()
