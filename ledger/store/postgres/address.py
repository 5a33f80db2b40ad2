"""Where a PostgreSQL database is: a URL, with a password in it perhaps, which is never shown."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode

SCHEME = "postgresql+psycopg"
SCHEMES = (SCHEME, "postgresql", "postgres")
_SHOWN = ("host", "port", "dbname", "user", "service")  # of what can stand behind the question mark
_HOST = r"(\[[0-9a-fA-F:.]*\]|[^\[\]:,@/?#]*)(:[0-9]*)?"
_CLEAR = re.compile(rf"([^:@/?#]*(:[^@/?#]*)?@)?{_HOST}(,{_HOST})*(/[^@/?#]*)?(\?[^@#]*)?")


@dataclass(frozen=True)
class Address:
    """The URL of a database; printed, it has no password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Return the URL without what is secret, or might be."""
        rest, _sign, query = self._rest.partition("?")
        user_and_password, sign, place = rest.rpartition("@")
        user = user_and_password.partition(":")[0]
        shown = [(name, value) for name, value in parse_qsl(query) if name in _SHOWN]
        return f"{SCHEME}://{user}{sign}{place}" + (f"?{urlencode(shown, safe='/')}" if shown else "")

    @property
    def is_clear(self) -> bool:
        """Whether nobody can be in doubt where in it the password ends, so that no piece of it is taken for a host."""
        return _CLEAR.fullmatch(self._rest) is not None

    @property
    def for_the_driver(self) -> str:
        """The URL as libpq reads it, the password in it."""
        return f"postgresql://{self._rest}"

    @property
    def name(self) -> str:
        """The host and the database in one word that can name a folder; several clusters of a host have ports."""
        rest, _sign, query = self._rest.partition("?")
        given = dict(parse_qsl(query))
        place, _sign, database = rest.rpartition("@")[2].partition("/")
        host = unquote(place) or ":".join(filter(None, [given.get("host"), given.get("port")])) or "localhost"
        words = (host, unquote(database) or given.get("dbname", ""))
        return quote("-".join(word.strip("/") for word in words if word), safe=" ").replace("%", "_")

    def without_password(self, text: str) -> str:
        """Return a text of the server's or the driver's with the password, should it stand there, taken out."""
        for secret in self._secrets():
            text = text.replace(secret, "***")
        return text

    @property
    def _rest(self) -> str:
        return self.url.partition("://")[2]

    def _secrets(self) -> list[str]:
        rest, _sign, query = self._rest.partition("?")
        in_front = rest.rpartition("@")[0].partition(":")[2]
        behind = [value for name, value in parse_qsl(query) if name.endswith("password")]
        return [secret for secret in (in_front, unquote(in_front), *behind, *map(quote, behind)) if secret]
