"""How much one person may upload in an hour, and how much room on the disk uploads leave."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from core.models import Intake
from core.refusals import Refusal
from core.time import now

HOUR = timedelta(hours=1)
MB = 2**20


def admit(who: str, size: int) -> None:
    """Count a file before anything is done with it; raises Refusal uploads_full, _too_many or _too_large.

    One row for each person, locked until the count is committed: of files that come at once none is
    overlooked. The hour begins with a person's first file. What is refused later was counted all the same.
    """
    room = shutil.disk_usage(_standing(Path(settings.MEDIA_ROOT))).free
    if room - size < settings.UPLOAD_FREE_MB * MB:
        raise Refusal("uploads_full")
    with transaction.atomic():
        Intake.objects.get_or_create(who=who, defaults={"since": now(), "files": 0, "size": 0})
        count, moment = Intake.objects.select_for_update().get(who=who), now()
        if not count.since <= moment < count.since + HOUR:
            count.since, count.files, count.size = moment, 0, 0
        until, limit = count.since + HOUR, settings.UPLOAD_MB_PER_HOUR
        if count.files >= settings.UPLOADS_PER_HOUR:
            raise Refusal("uploads_too_many", files=count.files, until=until)
        if count.size + size > limit * MB:
            raise Refusal("uploads_too_large", size=-(-size // MB), limit=limit, until=until)
        count.files, count.size = count.files + 1, count.size + size
        count.save(update_fields=["since", "files", "size"])


def _standing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there already."""
    return next(each for each in (folder, *folder.parents) if each.exists())
