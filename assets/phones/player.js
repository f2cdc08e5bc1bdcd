// The page of somebody alone: a form is sent without leaving the page, a figure chooses a row, and
// the keys that go on do so. Without this script the forms are pages of their own.
"use strict";
(() => {
  const notice = document.getElementById("connection");

  function told(words) { // for a while, unless something else is told meanwhile
    notice.textContent = words;
    setTimeout(() => { if (notice.textContent === words) notice.textContent = ""; }, 4000);
  }

  async function send(form, fields) {
    form.dataset.busy = "yes";
    try {
      const reply = await fetch(form.getAttribute("action"), { // a field has that name, too
        method: "POST", body: fields, headers: { Accept: "application/json" },
      });
      const { refusal, words } = await reply.json();
      if (refusal && refusal !== "moved_on") told(words || "");
    } catch {
      told(notice.dataset.lost);
    }
    delete form.dataset.busy;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    const fields = new URLSearchParams(new FormData(form));
    const dice = crypto.getRandomValues(new Uint32Array(3));
    fields.set("id", Array.from(dice, (n) => n.toString(36)).join(""));
    send(form, fields);
  });

  function press(id) { // as if its button were pressed
    const button = document.getElementById(`${id}-go`);
    if (button) button.click();
    return Boolean(button);
  }

  window.onClicker((command) => command === "next" && press("next"));

  document.addEventListener("keydown", (event) => { // by its place: AZERTY prints figures with Shift
    const figure = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
    if (!figure || event.key.length > 1 || event.repeat || event.ctrlKey || event.altKey || event.metaKey
      || event.target.closest("input, textarea, select")) return;
    if (press(`choose-${figure[1]}`)) event.preventDefault();
  });

  // Whoever pressed what is gone now goes on from the one button that is always there.

  let last = null;
  document.addEventListener("focusin", ({ target }) => { last = target; });
  document.addEventListener("shown", () => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const next = document.getElementById("next-go") || document.getElementById("undo-go");
    if (next) next.focus();
  });
})();
