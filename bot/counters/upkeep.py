"""Admins load the knowledge anew: first what would change, then, with a tap, the change itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.aside import aside
from bot.console.words import Words
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.errors import BadInput, ConciergeError
from bot.messages import (
    Block,
    BlockKind,
    Button,
    Outcome,
    Outgoing,
    ReceivedFile,
    Reply,
    Role,
)
from bot.oversight.audit import Act, AuditLog
from bot.oversight.reloaded import reported
from bot.ports import Post, Roles
from bot.shelf import Shelf
from bot.uploads import Lapsed, Sender, Uploads
from knowledge.programs import Language
from knowledge.versions import ReloadReport
from prompts import Phrasebook

LISTED = 10
WAITS = timedelta(days=7)
"""An upload on which nobody has decided lapses then; whoever sent it is told."""
Download = Callable[[str, ReceivedFile], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How it is said: ``words`` are the console's, ``books`` the concierge's, by language."""

    words: Callable[[Language], Words]
    books: Mapping[str, Phrasebook]
    post: Post


class Upkeep(Counter):
    """Every act is checked, and recorded with who and when."""

    def __init__(
        self,
        shelf: Shelf,
        uploads: Uploads,
        audit: AuditLog,
        roles: Roles,
        download: Download,
        telling: Telling,
    ) -> None:
        self._shelf = shelf
        self._uploads = uploads
        self._audit = audit
        self._roles = roles
        self._download = download
        self._telling = telling

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"reload": self.preview, "audit": self.show_acts}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"reload.apply": self.apply, "reload.drop": self.drop, "reload.undo": self.undo}

    async def first(self, visit: Visit) -> Response | None:
        """A file from an admin, in private: a document for the knowledge."""
        incoming = visit.incoming
        if not incoming.files or not incoming.private or incoming.overheard:
            return None
        if not await self._roles.is_admin(visit.person):
            return None
        try:
            file = incoming.files[0]
            content = await self._download(incoming.address.channel, file)
            at = incoming.address.lasting
            sender = Sender(visit.person, visit.conversation, at, visit.language, visit.now)
            id = self._uploads.put(file.name, content, sender)
            report = await self._shelf.preview(self._uploads.waiting(id))
            self._refuse_unread(id, report)
        except ConciergeError as error:
            return Response(visit.say("upkeep.file_refused", error=error))
        self._record(visit, "upload", file.name)
        return Response(self._previewed(visit, report, id))

    def _refuse_unread(self, id: str, report: ReloadReport) -> None:
        """A file that cannot be read would only fail at every reload from now on."""
        names = [path.name for path in self._uploads.waiting(id).iterdir()]
        for failure in report.failed:
            if failure.document in names:
                self._uploads.drop(id)
                raise BadInput(f"{failure.document}: {failure.error}")

    async def preview(self, visit: Visit) -> Reply:
        """Says what a reload would change; nothing has changed yet."""
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        try:
            report = await self._shelf.preview()
        except ConciergeError as error:
            return visit.say("command.reload_refused", error=error)
        if not _moves(report):
            return self._reported(visit, "command.reload_nothing", report)
        return self._previewed(visit, report, "")

    async def apply(self, visit: Visit) -> Reply:
        try:
            names = self._uploads.accept(visit.values[0]) if visit.values[0] else []
            report = await self._shelf.reload()
        except ConciergeError as error:
            return visit.say("command.reload_refused", error=error)
        self._record(visit, "reload", " ".join([report.version, *names]))
        undo = _button(visit, "upkeep.undo", "reload.undo", report.version)
        reply = self._reported(visit, "command.reload_done", report)
        return replace(reply, buttons=((undo,),), in_place=True)

    async def drop(self, visit: Visit) -> Reply:
        if visit.values[0]:
            self._uploads.drop(visit.values[0])
        self._record(visit, "reload_dropped")
        return visit.say("upkeep.dropped", in_place=True)

    async def undo(self, visit: Visit) -> Reply:
        """Only the version that the button stands under: not what somebody loaded after it."""
        if self._shelf.bare().version != visit.values[0]:
            return visit.say("upkeep.undo_late")
        try:
            version = await self._shelf.rollback()
        except ConciergeError as error:
            return visit.say("command.reload_refused", error=error)
        self._record(visit, "rollback", version)
        return visit.say("upkeep.undone", version=version, in_place=True)

    async def show_acts(self, visit: Visit) -> Reply:
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        acts = self._audit.recent(LISTED)
        if not acts:
            return visit.say("upkeep.no_acts")
        lines = [
            visit.book.say(
                "upkeep.act",
                at=f"{act.at:%Y-%m-%d %H:%M}",
                who=act.name or act.by.id,
                act=visit.book.say(f"acts.{act.act}"),
                detail=act.detail,
            )
            for act in acts
        ]
        blocks = (
            Block(BlockKind.LEAD, visit.book.say("upkeep.acts")),
            Block(BlockKind.CARD, "\n".join(lines)),
        )
        return Reply(visit.language, Outcome.SMALL_TALK, blocks)

    async def tick(self, now: datetime) -> None:
        for lapsed in await aside(lambda: self._uploads.lapsed(now - WAITS), "uploads"):
            if lapsed.sender:
                await self._tell_lapsed(lapsed, lapsed.sender)
            if self._uploads.drop(lapsed.id) and lapsed.sender:
                by, names = lapsed.sender.person, " ".join(lapsed.names)
                self._audit.record(Act(now, by, "", "upload_lapsed", names))

    async def _tell_lapsed(self, lapsed: Lapsed, sender: Sender) -> None:
        """Once, whichever replica comes first."""
        book = self._telling.books[sender.language]
        said = book.say("upkeep.lapsed", names=", ".join(lapsed.names), days=WAITS.days)
        blocks = (Block(BlockKind.LEAD, said),)
        told = Reply(sender.language, Outcome.SMALL_TALK, blocks)
        out = Outgoing(sender.address, told, "", sender.person, sender.conversation)
        await self._telling.post(f"upload:{lapsed.id}", out)

    def _reported(self, visit: Visit, key: str, report: ReloadReport) -> Reply:
        return reported(visit.book, self._telling.words(visit.language), key, report)

    def _previewed(self, visit: Visit, report: ReloadReport, upload: str) -> Reply:
        buttons = (
            _button(visit, "upkeep.apply", "reload.apply", upload),
            _button(visit, "upkeep.drop", "reload.drop", upload),
        )
        reply = replace(self._reported(visit, "upkeep.preview", report), buttons=(buttons,))
        if upload:
            waits = Block(BlockKind.NOTE, visit.book.say("upkeep.waits", days=WAITS.days))
            reply = replace(reply, blocks=(*reply.blocks, waits))
        programs = report.programs
        if not programs.lost:
            return reply
        key = "upkeep.heavy_loss" if programs.heavy_loss else "upkeep.loss"
        loss = visit.book.say(key, lost=len(programs.lost), before=programs.before)
        return replace(reply, blocks=(Block(BlockKind.LEAD, loss), *reply.blocks))

    def _record(self, visit: Visit, act: str, detail: str = "") -> None:
        self._audit.record(Act(visit.now, visit.person, visit.incoming.name, act, detail))


def _moves(report: ReloadReport) -> bool:
    return bool(report.added or report.changed or report.removed or report.failed)


def _button(visit: Visit, key: str, action: str, *values: str) -> Button:
    return replace(visit.button(key, action, *values), may=Role.ADMIN)
