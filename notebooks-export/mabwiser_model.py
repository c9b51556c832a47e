#!/usr/bin/env python3
"""MABWiser as a policy: a linear bandit per market.

    pip install mabwiser
    mine: {external: {command: [python3, mabwiser_model.py], timeout: 5 s}}

It learns from rewards that are final only: give the decision a window, such as `within: 7 days`.
MABWiser gives expectations; the chances of exploring are added here, so that the log has them.
"""

import base64
import pickle

import numpy
from mabwiser.mab import MAB, LearningPolicy

from serving import epsilon_greedy, serve

EPSILON = 0.1


class Model:
    """One `MAB` for each task, fitted from its first rewards on."""

    def start(self, actions, features, seed):
        self.arms = list(range(len(actions)))
        self.seed = seed % 2**31
        self.bandits = {}

    def decide(self, decisions):
        scores = [None] * len(decisions)
        by_task = {}
        for index, decision in enumerate(decisions):
            by_task.setdefault(decision["task"], []).append(index)
        for task, indices in by_task.items():
            if task not in self.bandits:
                continue
            contexts = numpy.array([decisions[index]["features"] for index in indices], float)
            found = self.bandits[task].predict_expectations(contexts)
            for index, row in zip(indices, found if isinstance(found, list) else [found]):
                scores[index] = [float(row[arm]) for arm in self.arms]
        return [
            epsilon_greedy(score, decision["allowed"], EPSILON) if score
            else epsilon_greedy([0.0] * len(self.arms), decision["allowed"], 1.0)
            for score, decision in zip(scores, decisions)]

    def learn(self, events):
        by_task = {}
        for event in events:
            by_task.setdefault(event["task"], []).append(event)
        for task, rows in by_task.items():
            data = ([row["action"] for row in rows], [row["reward"] for row in rows],
                    numpy.array([row["features"] for row in rows], float))
            if task in self.bandits:
                self.bandits[task].partial_fit(*data)
            else:
                bandit = MAB(self.arms, LearningPolicy.LinGreedy(epsilon=0), seed=self.seed)
                bandit.fit(*data)
                self.bandits[task] = bandit

    def close(self, task):
        self.bandits.pop(task, None)

    def save(self):
        return base64.b64encode(pickle.dumps(self.bandits)).decode()

    def load(self, text):
        # A pickle can run code: restore only snapshots of one's own.
        self.bandits = pickle.loads(base64.b64decode(text))


if __name__ == "__main__":
    serve(Model())
