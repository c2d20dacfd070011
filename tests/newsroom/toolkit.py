"""Works on an XLIFF file as a tool of translators does, by the translate-toolkit.

Reads {"file": the file, "words": {id of a unit: words}} from the standard input, puts the words in as targets, and
writes the file again.
"""

import json
import sys

from translate.storage.xliff2 import Xliff2File

asked = json.load(sys.stdin)
store = Xliff2File.parsestring(asked["file"].encode())
for unit in store.units:
    words = asked["words"].get(unit.getid())
    if words is not None:
        unit.target = words
        unit.marktranslated()
sys.stdout.buffer.write(bytes(store))
