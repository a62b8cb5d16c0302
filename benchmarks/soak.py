"""A soak: ingest, re-read, search, list, export and desk reading on one store at once, each killed (kill -9) at random moments.

    python benchmarks/soak.py [REPORTS.jsonl] [--minutes 30] [--reports 300] [--pause 12] [--seed 1] [--keep FOLDER]

REPORTS: a JSON Lines file; by default the project's invented reports, with their days and outlets. Afterwards everything is
ingested once more, and the store must pass SQLite's integrity check, all texts their hashes, and hold the same reports,
readings, claims and happenings as the store of one undisturbed run. Prints how often each task ran, was killed, and
failed by itself; exit code 1 when anything failed or differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import httpx

from khabar import store
from khabar.record.gold import load_folder
from khabar.store.read import verified
from khabar.text import fold

TRAINING = Path(__file__).parents[1] / "training" / "reports"
COMMAND = [sys.executable, "-c", "from khabar.cli import main; main()"]
_SERVE = "import sys, uvicorn; from pathlib import Path; from khabar.desk import Settings, create_app; uvicorn.run(create_app(Settings(Path(sys.argv[1]), token='soak')), port=int(sys.argv[2]), log_level='error')"
#: A resource of the user's own: with it the reports are read anew, because another set of resources reads them.
_OWN = """kind: cue
origin: {who: soak, when: "2026-11-26", licence: Apache-2.0}
entries:
  - id: cue.soak.naqqara
    lemma: نقر
    shape: verb
    act: say
    past: نقر
    present: ينقر
    accept: ["نقر الوزير سالم الكرخي أن الطريق مفتوح."]
    reject: ["فتح الوزير الطريق أمس."]
    why: A word that nobody uses; it changes the resources and nothing else.
"""
PAGES = ("/", "/reports", "/sources", "/search?q=الجيش", "/?state=contested", "/map/points.json", "/review", "/reports/1")


class Soak:
    """The tasks on one store, until a time."""

    def __init__(self, folder: Path, source: Path, until: float, pause: float, seed: int) -> None:
        self.folder, self.source, self.until, self.pause, self.seed = folder, source, until, pause, seed
        self.store = folder / "news.db"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.counts: Counter[tuple[str, str]] = Counter()
        self.faults: list[str] = []
        self.lock = threading.Lock()
        self.port = _free_port()
        (folder / "own.yaml").write_text(_OWN, encoding="utf-8")

    def tasks(self) -> dict[str, tuple[list[str], dict[str, str]]]:
        """Name → command line and environment."""
        at, own = ["--store", str(self.store)], {"KHABAR_RESOURCES": str(self.folder / "own.yaml")}
        ingest = ["ingest", str(self.source), "--reader", "lexicon", *at]
        return {
            "ingest": ([*COMMAND, *ingest], {}), "re-read": ([*COMMAND, *ingest], own), "search": ([*COMMAND, "search", "الجيش", *at], {}),
            "happenings": ([*COMMAND, "happenings", "--json", *at], {}), "stats": ([*COMMAND, "stats", *at], {}),
            "export": ([*COMMAND, "export", "acled", "--out", str(self.folder / "x.csv"), *at], {}),
            "export tables": ([*COMMAND, "export", "csv", "--out", str(self.folder / "tables"), *at], {}),
            "desk": ([sys.executable, "-c", _SERVE, str(self.store), str(self.port)], {}),
        }  # fmt: skip

    def repeat(self, name: str, command: list[str], more: dict[str, str]) -> None:
        """Run a task again and again; what ends it but a kill is its own."""
        while time.monotonic() < self.until:
            errors = self.folder / f"{name}.err"
            with errors.open("wb") as err:
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=err, env=os.environ | more)
                with self.lock:
                    self.running[name] = process
                code = self._wait(process)
                with self.lock:
                    self.running.pop(name, None)
            kind = "killed" if code == -signal.SIGKILL else "done" if code == 0 else "failed"
            self.counts[name, kind] += 1
            if kind == "failed":
                self.faults.append(f"{name}: exit {code}: {errors.read_text(errors='replace')[-600:]}")
            time.sleep(0.2)

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while (code := process.poll()) is None:
            if time.monotonic() > self.until:
                process.kill()
                return process.wait() and -signal.SIGKILL
            time.sleep(0.1)
        return code

    def visit(self) -> None:
        """Open pages of the desk; while it is down, wait."""
        chance = random.Random(self.seed + 1)
        while time.monotonic() < self.until:
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60, follow_redirects=True) as client:
                    client.get("/enter?token=soak")
                    while time.monotonic() < self.until:
                        page = chance.choice(PAGES)
                        answer = client.get(page)
                        self.counts["page", "done" if answer.status_code < 500 else "failed"] += 1
                        if answer.status_code >= 500:
                            self.faults.append(f"desk: {page}: status {answer.status_code}")
                        time.sleep(0.3)
            except httpx.HTTPError:
                time.sleep(0.5)

    def kill(self) -> None:
        """Every few seconds kill a task that runs."""
        chance = random.Random(self.seed)
        while time.monotonic() < self.until:
            time.sleep(chance.uniform(1, self.pause))
            with self.lock:
                if self.running:
                    self.running[chance.choice(sorted(self.running))].kill()

    def run(self) -> None:
        """All at once."""
        threads = [threading.Thread(target=self.repeat, args=(name, *task)) for name, task in self.tasks().items()]
        threads += [threading.Thread(target=self.visit), threading.Thread(target=self.kill)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def reports_file(folder: Path, given: Path | None, count: int) -> Path:
    """A JSON Lines file of at most ``count`` reports."""
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as out:
        if given is not None:
            with given.open(encoding="utf-8") as lines:
                out.writelines(islice(lines, count))
        else:
            for gold in islice(load_folder(TRAINING), count):
                out.write(json.dumps({"id": gold["id"], "text": gold["text"], "published": gold["published"], "outlet": gold["outlet"]}, ensure_ascii=False) + "\n")
    return path


def contents(path: Path) -> dict[str, list[object]]:
    """What a store holds, without row numbers and times of writing; and that it is whole."""
    with store.open_store(path, fold) as kept:
        if faults := verified(kept):
            raise SystemExit(f"{path}: {faults[:5]}")
        q = kept.connection.execute
        return {
            "reports": sorted(tuple(r) for r in q("SELECT r.hash, r.text, a.outlet, a.uri, a.title, a.published FROM reports r JOIN appearances a ON a.report=r.id")),
            "readings": sorted(tuple(r) for r in q("SELECT r.hash, d.reader, d.version, d.resources, d.record FROM reports r JOIN readings d ON d.report=r.id")),
            "claims": sorted(r[0] for r in q("SELECT claiming FROM claims")),
            "happenings": sorted(tuple(r) for r in q("SELECT id, data FROM happenings")),
        }  # fmt: skip


def main() -> None:
    """Soak, finish, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--count", "--reports", dest="count", type=int, default=300)
    parser.add_argument("--pause", type=float, default=12, help="the longest pause between two kills, in seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="leave the stores in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-soak-") as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["KHABAR_KEY"] = str(folder / "signing.key")
        source = reports_file(folder, args.reports, args.count)
        store.open_store(folder / "news.db", fold).close()
        soak = Soak(folder, source, time.monotonic() + args.minutes * 60, args.pause, args.seed)
        soak.run()
        for path in (folder / "news.db", folder / "calm.db"):
            subprocess.run([*COMMAND, "ingest", str(source), "--reader", "lexicon", "--store", str(path)], check=False, stderr=subprocess.DEVNULL)
        killed, calm = contents(folder / "news.db"), contents(folder / "calm.db")
    for name in sorted({n for n, _ in soak.counts}):
        print(f"{name:14} " + "  ".join(f"{kind} {soak.counts[name, kind]:5}" for kind in ("done", "killed", "failed")))
    different = [part for part in calm if calm[part] != killed[part]]
    for part, rows in calm.items():
        print(f"{part:14} {len(rows)} undisturbed, {len(killed[part])} after the soak, {'DIFFERENT' if part in different else 'equal'}")
    for fault in soak.faults[:10]:
        print(f"FAULT {fault}")
    print(f"integrity: whole; load {os.getloadavg()[0]:.1f}; {len(soak.faults)} faults, {len(different)} differences")
    sys.exit(bool(soak.faults or different))


if __name__ == "__main__":
    main()
