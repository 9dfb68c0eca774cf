"""A mail server for tests: takes letters into a folder, one JSON file each, and prints its port.
Recipients called refused@ get a 550, later@ a 451."""
import asyncio
import email.policy
import json
import pathlib
import sys

from email import message_from_bytes

from aiosmtpd.smtp import SMTP


class Sink:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = len(list(self.folder.iterdir()))

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "451 4.3.0 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {kind: message.get_body((kind,)).get_content() for kind in ("plain", "html")}
        letter = {
            "to": envelope.rcpt_tos[0], "subject": str(message["subject"]), "id": str(message["message-id"]),
            "from": str(message["from"]), "auto": str(message["auto-submitted"]),
            "stop": str(message["list-unsubscribe"]), "text": parts["plain"], "html": parts["html"],
        }
        self.count += 1
        (self.folder / f"{self.count:04}.json").write_text(json.dumps(letter))
        return "250 OK"


async def serve(folder, port):
    loop = asyncio.get_running_loop()
    handler = Sink(folder)
    server = await loop.create_server(lambda: SMTP(handler, hostname="sink"), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The test's end closes the pipe, however it ends.
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
