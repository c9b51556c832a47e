/// Numbers of an independent simulation in numpy, other generator and other code, with their errors.
///
/// A line is a row's label, then for each statistic its name, mean and standard error.
enum ReferenceValues {
  static let e1 = """
    K=2 sq=0.5 s0=0.1 oracle;total 31.14 1.16;task1 1.58 0.08;task20 1.45 0.08;first20 0.195 0.011
    K=2 sq=0.5 s0=0.1 hierts;total 53.89 1.20;task1 9.04 0.16;task20 1.86 0.09;first20 0.252 0.012
    K=2 sq=0.5 s0=0.1 adats;total 53.52 1.20;task1 8.83 0.15;task20 1.84 0.08;first20 0.247 0.012
    K=2 sq=0.5 s0=0.1 metats;total 98.72 1.83;task1 38.63 1.29;task20 1.86 0.10;first20 0.249 0.013
    K=2 sq=0.5 s0=0.1 agnostic;total 180.67 1.04;task1 8.83 0.15;task20 9.29 0.17;\
    first20 3.116 0.055
    K=2 sq=0.5 s0=0.1 flat;total 176.98 1.08;task1 8.61 0.18;task20 9.30 0.24;first20 2.863 0.057
    K=2 sq=0.5 s0=0.1 ucb1;total 178.07 0.88;task1 8.64 0.13;task20 9.05 0.15;first20 2.904 0.046
    K=4 sq=0.5 s0=0.1 oracle;total 57.58 1.62;task1 2.87 0.12;task20 2.67 0.10;first20 0.354 0.014
    K=4 sq=0.5 s0=0.1 hierts;total 114.76 1.81;task1 22.30 0.27;task20 3.52 0.12;first20 0.467 0.016
    K=4 sq=0.5 s0=0.1 adats;total 114.02 1.79;task1 22.40 0.26;task20 3.50 0.12;first20 0.458 0.017
    K=4 sq=0.5 s0=0.1 metats;total 221.87 3.10;task1 71.36 1.51;task20 3.44 0.14;first20 0.466 0.020
    K=4 sq=0.5 s0=0.1 agnostic;total 447.45 1.84;task1 22.40 0.26;task20 22.54 0.28;\
    first20 7.014 0.082
    K=4 sq=0.5 s0=0.1 flat;total 449.48 1.63;task1 22.47 0.28;task20 22.25 0.27;first20 6.643 0.079
    K=4 sq=0.5 s0=0.1 ucb1;total 478.51 1.46;task1 23.68 0.21;task20 23.87 0.21;first20 6.851 0.068
    K=8 sq=0.5 s0=0.1 oracle;total 84.42 1.93;task1 4.29 0.14;task20 4.21 0.14;first20 0.537 0.017
    K=8 sq=0.5 s0=0.1 hierts;total 197.62 2.36;task1 42.30 0.39;task20 5.88 0.15;first20 0.740 0.021
    K=8 sq=0.5 s0=0.1 adats;total 195.12 2.35;task1 42.19 0.39;task20 5.76 0.15;first20 0.725 0.021
    K=8 sq=0.5 s0=0.1 metats;total 401.30 4.51;task1 103.47 1.65;task20 6.68 0.23;\
    first20 0.994 0.044
    K=8 sq=0.5 s0=0.1 agnostic;total 839.16 2.69;task1 42.19 0.39;task20 41.66 0.38;\
    first20 11.202 0.100
    K=8 sq=0.5 s0=0.1 flat;total 888.92 2.34;task1 44.38 0.35;task20 44.61 0.34;first20 11.213 0.088
    K=8 sq=0.5 s0=0.1 ucb1;total 970.00 2.37;task1 48.45 0.29;task20 48.76 0.30;first20 11.528 0.087
    K=2 sq=0.5 s0=0.5 oracle;total 137.32 1.21;task1 7.03 0.17;task20 6.73 0.16;first20 2.154 0.051
    K=2 sq=0.5 s0=0.5 hierts;total 146.68 1.12;task1 8.43 0.15;task20 7.07 0.16;first20 2.267 0.050
    K=2 sq=0.5 s0=0.5 adats;total 146.76 1.10;task1 8.55 0.15;task20 7.17 0.17;first20 2.294 0.055
    K=2 sq=0.5 s0=0.5 metats;total 150.34 1.26;task1 10.91 0.35;task20 7.24 0.16;first20 2.291 0.054
    K=2 sq=0.5 s0=0.5 agnostic;total 168.68 0.80;task1 8.55 0.15;task20 8.47 0.17;\
    first20 3.275 0.057
    K=2 sq=0.5 s0=0.5 flat;total 167.26 0.85;task1 8.55 0.20;task20 8.44 0.20;first20 3.142 0.059
    K=2 sq=0.5 s0=0.5 ucb1;total 169.78 0.64;task1 8.29 0.13;task20 8.60 0.14;first20 3.115 0.048
    K=4 sq=1.0 s0=0.1 oracle;total 28.95 1.22;task1 1.52 0.09;task20 1.33 0.08;first20 0.176 0.010
    K=4 sq=1.0 s0=0.1 hierts;total 69.40 1.43;task1 19.68 0.26;task20 1.85 0.09;first20 0.242 0.013
    K=4 sq=1.0 s0=0.1 adats;total 69.12 1.40;task1 19.28 0.23;task20 1.78 0.08;first20 0.240 0.012
    K=4 sq=1.0 s0=0.1 metats;total 360.28 8.12;task1 139.74 3.09;task20 2.18 0.20;\
    first20 0.335 0.036
    K=4 sq=1.0 s0=0.1 agnostic;total 388.25 1.89;task1 19.28 0.23;task20 19.12 0.23;\
    first20 8.892 0.105
    K=4 sq=1.0 s0=0.1 flat;total 397.87 1.64;task1 19.74 0.24;task20 19.73 0.23;first20 8.959 0.091
    K=4 sq=1.0 s0=0.1 ucb1;total 422.57 1.56;task1 20.96 0.18;task20 21.04 0.18;first20 9.327 0.077
    """

  static let e2 = """
    oracle;total 12.779 0.168;task1 0.659 0.035;task2 0.612 0.036;task20 0.649 0.035
    mixts;total 14.733 0.178;task1 2.435 0.07;task2 0.758 0.038;task20 0.593 0.028
    metats;total 19.999 0.266;task1 7.278 0.195;task2 1.136 0.073;task20 0.627 0.031
    agnostic;total 66.67 0.252;task1 3.39 0.058;task2 3.321 0.058;task20 3.273 0.056
    """

  static let e3 = """
    seq oracle;total 12.989 1.141;task1 1.356 0.172;task10 1.261 0.144;first20_task10 0.186 0.025;\
    cum25 3.453 0.345;cum50 6.574 0.597
    seq hierts;total 49.443 1.703;task1 18.822 0.558;task10 2.382 0.217;\
    first20_task10 0.299 0.029;cum25 27.444 0.79;cum50 36.171 1.112
    seq hierucb;total 48.642 1.646;task1 19.542 0.462;task10 1.781 0.208;\
    first20_task10 0.176 0.034;cum25 29.012 0.726;cum50 37.961 1.065
    seq ts;total 183.11 3.038;task1 18.903 0.573;task10 18.066 0.545;first20_task10 7.154 0.209;\
    cum25 51.389 1.108;cum50 92.755 1.796
    seq metats;total 216.288 7.737;task1 122.662 5.726;task10 3.035 0.396;\
    first20_task10 0.423 0.057;cum25 170.609 7.14;cum50 195.353 7.582
    conc oracle;total 13.484 1.179;task1 1.278 0.161;task10 1.295 0.156;\
    first20_task10 0.179 0.024;cum25 3.959 0.357;cum50 7.457 0.664
    conc hierts;total 53.55 1.613;task1 5.238 0.203;task10 5.482 0.227;first20_task10 2.623 0.089;\
    cum25 33.717 0.781;cum50 41.953 1.084
    conc hierucb;total 50.854 1.571;task1 4.99 0.221;task10 5.205 0.219;\
    first20_task10 2.553 0.084;cum25 32.162 0.688;cum50 40.054 1.031
    conc ts;total 183.825 3.119;task1 18.911 0.64;task10 18.644 0.556;first20_task10 7.411 0.193;\
    cum25 110.651 1.565;cum50 144.675 2.229
    """

  static let e5 = """
    s0=0.1 assumed 0.02;total 94.333 2.833;task20 2.619 0.22
    s0=0.1 assumed 0.1;total 114.217 2.64;task20 3.649 0.17
    s0=0.1 assumed 0.5;total 323.486 2.696;task20 14.874 0.296
    s0=0.1 assumed 1.0;total 413.395 2.282;task20 20.38 0.355
    s0=0.1 grid;total 116.979 2.532;task20 3.462 0.177
    s0=0.1 oracle;total 57.809 2.32;task20 2.9 0.157
    s0=0.1 agnostic;total 447.119 2.718;task20 22.263 0.388
    s0=0.5 assumed 0.02;total 828.921 14.807;task20 42.029 2.053
    s0=0.5 assumed 0.1;total 544.42 8.164;task20 27.28 1.248
    s0=0.5 assumed 0.5;total 347.971 2.69;task20 16.786 0.386
    s0=0.5 assumed 1.0;total 402.752 1.911;task20 20.003 0.371
    s0=0.5 grid;total 365.218 3.1;task20 17.308 0.433
    s0=0.5 oracle;total 317.558 3.052;task20 16.353 0.397
    s0=0.5 agnostic;total 420.878 1.895;task20 21.376 0.373
    """

  static let e6 = """
    oracle batch=10 delay=0 none;total 103.46 5.07;task1 7.37 0.47;last5 6.67 0.32;\
    first30_last5 0.9 0.05
    hier batch=10 delay=0 none;total 179.13 5.85;task1 25.64 0.69;last5 9.07 0.4;\
    first30_last5 1.23 0.06
    agnostic batch=10 delay=0 none;total 400.13 5.2;task1 25.64 0.69;last5 26.88 0.5;\
    first30_last5 5.78 0.2
    pooled batch=10 delay=0 none;total 150.49 7.02;task1 25.38 0.69;last5 7.21 0.51;\
    first30_last5 0.77 0.06
    hier batch=50 delay=0 none;total 192.0 5.98;task1 30.59 0.8;last5 9.34 0.42;\
    first30_last5 1.28 0.06
    hier batch=150 delay=0 none;total 221.64 6.57;task1 42.92 1.24;last5 10.47 0.47;\
    first30_last5 1.27 0.06
    hier batch=10 delay=50 naive;total 262.6 5.51;task1 40.44 1.16;last5 13.5 0.44;\
    first30_last5 1.45 0.06
    hier batch=10 delay=50 wait;total 240.84 7.0;task1 45.44 1.37;last5 11.63 0.51;\
    first30_last5 1.33 0.06
    hier batch=10 delay=50 expo;total 220.29 6.5;task1 36.7 1.07;last5 11.12 0.49;\
    first30_last5 1.31 0.06
    agnostic batch=10 delay=50 naive;total 580.36 10.36;task1 40.44 1.16;last5 38.11 0.79;\
    first30_last5 6.13 0.22
    agnostic batch=10 delay=50 wait;total 655.38 14.13;task1 45.44 1.37;last5 43.0 1.05;\
    first30_last5 6.23 0.23
    agnostic batch=10 delay=50 expo;total 531.1 8.38;task1 36.7 1.07;last5 35.07 0.66;\
    first30_last5 6.13 0.22
    """

  static let e8 = """
    stationary none;total 33.0 1.5;second_half 5.0 0.5
    stationary discount 0.995;total 97.0 3.0;second_half 42.2 1.4
    stationary discount 0.99;total 139.2 4.3;second_half 64.5 2.2
    stationary window 300;total 86.6 2.8;second_half 38.2 1.4
    stationary cusum 10.0;total 67.9 3.2;second_half 25.5 1.9
    abrupt none;total 513.7 34.3;second_half 485.7 34.4
    abrupt discount 0.995;total 179.8 7.3;second_half 125.0 7.5
    abrupt discount 0.99;total 183.3 4.3;second_half 108.6 4.2
    abrupt window 300;total 165.5 5.7;second_half 117.1 5.8
    abrupt cusum 10.0;total 104.5 5.6;second_half 62.1 5.1
    rw none;total 280.9 18.4;second_half 183.1 15.3
    rw discount 0.995;total 164.8 5.8;second_half 80.8 3.6
    rw discount 0.99;total 176.6 4.6;second_half 85.2 2.7
    rw window 300;total 157.4 5.4;second_half 76.7 3.2
    rw cusum 10.0;total 187.9 5.3;second_half 92.3 3.3
    """

  /// Means and errors by row and statistic.
  static func parse(_ text: String) -> [String: [String: (mean: Double, error: Double)]] {
    var rows: [String: [String: (mean: Double, error: Double)]] = [:]
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: ";")
      guard let label = cells.first else { continue }
      var numbers: [String: (mean: Double, error: Double)] = [:]
      for cell in cells.dropFirst() {
        let words = cell.split(separator: " ")
        guard words.count == 3, let mean = Double(words[1]), let error = Double(words[2]) else {
          continue
        }
        numbers[String(words[0])] = (mean, error)
      }
      rows[String(label)] = numbers
    }
    return rows
  }
}
