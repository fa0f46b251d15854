"""A small single sign-on server: real OpenID Connect over HTTP on this machine, for one bureau with a few identities."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "lianheng", "only between the two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Identities(ThreadingHTTPServer):
    """Whoever comes is ``present``; nobody types anything."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://localhost:{self.server_address[1]}"
        self.present = "feng.xiaoman"
        self.given: dict[str, dict[str, str]] = {}
        self.broken = False

    def settings(self) -> dict[str, Any]:
        """What stands in ``LIANHENG_OIDC`` for this server."""
        app = {"provider_id": "bureau", "name": "统一门户", "client_id": CLIENT, "secret": SECRET}
        return {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [{**app, "settings": {"server_url": self.address}}],
            }
        }


class Answer(BaseHTTPRequestHandler):
    server: Identities

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._json(self._configuration())
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path == "/userinfo":
            self._json({"sub": self.headers["Authorization"].removeprefix("Bearer ")})
        elif parts.path == "/jwks":
            self._json(
                {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]}
            )
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        grant = self.server.given.pop(asked.get("code", ""), None)
        proof = (
            base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
            .rstrip(b"=")
            .decode()
        )
        right = grant and (asked["client_id"], asked["client_secret"], proof) == (
            CLIENT,
            SECRET,
            grant["challenge"],
        )
        if self.server.broken or not right:
            self._json({"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {"iss": self.server.address, "aud": CLIENT, "sub": grant["who"], "iat": now, "exp": now + 60}
        self._json(
            {
                "access_token": grant["who"],
                "token_type": "Bearer",
                "id_token": jwt.encode(claims, KEY, "RS256", {"kid": "1"}),
            }
        )

    def _configuration(self) -> dict[str, Any]:
        at = self.server.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, asked: dict[str, str]) -> None:
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.server.given[code] = {"who": self.server.present, "challenge": asked["code_challenge"]}
        answer = (
            {"code": code, "state": asked["state"]}
            if self.server.present
            else {"error": "access_denied", "state": asked["state"]}
        )
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def _json(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def identities() -> Iterator[Identities]:
    server = Identities()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
