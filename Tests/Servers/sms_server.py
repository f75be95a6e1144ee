"""A real HTTP server that plays an SMS gateway: says its port, then one line of JSON per request.

`/status/503` answers 503; every other path answers 202 as Kannel does; `/silent` never answers.
"""
import base64
import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def say(value):
    print(json.dumps(value), flush=True)


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        url = urlsplit(self.path)
        if url.path == "/silent":
            time.sleep(3600)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        say({
            "method": self.command,
            "path": url.path,
            "query": {name: values[0] for name, values in parse_qs(url.query).items()},
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": base64.b64encode(body).decode(),
        })
        status = int(url.path.split("/")[-1]) if url.path.startswith("/status/") else 202
        text = b"0: Accepted for delivery"
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
server.daemon_threads = True
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
say({"port": server.server_address[1]})
sys.stdin.read()
