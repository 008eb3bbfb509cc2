"""An OpenID provider for tests: signs in whomever it is told to, well or with one fault.

`python sso_provider.py PORT`; POST /control takes {"claims": {…}, "fault": "…"} for the next sign-in.
"""

import base64
import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "ecabinet", "a-secret-of-the-client"
OWN, FOREIGN = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
told: dict[str, Any] = {"claims": {}, "fault": ""}
codes: dict[str, dict[str, str]] = {}


class Provider(BaseHTTPRequestHandler):
    """Discovery, authorization (which asks nobody), token, keys."""

    def log_message(self, *about: Any) -> None:
        """Quietly."""

    @property
    def issuer(self) -> str:
        """This process."""
        return f"http://127.0.0.1:{sys.argv[1]}"

    def do_GET(self) -> None:
        """What browsers and the house read."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self._json(self._configuration())
        elif parts.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OWN.public_key()))
            self._json({"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]})
        elif parts.path == "/authorize":
            code = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
            codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        """The token, and what tests wish."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/control":
            told.update(json.loads(body))
            return self._json({})
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or sent.get("client_secret") != SECRET or asked.get("code_challenge") != proof:
            return self._json({"error": "invalid_grant"}, status=400)
        return self._json({"access_token": "x", "token_type": "Bearer", "id_token": self._token(asked)})

    def _token(self, asked: dict[str, str]) -> str:
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "one",
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            "nonce": asked.get("nonce"),
            **told["claims"],
        }
        fault = told["fault"]
        if fault == "no nonce":
            del said["nonce"]
        if fault == "unsigned":
            return jwt.encode(said, None, algorithm="none", headers={"kid": "one"})  # type: ignore[arg-type]
        key = FOREIGN if fault == "signed by another" else OWN
        return jwt.encode(said, key, algorithm="RS256", headers={"kid": "one"})

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _json(self, body: dict[str, Any], status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider).serve_forever()
