"""PDF files, pages and a local server for the tests of intake."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

Placed = tuple[float, float, float, str]
_ENCRYPTED = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{}> /U <{}> /P -44 >> /ID [<41><41>]"

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Troops to leave Norwick by June</title>
<meta property="og:site_name" content="The Norwick Herald">
<meta name="author" content="Jane Roe; John Doe">
<meta property="article:published_time" content="2025-03-03">
<link rel="canonical" href="https://herald.example/troops"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>
<h1>Troops to leave Norwick by June</h1>
<p>NORWICK (Reuters) — The government will withdraw its troops from the city by June.</p>
<p>“We have kept our word,” the minister told reporters, and left for the capital.</p>
<p>Residents welcomed the decision, which comes after two years of talks.</p>
</article><footer>© 2019 The Norwick Herald</footer></body></html>"""


@pytest.fixture
def page() -> str:
    return PAGE


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return _pdf


def _pdf(*pages: list[Placed], encrypted: bool = False) -> bytes:
    """A PDF of pages of (left, bottom, size, text)."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, lines in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({text}) Tj ET\n"
            for left, bottom, size, text in lines
        )
        parts += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Contents {5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
        ]
    return _assembled(parts, _ENCRYPTED.format("41" * 32, "42" * 32) if encrypted else "")


def _assembled(parts: list[str], encrypt: str) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return data + (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(parts) + 1} /Root 1 0 R {encrypt} >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode("ascii")


Serve = Callable[[Callable[[Callable[[bytes], None]], None]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server on the loopback address that answers by `answer(send)`; gives its address."""
    servers: list[socketserver.ThreadingTCPServer] = []

    def start(answer: Callable[[Callable[[bytes], None]], None]) -> str:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.recv(65_536)
                with _gone():
                    answer(self.request.sendall)

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.block_on_close = False
        server.shutdown()
        server.server_close()


@contextmanager
def _gone() -> Iterator[None]:
    with suppress(OSError):  # the other side hung up, as it should
        yield
