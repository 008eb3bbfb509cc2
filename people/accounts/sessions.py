"""Sessions in the database, each with its person and device; read in the prepared way: every request begins
with one."""

import time
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from core.prepared import Placeholder, Prepared
from people.models import Session

OPENED = "opened"  # seconds since 1970 at which the person signed in
IDLE = "idle_minutes"  # without a sign of life after which it ends; absent: never before its time is over
WHERE = "address"
DEVICE = "device"

_alive = Prepared(
    lambda: Session.objects.filter(
        session_key=Placeholder("key", "text"), expire_date__gt=Placeholder("moment", "moment")
    )
)


class SessionStore(db.SessionStore):
    """Django's own store with rows that can be listed and ended by person, and an end that never moves."""

    row: Session | None = None  # as it was read

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table of `people.models.Session`."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session, with what is listed of it."""
        row = cast(Session, super().create_model_instance(data))
        moment = timezone.now()
        row.person_id = data.get(SESSION_KEY)
        row.opened_at = datetime.fromtimestamp(data[OPENED], tz=moment.tzinfo) if OPENED in data else moment
        row.seen_at = moment
        row.address, row.device = data.get(WHERE), data.get(DEVICE, "")
        row.idle_minutes = data.get(IDLE)
        return row

    def get_expiry_age(self, **about: Any) -> int:
        """Seconds that are left; of a signed-in session counted from signing in."""
        age: int = super().get_expiry_age(**about)
        opened = self.get(OPENED)
        return age if opened is None else max(0, min(age, self._left(opened)))

    def get_expiry_date(self, **about: Any) -> datetime:
        """The moment at which it ends."""
        return timezone.now() + timedelta(seconds=self.get_expiry_age(**about))

    def _left(self, opened: float) -> int:
        return int(opened + settings.SESSION_COOKIE_AGE - time.time())

    def load(self) -> dict[str, Any]:
        """What it holds; nothing when it is over."""
        moment = timezone.now()
        row = _alive.first(key=self.session_key, moment=moment)
        if row is None or row.fell_asleep(moment):
            self._session_key = None
            return {}
        self.row = row
        found: dict[str, Any] = self.decode(row.session_data)
        return found
