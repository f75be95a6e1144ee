"""An identity provider that does as it is told, for tests: honest, or wrong in one way at a time.

Says its port, then one line of JSON per request. Each folder is an issuer (`http://127.0.0.1:PORT/honest`); what its
document does wrong is its name. The code tells the token endpoint what to answer: base 64 of JSON with the nonce, the
moment, and the `crime`. Needs cryptography (scripts/requirements.txt).
"""
import base64
import functools
import hashlib
import hmac
import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CLIENT = "bueno"


def say(value):
    print(json.dumps(value), flush=True)


def encoded(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, length=None):
    return encoded(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


@functools.cache
def rsa_key(name):
    """Made when it is first needed: making one takes longer than all else here."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def rsa_jwk(key, name):
    public = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": name, "use": "sig", "n": number(public.n), "e": number(public.e)}


def ec_jwk(key, name):
    public = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "kid": name, "x": number(public.x, 32), "y": number(public.y, 32)}


EC = ec.generate_private_key(ec.SECP256R1())
PUBLISHED = [rsa_jwk(rsa_key("ours"), "rsa"), ec_jwk(EC, "ec"), {"kty": "OKP", "crv": "Ed25519", "kid": "okp", "x": "AAAA"}]
USED = set()


def signature(algorithm, message, key):
    if algorithm == "RS256":
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if algorithm == "PS256":
        return key.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    if algorithm == "ES256":
        r, s = decode_dss_signature(EC.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    if algorithm == "HS256":
        # The public key, which everybody has, as if it were a shared secret.
        pem = rsa_key("ours").public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return hmac.new(pem, message, hashlib.sha256).digest()
    return b""


def token(issuer, order):
    """The token that the order asks for."""
    crime, now = order.get("crime"), order["now"]
    algorithm = {"none": "none", "hs256": "HS256"}.get(crime, order.get("algorithm", "RS256"))
    header = {"alg": algorithm, "typ": "JWT", "kid": "ec" if algorithm == "ES256" else "rsa"}
    claims = {
        "iss": issuer, "aud": CLIENT, "sub": "248289761001", "iat": now, "exp": now + 300, "nonce": order["nonce"],
        "email": "v.voorbeeld@example.nl", "email_verified": True, "name": "V. Voorbeeld",
        "groups": order.get("groups", ["bueno-admin", "other"])}
    key = rsa_key("ours")
    match crime:
        case "forged": key = rsa_key("other")
        case "new-key":
            key, header["kid"] = rsa_key("new"), "new"
            PUBLISHED.append(rsa_jwk(key, "new"))
        case "unknown-key": header["kid"] = "nobody"
        case "no-key-id": del header["kid"]
        case "key-of-other-kind": header["kid"] = "ec"
        case "own-key":
            key = rsa_key("other")
            header |= {"kid": "own", "jwk": rsa_jwk(key, "own"), "jku": f"{issuer}/own-jwks"}
        case "critical": header |= {"crit": ["b64"], "b64": False}
        case "access-token": header["typ"] = "at+jwt"
        case "wrong-issuer": claims["iss"] += "/"
        case "wrong-audience": claims["aud"] = "somebody"
        case "among-audiences": claims["aud"] = [CLIENT, "somebody"]
        case "authorized-among-audiences": claims |= {"aud": [CLIENT, "somebody"], "azp": CLIENT}
        case "wrong-party": claims["azp"] = "somebody"
        case "expired": claims |= {"iat": now - 400, "exp": now - 61}
        case "future": claims |= {"iat": now + 120, "exp": now + 400}
        case "old": claims |= {"iat": now - 700, "exp": now + 400}
        case "wrong-nonce": claims["nonce"] = "another"
        case "no-nonce": del claims["nonce"]
        case "no-subject": del claims["sub"]
        case "long-subject": claims["sub"] = "s" * 256
        case "no-expiry": del claims["exp"]
        case "text-expiry": claims["exp"] = str(now + 300)
        case "unverified": claims["email_verified"] = False
        case "just-now": claims["auth_time"] = now
        case "nameless": del claims["name"]
    signed = f"{encoded(header)}.{encoded(claims)}"
    name = encoded(signature(algorithm, signed.encode(), key))
    match crime:
        case "altered":
            signed = f"{encoded(header)}.{encoded(claims | {'sub': 'somebody else'})}"
        case "unsigned": name = ""
        case "no-token": return None
        case "no-compact": return "a.b"
    return f"{signed}.{name}"


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def base(self):
        scheme = "https" if len(sys.argv) > 2 else "http"
        return f"{scheme}://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, status, body, headers=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        folder, _, rest = self.path.lstrip("/").partition("/")
        say({"method": "GET", "path": self.path, "headers": {}, "form": {}})
        issuer = f"{self.base}/{folder}"
        if rest == "jwks":
            body = {"keys": PUBLISHED}
            return self.answer(200, body | {"more": "x" * 262_144} if folder == "long-keys" else body)
        if rest != ".well-known/openid-configuration":
            return self.answer(404, {})
        document = {
            "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize?tenant=1",
            "token_endpoint": f"{issuer}/token", "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "PS256", "ES256"]}
        match folder:
            case "post": document["token_endpoint_auth_methods_supported"] = ["private_key_jwt", "client_secret_post"]
            case "names-issuer": document["authorization_response_iss_parameter_supported"] = True
            case "wrong-issuer": document["issuer"] += "/"
            case "unsafe": document["token_endpoint"] = "http://provider.example.nl/token"
            case "no-endpoint": del document["token_endpoint"]
            case "hs256-only": document["id_token_signing_alg_values_supported"] = ["HS256", "none"]
            case "no-secret": document["token_endpoint_auth_methods_supported"] = ["private_key_jwt"]
            case "long": document["more"] = "x" * 262_144
            case "no-json": return self.answer(200, b"<html>")
            case "down": return self.answer(503, {})
            case "elsewhere":
                return self.answer(302, {}, [("Location", f"{self.base}/honest/{rest}")])
            case "silent": time.sleep(3600)
        self.answer(200, document)

    def do_POST(self):
        folder = self.path.lstrip("/").split("/")[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        say({
            "method": "POST", "path": self.path, "form": form,
            "headers": {name.lower(): value for name, value in self.headers.items()}})
        code = form.get("code", "")
        order = json.loads(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)))
        if code in USED:
            return self.answer(400, {"error": "invalid_grant"})
        USED.add(code)
        match order.get("crime"):
            case "wrong-secret": return self.answer(401, {"error": "invalid_client"})
            case "server-error": return self.answer(500, b"oops")
            case "long-answer": return self.answer(200, {"id_token": "x" * 300_000})
            case "long-token": return self.answer(200, {"id_token": "x" * 40_000})
            case "elsewhere":
                return self.answer(307, {}, [("Location", f"{self.base}/honest/token")])
            case "silent": time.sleep(3600)
            case "no-json": return self.answer(200, b"id_token=a.b.c")
        made = token(f"{self.base}/{folder}", order)
        self.answer(200, {"access_token": "x", "token_type": "Bearer"} | ({"id_token": made} if made else {}))

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
server.daemon_threads = True
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
say({"port": server.server_address[1]})
sys.stdin.read()
