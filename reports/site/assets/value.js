// Break-even: a plan's month against the reader's own usage and price, in the plan's own unit.
(function () {
  "use strict";
  function money(amount) { return "¥" + amount.toFixed(2); }
  function verdict(form, row, per) {
    var usage = Number(form.elements.usage.value), price = Number(form.elements.price.value);
    if (!(usage > 0) || !(price > 0)) return "";
    var monthly = Number(row.dataset.monthly), paid = usage / per * price;
    if (usage > Number(row.dataset.amount)) return form.dataset.short;
    return (paid >= monthly ? form.dataset.saves : form.dataset.loses)
      .replace("{saved}", money(Math.abs(paid - monthly)))
      .replace("{even}", Math.ceil(monthly / price * per).toLocaleString("en-US"));
  }
  document.querySelectorAll("form.even").forEach(function (form) {
    var table = form.parentElement.querySelector("table");
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () {
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        row.querySelector(".verdict").textContent = verdict(form, row, Number(table.dataset.per));
      });
    });
  });
})();
