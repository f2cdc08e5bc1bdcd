// The remote's own script: what a host has opened stays open, and two quick taps on Next are one.
"use strict";
(() => {
  const DOUBLE_TAP = 400; // ms
  const wide = window.matchMedia("(min-width: 56rem)");

  // News neither shuts what is open nor takes away the words of a refusal, while its phase lasts;
  // and a form without a line to type follows the news while its own press is on the way.

  const refusals = ".outcome:not(:empty)";
  const phase = () => document.querySelector(".now")?.id;
  let shown = phase();
  const kept = { details: ["open"], form: ["data-turn", "data-state", "data-busy"] };
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
    !kept[node.localName]?.includes(name);
  Idiomorph.defaults.callbacks.beforeNodeRemoved = (node) =>
    !(node.nodeType === Node.TEXT_NODE && node.parentElement?.matches(refusals));
  document.addEventListener("shown", () => {
    if (phase() === shown) return;
    shown = phase();
    for (const outcome of document.querySelectorAll(refusals)) outcome.textContent = "";
    if (!document.activeElement.matches("input, textarea")) window.scrollTo(0, 0);
  });

  document.addEventListener("submit", (event) => { // after phone.js, which has made it busy
    if (!event.target.querySelector("textarea, input:not([type=hidden])")) {
      event.target.dataset.busy = "";
    }
  });

  // A second tap on Next before anybody can have read what the first one brought is none.

  let last = -DOUBLE_TAP;
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "next") return;
    if (event.timeStamp - last < DOUBLE_TAP) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      last = event.timeStamp;
    }
  }, true);

  window.onClicker((command) => { // as if its button were pressed
    const button = document.getElementById(`${command}-go`);
    if (button) button.click();
    return Boolean(button);
  });

  // Half a line outlives its form, and a reload. Whoever is typing goes on in the next phase.

  const LINES = "form[data-then=clear] :is(input:not([type=hidden]), textarea)";
  let typing = null;
  document.addEventListener("input", ({ target }) => {
    if (target.matches(LINES)) sessionStorage.setItem(target.id, target.value);
  });
  document.addEventListener("reset", ({ target }) => { // it has been sent
    for (const line of target.querySelectorAll(LINES)) sessionStorage.removeItem(line.id);
  });
  document.addEventListener("showing", () => {
    const { activeElement: line } = document;
    typing = line.matches(LINES) ? [line.id, line.selectionStart, line.selectionEnd] : null;
  });

  function restoreLines() {
    for (const line of document.querySelectorAll(LINES)) {
      const half = sessionStorage.getItem(line.id);
      if (!half || line.value) continue;
      line.value = half;
      line.form.dataset.busy = "yes"; // see phone.js
    }
    const line = typing && document.getElementById(typing[0]);
    if (!line) return;
    const drawer = line.closest("details");
    if (drawer) drawer.open = true; // before it is drawn: nobody types in what is shut
    if (line === document.activeElement) return;
    line.focus();
    line.setSelectionRange(typing[1], typing[2]);
  }

  document.addEventListener("shown", restoreLines);
  restoreLines();

  // A large screen has room for all of it.

  if (wide.matches) {
    for (const drawer of document.querySelectorAll(".drawers > div > details")) {
      drawer.open = drawer.open || !drawer.querySelector(".secret");
    }
  }
})();
