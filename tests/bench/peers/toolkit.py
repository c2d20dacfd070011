"""Asks the memory server's store and the matcher of translate-toolkit for texts, over the units of a TMX file."""

import json
import sys
import time
from importlib.metadata import version

from translate.search.match import matcher
from translate.storage import base, tmdb, tmx

LONGEST = 100_000


def timed(find, texts):
    seconds, first = [], []
    for text in texts:
        start = time.perf_counter()
        found = find(text)
        seconds.append(time.perf_counter() - start)
        first.append(found)
    return {"seconds": seconds, "first": first}


def main():
    asked = json.load(sys.stdin)
    store = tmx.tmxfile.parsefile(asked["file"])
    source, target, least = asked["source"], asked["target"], asked["least"]

    server = tmdb.TMDB(":memory:", max_candidates=10, min_similarity=least, max_length=LONGEST)
    # A unit of TMX says that its source is English whatever the file says: so the languages are given with the texts.
    units = [{"source": unit.source, "target": unit.target, "context": ""} for unit in store.units]
    server.add_list(units, source, target)

    def from_server(text):
        found = server.translate_unit(text, source, target)
        return found[0]["source"] if found else None

    # Its heap compares units where two have the same score, and they cannot be: any order will do.
    base.TranslationUnit.__lt__ = lambda one, other: False
    memory = matcher(store, max_candidates=10, min_similarity=least, max_length=LONGEST)

    def from_matcher(text):
        found = memory.matches(text)
        return str(found[0].source) if found else None

    json.dump(
        {
            "version": f"translate-toolkit {version('translate-toolkit')} with Levenshtein {version('Levenshtein')}",
            "units": len(store.units),
            "server": timed(from_server, asked["few"]),
            "matcher": timed(from_matcher, asked["texts"]),
        },
        sys.stdout,
    )


main()
