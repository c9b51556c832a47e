"""What the wrapped models share: the loop that speaks JourneyLab's messages (PROTOCOL.md)."""

import json
import os
import sys

PROTOCOL = 1


def serve(model):
    """Answers messages with the model's methods of the same names, until told to end.

    A model has start(actions, features, seed), decide(decisions) -> a list of probabilities per
    decision, learn(events), save() -> a text, and load(text); begin(task, features) and close(task)
    if it cares.
    """
    # Libraries print: what they write to standard output would be taken for an answer.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        message = json.loads(line)
        kind = message["type"]
        answer = None
        if kind == "bye":
            break
        if kind == "hello":
            if message["window"] is None:
                print("rewards are final at the market's end only: give the decision a window"
                      " (`within`)", file=sys.stderr)
            model.start(message["actions"], message["features"], int(message["seed"]))
            answer = {"type": "hello", "protocol": PROTOCOL}
        elif kind == "begin" and hasattr(model, "begin"):
            model.begin(message["task"], message["features"])
        elif kind == "close" and hasattr(model, "close"):
            model.close(message["task"])
        elif kind == "decide":
            rows = model.decide(message["decisions"])
            answer = {"type": "decisions", "id": message["id"], "probabilities": rows}
        elif kind == "learn":
            model.learn(message["events"])
        elif kind == "snapshot":
            answer = {"type": "snapshot", "id": message["id"], "state": model.save()}
        elif kind == "restore":
            model.load(message["state"])
        if answer is not None:
            out.write(json.dumps(answer, separators=(",", ":")) + "\n")
            out.flush()


def epsilon_greedy(scores, allowed, epsilon):
    """The best allowed action, or with a small chance any."""
    actions = [action for action, may in enumerate(allowed) if may]
    best = max(actions, key=scores.__getitem__)
    row = [0.0] * len(allowed)
    for action in actions:
        row[action] = epsilon / len(actions)
    row[best] += 1 - epsilon
    return row
