"""Reads a TMX file and writes it again as the translate-toolkit does, and writes one of its own beside it.

Reads {"file": the file, "from": a language, "into": a language, "units": [[source, target], ...]} from the standard input;
writes {"read": [[source, target], ...], "again": the file that was read, "made": a file of these units}.
"""

import json
import sys

from translate.storage.tmx import tmxfile

asked = json.load(sys.stdin)
store = tmxfile.parsestring(asked["file"].encode())


def text(unit, language):
    node = unit.getlanguageNode(language)
    return unit.getNodeText(node, "preserve")


read = [[text(unit, asked["from"]), text(unit, asked["into"])] for unit in store.units]
made = tmxfile(sourcelanguage=asked["from"], targetlanguage=asked["into"])
for source, target in asked["units"]:
    made.addtranslation(source, asked["from"], target, asked["into"])
json.dump({"read": read, "again": bytes(store).decode(), "made": bytes(made).decode()}, sys.stdout)
