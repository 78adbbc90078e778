"""Many conversations at once, for tests that disturb them."""

import collections
import os
import random
import threading
import time


def seeded():
    """Chance that can be repeated: EARSHOT_SEED."""
    seed = int(os.environ.get("EARSHOT_SEED", random.randrange(1 << 32)))
    print(f"seed {seed}", flush=True)
    return random.Random(seed)


class Talk:
    """Customers who ask, and ask again when they were answered, while somebody at the desk answers
    whatever comes: until `finish()`."""

    AT_ONCE = 8  # conversations
    # What begins before a kill: the daemon itself, a few questions, answers and publications.
    BEGINNINGS = (0, 1, 3, 4, 7)
    PATIENCE = 30.0  # seconds for them

    def __init__(self, care):
        self.care = care
        self.newest = {}  # customer: what was asked last
        self.public = set()  # what was asked and is known to be answered in public
        self.ending = False
        self.failure = None
        self.begun, self.last = 0, "start"
        self.beginning = threading.Condition()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.ending = True
        self.thread.join()

    def interrupt(self, kills, chance):
        """Kills the daemon so often, each time a random moment after something began, and lets
        everybody finish. Returns how often what had begun last, and how often a question or an
        answer was on its way: {word: kills}."""
        found = collections.Counter()
        for _ in range(kills):
            self.care.daemon.start(wait=False)
            found[f"after {self._await(chance.choice(self.BEGINNINGS))}"] += 1
            time.sleep(chance.uniform(0.05, 2.0))
            self.care.daemon.kill()
            found.update(self._on_the_way())
        self.care.daemon.start()
        self.finish()
        return found

    def finish(self):
        """Nobody asks any more; what was asked is answered."""
        self.ending = True
        self.thread.join()
        if self.failure:
            raise self.failure
        for asked in set(self.care.asked) - set(self.care.answered):
            self.care.reply_from_the_desk(asked)

    # --- for the kills ---------------------------------------------------------------------------

    def _begins(self, what):
        with self.beginning:
            self.begun, self.last = self.begun + 1, what
            self.beginning.notify_all()

    def _await(self, count):
        """Until so much began; returns what was the last of it."""
        with self.beginning:
            wanted = self.begun + count
            self.beginning.wait_for(lambda: self.begun >= wanted or self.failure, self.PATIENCE)
            return self.last if count else "start"

    def _on_the_way(self):
        care, asked, answered = self.care, set(self.care.asked), set(self.care.answered)
        brought = {one for words in care.at_the_desk().values() for one in words}
        posts = care.brand.posts()
        return (["question"] if asked - brought else []) + (
            ["answer"] if len(posts) < len(answered) else [])

    # --- what people do --------------------------------------------------------------------------

    def _run(self):
        try:
            while not self.ending:
                self._look_for_answers()
                self._ask()
                self._answer()
        except Exception as failure:  # told by finish()
            self.failure = failure

    def _look_for_answers(self):
        care = self.care
        under = {post.get("reply", {}).get("parent", {}).get("uri") for post in care.brand.posts()}
        for asked in set(care.answered) - self.public:
            if care.asked[asked].uri in under:
                self.public.add(asked)
                self._begins("publication")

    def _ask(self):
        for number in range(self.AT_ONCE):
            customer = f"customer{number}"
            before = self.newest.get(customer)
            if before is None:
                self.newest[customer] = self.care.ask(customer, "hello?")
            elif before in self.public:
                self.newest[customer] = self.care.ask(customer, "and then?", under=before)
            else:
                continue
            self._begins("question")

    def _answer(self):
        care = self.care
        for ticket, words in care.at_the_desk().items():
            for asked in words:
                if asked not in care.answered and not self.ending:
                    care.answer_in(ticket, asked)
                    self._begins("answer")
