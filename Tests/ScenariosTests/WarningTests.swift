import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `Warnings of what is to no effect` {
  private static let shop = """
    journeylab: 1
    title: Shop
    market: {horizon: 30 days, arrivals: {customers: 50}}
    population:
      traits: {thrift: "normal(0, 1)"}
      states: {satisfaction: 0.5}
    catalogue: {mug: {price: 14.90}}
    shipping: {post: {fee: 4.95}}
    journey:
      stages:
        look: {effect: add item, dwell: 1 h, next: {buy: {thrift: 1, shipping_fee: -0.1}, leave: 0}}
        buy: {effect: order, moves: {satisfaction: 0.1}, next: leave}
        leave: end
    experiment:
      arms: {control: {}, dear: {catalogue.mug.price: 16}}

    """

  private func warnings(_ old: String, _ new: String) throws -> String {
    let text = Self.shop.replacing(old, with: new)
    try #require(text != Self.shop || old == new)
    return try ScenarioReader().read(text: text, name: "shop.yaml").warnings?.description ?? ""
  }

  @Test(arguments: PackageFolder.scenarios(in: "scenarios"))
  func `the example scenarios hold nothing to no effect`(file: URL) throws {
    #expect(try ScenarioReader().read(file: file).warnings?.description == nil)
  }

  @Test func `a shop in which everything has its use is not warned of`() throws {
    #expect(try warnings("", "") == "")
  }

  @Test(arguments: [
    (
      "effect: add item, dwell", "dwell", "12:11",
      "no order is possible: no stage on the way puts anything into a basket"
    ),
    (
      "effect: order, moves", "moves", "9:1",
      "no order is possible: no stage that can be reached orders"
    ),
    ("thrift: 1, ", "", "5:12", "trait `thrift` is not used; no formula names it"),
    (
      "0.5}", "0.5, loyalty: 1}", "6:31", "state `loyalty` is not used; no formula names it"
    ),
    (
      ", dear: {catalogue.mug.price: 16}", "", "15:3",
      "the experiment has one arm only, which is compared with nothing"
    ),
    ("thrift: 1", "thrift * voucher: 1", "11:55", "is always 0; no stage gives a voucher"),
    ("fee: 4.95", "promised: 1 day", "11:66", "is always 0; no shipping option has a fee"),
    ("thrift: 1", "thrift: 1, near_free_shipping: 1", "11:66", "a `free_from` above 0"),
    ("thrift: 1", "thrift: 1, after(30 days): 1", "11:66", "the market ends before that"),
    ("14.90}", "14.90, heat: 1}", "7:33", "`heat` of a product is not used"),
    ("catalogue:", "shop: {seal: 1}\ncatalogue:", "7:8", "`seal` of the shop is not used"),
    (
      "arms: {", "primary: conversion within 3 days\n  arms: {", "15:12",
      "is counted of customers who are not followed that long"
    ),
    ("thrift: 1", "thrift: 1, collected: 1", "11:66", "no shipping option is `collected: yes`"),
  ])
  func `what is to no effect is said, with its place`(
    old: String, new: String, place: String, message: String
  ) throws {
    let found = try warnings(old, new)
    #expect(found.contains(message), "\(found)")
    #expect(found.contains("shop.yaml:\(place):"), "\(found)")
  }

  @Test func `what one arm alone uses is used`() throws {
    let none = try warnings(
      "thrift: 1, shipping_fee", "thrift: 1, voucher: 1, shipping_fee")
    #expect(none.contains("no stage gives a voucher"))
    let text = Self.shop.replacing("thrift: 1", with: "thrift: 1, voucher: 1")
      .replacing("{catalogue.mug.price: 16}", with: "{journey.stages.look.voucher: 2}")
    #expect(try ScenarioReader().read(text: text, name: "shop.yaml").warnings == nil)
  }
}
