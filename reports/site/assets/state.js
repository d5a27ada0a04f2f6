// The state of a page in its address: #name=value&name=value. Nothing is stored anywhere else.
window.codingplansState = (function () {
  "use strict";
  function read() { return new URLSearchParams(location.hash.slice(1)); }
  function write(values) {
    var state = new URLSearchParams();
    Object.keys(values).forEach(function (name) { if (values[name]) state.set(name, values[name]); });
    var text = state.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }
  return { read: read, write: write };
})();
