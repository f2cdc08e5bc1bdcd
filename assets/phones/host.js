// The remote's own script: what a host has opened stays open, what is half typed stays, clocks
// run between two pieces of news, and a thumb that trembles presses Next once.
"use strict";
(() => {
  const TREMBLE = 500; // ms
  const wide = window.matchMedia("(min-width: 56rem)");
  const figures = Array.from(document.documentElement.dataset.figures);

  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
    !(name === "open" && node.localName === "details");

  // Half typed: phone.js leaves a busy form alone.

  const typed = (field) => field.matches("input:not([type=hidden]), textarea")
    ? field.value !== field.defaultValue : false;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form) form.dataset.busy = Array.from(form.elements).some(typed) ? "yes" : "";
  });

  // A second tap on Next before anybody can have read what the first one brought is none.

  let last = -TREMBLE;
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "next") return;
    if (event.timeStamp - last < TREMBLE) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      last = event.timeStamp;
    }
  }, true);

  // Clocks.

  const clocks = new Map(); // element -> [left when it was told, when that was]

  function wind() {
    clocks.clear();
    for (const one of document.querySelectorAll("[data-left]")) {
      clocks.set(one, [Number(one.dataset.left), performance.now()]);
    }
    tick();
  }

  function tick() {
    for (const [one, [left, since]] of clocks) {
      if (one.dataset.runs !== "yes") continue;
      const seconds = Math.ceil(Math.max(0, left - (performance.now() - since)) / 1000);
      const minutes = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      const words = seconds || !one.dataset.over
        ? minutes.replace(/\d/g, (figure) => figures[figure]) : one.dataset.over;
      if (one.textContent !== words) one.textContent = words;
    }
  }

  document.addEventListener("shown", wind);
  wind();
  setInterval(tick, 200);

  // A large screen has room for all of it.

  if (wide.matches) {
    for (const drawer of document.querySelectorAll(".drawers > details")) drawer.open = true;
  }
})();
