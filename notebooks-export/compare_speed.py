#!/usr/bin/env python3
"""Measures decisions per second beside Vowpal Wabbit's and MABWiser's Python packages, in one run.

    pip install vowpalwabbit mabwiser
    swift build -c release
    python3 compare_speed.py --journeylab ../.build/release/journeylab-bench

Each is asked on one thread for decisions among 5 actions on 16 features of the customer, after 1,000
rows of learning. Whichever package is missing is left out.
"""

import argparse
import importlib.util
import os
import platform
import re
import random
import subprocess
import sys
import time

ACTIONS, FEATURES = 5, 16


def rate(decide, count, seconds):
    """Decisions per second of calls of `count` decisions each; the best of three rounds."""
    best = 0.0
    for _ in range(3):
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            decide()
            done += count
        best = max(best, done / (time.perf_counter() - start))
    return best


def rows(count):
    """Contexts, actions and rewards."""
    draw = random.Random(1)
    contexts = [[draw.gauss(0, 1) for _ in range(FEATURES)] for _ in range(count)]
    return contexts, [draw.randrange(ACTIONS) for _ in contexts], [draw.random() for _ in contexts]


def vowpal_wabbit(seconds):
    """One prediction a call, from text and from examples that are parsed already."""
    import vowpalwabbit

    contexts, actions, rewards = rows(1000)

    def example(context, label=None):
        values = " ".join(f"f{k}:{value:.6g}" for k, value in enumerate(context))
        lines = ["shared |C " + values]
        for action in range(ACTIONS):
            mark = f"0:{-label[1]:.6g}:0.2 " if label and label[0] == action else ""
            lines.append(f"{mark}|A action={action}")
        return lines

    vw = vowpalwabbit.Workspace("--cb_explore_adf --squarecb -q CA --quiet")
    for context, action, reward in zip(contexts, actions, rewards):
        vw.learn(example(context, (action, reward)))
    texts = [example(context) for context in contexts[:64]]
    found = {}

    def from_text():
        for text in texts:
            vw.predict(text)

    found["from text"] = rate(from_text, len(texts), seconds)
    parsed = [vw.parse(text, vowpalwabbit.LabelType.CONTEXTUAL_BANDIT) for text in texts]

    def from_examples():
        for examples in parsed:
            vw.predict(examples)

    found["from parsed examples"] = rate(from_examples, len(parsed), seconds)
    for examples in parsed:
        vw.finish_example(examples)
    return {f"Vowpal Wabbit {vowpalwabbit.__version__}, SquareCB, {name}": value
            for name, value in found.items()}


def mabwiser(seconds):
    """One prediction a call and 128, by linear Thompson sampling."""
    import mabwiser as package
    import numpy
    from mabwiser.mab import MAB, LearningPolicy

    contexts, actions, rewards = rows(1000)
    bandit = MAB(list(range(ACTIONS)), LearningPolicy.LinTS(alpha=1.0), seed=1, n_jobs=1)
    bandit.fit(actions, rewards, numpy.array(contexts))
    version = getattr(package, "__version__", None)
    if version is None:
        from importlib.metadata import version as installed

        version = installed("mabwiser")
    found = {}
    for count in (1, 128):
        batch = numpy.array(contexts[:count])
        found[f"MABWiser {version}, LinTS, batches of {count}"] = rate(
            lambda: bandit.predict(batch), count, seconds)
    return found


def journeylab(program):
    """What `journeylab-bench learners` says, for its own policies and for a Python program."""
    folder = os.path.dirname(os.path.abspath(__file__))
    found = {}
    for arguments in (["--speed"], ["--external", sys.executable,
                                    os.path.join(folder, "external_model.py")]):
        output = subprocess.run(
            [program, "learners"] + arguments, check=True, capture_output=True, text=True).stdout
        rows = re.findall(r"^  (\S.*?)  +([\d,]+) ", output, re.MULTILINE)
        # The sentence on a program may go over several lines.
        said = re.findall(r"(\S+ \S+, batches of \d+): ([\d,]+) decisions/s",
                          " ".join(output.split()))
        for name, number in said or rows:
            name = name.replace(sys.executable, "python3").replace(folder + os.sep, "")
            found["journeylab, " + name] = float(number.replace(",", ""))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--journeylab", default="journeylab-bench",
                        help="the measuring program, a release build")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each of 3 rounds")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {ACTIONS} actions, {FEATURES} features")
    for name, measure in (("vowpalwabbit", vowpal_wabbit), ("mabwiser", mabwiser)):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: left out")
            continue
        show(measure(arguments.seconds))
    show(journeylab(arguments.journeylab))


def show(found):
    for name, value in found.items():
        print(f"{name:62}{value:>12,.0f} decisions/s", flush=True)


if __name__ == "__main__":
    main()
