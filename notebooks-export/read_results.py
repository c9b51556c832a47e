#!/usr/bin/env python3
"""Prints the main tables of a run's folder, and draws them where matplotlib is installed.

    python3 read_results.py results/<scenario>/<run>
    python3 read_results.py results/<scenario>/<run> --pictures pictures

Reads arms.csv, comparisons.csv, regret.csv and learning.csv, whichever are there. Columns that begin
with true_ are known in a simulation only.
"""

import argparse
import csv
import os
import sys


def read(folder, name):
    """The rows of a table, each a dictionary; none if the run did not write it."""
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    """The number of a cell, or None for an empty one."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def cell(value, digits=4):
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    return "" if value is None else str(value)


def show(title, header, rows):
    """Prints a table with columns as wide as they need, numbers to the right."""
    if not rows:
        return
    texts = [[cell(value) for value in row] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(header, *texts)]
    right = [all(isinstance(value, (float, int, type(None))) for value in column)
             for column in zip(*rows)]

    def line(texts):
        return "  ".join(text.rjust(width) if is_number else text.ljust(width)
                         for text, width, is_number in zip(texts, widths, right)).rstrip()

    print(f"\n{title}\n\n{line(header)}")
    for row in texts:
        print(line(row))


def arms(folder):
    """Value of each metric in each arm, beside the truth."""
    return [(row["metric"], row["arm"], number(row["value"]), number(row["lower"]),
             number(row["upper"]), number(row.get("true_value")))
            for row in read(folder, "arms.csv") if row["segment"] == "all"]


def comparisons(folder):
    """Estimate of each treatment's effect, beside the truth."""
    return [(row["metric"], row["treatment"], number(row["estimate"]), number(row["lower"]),
             number(row["upper"]), number(row["p_adjusted"]), number(row.get("true_effect")),
             row["decision"])
            for row in read(folder, "comparisons.csv") if row["segment"] == "all"]


def regret(folder, yardstick="fixed"):
    """For each policy the customers met and what a market's customers lost so far."""
    curves = {}
    for row in read(folder, "regret.csv"):
        if row["yardstick"] == yardstick:
            curves.setdefault(row["policy"], []).append(
                (int(row["to_customer"]), number(row["cumulative"]),
                 number(row["cumulative_lower"]), number(row["cumulative_upper"])))
    return curves


def learning(folder):
    """For each policy the sums over the markets in which policies are judged, per customer."""
    sums = {}
    for row in read(folder, "learning.csv"):
        if row["part"] != "test":
            continue
        customers = number(row["customers"]) or 0.0
        entry = sums.setdefault(row["policy"], {})
        entry["customers"] = entry.get("customers", 0.0) + customers
        for name in ("reward", "conversion", "margin"):
            entry[name] = entry.get(name, 0.0) + customers * (number(row.get(name)) or 0.0)
        entry["breaches"] = entry.get("breaches", 0.0) + (number(row.get("breaches")) or 0.0)
    return [(policy, int(entry["customers"]))
            + tuple(entry[name] / max(entry["customers"], 1.0)
                    for name in ("reward", "conversion", "margin")) + (entry["breaches"],)
            for policy, entry in sums.items()]


def draw(folder, pictures):
    """Draws effects with their intervals and truth, and the regret of each policy."""
    try:
        import matplotlib
    except ImportError:
        print("\nmatplotlib is not installed: no pictures")
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot

    os.makedirs(pictures, exist_ok=True)
    by_metric = {}
    for row in comparisons(folder):
        if None not in row[2:5]:
            by_metric.setdefault(row[0], []).append(row)
    for metric, rows in by_metric.items():
        figure, axes = pyplot.subplots(figsize=(7, 1 + 0.5 * len(rows)))
        for height, (_, treatment, estimate, lower, upper, _, truth, _) in enumerate(rows):
            axes.errorbar(estimate, height, xerr=[[estimate - lower], [upper - estimate]],
                          fmt="o", color="black")
            if truth is not None:
                axes.plot(truth, height, "x", color="tab:red")
        axes.axvline(0, color="grey", linewidth=0.8)
        axes.set_yticks(range(len(rows)), [row[1] for row in rows])
        axes.set_title(f"{metric}: effect and interval, truth red")
        save(figure, pictures, "effect on " + metric)
    curves = regret(folder)
    if curves:
        figure, axes = pyplot.subplots(figsize=(7, 5))
        for policy, points in curves.items():
            axes.plot([0] + [point[0] for point in points], [0.0] + [point[1] for point in points],
                      label=policy)
        axes.set_xlabel("customers of a new market")
        axes.set_ylabel("regret against the best fixed action")
        axes.legend()
        save(figure, pictures, "regret")


def save(figure, folder, name):
    path = os.path.join(folder, name.replace("/", "-").replace(" ", "-") + ".svg")
    figure.tight_layout()
    figure.savefig(path)
    print("drawn:", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="a run's folder")
    parser.add_argument("--pictures", help="folder to draw into")
    arguments = parser.parse_args()
    if not os.path.exists(os.path.join(arguments.folder, "manifest.json")):
        sys.exit(f"{arguments.folder}: no manifest.json, so this is no finished run")
    show("Arms", ["metric", "arm", "value", "lower", "upper", "truth"], arms(arguments.folder))
    show("Comparisons with the control",
         ["metric", "treatment", "estimate", "lower", "upper", "p adjusted", "truth", "decision"],
         comparisons(arguments.folder))
    show("Policies in new markets, per customer",
         ["policy", "customers", "reward", "conversion", "margin", "breaches"],
         learning(arguments.folder))
    for yardstick in ("fixed", "context"):
        show(f"Regret of a new market's customers (best {yardstick} action)",
             ["policy", "customers", "regret", "lower", "upper"],
             [(policy,) + points[-1] for policy, points in
              regret(arguments.folder, yardstick).items()])
    if arguments.pictures:
        draw(arguments.folder, arguments.pictures)


if __name__ == "__main__":
    main()
