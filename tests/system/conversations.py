"""Recorded conversations for the replay source: the real ones where EARSHOT_CARE_DATA names the
file, and a small invented set otherwise."""

import json
import os
import pathlib


def real_file():
    named = os.environ.get("EARSHOT_CARE_DATA")
    return pathlib.Path(named) if named and pathlib.Path(named).is_file() else None


def turns_of(file):
    """(thread, text) of every turn, in the order of the file."""
    return [(conversation["dialogHeader"]["sessionID"], turn["message"])
            for conversation in json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
            for turn in conversation["dialogContent"]]


TEXTS = [
    ("customer", "@SkyExample mijn koffer staat nog in Oslo 🧳 ref ABC12X"),
    ("agent", "@reiziger Vervelend! Stuur je bagagenummer in een privébericht. ^Bob"),
    ("customer", "足止めされています。次の便はいつですか〜？"),
    ("customer", "Gracias, todo solucionado 👨‍👩‍👧‍👦"),
    ("agent", "“Kein Problem” – gern geschehen…"),
    ("customer", "cafe\u0301 or café? \u00a0two spaces  and a tab\there"),
]


DAYS = 28  # that what is invented is of


def invent(file, conversations=40):
    """Writes conversations of one to six turns, some ids used in two of them."""
    out = []
    for number in range(conversations):
        turns = []
        for index, (who, text) in enumerate(TEXTS[: 1 + number % len(TEXTS)]):
            role = {"customer": "client", "agent": "agent"}[who]
            turns.append({role: who + str(number), "datetime": f"2020-03-{1 + number % DAYS:02d}"
                          f"T10:{index:02d}:00.000Z", "message": f"{text} #{number}",
                          "tweet_ID": str(1_240_000_000_000_000_000 + (number // 2) * 10 + index)})
        out.append({"dialogHeader": {"company": "SkyExample", "sessionID": f"session{number:03d}",
                                     "conversationDateTime": turns[0]["datetime"]},
                    "dialogContent": turns})
    pathlib.Path(file).write_text(json.dumps(out, ensure_ascii=False), encoding="utf-8")
    return file
