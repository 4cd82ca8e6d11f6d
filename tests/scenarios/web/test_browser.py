"""The console in a real browser, by keyboard alone."""

from __future__ import annotations

import pytest

from tests.scenarios.web.browser import browsing, installed
from tests.scenarios.web.desk import TOKEN

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(not installed(), reason="no Chromium is installed here"),
]
FOCUSED = "document.activeElement.outerHTML.slice(0, 60)"


async def test_somebody_with_a_keyboard_signs_in_and_asks(root, tmp_path):
    async with browsing(tmp_path / "profile") as page:
        await page.shrink(1280)
        await page.open(f"{root}/try?lang=ko")
        await page.types("김담당")
        await page.press("Tab", 9)
        await page.types(TOKEN)
        await page.enters()
        assert await page.evaluate("location.pathname") == "/console/try"
        await page.press("Tab", 9)
        assert 'class="skip"' in await page.evaluate(FOCUSED)
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert await page.evaluate(outline) == "solid"
        await page.evaluate("document.getElementById('text').focus()")
        await page.types("안녕하세요")
        await page.enters()
        said = "document.querySelector('.theirs').innerText"
        assert "지역미래컨시어지" in await page.evaluate(said)
        assert page.complaints == []


async def test_no_page_is_wider_than_a_telephone(root, tmp_path):
    async with browsing(tmp_path / "profile") as page:
        await page.shrink(390)
        await page.open(f"{root}?lang=ja")
        await page.press("Tab", 9)
        await page.types(TOKEN)
        await page.enters()
        for path in ("", "/programs", "/calendar?month=2026-12", "/usage", "/try"):
            await page.open(root + path)
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert await page.evaluate(wider) == 0, path
        assert page.complaints == []
