"""The verdict must notice what it is there to notice."""

import pathlib
import sys
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import verdict


def post(identity, **more):
    return {"id": identity, "first_id": identity, "text": "@NoordzeeAir hello?", "deleted": False,
            "conversation_id": identity, "in_reply_to": "", "created_at": "2026-03-01T10:00:00.000Z",
            "mentions_brand": True, "superseded": False, "served": True, "quotes": "",
            "lang": "en", **more}


def message(identity, **more):
    return {"object_id": identity, "text": "@NoordzeeAir hello?", "thread_id": identity,
            "created": "2026-03-01T10:00:00.000Z", "language": "en", **more}


def answer(identity, text="Hello!"):
    return {"object_id": identity, "text": text, "accepted": True,
            "published_as": "9" + identity, "refused_for": ""}


def reply(parent, text="Hello!"):
    return {"id": "9" + parent, "in_reply_to": parent, "written": "@ann " + text,
            "text": "@ann " + text}


class World:
    """One good day; each test spoils a piece of it."""

    def __init__(self):
        self.posts = [post("1"), post("2")]
        self.archive = [message("1"), message("2")]
        self.desk = [message("1"), message("2")]
        self.answers = [answer("1"), answer("2")]
        self.replies = [reply("1"), reply("2")]
        self.dead = []
        self.ledger = (0, "closes")

    def bad(self):
        ticket = {"messages": self.desk, "answers": self.answers}
        stage = mock.Mock()
        stage.earshot.return_value = self.ledger
        with mock.patch.multiple(verdict, posts=lambda _: self.posts,
                                 archived=lambda _: self.archive, tickets=lambda _: [ticket],
                                 published=lambda _: self.replies,
                                 dead_letters=lambda _: self.dead):
            return [one.text for one in verdict.findings(stage) if not one.good]


class Verdict(unittest.TestCase):
    def setUp(self):
        self.world = World()

    def test_a_good_day_is_good(self):
        self.assertEqual(self.world.bad(), [])

    def test_a_lost_message(self):
        del self.world.archive[0]
        self.assertEqual(len(self.world.bad()), 1)

    def test_a_message_twice_at_the_helpdesk(self):
        self.world.desk.append(message("1"))
        self.assertEqual(len(self.world.bad()), 1)

    def test_a_message_that_nobody_wrote(self):
        self.world.archive.append(message("3"))
        self.assertEqual(len(self.world.bad()), 1)

    def test_a_wrong_language_is_noticed_and_an_unknown_one_is_no_mistake(self):
        self.world.desk[0]["language"] = ""
        self.assertEqual(self.world.bad(), [])
        self.world.desk[0]["language"] = "nl"
        self.assertEqual(len(self.world.bad()), 1)

    def test_a_changed_text(self):
        self.world.archive[0]["text"] += " "
        self.assertEqual(self.world.bad(), ["texts, times and threads are as on X"])

    def test_a_wrong_thread(self):
        self.world.archive[0]["thread_id"] = "2"
        self.assertEqual(self.world.bad(), ["texts, times and threads are as on X"])

    def test_an_edit_under_a_key_of_its_own(self):
        self.world.posts.append(post("4", first_id="1", conversation_id="1"))
        for side in (self.world.archive, self.world.desk):
            side.append(message("1", revision="4"))
        self.assertEqual(self.world.bad(), [])

    def test_an_answer_that_never_arrived(self):
        del self.world.replies[0]
        self.assertEqual(len(self.world.bad()), 2)  # and the agent is told of a post that is not there

    def test_an_agent_who_is_not_told(self):
        self.world.answers[0]["published_as"] = ""
        self.assertEqual(self.world.bad(), ["the agents are told what became of every answer"])

    def test_an_agent_who_is_told_of_a_post_that_is_not_there(self):
        self.world.answers[0]["published_as"] = "77"
        self.assertEqual(self.world.bad(), ["the agents are told what became of every answer"])

    def test_an_answer_twice(self):
        self.world.replies.append(reply("1"))
        self.assertEqual(len(self.world.bad()), 1)

    def test_an_answer_under_a_wrong_post(self):
        self.world.replies[0] = {**reply("2"), "id": "91"}
        self.assertEqual(len(self.world.bad()), 1)

    def test_an_answer_to_somebody_who_did_not_call(self):
        self.world.posts[0]["mentions_brand"] = False
        self.assertEqual(self.world.bad(), ["every answer is under the post it answers"])

    def test_an_answer_too_late_is_a_dead_letter(self):
        self.world.posts[0]["deleted"] = True
        self.world.answers[0].update(published_as="", refused_for="reply.deleted")
        del self.world.replies[0]
        self.world.dead = [{}]
        self.assertEqual(self.world.bad(), [])
        self.world.dead = []
        self.assertEqual(len(self.world.bad()), 1)

    def test_somebody_unheard(self):
        self.world.posts.append(post("3", served=False))
        self.assertEqual(self.world.bad(), ["everybody who called the airline was heard"])

    def test_a_ledger_that_does_not_close(self):
        self.world.ledger = (1, "does not close")
        self.assertEqual(self.world.bad(), ["earshot ledger --verify"])


if __name__ == "__main__":
    unittest.main()
