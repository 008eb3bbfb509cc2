"""The yardstick: `websockets.broadcast` of the same bytes by a process of its own, whenever told to go."""

import asyncio
import sys
import time
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast, serve

STAMP = 20  # characters in front of the text: the moment of sending, in seconds


async def main(port: int, text: str) -> None:
    """Serve until killed; a connection that sends "go" makes all the others receive the text."""
    joined: set[ServerConnection] = set()

    async def stay(connection: ServerConnection) -> None:
        joined.add(connection)
        async for word in connection:
            if word == "go":
                broadcast(joined - {connection}, f"{time.time():<{STAMP}.6f}{text}")
        joined.discard(connection)

    async with serve(stay, "127.0.0.1", port, compression=None):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]).read_text()))
