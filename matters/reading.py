"""The bytes of a kept paper, sent piece by piece."""

import logging
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse

from matters.models import path_of

log = logging.getLogger("ecabinet.papers")
CHUNK = 256 * 1024


def stream_kept(request: HttpRequest, sha256: str, size: int) -> HttpResponseBase:
    """A response with the bytes that are kept under this SHA-256."""
    try:
        file = default_storage.open(path_of(sha256))
    except FileNotFoundError:
        log.error("the bytes of paper %s are missing", sha256)
        raise Http404 from None
    return streamed(request, file, size)


def streamed(request: HttpRequest, file: "File[bytes]", size: int) -> HttpResponseBase:
    """A response with the bytes of a file, which it closes."""
    response: StreamingHttpResponse
    if isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(_chunks(file))
        response["Content-Length"] = str(size)
    else:
        response = FileResponse(file)
    return response


async def _chunks(file: "File[bytes]") -> AsyncIterator[bytes]:
    """The file piece by piece, without holding it in memory or the loop up."""
    read = sync_to_async(file.read, thread_sensitive=False)
    try:
        while piece := await read(CHUNK):
            yield piece
    finally:
        await sync_to_async(file.close, thread_sensitive=False)()
