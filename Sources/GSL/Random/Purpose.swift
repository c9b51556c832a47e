/// What a draw decides; draws for different purposes never share a number.
@frozen
public struct Purpose: RawRepresentable, Sendable, Hashable {
  /// Number in the key; fixed for ever, since results depend on it.
  ///
  /// 3, 6, 7 and 9 were in use before version 2 of the contract and are not used again.
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// One visit: the choice of the next stage, and how long it lasts.
  @inlinable public static var visit: Purpose { Purpose(rawValue: 1) }
  /// One alternative of a choice, which races against the others.
  @inlinable public static var alternative: Purpose { Purpose(rawValue: 2) }
  /// Actual delivery time of an order.
  @inlinable public static var delivery: Purpose { Purpose(rawValue: 4) }
  /// A customer's trait.
  @inlinable public static var trait: Purpose { Purpose(rawValue: 5) }
  /// Who a customer is: arrival, arm, segment, channel.
  @inlinable public static var customer: Purpose { Purpose(rawValue: 8) }
  /// Number of a day's customers.
  @inlinable public static var count: Purpose { Purpose(rawValue: 10) }
  /// Lead time of a reorder.
  @inlinable public static var leadTime: Purpose { Purpose(rawValue: 11) }
  /// A learning policy's own draws.
  @inlinable public static var policy: Purpose { Purpose(rawValue: 12) }
  /// Resampling and re-randomisation in a design or an analysis.
  @inlinable public static var bootstrap: Purpose { Purpose(rawValue: 13) }
  /// What a market of a family is like.
  @inlinable public static var family: Purpose { Purpose(rawValue: 14) }
  /// Service and patience at a desk.
  @inlinable public static var desk: Purpose { Purpose(rawValue: 15) }
  /// A signal that a customer may leave.
  @inlinable public static var signal: Purpose { Purpose(rawValue: 16) }
  /// A choice by popularity alone.
  @inlinable public static var popular: Purpose { Purpose(rawValue: 17) }
  /// Consent to being tracked.
  @inlinable public static var tracked: Purpose { Purpose(rawValue: 18) }
  /// When a supplier delivers and when not.
  @inlinable public static var supplier: Purpose { Purpose(rawValue: 19) }
  /// A fault of the experiment's own machinery.
  @inlinable public static var fault: Purpose { Purpose(rawValue: 20) }
}
