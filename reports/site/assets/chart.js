// What the nearest mark of a chart says of itself, while one points at the chart.
(function () {
  "use strict";
  function away(mark, x, y) {
    var box = mark.getBoundingClientRect();
    return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  }
  document.querySelectorAll(".chart.slim").forEach(function (chart) {
    var marks = Array.from(chart.querySelectorAll("[data-t]")), near = null, tip = document.createElement("div");
    if (!marks.length) return;
    tip.className = "tip";
    tip.hidden = true;
    chart.append(tip);
    function mark(one) {
      if (near) near.classList.remove("near");
      if (one) one.classList.add("near");
      near = one;
      tip.hidden = !one;
    }
    chart.addEventListener("pointermove", function (event) {
      mark(marks.reduce(function (best, one) {
        return away(one, event.clientX, event.clientY) < away(best, event.clientX, event.clientY) ? one : best;
      }));
      tip.textContent = near.dataset.t;
      var room = chart.clientWidth - tip.offsetWidth, at = event.clientX - chart.getBoundingClientRect().left;
      tip.style.left = Math.max(0, Math.min(room, at - tip.offsetWidth / 2)) + "px";
    });
    chart.addEventListener("pointerleave", function () { mark(null); });
  });
})();
