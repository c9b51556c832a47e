"""Writes golden_joint.json: two actions whose weights differ together between tasks, by brute force.

All weights of all tasks, the common mean integrated out, are one normal vector; posterior and evidence
come from that vector's covariance and from the covariance of all rewards, with numpy alone.
"""

import json
import numpy as np

K, D, TASKS, NOISE = 2, 2, 3, 0.5
MEAN, HYPER = np.array([0.4, -0.2]), np.array([[0.5, 0.1], [0.1, 0.3]])
FEATURE_MEAN, FEATURE_HYPER = np.array([0.0, 0.1]), np.array([[0.2, 0.0], [0.0, 0.1]])
APART = [np.diag([0.04, 0.09]), np.diag([0.3, 0.01])]
COMMON, OWN = np.array([0.25, 0.02]), np.array([0.03, 0.01])
LOADINGS, LIKENESS = np.array([0.8, 1.3]), np.array([[1.0, 0.6], [0.6, 1.0]])
DESCRIPTION = [-0.7, 0.2, 1.1]
ROWS = [
    [(i % K, [1.0, float(np.sin(3 * i + t))], float(np.cos(2 * i + t) + 0.3 * t)) for i in range(n)]
    for t, n in enumerate([7, 1, 4])
]


def solve(structure, has_feature, likeness=np.eye(K)):
    """Posterior of the last task's stacked weights, and the log evidence of all rewards."""
    size = K * D
    hyper_mean, hyper = np.tile(MEAN, K), np.kron(likeness, HYPER)
    mean = np.zeros(TASKS * size)
    cov = np.zeros((TASKS * size, TASKS * size))
    for s in range(TASKS):
        z = DESCRIPTION[s] if has_feature else 0.0
        mean[s * size:(s + 1) * size] = hyper_mean + z * np.tile(FEATURE_MEAN, K)
        for t in range(TASKS):
            w = DESCRIPTION[t] if has_feature else 0.0
            block = hyper + z * w * np.kron(likeness, FEATURE_HYPER) + (structure if s == t else 0)
            cov[s * size:(s + 1) * size, t * size:(t + 1) * size] = block
    design, rewards = [], []
    for t, rows in enumerate(ROWS):
        for action, x, y in rows:
            row = np.zeros(TASKS * size)
            row[t * size + action * D:t * size + (action + 1) * D] = x
            design.append(row)
            rewards.append(y)
    design, rewards = np.array(design), np.array(rewards)
    total = design @ cov @ design.T + NOISE * np.eye(len(rewards))
    rest = rewards - design @ mean
    gain = cov @ design.T @ np.linalg.inv(total)
    last = slice((TASKS - 1) * size, TASKS * size)
    evidence = -0.5 * (
        len(rewards) * np.log(2 * np.pi) + np.linalg.slogdet(total)[1]
        + rest @ np.linalg.solve(total, rest))
    return (mean + gain @ rest)[last], (cov - gain @ design @ cov)[last, last], evidence


def case(has_feature, is_loaded=False):
    structures = [np.kron(np.eye(K), s) for s in APART]
    structures.append(np.kron(np.ones((K, K)), np.diag(COMMON)) + np.kron(np.eye(K), np.diag(OWN)))
    found = [solve(s, has_feature) for s in structures]
    if is_loaded:
        loadings = np.kron(LOADINGS, np.ones(D))
        found[-1] = solve(structures[-1] * np.outer(loadings, loadings), has_feature, LIKENESS)
    evidence = np.array([f[2] for f in found])
    weights = np.exp(evidence - evidence.max())
    return {
        "means": [f[0].tolist() for f in found],
        "covariances": [f[1].tolist() for f in found],
        "evidence": evidence.tolist(),
        "weights": (weights / weights.sum()).tolist(),
    }


with open("golden_joint.json", "w") as file:
    json.dump(
        {
            "noise": NOISE, "mean": MEAN.tolist(), "hyper": HYPER.tolist(),
            "feature_mean": FEATURE_MEAN.tolist(), "feature_hyper": FEATURE_HYPER.tolist(),
            "apart": [s.tolist() for s in APART], "common": COMMON.tolist(), "own": OWN.tolist(),
            "description": DESCRIPTION,
            "actions": [[r[0] for r in rows] for rows in ROWS],
            "features": [[r[1] for r in rows] for rows in ROWS],
            "rewards": [[r[2] for r in rows] for rows in ROWS],
            "plain": case(False), "described": case(True),
            "loadings": LOADINGS.tolist(), "likeness": LIKENESS.tolist(),
            "loaded": case(False, True), "loaded and described": case(True, True),
        }, file, indent=1)
    file.write("\n")
