// A plan's badge on another site: <script src="…/assets/widget.js" data-plan="PAGE" data-lang="zh" async></script>
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || !/^[\w.-]+$/.test(script.dataset.plan || "")) return;
  var lang = script.dataset.lang === "zh" ? "zh" : "en";
  var site = new URL("../", script.src);
  var link = document.createElement("a");
  var picture = document.createElement("img");
  link.href = new URL(lang + "/plan/" + script.dataset.plan + ".html", site).href;
  picture.src = new URL("badge/" + script.dataset.plan + (lang === "zh" ? ".zh" : "") + ".svg", site).href;
  picture.alt = script.dataset.plan;
  picture.height = 20;
  link.append(picture);
  script.after(link);
})();
