/// Values whose places are used again.
struct Pool<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var free: [UInt32] = []

  /// Keeps a value; the place to find it by.
  mutating func insert(_ element: Element) -> UInt32 {
    if let place = free.popLast() {
      elements[Int(place)] = element
      return place
    }
    elements.append(element)
    return UInt32(elements.count - 1)
  }

  mutating func remove(_ place: UInt32) { free.append(place) }

  subscript(place: UInt32) -> Element {
    get { elements[Int(place)] }
    set { elements[Int(place)] = newValue }
  }
}
