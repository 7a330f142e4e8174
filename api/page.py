"""Pages: templates with every value escaped, static files, and the headers that keep strangers' script out (K1, K2)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.errors import NotFound

SHARED: Final = Path(__file__).parent / "assets"
CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Pages:
    """The templates and static files of one folder; ``static`` also has the shared ones."""

    def __init__(self, folder: Path) -> None:
        loader = FileSystemLoader(folder / "templates")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._files = _read(SHARED / "static") | _read(folder / "static")
        self._version = hashlib.sha256(b"".join(self._files[name] for name in sorted(self._files))).hexdigest()[:12]
        self._templates.globals["version"] = self._version

    def render(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """One page. It is never kept by a cache: it shows what customers wrote."""
        body = self._templates.get_template(name).render(**values)
        return HTMLResponse(body, status_code=status, headers={**HEADERS, "Cache-Control": "no-store"})

    def file(self, name: str) -> bytes:
        """A style sheet, script or picture. Raises NotFound for every other name."""
        if name not in self._files:
            raise NotFound("There is no such file.")
        return self._files[name]

    def static(self, request: Request, name: str) -> Response:
        """The answer with a file: for ever where the address names this version. Raises NotFound."""
        body = self.file(name)
        fresh = request.query_params.get("v") == self._version
        caching = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return Response(body, media_type=TYPES[Path(name).suffix], headers={**HEADERS, "Cache-Control": caching})


def _read(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in TYPES}
