"""Asks a timestamp service (RFC 3161), within a time and a size; only an answer to the question counts."""

from __future__ import annotations

from http import HTTPStatus
from time import monotonic
from typing import Final

import aiohttp
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError, set_tsp_headers

SECONDS = 5.0  # for everything that is asked of the service while one signature is made
LARGEST: Final = 64 * 2**10  # bytes of an answer: a token with its certificates has a tenth of it
MIME: Final = "application/timestamp-reply"


class Clock(TimeStamper):
    """A service at an address; whatever it does wrong is one error, TimestampRequestError.

    The library's own client takes answers of any size, and a stamp over something else too.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.until = monotonic() + SECONDS

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over this digest."""
        try:
            token: cms.ContentInfo = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            theirs = stamped["hash_algorithm"]["algorithm"].native, stamped["hashed_message"].native
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
        ) as broken:  # what asn1crypto meets in rubbish
            raise TimestampRequestError("The answer cannot be read.") from broken
        if theirs != (md_algorithm, message_digest):
            raise TimestampRequestError("The answer stamps something else.")
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer."""
        try:
            return tsp.TimeStampResp.load(await self._asked(req.dump()), strict=True)
        except (aiohttp.ClientError, OSError, ValueError) as trouble:  # a timeout is an OSError
            raise TimestampRequestError("The service gives no answer that can be used.") from trouble

    async def _asked(self, request: bytes) -> bytes:
        left = aiohttp.ClientTimeout(total=max(self.until - monotonic(), 0.001))
        headers = set_tsp_headers({})
        async with (
            aiohttp.ClientSession(timeout=left, trust_env=True) as session,
            session.post(self.url, data=request, headers=headers) as reply,
        ):
            if reply.status != HTTPStatus.OK or reply.content_type != MIME:
                raise TimestampRequestError("The service answers with something else.")
            said = b""
            async for piece in reply.content.iter_any():
                said += piece
                if len(said) > LARGEST:
                    raise TimestampRequestError("The answer is too large.")
        return said
