"""Compares what the twins know with what Earshot did. The twins keep their own books, so that a
mistake in Earshot's cannot hide itself."""

import collections
import dataclasses
import json

from stage import ask


@dataclasses.dataclass
class Finding:
    good: bool
    text: str
    details: list = dataclasses.field(default_factory=list)


def finding(text, problems):
    return Finding(not problems, text, problems)


# --- the three sides -----------------------------------------------------------------------------


def posts(stage):
    return ask("GET", stage.x_url + "/twin/posts")["posts"]


def published(stage):
    return ask("GET", stage.x_url + "/twin/replies")["replies"]


def tickets(stage):
    return ask("GET", stage.helpdesk_url + "/twin/tickets")["tickets"]


def answers(stage):
    return [answer for ticket in tickets(stage) for answer in ticket["answers"]]


def archived(stage):
    file = stage.home / "tickets.jsonl"
    if not file.exists():
        return []
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [line["message"] for line in lines if "message" in line]  # the others are notices


def key_of_post(post):
    return post["first_id"], "" if post["id"] == post["first_id"] else post["id"]


def key_of_message(message):
    return message["object_id"], message.get("revision", "")


def expected(stage):
    """Every version that X has given out, under the key it must have in Earshot."""
    return {key_of_post(post): post for post in posts(stage) if post["served"]}


def desk_messages(stage):
    return [message for ticket in tickets(stage) for message in ticket["messages"]]


# --- waiting -------------------------------------------------------------------------------------


def settled(stage):
    """The day is played, and everything that can have happened has."""
    if not stage.day_is_over():
        return False
    wanted = set(expected(stage))
    if {key_of_message(one) for one in archived(stage)} < wanted:
        return False
    if {key_of_message(one) for one in desk_messages(stage)} < wanted:
        return False
    open_answers = ask("GET", stage.helpdesk_url + "/twin/stats")["answers"]
    if open_answers["waiting"] or open_answers["written"] > open_answers["accepted"]:
        return False
    if open_answers["written"] > len(published(stage)) + len(dead_letters(stage)):
        return False
    return not any(untold(answer) for answer in answers(stage))


def untold(answer):
    return not answer["published_as"] and not answer["refused_for"]


def dead_letters(stage):
    code, text = stage.earshot("dead", "list", "--json")
    if code != 0:
        return []
    try:
        listed = json.loads(text)
    except ValueError:  # a line for each
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(listed, dict):
        listed = next((part for part in listed.values() if isinstance(part, list)), [])
    return listed


# --- findings ------------------------------------------------------------------------------------


def findings(stage):
    wanted = expected(stage)
    return [
        everybody_heard(stage),
        arrived(f"{len(wanted)} posts in the archive, each once", wanted, archived(stage)),
        arrived(f"{len(wanted)} posts in {len(tickets(stage))} tickets at the helpdesk, each once",
                wanted, desk_messages(stage)),
        unchanged(wanted, archived(stage)),
        languages(stage),
        answered(stage),
        told(stage),
        right_place(stage),
        ledger(stage),
    ]


def everybody_heard(stage):
    missed = [post["text"] for post in posts(stage)
              if post["mentions_brand"] and not post["deleted"] and not post["superseded"]
              and not post["served"]]
    return finding("everybody who called the airline was heard", missed)


def arrived(what, wanted, messages):
    counted = collections.Counter(key_of_message(message) for message in messages)
    problems = [f"missing: {wanted[key]['text']}" for key in wanted if key not in counted]
    problems += [f"{times} times: {key}" for key, times in counted.items() if times > 1]
    problems += [f"unknown to X: {key}" for key in counted if key not in wanted]
    return finding(what, problems)


def unchanged(wanted, messages):
    problems = []
    for message in messages:
        post = wanted.get(key_of_message(message))
        if post is None:
            continue
        pairs = (("text", post["text"]), ("thread_id", post["conversation_id"]),
                 ("parent_id", post["in_reply_to"]), ("created", post["created_at"]))
        problems += [f"{name} is {message.get(name, '')!r}, on X {there!r}"
                     for name, there in pairs if message.get(name, "") != there]
    return finding("texts, times and threads are as on X", problems)


def languages(stage):
    """As the play has it, or honestly unknown."""
    told = {key_of_message(message): message["language"] for message in desk_messages(stage)}
    wrong, unknown = [], 0
    for key, post in expected(stage).items():
        tag = told.get(key, "")
        unknown += not tag
        if tag and tag != post["lang"]:
            wrong.append(f"{tag} instead of {post['lang']}: {post['text']}")
    right = len(told) - unknown - len(wrong)
    return finding(f"{right} posts in the right language, {unknown} honestly unknown", wrong)


def answered(stage):
    """Each answer is on X once, or its post is gone and it is a dead letter."""
    gone = {post["id"] for post in posts(stage) if post["deleted"]}
    replies = published(stage)
    problems, undeliverable = [], 0
    for answer in answers(stage):
        there = [reply for reply in replies if reply["in_reply_to"] == answer["object_id"]
                 and reply["written"].endswith(answer["text"])]
        if answer["object_id"] in gone and not there:
            undeliverable += 1
        elif len(there) != 1:
            problems.append(f"{len(there)} times on X: {answer['text']}")
    dead = len(dead_letters(stage))
    if dead != undeliverable:
        problems.append(f"{undeliverable} answers to deleted posts, but {dead} dead letters")
    text = f"{len(replies)} answers published, each once"
    if undeliverable:
        text += f"; {undeliverable} too late, its post was deleted: a dead letter"
    return finding(text, problems)


def told(stage):
    """The agents know: each answer's id on X, or why it is not there."""
    problems = [f"not told: {answer['text']}" for answer in answers(stage) if untold(answer)]
    there = {reply["id"] for reply in published(stage)}
    problems += [f"no such post: {answer['published_as']}" for answer in answers(stage)
                 if answer["published_as"] and answer["published_as"] not in there]
    return finding("the agents are told what became of every answer", problems)


def right_place(stage):
    wanted = {answer["object_id"] for answer in answers(stage)}
    called = {post["id"]: post for post in posts(stage)}
    problems = []
    for reply in published(stage):
        parent = called.get(reply["in_reply_to"])
        if parent is None or reply["in_reply_to"] not in wanted:
            problems.append(f"under a wrong post: {reply['text']}")
        elif not parent["mentions_brand"] and not parent["quotes"]:
            problems.append(f"to somebody who did not call: {reply['text']}")
    return finding("every answer is under the post it answers", problems)


def ledger(stage):
    code, text = stage.earshot("ledger", "--verify")
    return Finding(code == 0, "earshot ledger --verify", text.strip().splitlines())
