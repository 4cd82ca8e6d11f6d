"""Records of the sources, written by hand in the shape of the real ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.sources.model import Record

READ = date(2026, 8, 20)
EVERY_KOREAN_REGION = (
    "서울@부산@대구@인천@광주@대전@울산@세종@경기@강원@충북@충남@전북@전남@경북@경남@제주"
)


def jgrants_pair(id: str = "a0WJ200000CDAAAMAH", **changed: Any) -> tuple[Any, Any]:
    """A row of the list and its detail."""
    row = {
        "id": id,
        "name": "S-00010001",
        "title": "中小企業販路開拓支援補助金",
        "target_area_search": "東京都 / 大阪府",
        "subsidy_max_limit": 2000000,
        "acceptance_start_datetime": "2026-07-31T15:00:00.000Z",
        "acceptance_end_datetime": "2026-09-30T14:59:00.000Z",
        "target_number_of_employees": "従業員数の制約なし",
        "institution_name": None,
    }
    detail = {
        **row,
        "subsidy_catch_phrase": "海外の展示会に出る企業を支援します",
        "detail": "<p>■目的</p><p>新しい販路を開く中小企業の費用の一部を補助します。</p>",
        "use_purpose": "販路拡大・海外展開をしたい",
        "industry": "製造業 / 学術研究、専門・技術サービス業",
        "subsidy_rate": "1/2以内",
        "request_reception_presence": "有",
        "front_subsidy_detail_page_url": f"https://www.jgrants-portal.go.jp/subsidy/{id}",
        "application_guidelines": [],
        "outline_of_grant": [],
        "application_form": [],
    }
    return (
        row | {k: v for k, v in changed.items() if k in row},
        detail | {k: v for k, v in changed.items() if k != "id"},
    )


def jgrants_record(id: str = "a0WJ200000CDAAAMAH", **changed: Any) -> Record:
    row, detail = jgrants_pair(id, **changed)
    return Record("jgrants", id, {"list": row, "detail": detail}, READ)


def bizinfo_row(number: int = 125696, **changed: Any) -> dict[str, Any]:
    return {
        "pblancId": f"PBLN_{number:015d}",
        "pblancNm": "[전북] 2026년 수출기업 판로개척 지원사업 모집 공고(~9/11, 16:00)",
        "pblancUrl": f"/sii/siia/selectSIIA200Detail.do?pblancId=PBLN_{number:015d}",
        "jrsdInsttNm": "전북특별자치도",
        "excInsttNm": "전북경제통상진흥원",
        "bsnsSumryCn": "해외 시장에 나가는 기업을 돕는 사업입니다&amp;#40;판로&amp;#41;.\r\n\r\n"
        "☞ 전북 소재 중소기업\r\n\r\n☞ 기업당 최대 1,000만원 지원",
        "pldirSportRealmLclasCodeNm": "수출",
        "creatPnttm": "2026-08-20 10:00:00",
        "reqstBeginEndDe": "2026-08-20 ~ 2026-09-11",
        "trgetNm": "중소기업",
        "inqireCo": 159,
    } | changed


def bizinfo_record(number: int = 125696, **changed: Any) -> Record:
    row = bizinfo_row(number, **changed)
    return Record("bizinfo", row["pblancId"], row, READ)


def kstartup_row(number: int = 178983, **changed: Any) -> dict[str, Any]:
    return {
        "id": 3,
        "pbanc_sn": number,
        "biz_pbanc_nm": "2026년 창업기업 사업화 지원 모집공고",
        "pbanc_ctnt": "창업기업의 사업화 자금을 지원하는 사업입니다.",
        "supt_biz_clsfc": "사업화",
        "aply_trgt_ctnt": "부산에 본사를 둔 창업 3년 이내 기업",
        "aply_excl_trgt_ctnt": "휴업 중이거나 폐업한 기업",
        "supt_regin": "부산",
        "pbanc_rcpt_bgng_dt": "20260801",
        "pbanc_rcpt_end_dt": "20260915",
        "pbanc_ntrp_nm": "부산창조경제혁신센터",
        "detl_pg_url": f"www.k-startup.go.kr/web/contents/bizpbanc-ongoing.do?pbancSn={number}",
        "biz_enyy": "1년미만,2년미만,3년미만",
        "aply_mthd_onli_rcpt_istc": "www.k-startup.go.kr",
        "rcrt_prgs_yn": "Y",
    } | changed


def kstartup_record(number: int = 178983, **changed: Any) -> Record:
    return Record("kstartup", str(number), kstartup_row(number, **changed), READ)


def headline(number: int = 177511, **changed: Any) -> dict[str, str]:
    return {
        "title": "【八頭町】補助金・助成金：「米の増産支援事業費補助金のご案内」",
        "link": f"https://j-net21.smrj.go.jp/snavi/articles/{number}",
        "summary": "【八頭町】（鳥取県）機械の導入を支援します。\n\n"
        "申請期限：令和8年9月24日（木曜日）\n\n詳細情報からご確認下さい。",
    } | changed


def headline_record(number: int = 177511, **changed: Any) -> Record:
    row = headline(number, **changed)
    raw = {"title": row["title"], "link": row["link"], "description": row["summary"]}
    return Record("jnet21", str(number), raw, READ)


def firm_row(number: str = "7000012050002", **changed: Any) -> dict[str, Any]:
    return {
        "corporate_number": number,
        "name": "株式会社久留米織物",
        "location": "福岡県久留米市城南町15番地3",
        "capital_stock": 10000000,
        "employee_number": "24",
        "date_of_establishment": "19870401",
        "update_date": "2025-11-02T00:00:00+09:00",
    } | changed
