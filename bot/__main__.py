"""The command line: ``python -m bot``. Imports late, so that --help answers at once."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import BadInput, ConciergeError

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130


def parser() -> argparse.ArgumentParser:
    main = argparse.ArgumentParser(
        prog="python -m bot",
        description="The regional future concierge: support programmes of Korea and Japan, "
        "in Korean and Japanese. Without a command: a conversation on the console.",
    )
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    _add_asking(commands)
    _add_serving(commands)
    _add_knowledge(commands)
    _add_keeping(commands)
    return main


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ask = commands.add_parser("ask", help="ask one question, or a file of them")
    ask.add_argument("text", nargs="?", metavar="TEXT")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="one JSON object a line")
    ask.add_argument("--language", choices=("ko", "ja"))
    ask.add_argument("--json", action="store_true")
    _add_company(ask)
    programs = commands.add_parser("programs", help="list the programmes")
    programs.add_argument("--open", action="store_true", help="only those that may be applied for")
    programs.add_argument("--language", choices=("ko", "ja"))
    programs.add_argument("--json", action="store_true")
    _add_company(programs)
    search = commands.add_parser("search", help="search the passages")
    search.add_argument("text", nargs="?", metavar="TEXT")
    search.add_argument("--batch", type=Path, metavar="FILE", help="one question a line")
    search.add_argument("-k", type=int, default=10, metavar="N")
    search.add_argument("--json", action="store_true")


def _add_company(command: argparse.ArgumentParser) -> None:
    command.add_argument("--company", nargs="+", action="extend", default=[], metavar="KEY=VALUE")
    command.add_argument("--as-of", metavar="ISO8601", help="ask as if it were this moment")


def _add_serving(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="serve the configured messengers")
    serve.add_argument(
        "--channel", nargs="+", choices=("telegram", "slack", "web"), metavar="CHANNEL"
    )
    run = commands.add_parser("run", help="prepare what is missing, then serve, or talk here")
    run.set_defaults(prepare=True)
    doctor = commands.add_parser("doctor", help="what is configured, reachable, missing")
    doctor.add_argument("--json", action="store_true")


def _add_knowledge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    reload = commands.add_parser("reload", help="read the documents again")
    reload.add_argument("--documents", type=Path, metavar="DIR")
    reload.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="NAME",
        help="ask this source first, or all",
    )
    reload.add_argument("--dry-run", action="store_true")
    reload.add_argument("--json", action="store_true")
    rollback = commands.add_parser("rollback", help="go back to the version before")
    rollback.add_argument("--json", action="store_true")
    extract = commands.add_parser("extract", help="win programmes from a notice")
    extract.add_argument("file", nargs="?", type=Path, metavar="FILE")
    extract.add_argument("--batch", type=Path, metavar="DIR")
    extract.add_argument("--published", metavar="DATE")
    extract.add_argument("--json", action="store_true")
    propose = commands.add_parser("propose", help="let a model point at facts, for the review")
    propose.add_argument("documents", nargs="*", metavar="DOCUMENT")
    propose.add_argument("--json", action="store_true")
    evaluate = commands.add_parser("evaluate", help="measure")
    kinds = evaluate.add_subparsers(dest="kind", required=True)
    retrieval = kinds.add_parser("retrieval", help="a set in BEIR layout")
    retrieval.add_argument("directory", type=Path, metavar="BEIR_DIR")
    retrieval.add_argument("--ablate", action="store_true")
    retrieval.add_argument("--json", action="store_true")
    answers = kinds.add_parser("answers", help="cases with what is expected")
    answers.add_argument("cases", type=Path, metavar="CASES.jsonl")
    answers.add_argument("--model", metavar="PROVIDER:MODEL", default="")
    answers.add_argument("--json", action="store_true")


def _add_keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("migrate", help="bring the database to the tables of this release")
    backup = commands.add_parser("backup", help="copy the state into one file while serving")
    backup.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    backup.add_argument("--keep-days", type=int, default=14, metavar="N")
    restore = commands.add_parser("restore", help="put a backup in place of the present state")
    restore.add_argument("file", nargs="?", type=Path, metavar="FILE")
    restore.add_argument(
        "--forgotten-since",
        metavar="ISO8601",
        help="erase again who was forgotten since then, after another tool put a database back",
    )


def main(argv: Sequence[str] | None = None) -> int:
    options = parser().parse_args(argv)
    from bot import commands
    from bot.logs import settle_logs

    settle_logs("text")
    try:
        return asyncio.run(commands.run(options))
    except BadInput as error:
        print(f"error: {error}", file=sys.stderr)
        return BAD_INPUT
    except ConciergeError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
