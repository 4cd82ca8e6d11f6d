"""What Slack's Web API does with a call: keeps it or refuses it, in Slack's words.

Written from docs.slack.dev/reference/methods.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.loopback.slack_blocks import refusal, valid

TEAM, APP, BOT_USER, BOT = "T0CONCIERGE", "A0CONCIERGE", "U0BOT", "B0BOT"

Arguments = dict[str, Any]


class Refused(Exception):
    """Its words are Slack's error code."""


@dataclass
class Methods:
    """``shown`` are the bot's messages by channel and ts, as they stand now; ``homes`` the published
    tabs by user; ``files`` by id, ``groups`` the members of user groups.
    """

    url: str = ""
    channels: set[str] = field(default_factory=lambda: {"D1", "D2", "C1", "U1", "U2"})
    shown: dict[tuple[str, str], Arguments] = field(default_factory=dict)
    homes: dict[str, Arguments] = field(default_factory=dict)
    files: dict[str, Arguments] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    prompts: dict[str, list[Arguments]] = field(default_factory=dict)
    _ts: int = 1_700_000_000
    _files: Any = field(default_factory=lambda: count(1))

    def answer(self, method: str, arguments: Arguments) -> Arguments:
        """The body of the answer without ``ok``; raises Refused."""
        handler = getattr(self, "_" + method.replace(".", "_").lower(), None)
        if handler is None:
            raise Refused("unknown_method")
        body: Arguments = handler(arguments) or {}
        return body

    def _auth_test(self, _: Arguments) -> Arguments:
        ids = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}
        return {"url": "https://concierge.slack.com/", "team": "T", "user": "concierge"} | ids

    def _apps_connections_open(self, _: Arguments) -> Arguments:
        return {"url": f"{self.url.replace('http', 'ws', 1)}/link/?ticket=1&app_id={APP}"}

    def _chat_postmessage(self, arguments: Arguments) -> Arguments:
        self._check(arguments)
        self._ts += 1
        ts = f"{self._ts}.000100"
        message = {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": ts} | arguments
        self.shown[arguments["channel"], ts] = message
        return {"channel": arguments["channel"], "ts": ts, "message": message}

    def _chat_postephemeral(self, arguments: Arguments) -> Arguments:
        self._check(arguments)
        if not str(arguments.get("user", "")).startswith("U"):
            raise Refused("user_not_in_channel")
        return {"message_ts": "1.2"}

    def _chat_update(self, arguments: Arguments) -> Arguments:
        """Blocks that are not given stay; an empty list takes them away."""
        place = (str(arguments.get("channel")), str(arguments.get("ts")))
        if place[0] not in self.channels:
            raise Refused("channel_not_found")
        if place not in self.shown:
            raise Refused("message_not_found")
        self._check(arguments)
        changed = {name: arguments[name] for name in ("text", "blocks") if name in arguments}
        self.shown[place] |= changed | {"edited": {"user": BOT_USER, "ts": place[1]}}
        return {"channel": place[0], "ts": place[1], "text": arguments.get("text", "")}

    def _check(self, arguments: Arguments) -> None:
        if arguments.get("channel") not in self.channels:
            raise Refused("channel_not_found")
        if error := refusal(arguments.get("text"), arguments.get("blocks")):
            raise Refused(error)

    def _views_publish(self, arguments: Arguments) -> None:
        view, user = arguments.get("view") or {}, str(arguments.get("user_id", ""))
        if user not in self.channels:
            raise Refused("user_not_found")
        if view.get("type") != "home" or len(view.get("private_metadata", "")) > 3000:
            raise Refused("invalid_arguments")
        if not view.get("blocks") or not valid(view["blocks"], 100):
            raise Refused("invalid_arguments")
        self.homes[user] = view

    def _conversations_open(self, arguments: Arguments) -> Arguments:
        self.channels.add(f"D{arguments['users']}")
        return {"channel": {"id": f"D{arguments['users']}"}}

    def _users_info(self, arguments: Arguments) -> Arguments:
        return {"user": {"id": arguments["user"], "locale": "ko-KR", "tz": "Asia/Seoul"}}

    def _usergroups_users_list(self, arguments: Arguments) -> Arguments:
        if arguments.get("usergroup") not in self.groups:
            raise Refused("no_such_subteam")
        return {"users": self.groups[arguments["usergroup"]]}

    def _decorate(self, arguments: Arguments) -> None:
        if (arguments.get("channel") or arguments.get("channel_id")) not in self.channels:
            raise Refused("channel_not_found")

    _reactions_add = _reactions_remove = _assistant_threads_setstatus = _decorate

    def _assistant_threads_setsuggestedprompts(self, arguments: Arguments) -> None:
        self._decorate(arguments)
        prompts = arguments.get("prompts") or []
        if not 1 <= len(prompts) <= 4 or not all(p["title"] and p["message"] for p in prompts):
            raise Refused("invalid_arguments")
        self.prompts[arguments["channel_id"]] = prompts

    def _files_getuploadurlexternal(self, arguments: Arguments) -> Arguments:
        if int(arguments.get("length") or 0) <= 0 or not arguments.get("filename"):
            raise Refused("invalid_arguments")
        id = f"F{next(self._files)}"
        self.files[id] = {"id": id, "name": arguments["filename"], "size": arguments["length"]}
        return {"upload_url": f"{self.url}/upload/v1/{id}", "file_id": id}

    def _files_completeuploadexternal(self, arguments: Arguments) -> Arguments:
        if arguments.get("channel_id") not in self.channels or arguments["channel_id"][0] == "U":
            raise Refused("channel_not_found")
        done = [each for each in arguments["files"] if each["id"] in self.contents]
        if len(done) != len(arguments["files"]):
            raise Refused("file_not_found")
        for each in done:
            self.files[each["id"]] |= {name: arguments.get(name) for name in _PLACE} | each
        return {"files": done}

    def _files_info(self, arguments: Arguments) -> Arguments:
        if arguments.get("file") not in self.files:
            raise Refused("file_not_found")
        return {"file": self.files[arguments["file"]]}

    def stored(self, content: bytes, name: str, mimetype: str) -> Arguments:
        """A file that somebody sent, as it stands in an event."""
        id = f"F{next(self._files)}"
        url = f"{self.url}/files-pri/{TEAM}-{id}/download/{name}"
        self.files[id] = {"id": id, "name": name, "mimetype": mimetype, "size": len(content)}
        self.files[id]["url_private_download"] = url
        self.contents[id] = content
        return self.files[id]


_PLACE = ("channel_id", "thread_ts")
