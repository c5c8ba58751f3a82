#!/usr/bin/env python3
"""How well `debriefs search` orders what it finds: nDCG@10 over graded queries.

  benches/relevance.py FOLDER QUERIES.jsonl [--binary target/release/debriefs] [--corpus NAME] [--config FILE]

FOLDER holds the reports. A line of QUERIES.jsonl is {"q": "…", "corpus": "…", "relevant": [{"file": "…", "grade": 1 or 2}]}; `file` is
the path under FOLDER or ends it. Queries of another corpus than NAME (default: the name of FOLDER) are left out. The gain of
a hit is 2^grade - 1, discounted by log2(rank + 1); the ideal order is 1.
"""
import argparse
import json
import math
import os
import subprocess
import tempfile


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("queries")
    parser.add_argument("--binary", default="target/release/debriefs")
    parser.add_argument("--corpus")
    parser.add_argument("--config")
    return parser.parse_args()


def search(args, cache, query):
    command = [args.binary, "search", "--json", "--limit", "10", "--quiet", "--content", args.folder, "--cache-dir", cache]
    if args.config:
        command += ["--config", args.config]
    ran = subprocess.run(command + ["--", query], check=True, capture_output=True, text=True)
    return [hit["source"] for hit in json.loads(ran.stdout)["hits"]]


def gain(grades):
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]))


def ndcg(found, relevant):
    def grade(source):
        return next((r["grade"] for r in relevant if source == r["file"] or source.endswith("/" + r["file"])), 0)

    ideal = gain(sorted((r["grade"] for r in relevant), reverse=True))
    return gain([grade(source) for source in found]) / ideal if ideal else 1.0


def main():
    args = arguments()
    corpus = args.corpus or os.path.basename(os.path.abspath(args.folder))
    scores = []
    with tempfile.TemporaryDirectory() as cache, open(args.queries, encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            if query.get("corpus", corpus) != corpus:
                continue
            score = ndcg(search(args, cache, query["q"]), query["relevant"])
            scores.append(score)
            print(f"{score:.3f}  {query['q']}")
    if not scores:
        raise SystemExit(f"no query is about `{corpus}`")
    print(f"nDCG@10 {sum(scores) / len(scores):.3f} over {len(scores)} queries")


if __name__ == "__main__":
    main()
