// Says so, where the stage's script did not run to its end: on a browser that does not know it.
// Words that every browser of the last fifteen years reads, and nothing else.
(function () {
  var supports = window.CSS && CSS.supports;
  var laid = supports && CSS.supports("width", "max(1px, 2px)") && CSS.supports("display", "grid");
  if (!laid || !document.documentElement.getAttribute("data-runs")) {
    document.getElementById("too-old").removeAttribute("hidden");
  }
}());
