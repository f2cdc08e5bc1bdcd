// The keys of a clicker, as in the window (improv/screen/keys.py): they do not turn round with the
// direction of writing, and a letter that the keyboard lacks is the place of its key. A clicker's "."
// is a letter on some keyboards.
"use strict";
(() => {
  const COMMANDS = {
    " ": "next", pagedown: "next", arrowright: "next",
    pageup: "back", arrowleft: "back",
    b: "blank", ".": "blank",
  };
  const DOUBLE_CLICK = 400; // ms; nobody can have read what the first one brought
  const STILL_TYPING = 1000; // ms; a field may go away under whoever types in it
  const last = {}; // command -> when it was last pressed
  let typed = -STILL_TYPING;

  // `press` is given a command, and says whether it has done anything.
  window.onClicker = (press) => document.addEventListener("keydown", (event) => {
    const { target, timeStamp: now } = event;
    const key = event.key || ""; // a field that is filled in by the browser has none
    if (target.closest("input, textarea, select")) typed = now;
    if (event.repeat && key === "Enter" && target.closest("button")) event.preventDefault();
    const foreign = /^[^\x00-\x7f]+$/.test(key) && /^(KeyB|Period)$/.test(event.code);
    const command = COMMANDS[foreign ? "b" : key.toLowerCase()];
    if (!command || event.ctrlKey || event.altKey || event.metaKey || event.isComposing
      || event.defaultPrevented || now - typed < STILL_TYPING
      || (key === " " && target.closest("button, summary, a"))) return;
    const again = event.repeat || now - last[command] < DOUBLE_CLICK;
    if (!event.repeat) last[command] = now;
    if (again || press(command)) event.preventDefault();
  });
})();
