#!/usr/bin/env python3
"""Reads what `journeylab export` writes with Vowpal Wabbit and with obp, and compares the figures.

    pip install vowpalwabbit           # read as text (--to vw) and as JSON (--to dsjson)
    pip install obp                    # wants Python below 3.11; --ignore-requires-python works
    python3 check_exports.py decisions.jsonl --journeylab ../.build/release/journeylab

Whichever of the two packages is missing is left out. obp imports PyTorch for estimators that are not
used here; where it is missing a stand-in without content takes its place.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import types


def export(arguments, form):
    """Writes the log in a form, and gives the path."""
    path = os.path.join(arguments.folder, "log." + form)
    subprocess.run(
        [arguments.journeylab, "export", arguments.log, "--to", form, "--output", path],
        check=True)
    return path


def read_with_vowpal_wabbit(path, options):
    """Learns from all examples of a file, and gives their number, average loss and features."""
    import vowpalwabbit

    workspace = vowpalwabbit.Workspace(
        f"--cb_explore_adf --epsilon 0.1 {options} -d {path}", enable_logging=True)
    workspace.finish()
    found = {}
    for line in workspace.get_log():
        for name in ("number of examples", "average loss", "total feature number"):
            if line.startswith(name + " ="):
                found[name] = float(line.split("=")[1])
    return found


def logged_lines(path):
    """The log, line by line."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def stand_in_for_torch():
    """Lets obp be imported without PyTorch."""

    class Module(types.ModuleType):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return type(name, (), {})

    names = ["torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils",
             "torch.utils.data"]
    for name in names:
        sys.modules[name] = Module(name)
    for name in names[1:]:
        parent, _, child = name.rpartition(".")
        setattr(sys.modules[parent], child, sys.modules[name])


def bandit_feedback(path):
    """An export as the dictionary that obp's estimators take."""
    import numpy

    with open(path, encoding="utf-8") as file:
        columns = json.load(file)
    feedback = {name: numpy.array(columns[name], float)
                for name in ("context", "reward", "pscore")}
    feedback["pi_b"] = numpy.array(columns["pi_b"], float)[:, :, None]
    feedback["action"] = numpy.array(columns["action"], int)
    feedback["n_rounds"] = columns["n_rounds"]
    feedback["n_actions"] = columns["n_actions"]
    feedback["action_context"] = numpy.eye(columns["n_actions"])
    feedback["position"] = None
    if "expected_reward" in columns:
        feedback["expected_reward"] = numpy.array(columns["expected_reward"], float)
    return feedback


def estimate_with_obp(path, action):
    """Values of taking one action always, by inverse propensities."""
    if importlib.util.find_spec("torch") is None:
        stand_in_for_torch()
    import numpy
    from obp.ope import (InverseProbabilityWeighting, OffPolicyEvaluation,
                         SelfNormalizedInverseProbabilityWeighting)

    feedback = bandit_feedback(path)
    target = numpy.zeros((feedback["n_rounds"], feedback["n_actions"], 1))
    target[:, action] = 1
    evaluation = OffPolicyEvaluation(
        bandit_feedback=feedback,
        ope_estimators=[InverseProbabilityWeighting(),
                        SelfNormalizedInverseProbabilityWeighting()])
    return evaluation.estimate_policy_values(action_dist=target)


def estimate_with_journeylab(arguments):
    """The same values by `journeylab evaluate`."""
    output = subprocess.run(
        [arguments.journeylab, "evaluate", arguments.log, "--policy",
         f"action:{arguments.action}", "--format", "json"], check=True, capture_output=True,
        text=True).stdout
    return {row["estimator"]: row["value"] for row in json.loads(output)["estimates"]
            if row["estimator"] in ("ipw", "snipw")}


def agree(left, right, tolerance):
    return abs(left - right) <= tolerance * max(1e-9, abs(left), abs(right))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("log", help="decisions.jsonl")
    parser.add_argument("--journeylab", default="journeylab", help="the program")
    parser.add_argument("--action", type=int, default=0, help="action to estimate the value of")
    arguments = parser.parse_args()
    lines = logged_lines(arguments.log)
    failed = []

    with tempfile.TemporaryDirectory() as arguments.folder:
        if importlib.util.find_spec("vowpalwabbit"):
            import vowpalwabbit

            print("Vowpal Wabbit", vowpalwabbit.__version__)
            text = read_with_vowpal_wabbit(export(arguments, "vw"), "")
            service = read_with_vowpal_wabbit(export(arguments, "dsjson"), "--dsjson")
            print("  text  ", text)
            print("  dsjson", service)
            if text.get("number of examples") != len(lines):
                failed.append(f"Vowpal Wabbit reads {text} of {len(lines)} decisions as text")
            if not all(agree(text[key], service[key], 1e-4) for key in text):
                failed.append("Vowpal Wabbit reads other figures as text than as JSON")
        else:
            print("Vowpal Wabbit is not installed: left out")

        if importlib.util.find_spec("obp"):
            ours = estimate_with_journeylab(arguments)
            theirs = estimate_with_obp(export(arguments, "obp"), arguments.action)
            import obp

            print("obp", obp.__version__)
            print("  obp       ", {name: float(value) for name, value in theirs.items()})
            print("  journeylab", ours)
            if not all(agree(ours[name], float(theirs[name]), 1e-5) for name in ("ipw", "snipw")):
                failed.append("obp gives other values than journeylab evaluate")
        else:
            print("obp is not installed: left out")

    for message in failed:
        print("FAILED:", message)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
