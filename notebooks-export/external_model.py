#!/usr/bin/env python3
"""A model of one's own, complete, with nothing but Python's standard library.

A linear model of the reward for each action of each task; the action with the best expected reward
is taken, any other with a small chance. A new task starts from the mean of the tasks that are over.

JourneyLab starts it as a policy and speaks JSON lines with it (PROTOCOL.md):

    mine: {external: {command: [python3, external_model.py, "--epsilon", "0.1"]}}
"""

import argparse
import json
import sys
from math import inf
from operator import add, mul

PROTOCOL = 1


class LinearModel:
    """Ridge regression, row by row: mean of the weights and inverse of the precision matrix."""

    def __init__(self, weights, inverse=None):
        size = len(weights)
        self.weights = list(weights)
        self.inverse = inverse or [[float(i == j) for j in range(size)] for i in range(size)]

    def value(self, features):
        return sum(map(mul, self.weights, features))

    def learn(self, features, reward, weight):
        """Adds a row, by the formula of Sherman and Morrison (1950)."""
        if weight <= 0:
            return
        gain = [sum(map(mul, row, features)) for row in self.inverse]
        scale = weight / (1 + weight * sum(map(mul, gain, features)))
        step = scale * (reward - self.value(features))
        self.weights = [old + step * part for old, part in zip(self.weights, gain)]
        for row, part in zip(self.inverse, gain):
            factor = scale * part
            for column, other in enumerate(gain):
                row[column] -= factor * other


class Policy:
    """Epsilon-greedy on one linear model per task and action."""

    def __init__(self, epsilon):
        self.epsilon = epsilon
        self.actions = 0
        self.models = {}  # task -> a model per action, or None before its first row
        self.start = {}  # action -> weights that a new task starts from, and how many made them
        self.waiting = []  # events whose rewards may still change, as last told
        self.swayed = {}  # (task, action) -> a model that has learned these too

    def hello(self, message):
        """Takes note of what will be asked, and says which messages are understood."""
        if message["protocol"] != PROTOCOL:
            raise SystemExit(f"protocol {message['protocol']} is not spoken, {PROTOCOL} is")
        self.actions = len(message["actions"])
        return {"type": "hello", "protocol": PROTOCOL, "accepts": ["provisional", "reset"]}

    def begin(self, message):
        """A task opens; message["features"] is what is known of it, unused here."""
        self.models.setdefault(message["task"], [None] * self.actions)

    def close(self, message):
        """A task is over: the next one starts a little closer to it."""
        for action, model in enumerate(self.models.pop(message["task"], [])):
            if model is None:
                continue
            weights, count = self.start.get(action, ([0.0] * len(model.weights), 0))
            mean = [old + (new - old) / (count + 1) for old, new in zip(weights, model.weights)]
            self.start[action] = (mean, count + 1)

    def decide(self, message):
        """A vector of probabilities for each decision, in order."""
        weights = {task: self.weights(task)
                   for task in {decision["task"] for decision in message["decisions"]}}
        rows = [self.probabilities(decision, weights[decision["task"]])
                for decision in message["decisions"]]
        return {"type": "decisions", "id": message["id"], "probabilities": rows}

    def probabilities(self, decision, weights):
        features, allowed = decision["features"], decision["allowed"]
        if "action_features" in decision:
            # Where actions have features of their own, those take the place of the customer's.
            scores = [sum(map(mul, *pair)) for pair in zip(weights, decision["action_features"])]
        else:
            scores = [sum(map(mul, row, features)) for row in weights]
        if "adjustments" in decision:
            # What an action costs beyond its reward, such as its part of a budget.
            scores = list(map(add, scores, decision["adjustments"]))
        share = self.epsilon / sum(allowed)
        result = [share if may else 0.0 for may in allowed]
        for action, may in enumerate(allowed):
            if not may:
                scores[action] = -inf
        result[scores.index(max(scores))] += 1 - self.epsilon
        return result

    def weights(self, task):
        """Weights per action: the task's own, or those that a new task starts from."""
        models = [self.swayed.get((task, action), model)
                  for action, model in enumerate(self.models.get(task) or [None] * self.actions)]
        return [model.weights if model else self.start.get(action, ([],))[0]
                for action, model in enumerate(models)]

    def begun(self, action, features):
        """A model of an action without a row."""
        weights, _ = self.start.get(action, ([0.0] * len(features), 0))
        return LinearModel(weights)

    def learn(self, message):
        """Rewards are final, perhaps long after their decisions."""
        for event in message["events"]:
            models = self.models.setdefault(event["task"], [None] * self.actions)
            action, features = event["action"], event["features"]
            if models[action] is None:
                models[action] = self.begun(action, features)
            models[action].learn(features, event["reward"], event["weight"])
        self.sway()

    def provisional(self, message):
        """All rewards that may still change; they take the place of those told before."""
        self.waiting = message["events"]
        self.sway()

    def sway(self):
        """Copies of the models learn what may still change."""
        self.swayed = {}
        for event in self.waiting:
            task, action = event["task"], event["action"]
            model = self.swayed.get((task, action))
            if model is None:
                old = (self.models.get(task) or [None] * self.actions)[action]
                model = (LinearModel(old.weights, [list(row) for row in old.inverse]) if old
                         else self.begun(action, event["features"]))
                self.swayed[(task, action)] = model
            model.learn(event["features"], event["reward"], event["weight"])

    def reset(self, message):
        """A task has changed: what was learned in it no longer holds."""
        self.models[message["task"]] = [None] * self.actions
        self.sway()

    def snapshot(self, message):
        """All that restore needs; any JSON value will do."""
        models = {str(task): [model and [model.weights, model.inverse] for model in models]
                  for task, models in self.models.items()}
        start = {str(action): list(value) for action, value in self.start.items()}
        return {"type": "snapshot", "id": message["id"],
                "state": {"models": models, "start": start}}

    def restore(self, message):
        """Goes on from a state that snapshot gave, perhaps another process's."""
        state = message["state"]
        self.models = {int(task): [LinearModel(*model) if model else None for model in models]
                       for task, models in state["models"].items()}
        self.start = {int(action): tuple(value) for action, value in state["start"].items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epsilon", type=float, default=0.1, help="chance of exploring")
    policy = Policy(parser.parse_args().epsilon)
    answers = {name: getattr(policy, name) for name in (
        "hello", "begin", "close", "decide", "learn", "provisional", "reset", "snapshot",
        "restore")}
    # Standard output belongs to the protocol: print anything else to sys.stderr.
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "bye":
            break
        answer = answers[message["type"]](message)
        if answer is not None:
            sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
