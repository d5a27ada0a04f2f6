// Tables whose heads sort: rows in an order by what they say of themselves under a key, and heads that ask for another.
window.codingplansSorting = (function () {
  "use strict";
  // Numbers in their order, words in theirs; what says nothing stands last, ties in the order of their first places.
  function order(rows, key, down) {
    function value(row) {
      var text = row.dataset[key];
      return text === "" ? null : isNaN(Number(text)) ? text.toLocaleLowerCase() : Number(text);
    }
    return rows.sort(function (a, b) {
      var one = value(a), other = value(b), words = typeof one === "string" || typeof other === "string";
      if (one === null || other === null) return (one === null) - (other === null) || a.dataset.rank - b.dataset.rank;
      var found = words ? String(one).localeCompare(String(other)) : one - other;
      return (down ? -found : found) || a.dataset.rank - b.dataset.rank;
    });
  }
  // A button in each head; `choose` is told the key of the one that was pressed.
  function heads(table, choose) {
    var found = Array.from(table.querySelectorAll("th[data-key]"));
    found.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () { choose(head.dataset.key); });
    });
    return function mark(key, down) {
      found.forEach(function (head) {
        head.setAttribute("aria-sort", head.dataset.key !== key ? "none" : down ? "descending" : "ascending");
      });
    };
  }
  return { order: order, heads: heads };
})();
