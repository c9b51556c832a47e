import Foundation
import TestSupport
import Testing

/// The whole output of `analyze` on the reference data of the estimation tests.
@Suite struct AnalyzeSnapshotTests {
  private func check(_ expected: String, _ arguments: String...) throws {
    let data = PackageFolder.file("Tests/ExperimentsTests/Golden/ab_small.csv")
    try withTool { tool in
      try tool.write(try String(contentsOf: data, encoding: .utf8), to: "ab.csv")
      try tool.write(Self.headlines, to: "heads.csv")
      let ending = try tool.finish(try tool.start(["analyze"] + arguments))
      #expect(ending.complaint == "")
      #expect(ending.output == expected)
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100) }
    }
  }

  private static let headlines = """
    test,arm,impressions,clicks
    alpha,a,1000,50
    alpha,b,1020,80
    alpha,c,990,52
    beta,a,400,20
    beta,b,800,41
    gamma,a,10,0
    gamma,b,12,0
    delta,a,300,9
    delta,b,310,10

    """

  @Test func `health follows segments, days and figures from before`() throws {
    try check(
      """
      ab.csv: 900 rows
        control: control; intervals at 95 % confidence over the family; Dunnett over 2 treatments × 1
        metric (all units); other metrics and segments are exploratory and uncorrected.

      conversion
        arm        units   value     against control    difference       test     p  adjusted p
        control      297  9.43 %                   –             –          –     –           –
        free_ship    317  5.99 %  -36 % [-64, +10.5]  -3.43 points  z = -1.60  0.11           –
        price_cut    286  9.79 %   +3.8 % [-37, +70]  +0.36 points   z = 0.15  0.88           –
        free_ship 5.99 % against control 9.43 %: no clear difference (uncorrected), z = -1.60, p = 0.11.
        price_cut 9.79 % against control 9.43 %: no clear difference (uncorrected), z = 0.15, p = 0.88.

      revenue (primary)
        arm        units  value      against control  difference       test      p  adjusted p
        control      297  4.330                    –           –          –      –           –
        free_ship    317  1.738    -60 % [-87, -2.2]      -2.592  t = -2.25  0.025       0.045
        price_cut    286  5.171  +19.4 % [-49, +179]      +0.841   t = 0.52   0.60        0.81
        free_ship 1.738 against control 4.330: worse, t(434.0) = -2.25, p = 0.025, adjusted p = 0.045.
        price_cut 5.171 against control 4.330: no clear difference, t(558.7) = 0.52, p = 0.60, adjusted
        p = 0.81.

      revenue by segment (exploratory, uncorrected)
        segment    treatment  control  treatment          against control      p
        loyal      free_ship    8.302      4.159        -50 % [-93, +196]   0.29
        loyal      price_cut    8.302      4.838        -42 % [-82, +236]   0.36
        new        free_ship    1.368      0.148  -1.220 [-2.628, +0.189]  0.089
        new        price_cut    1.368      3.329  +1.961 [-1.237, +5.159]   0.23
        returning  free_ship    5.739      3.024         -47 % [-92, +67]   0.23
        returning  price_cut    5.739      8.827        +54 % [-66, +380]   0.43

      What to do
        free_ship  do not ship: revenue is worse: -60 % [-87, -2.2], adjusted p = 0.045.
        price_cut  keep testing: revenue shows no clear difference: +19.4 % [-49, +179], adjusted
                   p = 0.81.

      Health
        Nothing speaks against the planned shares of the arms (sample ratio p = 0.44).
        Followed over 20 days, nothing speaks against the shares (always-valid p = 1.00).
        Nothing speaks against the planned shares in any of 3 segments, nor against a like mix of them
        in every arm (p = 0.39).
        No sign that segments reverse a difference (Simpson's paradox).
        revenue, control: the figure is so skewed that a normal interval needs about 13,943 units, and
        there are 297; cap the figure or gather more.
        revenue, free_ship: the figure is so skewed that a normal interval needs about 16,171 units, and
        there are 317; cap the figure or gather more.
        revenue, price_cut: the figure is so skewed that a normal interval needs about 10,707 units, and
        there are 286; cap the figure or gather more.
        No result hangs on the largest unit of an arm.
        free_ship on revenue: no sign that the effect changes with time (p = 0.12); a change for a sixth
        of the units would mostly be found from about 12.51 on.
        free_ship on revenue: no sign that weekdays matter to the effect (p = 0.76).
        price_cut on revenue: no sign that the effect changes with time (p = 0.10); a change for a sixth
        of the units would mostly be found from about 16.23 on.
        price_cut on revenue: no sign that weekdays matter to the effect (p = 0.31).

      """,
      "ab.csv", "--arm", "arm", "--metric", "conversion=proportion:converted", "--metric",
      "revenue=mean:revenue", "--primary", "revenue", "--segment", "segment", "--day", "day")
  }

  @Test func `looks show estimate, boundary and what stopping does`() throws {
    try check(
      """
      ab.csv: 900 rows
        control: control; intervals at 95 % confidence over the family; Dunnett over 2 treatments × 1
        metric (all units); segments are exploratory and uncorrected.

      revenue (primary)
        arm        units  value      against control  difference       test      p  adjusted p
        control      297  4.330                    –           –          –      –           –
        free_ship    317  1.738     -60 % [-91, +24]      -2.592  t = -2.25  0.025       0.075
        price_cut    286  5.171  +19.4 % [-60, +253]      +0.841   t = 0.52   0.60        1.00
        free_ship 1.738 against control 4.330: no clear difference, t(434.0) = -2.25, p = 0.025,
        adjusted p = 0.075.
        price_cut 5.171 against control 4.330: no clear difference, t(558.7) = 0.52, p = 0.60, adjusted
        p = 1.00.

      revenue over 4 looks (rows in file order)
      free_ship, Pocock
        rows  units  difference   |z|  boundary    repeated interval      always valid
        225     154      -0.116  0.07     2.624     [-4.369, +4.137]  [-5.777, +5.545]
        450     309      -0.481  0.40     2.624     [-3.669, +2.707]  [-4.518, +3.555]
        675     459      -1.159  1.16     2.624     [-3.782, +1.463]  [-4.444, +2.125]
        900     614      -2.592  2.25     2.624     [-5.620, +0.436]  [-6.376, +1.192]
        The test runs to its last look: -2.592 as seen, median-unbiased -2.522 [-5.139, +0.211].
      price_cut, Pocock
        rows  units  difference   |z|  boundary    repeated interval      always valid
        225     147      -0.927  0.54     2.623     [-5.467, +3.612]  [-6.970, +5.115]
        450     302      +2.767  1.31     2.623     [-2.786, +8.320]  [-4.261, +9.794]
        675     440      +1.997  1.20     2.623     [-2.358, +6.353]  [-3.460, +7.455]
        900     583      +0.841  0.52     2.623     [-3.386, +5.068]  [-4.444, +6.126]
        The test runs to its last look: +0.841 as seen, median-unbiased +0.839 [-2.780, +4.453].
        The verdicts on revenue follow these looks, each treatment at 2.50 % over all of them.
        Read like single tests, 4 looks would raise a false alarm with chance 12.6 %.

      What to do
        free_ship  keep testing: revenue shows no clear difference: -60 % [-91, +24], adjusted
                   p = 0.075.
        price_cut  keep testing: revenue shows no clear difference: +19.4 % [-60, +253], adjusted
                   p = 1.00.

      Health
        Nothing speaks against the planned shares of the arms (sample ratio p = 0.44).
        revenue, control: the figure is so skewed that a normal interval needs about 13,943 units, and
        there are 297; cap the figure or gather more.
        revenue, free_ship: the figure is so skewed that a normal interval needs about 16,171 units, and
        there are 317; cap the figure or gather more.
        revenue, price_cut: the figure is so skewed that a normal interval needs about 10,707 units, and
        there are 286; cap the figure or gather more.
        No result hangs on the largest unit of an arm.

      """,
      "ab.csv", "--arm", "arm", "--metric", "revenue=mean:revenue", "--looks", "4", "--boundary",
      "pocock")
  }

  @Test func `other methods stand beside the plan’s`() throws {
    try check(
      """
      ab.csv: 900 rows
        control: control; intervals at 95 % confidence over the family; Dunnett over 2 treatments × 1
        metric (all units); other metrics and segments are exploratory and uncorrected.

      conversion (primary)
        arm        units   value     against control    difference       test     p  adjusted p
        control      297  9.43 %                   –             –          –     –           –
        free_ship    317  5.99 %  -36 % [-66, +18.2]  -3.43 points  z = -1.60  0.11        0.19
        price_cut    286  9.79 %   +3.8 % [-40, +81]  +0.36 points   z = 0.15  0.88        0.98
        free_ship 5.99 % against control 9.43 %: no clear difference, z = -1.60, p = 0.11, adjusted
        p = 0.19.
        price_cut 9.79 % against control 9.43 %: no clear difference, z = 0.15, p = 0.88, adjusted
        p = 0.98.

      revenue
        arm        units  value      against control  difference       test      p  adjusted p
        control      297  4.330                    –           –          –      –           –
        free_ship    317  1.738   -60 % [-84, -13.1]      -2.592  t = -2.25  0.025           –
        price_cut    286  5.171  +19.4 % [-43, +148]      +0.841   t = 0.52   0.60           –
        free_ship 1.738 against control 4.330: worse (uncorrected), t(434.0) = -2.25, p = 0.025.
        price_cut 5.171 against control 4.330: no clear difference (uncorrected), t(558.7) = 0.52,
        p = 0.60.

      Other methods (two-sided; outside the family that is corrected)
        metric      arm        method                              difference      p
        conversion  free_ship  CUPED              -3.47 points [-7.57, +0.63]  0.097
        conversion  free_ship  student            -3.43 points [-7.65, +0.78]   0.11
        conversion  free_ship  mann-whitney                                 –   0.11
        conversion  free_ship  non-inferiority                              –   0.94
        conversion  free_ship  Bayes, beta(1, 1)  -3.43 points [-7.77, +0.80]      –
        conversion  price_cut  CUPED              +0.16 points [-4.47, +4.78]   0.95
        conversion  price_cut  student            +0.36 points [-4.44, +5.17]   0.88
        conversion  price_cut  mann-whitney                                 –   0.88
        conversion  price_cut  non-inferiority                              –   0.41
        conversion  price_cut  Bayes, beta(1, 1)  +0.37 points [-4.45, +5.22]      –
        revenue     free_ship  CUPED                  -2.610 [-4.797, -0.423]  0.019
        revenue     free_ship  student                -2.592 [-4.807, -0.376]  0.022
        revenue     free_ship  mann-whitney                                 –  0.093
        revenue     free_ship  non-inferiority                              –   0.99
        revenue     free_ship  Bayes, flat            -2.592 [-4.846, -0.338]      –
        revenue     price_cut  CUPED                  +0.702 [-2.335, +3.738]   0.65
        revenue     price_cut  student                +0.841 [-2.313, +3.995]   0.60
        revenue     price_cut  mann-whitney                                 –   0.87
        revenue     price_cut  non-inferiority                              –   0.28
        revenue     price_cut  Bayes, flat            +0.841 [-2.316, +3.998]      –
        p95         free_ship  quantile 0.95          -23.79 [-46.26, -1.312]  0.038
        p95         price_cut  quantile 0.95          -1.878 [-32.63, +28.87]   0.90
        free_ship on conversion, CUPED: removes 6.6 % of the variance.
        free_ship on conversion, mann-whitney: chance 5.4 % that a unit of the treatment is above one of
        the control, 85.7 % that both are equal, 8.9 % that it is below.
        free_ship on conversion, non-inferiority: not shown to be no worse than the control by 2 %, at
        2.5 % on one side as a guardrail.
        free_ship on conversion, Bayes, beta(1, 1): chance to beat 5.6 %, expected loss 0.03481.
        price_cut on conversion, CUPED: removes 7.4 % of the variance.
        price_cut on conversion, mann-whitney: chance 8.9 % that a unit of the treatment is above one of
        the control, 82.6 % that both are equal, 8.5 % that it is below.
        price_cut on conversion, non-inferiority: not shown to be no worse than the control by 2 %, at
        2.5 % on one side as a guardrail.
        price_cut on conversion, Bayes, beta(1, 1): chance to beat 56.0 %, expected loss 0.00805.
        free_ship on revenue, CUPED: removes 6.3 % of the variance.
        free_ship on revenue, mann-whitney: chance 5.6 % that a unit of the treatment is above one of
        the control, 85.1 % that both are equal, 9.2 % that it is below.
        free_ship on revenue, non-inferiority: not shown to be no worse than the control by 2 %, at
        2.5 % on one side as a guardrail.
        free_ship on revenue, Bayes, flat: chance to beat 1.2 %, expected loss 2.597.
        price_cut on revenue, CUPED: removes 7.9 % of the variance.
        price_cut on revenue, mann-whitney: chance 9.3 % that a unit of the treatment is above one of
        the control, 81.7 % that both are equal, 8.9 % that it is below.
        price_cut on revenue, non-inferiority: not shown to be no worse than the control by 2 %, at
        2.5 % on one side as a guardrail.
        price_cut on revenue, Bayes, flat: chance to beat 69.9 %, expected loss 0.308.

      What to do
        free_ship  keep testing: conversion shows no clear difference: -36 % [-66, +18.2], adjusted
                   p = 0.19.
        price_cut  keep testing: conversion shows no clear difference: +3.8 % [-40, +81], adjusted
                   p = 0.98.

      Health
        Nothing speaks against the planned shares of the arms (sample ratio p = 0.44).
        free_ship, pre_revenue before the experiment: no sign of a difference (0.005 standard
        deviations, p = 0.95).
        price_cut, pre_revenue before the experiment: no sign of a difference (0.025 standard
        deviations, p = 0.76).
        revenue, control: the figure is so skewed that a normal interval needs about 13,943 units, and
        there are 297; cap the figure or gather more.
        revenue, free_ship: the figure is so skewed that a normal interval needs about 16,171 units, and
        there are 317; cap the figure or gather more.
        revenue, price_cut: the figure is so skewed that a normal interval needs about 10,707 units, and
        there are 286; cap the figure or gather more.
        No result hangs on the largest unit of an arm.

      """,
      "ab.csv", "--arm", "arm", "--metric", "conversion=proportion:converted", "--metric",
      "revenue=mean:revenue", "--metric", "p95=quantile(0.95):revenue", "--covariate",
      "pre_revenue", "--test", "student", "--test", "mann-whitney", "--non-inferiority", "2%",
      "--bayes")
  }

  @Test func `each test of a table stands for itself`() throws {
    try check(
      """
      heads.csv: 9 rows, 4 tests

      ctr (chi-square over all arms of a test)
        p < 0.05 in 1 of 3 tests (33.3 %); about 0 would be so if no arm mattered. After Holm over all
        tests: 1.
        1 not tested: one arm only, no units, or no variance.
        test   arms  units   least  greatest      p  adjusted p      shares
        alpha     3  3,010  5.00 %    7.84 %  0.012       0.036  as planned
        delta     2    610  3.00 %    3.23 %   0.87        1.00  as planned
        beta      2  1,200  5.00 %    5.13 %   0.93        1.00      broken

      Health
        The arms did not get their shares (p < 0.001) in 1 of 4 tests (25.0 %).

      """,
      "heads.csv", "--arm", "arm", "--test-column", "test", "--metric",
      "ctr=proportion:clicks/impressions")
  }
}
