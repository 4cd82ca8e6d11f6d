"""The servers of the sources on loopback: their envelopes, their refusals, their odd answers."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Self
from xml.sax.saxutils import escape

from aiohttp import web

Row = Mapping[str, Any]
PER_CALL = 2
KEY = "service-key"
REFUSAL = (
    "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>"
    "SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg></cmmMsgHeader></OpenAPI_ServiceResponse>"
)


class SourcesServer:
    """Runs in a thread of its own, for the client under test blocks. Set the rows, then ask.

    ``broken`` maps a path to a list of statuses to answer with first; ``calls`` are the requests.
    """

    def __init__(self) -> None:
        self.jgrants: dict[str, tuple[Row, Row]] = {}
        self.bizinfo: list[Row] = []
        self.kstartup: list[Row] = []
        self.headlines: list[Row] = []
        self.firms: dict[str, Row] = {}
        self.pages: dict[str, tuple[str, bytes, str]] = {}
        self.robots = "User-agent: *\nDisallow: /private/\n"
        self.broken: dict[str, list[int]] = {}
        self.calls: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(asyncio.run_coroutine_threadsafe(self._start(), self._loop))
        return self

    def __exit__(self, *_: object) -> None:
        assert self._runner
        self._wait(asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def asked(self, path: str) -> list[dict[str, str]]:
        return [query for called, query, _ in self.calls if called.startswith(path)]

    async def _start(self) -> None:
        app = web.Application(middlewares=[self._notice])
        app.router.add_get("/exp/v1/public/subsidies", self._jgrants_list)
        app.router.add_get("/exp/v1/public/subsidies/id/{id}", self._jgrants_detail)
        app.router.add_get("/uss/rss/bizinfoApi.do", self._bizinfo)
        app.router.add_get("/1421000/bizinfo/pblancBsnsService", self._bizinfo_open)
        app.router.add_get(
            "/B552735/kisedKstartupService01/getAnnouncementInformation01", self._kstartup
        )
        app.router.add_get("/support.xml", self._feed)
        app.router.add_get("/hojin/v2/hojin/{number}", self._firm)
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/{path:.*}", self._page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = int(self._runner.addresses[0][1])

    @web.middleware
    async def _notice(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.calls.append((request.path, dict(request.query), dict(request.headers)))
        statuses = self.broken.get(request.path, [])
        if statuses:
            return web.Response(status=statuses.pop(0), headers={"Retry-After": "1"})
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _jgrants_list(self, request: web.Request) -> web.Response:
        word = request.query["keyword"]
        rows = [row for row, _ in self.jgrants.values() if word in row["title"]]
        rows = rows if word != "補助" else [row for row, _ in self.jgrants.values()]
        return _json({"metadata": {"resultset": {"count": len(rows)}}, "result": rows})

    async def _jgrants_detail(self, request: web.Request) -> web.Response:
        pair = self.jgrants.get(request.match_info["id"])
        if pair is None:
            return _json({"type": "E", "errorCode": "E-ML-4040", "title": "Not Found"}, 404)
        return _json({"metadata": {}, "result": [pair[1]]})

    async def _bizinfo(self, request: web.Request) -> web.Response:
        if request.query.get("crtfcKey") != KEY:
            return _json({"reqErr": "인증키가 유효하지 않습니다."})
        return _json({"jsonArray": [{**row, "totCnt": len(self.bizinfo)} for row in self.bizinfo]})

    async def _bizinfo_open(self, request: web.Request) -> web.Response:
        if request.query.get("serviceKey") != KEY:
            return web.Response(text=REFUSAL, content_type="text/xml")
        rows = _cut(self.bizinfo, int(request.query["pageNo"]))
        item: Any = rows[0] if len(rows) == 1 else rows  # one alone is no list
        items: Any = {"item": item} if rows else ""
        body = {"items": items, "totalCount": len(self.bizinfo)}
        head = {"resultCode": "00", "resultMsg": "NORMAL SERVICE."}
        return _json({"response": {"header": head, "body": body}})

    async def _kstartup(self, request: web.Request) -> web.Response:
        if request.query.get("ServiceKey") != KEY:
            return web.Response(text=REFUSAL, content_type="text/xml")
        rows = _cut(self.kstartup, int(request.query["page"]))
        return _json({"data": rows, "matchCount": len(self.kstartup), "totalCount": 28944})

    async def _feed(self, request: web.Request) -> web.Response:
        text = rss(self.headlines)
        tag = f'"{hash(text)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(text=text, content_type="application/xml", headers={"ETag": tag})

    async def _firm(self, request: web.Request) -> web.Response:
        if request.headers.get("X-hojinInfo-api-token") != KEY:
            return _json({"message": "401 - Unauthorized"}, 401)
        firm = self.firms.get(request.match_info["number"])
        return _json({"hojin-infos": [firm] if firm else [], "message": "200 - OK"})

    async def _robots(self, _request: web.Request) -> web.Response:
        return web.Response(text=self.robots)

    async def _page(self, request: web.Request) -> web.Response:
        if request.path not in self.pages:
            return web.Response(status=404)
        kind, body, tag = self.pages[request.path]
        if kind == "redirect":
            return web.Response(status=302, headers={"Location": body.decode()})
        if tag and request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(body=body, headers={"Content-Type": kind, "ETag": tag})

    @staticmethod
    def _wait(future: Future[None]) -> None:
        future.result(timeout=10)


def rss(items: Sequence[Row]) -> str:
    """RSS 1.0 as J-Net21 writes it."""
    made = "".join(
        f'<item rdf:about="{escape(row["link"])}"><title>{escape(row["title"])}</title>'
        f"<link>{escape(row['link'])}</link><description>{escape(row['summary'])}</description>"
        f"<dc:date>{row.get('date', '2026-03-02T09:00:00+09:00')}</dc:date></item>"
        for row in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{made}</rdf:RDF>'
    )


def _cut(rows: Sequence[Row], page: int) -> list[Row]:
    return list(rows[(page - 1) * PER_CALL : page * PER_CALL])


def _json(value: Any, status: int = 200) -> web.Response:
    text = json.dumps(value, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")
