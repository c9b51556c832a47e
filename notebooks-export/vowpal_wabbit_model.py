#!/usr/bin/env python3
"""Vowpal Wabbit as a policy: SquareCB on one model for all markets.

    pip install vowpalwabbit
    mine: {external: {command: [python3, vowpal_wabbit_model.py], timeout: 5 s}}

It learns from rewards that are final only: give the decision a window, such as `within: 7 days`.
"""

import base64
import os
import tempfile

import vowpalwabbit

from serving import serve

OPTIONS = "--cb_explore_adf --squarecb -q CA --quiet"


class Model:
    """A workspace that predicts from and learns of examples in Vowpal Wabbit's text."""

    def start(self, actions, features, seed):
        self.actions = len(actions)
        self.names = [name.translate(str.maketrans(" :|\t\n", "_____")) for name in features]
        self.options = f"{OPTIONS} --random_seed {seed % 2**31}"
        self.workspace = vowpalwabbit.Workspace(self.options)

    def example(self, features, allowed, label=None):
        """A shared line and a line per allowed action; label is (action, cost, chance)."""
        context = " ".join(f"{name}:{value:.6g}" for name, value in zip(self.names, features))
        lines = ["shared |C " + context]
        for action in allowed:
            mark = "0:%.6g:%.6g " % label[1:] if label and label[0] == action else ""
            lines.append(f"{mark}|A action={action}")
        return lines

    def decide(self, decisions):
        rows = []
        for decision in decisions:
            allowed = [action for action, may in enumerate(decision["allowed"]) if may]
            found = self.workspace.predict(self.example(decision["features"], allowed))
            # Single-precision chances sum to 1 only to seven digits.
            total = sum(found)
            row = [0.0] * self.actions
            for action, chance in zip(allowed, found):
                row[action] = chance / total
            rows.append(row)
        return rows

    def learn(self, events):
        for event in events:
            if event["weight"] <= 0:
                continue
            # With a chance of 1 the row counts once, as a regression on the action taken.
            label = (event["action"], -event["reward"], min(1, 1 / event["weight"]))
            self.workspace.learn(self.example(event["features"], range(self.actions), label))

    def save(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model")
            self.workspace.save(path)
            with open(path, "rb") as file:
                return base64.b64encode(file.read()).decode()

    def load(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model")
            with open(path, "wb") as file:
                file.write(base64.b64decode(text))
            self.workspace.finish()
            self.workspace = vowpalwabbit.Workspace(f"--quiet -i {path}")


if __name__ == "__main__":
    serve(Model())
