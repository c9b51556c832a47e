#!/usr/bin/env python3
"""A model that was trained elsewhere on raw columns: it is read from a file, and only decides.

A linear model of the reward for each action; the allowed action with the greatest one is taken.
PROTOCOL.md works an example through by hand.

    mine: {external: {command: [python3, raw_columns_model.py, model.json]}}

The file names the columns that the model was trained on, and has for each action an intercept and a
coefficient per column:

    {"columns": ["visits", "log(basket_value)"],
     "actions": {"nothing": [1.2, 0.1, 0.3], "reminder": [0.9, -0.2, 0.5]}}
"""

import json
import sys

PROTOCOL = 1


def order(names, wanted, what):
    """Where each wanted name stands among the names that the host gives."""
    missing = [name for name in wanted if name not in names]
    if missing:
        raise SystemExit(f"the host knows no {what} {missing}; it has {names}")
    return [names.index(name) for name in wanted]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        model = json.load(file)
    columns, weights = [], []
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "bye":
            break
        answer = None
        if message["type"] == "hello":
            if message["scale"] != "raw":
                raise SystemExit("the model was trained on raw columns: leave `standardised` out")
            # Columns and actions go by their names: the host may have them in another order.
            columns = order(message["features"], model["columns"], "column")
            names = [action["name"] for action in message["actions"]]
            order(list(model["actions"]), names, "weights for the action")
            weights = [model["actions"][name] for name in names]
            answer = {"type": "hello", "protocol": PROTOCOL}
        elif message["type"] == "decide":
            rows = []
            for decision in message["decisions"]:
                values = [1.0] + [decision["features"][column] for column in columns]
                scores = [sum(w * x for w, x in zip(row, values)) for row in weights]
                allowed = [a for a, may in enumerate(decision["allowed"]) if may]
                best = max(allowed, key=scores.__getitem__)
                rows.append([1.0 if action == best else 0.0 for action in range(len(scores))])
            answer = {"type": "decisions", "id": message["id"], "probabilities": rows}
        elif message["type"] == "snapshot":
            answer = {"type": "snapshot", "id": message["id"], "state": None}
        if answer is not None:
            sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
