"""What a browser says of itself, in the two words that people recognize it by."""

from dataclasses import dataclass

# The first that is found counts: every browser also names those that it once imitated.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("CriOS", "Chrome"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Agent:
    """Browser and kind of device; empty where they are not recognized."""

    browser: str
    system: str


def agent_of(said: str) -> Agent:
    """Read the User-Agent header; it is only what the browser says."""
    return Agent(_first(BROWSERS, said), _first(SYSTEMS, said))


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for sign, name in known if sign in said), "")
