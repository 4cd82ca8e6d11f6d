"""The one HTTP server: every channel that is called from outside adds its route to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.errors import BadSettings

EXPOSITION = "text/plain; version=1.0.0; charset=utf-8"
"""What Prometheus calls its format."""


class Listener:
    """Give ``application`` to the channels, then ``start``. ``/healthz`` says that we live."""

    def __init__(self, host: str, port: int) -> None:
        self.application = web.Application(client_max_size=1024 * 1024)
        self.application.router.add_get("/healthz", _live)
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    def watch(
        self,
        ready: Callable[[], Awaitable[Mapping[str, str]]],
        metrics: Callable[[], Awaitable[bytes]],
    ) -> None:
        """``/readyz`` (503 while anything of ``ready`` is not empty) and ``/metrics``."""

        async def say_ready(_request: web.Request) -> web.Response:
            wrong = {part: why for part, why in (await ready()).items() if why}
            return web.json_response(
                {"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200
            )

        async def say_metrics(_request: web.Request) -> web.Response:
            return web.Response(body=await metrics(), headers={"Content-Type": EXPOSITION})

        self.application.router.add_get("/readyz", say_ready)
        self.application.router.add_get("/metrics", say_metrics)

    @property
    def port(self) -> int:
        """The real one, where 0 was asked for."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else self._port

    async def start(self) -> None:
        # No access log: an address may hold what is nobody's business.
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=2)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.stop()
            raise BadSettings(
                f"CONCIERGE_LISTEN: cannot listen on {self._host}:{self._port}: {error.strerror}"
            ) from None

    async def stop(self) -> None:
        """Requests in hand get two seconds."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None


async def _live(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")
