"""What a backup of the sessions is: the kind of store that `backing_up` and `restoring` are told of."""

from __future__ import annotations

from nsmtrainer.sessions.backing_up import StoreKind
from nsmtrainer.sessions.faults import translated
from nsmtrainer.sessions.places import BACKUPS_NAME
from nsmtrainer.sessions.proof import prove
from nsmtrainer.sessions.schema import MIGRATIONS

SESSIONS = StoreKind(
    called="store",
    command="nsmtrainer sessions",
    folder=BACKUPS_NAME,
    migrations=MIGRATIONS,
    holds=("attempts", "drafts"),
    counted="attempts",
    prove=prove,
    worded=translated,
)
