#!/usr/bin/env python3
"""Layout engines in turn: `hapjong layout` and each rival on the same graph, several times; medians of CPU seconds.

  layout.py DIR [--hapjong BINARY] [--js DIR] [--runs N] [--only WORD]

DIR holds graphs/*.csv, score.py and peers/ (one command a rival, each prints a line of JSON with `cpu`). The rivals come
from pip (tulip-python python-igraph s_gd2 numpy scipy), apt (graphviz) and npm (`npm install` in a copy of peers/js,
named by --js). A rival that is not there is left out, and said so.

Each line: graph, rival, our CPU seconds, the rival's, the ratio, and both scores. `ok` compares them with what is aimed
at: the ratio, and for drawings that stress, crossings (xpe) and neighbourhoods (np) are about as good.
"""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile

# rival, graphs with the ratio aimed at, our quality, what must be as good, most runs (slow ones need few)
AIMS = [
    ("tlp_fmme", {"ba10k": 8, "power": 2.5, "grid100": 2, "ba100k": 1.5}, "fast", "all", 99),
    ("gv_sfdp", {"ba10k": 40}, "fast", "none", 2),
    ("graphology_fa2", {"ba10k": 300}, "fast", "none", 1),
    ("sgd2_sparse200", {"ba10k": 6, "power": 1, "grid100": 1}, "best", "stress", 3),
    ("ig_kk", {"alliance60": 0, "lesmis": 0}, "fast", "stress", 5),
    ("sgd2_full", {"alliance60": 0, "lesmis": 0}, "fast", "stress", 5),
]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("dir")
    args.add_argument("--hapjong", default="target/release/hapjong")
    args.add_argument("--js")
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--only", default="")
    args = args.parse_args()
    args.js = args.js or os.path.join(args.dir, "peers", "js")
    with tempfile.TemporaryDirectory() as room:
        # The scorer keeps distances beside the graph.
        shutil.copytree(os.path.join(args.dir, "graphs"), room, dirs_exist_ok=True)
        for rival, graphs, quality, judged, most_runs in AIMS:
            for graph, aim in graphs.items():
                if args.only in rival + " " + graph:
                    compare(args, room, rival, graph, aim, quality, judged, min(args.runs, most_runs))


def compare(args, room, rival, graph, aim, quality, judged, runs):
    edges, ours, theirs = (os.path.join(room, name) for name in (graph + ".csv", "ours.csv", "theirs.csv"))
    us = [args.hapjong, "layout", edges, "-o", ours, "--threads", "1", "--quality", quality]
    our_times, their_times = [], []
    for _ in range(runs):
        our_times += [run(us)["cpu_s"] for _ in range(3)]
        line = run(command(args, rival, edges, theirs))
        if line is None:
            return print(f"{graph:10} {rival:15} is not there", flush=True)
        their_times.append(line["cpu"])
    our_time, their_time = statistics.median(our_times), statistics.median(their_times)
    ratio = their_time / our_time
    score = lambda positions: run([sys.executable, os.path.join(args.dir, "score.py"), edges, positions])
    our_score, their_score = score(ours), score(theirs)
    ok = ratio >= aim and is_as_good(our_score, their_score, judged)
    shown = lambda s: " ".join(f"{key} {s[key]:.4g}" for key in ("stress", "np", "xpe", "overlap"))
    print(
        f"{graph:10} {rival:15} {our_time:8.4f} s {their_time:8.4f} s  {ratio:7.1f} (aim {aim})  {'ok' if ok else 'NO'}"
        f"  [{shown(our_score)}]  [{shown(their_score)}]",
        flush=True,
    )


def is_as_good(ours, theirs, judged):
    if judged == "none":
        return True
    if judged == "stress":
        return ours["stress"] <= theirs["stress"] * 1.01
    no_worse = all(ours[key] <= theirs[key] * 1.05 for key in ("stress", "xpe"))
    return no_worse and ours["np"] >= theirs["np"] - 0.02


def command(args, rival, edges, out):
    peers = os.path.join(args.dir, "peers")
    if rival.startswith("gv_"):
        return [sys.executable, os.path.join(peers, "gv_peer.py"), rival[3:], edges, out]
    if rival == "graphology_fa2":
        return ["node", os.path.join(args.js, "js_peer.mjs"), rival, edges, out]
    return [sys.executable, os.path.join(peers, "py_peer.py"), rival, edges, out]


def run(words):
    """The line of JSON that a command prints last, or nothing if it fails."""
    done = subprocess.run(words, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1]) if done.returncode == 0 else None


if __name__ == "__main__":
    main()
