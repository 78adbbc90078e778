"""What the person at the terminal sees: a line for each thing that happens."""

import os
import shutil
import sys
import unicodedata

COLOURS = {"in": "36", "gossip": "90", "ticket": "33", "agent": "35", "out": "32", "bad": "31",
           "good": "32", "bold": "1"}

LABELS = {
    ("x", "posted"): ("in", "X        > "),
    ("x", "edited"): ("in", "X  edit  > "),
    ("x", "deleted"): ("in", "X  gone  > "),
    ("helpdesk", "ticket"): ("ticket", "  ticket   > "),
    ("helpdesk", "answer"): ("agent", "  agent    < "),
    ("x", "published"): ("out", "X reply  < "),
}


def colour(name, text):
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return text if plain else f"\033[{COLOURS[name]}m{text}\033[0m"


def cells(character):
    if unicodedata.combining(character) or character in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text, width):
    """At most `width` columns of a terminal."""
    text = " ".join(text.split())
    taken = 0
    for place, character in enumerate(text):
        taken += cells(character)
        if taken > width - 1 and place + 1 < len(text):
            return text[:place] + "…"
    return text


def show(event):
    label = event and LABELS.get((event["from"], event["event"]))
    if not label:
        return
    name, mark = label
    if event["from"] == "x" and event["event"] != "published" and not event["mentions_brand"]:
        name = "gossip"
    who = event["ticket"] if event["from"] == "helpdesk" else "@" + event["author"]
    # The agent answers later than the customer's post was made, and that is the time it knows.
    when = " " * 5 if name == "agent" else event["at"][11:16]
    if "language" in event:  # as Earshot told it, and what its rules make of it
        who += f" {event['class'] or '-'}{' !' if event['urgency'] == 'now' else ''}"
    lang = event.get("language", event["lang"][:2]) or "??"
    head = f"{when} {lang}  {mark:13}{who:<17} "
    width = max(shutil.get_terminal_size((110, 24)).columns, 60)
    print(colour(name, head + cut(event["text"], width - len(head))), flush=True)


def introduce(stage):
    print(colour("bold", "Noordzee Air, an airline that does not exist, and one day of its "
                         "customers on X."))
    print(f"  the X twin        {stage.x_url}")
    print(f"  the helpdesk twin {stage.helpdesk_url}")
    print(f"  earshotd          {stage.url}, configuration {stage.home}/earshot.yaml")
    print("  X has challenged our webhook and found it ours. Posts also come by polling.\n",
          flush=True)


def invite(stage):
    print("\n" + colour("bold", "The day is over; X goes on. Be a customer yourself:"))
    print("  curl -d '{\"author\": \"me\", \"lang\": \"en\", \"text\": "
          f"\"@NoordzeeAir where is my suitcase?\"}}' {stage.x_url}/twin/posts")
    print(f"  {stage.command} --socket {stage.home}/control.sock status")
    print("Ctrl-C ends the demo.", flush=True)
    return True


def conclude(findings):
    print()
    for finding in findings:
        mark = colour("good", "ok  ") if finding.good else colour("bad", "BAD ")
        print(mark + finding.text)
        for line in finding.details[:8]:
            print("      " + line)
    good = all(finding.good for finding in findings)
    print(colour("good", "\nThe ledger closes: nothing lost, nothing twice, nothing misplaced.")
          if good else colour("bad", "\nThe demo failed."), flush=True)
    return 0 if good else 1


def complain(trouble):
    print(colour("bad", f"The demo failed: {trouble}"), file=sys.stderr, flush=True)


def farewell():
    print("\nClosing.", flush=True)
