/// Tables, indices and views of a shop's database.
enum SalesSchema {
  /// Times are ISO 8601 in UTC, as SQLite's own functions of dates read them; amounts are money of
  /// the market's currency.
  static let tables = """
    CREATE TABLE customers (
      customer_id INTEGER PRIMARY KEY, first_seen TEXT NOT NULL, arm TEXT, channel TEXT,
      segment TEXT);
    CREATE TABLE sessions (
      session_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
      started TEXT NOT NULL, ended TEXT NOT NULL, events INTEGER NOT NULL,
      orders INTEGER NOT NULL);
    CREATE TABLE orders (
      order_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
      session_id INTEGER NOT NULL REFERENCES sessions, ordered TEXT NOT NULL,
      items INTEGER NOT NULL, amount REAL NOT NULL);
    CREATE TABLE lines (
      order_id INTEGER NOT NULL REFERENCES orders, product TEXT NOT NULL,
      quantity INTEGER NOT NULL, PRIMARY KEY (order_id, product)) WITHOUT ROWID;
    CREATE TABLE refunds (
      order_id INTEGER REFERENCES orders, customer_id INTEGER NOT NULL REFERENCES customers,
      refunded TEXT NOT NULL, amount REAL NOT NULL);
    """

  static let indices = """
    CREATE INDEX orders_by_customer ON orders (customer_id, ordered);
    CREATE INDEX orders_by_time ON orders (ordered);
    CREATE INDEX sessions_by_customer ON sessions (customer_id, started);
    CREATE INDEX refunds_by_order ON refunds (order_id);
    """

  static let views = """
    CREATE VIEW revenue_by_day AS
      SELECT date(ordered) AS day, count(*) AS orders, round(sum(amount), 2) AS revenue
      FROM orders GROUP BY day;
    CREATE VIEW customers_by_channel AS
      SELECT c.channel, count(*) AS customers, count(o.customer_id) AS buyers,
        round(1.0 * count(o.customer_id) / count(*), 4) AS conversion,
        coalesce(sum(o.orders), 0) AS orders, round(coalesce(sum(o.revenue), 0), 2) AS revenue
      FROM customers c LEFT JOIN (
        SELECT customer_id, count(*) AS orders, sum(amount) AS revenue
        FROM orders GROUP BY customer_id) o USING (customer_id)
      GROUP BY c.channel;
    CREATE VIEW customers_by_arm AS
      SELECT c.arm, count(*) AS customers, count(o.customer_id) AS buyers,
        round(1.0 * count(o.customer_id) / count(*), 4) AS conversion,
        round(coalesce(sum(o.revenue), 0), 2) AS revenue,
        round(coalesce(sum(o.revenue), 0) / count(*), 4) AS revenue_per_customer
      FROM customers c LEFT JOIN (
        SELECT customer_id, sum(amount) AS revenue FROM orders GROUP BY customer_id) o
        USING (customer_id)
      GROUP BY c.arm;
    CREATE VIEW best_products AS
      SELECT product, sum(quantity) AS units, count(*) AS orders
      FROM lines GROUP BY product ORDER BY units DESC, product;
    CREATE VIEW customer_value AS
      SELECT customer_id, count(*) AS orders, round(sum(amount), 2) AS revenue,
        min(ordered) AS first_order, max(ordered) AS last_order
      FROM orders GROUP BY customer_id;
    CREATE VIEW repeat_buyers AS
      SELECT orders, count(*) AS customers FROM (
        SELECT count(*) AS orders FROM orders GROUP BY customer_id)
      GROUP BY orders;
    CREATE VIEW refund_rate AS
      SELECT count(*) AS refunds, round(sum(amount), 2) AS refunded,
        round(1.0 * count(*) / max(1, (SELECT count(*) FROM orders)), 4) AS per_order
      FROM refunds;
    """
}
