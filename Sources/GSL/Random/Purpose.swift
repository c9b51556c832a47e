/// What a draw decides; draws for different purposes never share a number.
@frozen
public struct Purpose: RawRepresentable, Sendable, Hashable {
  /// Number in the key; fixed for ever, since results depend on it.
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Dwell and choice of the next stage in one visit.
  @inlinable public static var visit: Purpose { Purpose(rawValue: 1) }
  /// Another name of ``visit``.
  @inlinable public static var choice: Purpose { visit }
  /// Choice of a product.
  @inlinable public static var product: Purpose { Purpose(rawValue: 2) }
  /// Choice of a shipping option.
  @inlinable public static var shipping: Purpose { Purpose(rawValue: 3) }
  /// Actual delivery time of an order.
  @inlinable public static var delivery: Purpose { Purpose(rawValue: 4) }
  /// A customer's trait.
  @inlinable public static var trait: Purpose { Purpose(rawValue: 5) }
  /// A customer's segment.
  @inlinable public static var segment: Purpose { Purpose(rawValue: 6) }
  /// The channel that brings a customer.
  @inlinable public static var channel: Purpose { Purpose(rawValue: 7) }
  /// A customer's arrival time.
  @inlinable public static var arrival: Purpose { Purpose(rawValue: 8) }
  /// Assignment to an arm.
  @inlinable public static var assignment: Purpose { Purpose(rawValue: 9) }
  /// Number of customers.
  @inlinable public static var count: Purpose { Purpose(rawValue: 10) }
  /// Lead time of a reorder.
  @inlinable public static var leadTime: Purpose { Purpose(rawValue: 11) }
  /// A learning policy's own draws.
  @inlinable public static var policy: Purpose { Purpose(rawValue: 12) }
  /// Resampling in an analysis.
  @inlinable public static var bootstrap: Purpose { Purpose(rawValue: 13) }
  /// What a market of a family is like.
  @inlinable public static var family: Purpose { Purpose(rawValue: 14) }
}
