/// What a page can do beside being read: theme, folds and sorting.
enum PageScript {
  static let text = """
    (function () {
      "use strict";
      var root = document.documentElement, all = function (q, n) {
        return Array.prototype.slice.call((n || document).querySelectorAll(q));
      };
      document.querySelector(".tools").hidden = false;
      var themes = ["auto", "light", "dark"], theme = document.getElementById("theme");
      theme.addEventListener("click", function () {
        var next = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % 3];
        root.dataset.theme = next;
        theme.textContent = "Theme: " + next;
      });
      var folds = document.getElementById("folds");
      folds.addEventListener("click", function () {
        var open = all("details:not([open])").length > 0;
        all("details").forEach(function (d) { d.open = open; });
        folds.textContent = open ? "Close all folds" : "Open all folds";
      });
      var closed = [];
      window.addEventListener("beforeprint", function () {
        closed = all("details.read:not([open])");
        closed.forEach(function (d) { d.open = true; });
      });
      window.addEventListener("afterprint", function () {
        closed.forEach(function (d) { d.open = false; });
      });
      all("table.sort").forEach(function (table) {
        var body = table.tBodies[0];
        if (body.rows.length < 3) { return; }
        all("th", table.tHead).forEach(function (head, column) {
          var button = document.createElement("button");
          button.type = "button";
          while (head.firstChild) { button.appendChild(head.firstChild); }
          head.appendChild(button);
          button.addEventListener("click", function () {
            var up = head.getAttribute("aria-sort") !== "ascending";
            all("th", table.tHead).forEach(function (h) { h.removeAttribute("aria-sort"); });
            head.setAttribute("aria-sort", up ? "ascending" : "descending");
            var key = function (row) {
              var cell = row.cells[column], n = parseFloat(cell.dataset.v);
              return isNaN(n) ? cell.textContent : n;
            };
            Array.prototype.slice.call(body.rows).sort(function (a, b) {
              var x = key(a), y = key(b);
              return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
            }).forEach(function (row) { body.appendChild(row); });
          });
        });
      });
    })();
    """
}
