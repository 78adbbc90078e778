"""Many conversations at once, for tests that disturb them."""

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

    AT_ONCE = 6  # conversations

    def __init__(self, care):
        self.care = care
        self.newest = {}  # customer: what was asked last
        self.ending = False
        self.failure = None
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.ending = True
        self.thread.join()

    def on_the_way(self):
        care = self.care
        return any(asked not in care.answered or not care.answers_to(asked)
                   for asked in self.newest.values())

    def interrupt(self, kills, chance):
        """Kills the daemon so often, at random moments, and lets everybody finish. Returns how often
        something was on its way."""
        count = 0
        for _ in range(kills):
            self.care.daemon.start(wait=False)
            time.sleep(chance.uniform(0.05, 2.0))
            self.care.daemon.kill()
            count += self.on_the_way()
        self.care.daemon.start()
        self.finish()
        return count

    def finish(self):
        """Nobody asks any more; what was asked is answered."""
        self.ending = True
        self.thread.join()
        if self.failure:
            raise self.failure
        for asked in set(self.care.asked) - set(self.care.answered):
            self.care.reply_from_the_desk(asked)

    def _run(self):
        try:
            while not self.ending:
                for number in range(self.AT_ONCE):
                    self._go_on(f"customer{number}")
                time.sleep(0.1)
        except Exception as failure:  # told by finish()
            self.failure = failure

    def _go_on(self, customer):
        care, asked = self.care, self.newest.get(customer)
        if asked is None:
            self.newest[customer] = care.ask(customer, "hello?")
        elif asked not in care.answered:
            if care.tickets_saying(asked):
                care.reply_from_the_desk(asked)
        elif care.answers_to(asked):
            self.newest[customer] = care.ask(customer, "and then?", under=asked)
