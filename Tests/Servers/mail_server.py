"""A real SMTP server for tests: says on which port it listens, then one line of JSON per accepted mail.

Needs aiosmtpd (scripts/requirements.txt).
"""
import argparse
import asyncio
import base64
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# Clients that hang up are what the tests are about.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

parser = argparse.ArgumentParser()
parser.add_argument("--security", choices=["starttls", "implicit", "plain"], default="plain")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--recipient-answer", help="what RCPT gets, such as '550 5.1.1 unknown'")
parser.add_argument("--data-answer", help="what the end of DATA gets, such as '451 later'")
parser.add_argument("--silent", action="store_true", help="accept connections and never say a word")
parser.add_argument("--password", help="the password that signs in; without it nobody has to")
options = parser.parse_args()


def say(value):
    print(json.dumps(value), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.recipient_answer:
            return options.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.data_answer:
            return options.data_answer
        say({
            "greeting": session.host_name,
            "encrypted": session.ssl is not None or options.security == "implicit",
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "content": base64.b64encode(envelope.original_content).decode(),
        })
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password.decode() == options.password, handled=False)


def protocol(context):
    starttls = options.security == "starttls"
    return SMTP(
        Handler(), hostname="localhost", tls_context=context if starttls else None, require_starttls=starttls,
        authenticator=authenticate, auth_required=options.password is not None,
        auth_require_tls=options.security == "starttls")


class Silence(asyncio.Protocol):
    pass


async def main():
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    implicit = context if options.security == "implicit" else None
    server = await asyncio.get_running_loop().create_server(
        lambda: Silence() if options.silent else protocol(context), "127.0.0.1", 0, ssl=implicit)
    say({"port": server.sockets[0].getsockname()[1]})
    # The test holds our standard input open; when it ends, so do we.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
