// The voter's own script. What somebody taps is kept on the phone until the room has answered: over
// a reload, another language, a connection that is lost. And several questions come one at a time.
"use strict";
(() => {
  const { post, setOutcome, patience } = window.improv;
  const root = document.documentElement;
  const main = () => document.querySelector("main");
  const ballots = () => document.querySelectorAll("form[data-send=change]");

  // What is kept: the fields of a ballot's form, by its id. Of one session only: whoever joins anew
  // begins with nothing.

  const STORE = `improv-ballots:${root.dataset.prefix}`;
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(STORE)) || {}; } catch { /* in this page alone */ }
  if (main().dataset.joined !== "yes") { kept = {}; forgetIntention(); }

  function store() {
    try { localStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* in this page alone */ }
  }

  function forgetIntention() { // the sentence of whoever had this phone (intention.js)
    try { localStorage.removeItem(`improv-intention:${root.dataset.prefix}`); } catch { /* none */ }
  }
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("id") === "release") forgetIntention();
  });
  store();

  function keep(id, fields) {
    kept[id] = fields;
    store();
  }

  function forget(id) {
    delete kept[id];
    store();
  }

  const hasAnswer = (fields) => /(^|&)(score\.|choice=)/.test(fields);

  function restore(form, fields) {
    const chosen = new URLSearchParams(fields);
    for (const input of form.querySelectorAll("input:not([type=hidden])")) {
      input.checked = chosen.get(input.name) === input.value;
    }
    form.dataset.busy = "yes";
  }

  // One request at a time, always with all answers so far: none can arrive after a newer one.

  const underway = new Set();

  async function deliver(id) {
    if (underway.has(id)) return; // what is on its way takes the newest with it
    underway.add(id);
    for (let tries = 0; kept[id]; tries += 1) {
      const fields = kept[id];
      outcome(id, tries ? "retrying" : "sending");
      const answer = await post(`${root.dataset.prefix}/ballot`, new URLSearchParams(fields));
      if (!answer || answer.refusal === "not_saved") {
        await connected(patience(tries));
      } else if (kept[id] === fields) {
        forget(id);
        settled(id, answer);
      } else {
        tries = -1; // changed in the meantime: that one counts
      }
    }
    underway.delete(id);
  }

  const connected = (wait) => new Promise((done) => {
    setTimeout(done, wait);
    window.addEventListener("online", done, { once: true });
  });

  function settled(id, answer) {
    const form = document.getElementById(id);
    if (form) form.dataset.busy = "";
    if (answer.ok) outcome(id, "done");
    else if (answer.refusal === "unknown_voter") location.reload(); // the page is of another session
    else outcome(id, "refused", answer.words);
    if (answer.refusal === "vote_closed") say(answer.words);
  }

  function outcome(id, name, words) {
    const form = document.getElementById(id);
    if (!form) return;
    const place = form.querySelector("[data-outcome]");
    const answers = form.querySelectorAll("[type=radio]:checked").length;
    setOutcome(form, name, words || (name === "done" && place.dataset[`done${answers}`]));
  }

  function say(words) { // beside the page, which follows the game meanwhile
    document.getElementById("late").textContent = words;
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || form.dataset.send !== "change") return;
    limit(form);
    if (form.dataset.steps) step(form, event.target);
    const id = form.getAttribute("id");
    const fields = new URLSearchParams(new FormData(form)).toString();
    keep(id, fields);
    if (hasAnswer(fields)) deliver(id);
  });

  function limit(form) { // so many ticks and no more
    for (const group of form.querySelectorAll("[data-most]")) {
      const boxes = Array.from(group.querySelectorAll("input[type=checkbox]"));
      const full = boxes.filter((box) => box.checked).length >= Number(group.dataset.most);
      for (const box of boxes) box.disabled = full && !box.checked;
    }
  }

  // Several questions: one at a time, with a way back.

  const places = new Map(); // which question of which form
  const of = (form) => `${form.getAttribute("id")} ${form.dataset.key}`;
  let touched = 0; // when a finger or a mouse was last lifted
  document.addEventListener("pointerup", () => { touched = Date.now(); }, true);

  function go(form, to, { focus = false } = {}) {
    const steps = Array.from(form.querySelectorAll("[data-step]"));
    const at = Math.max(0, Math.min(steps.length - 1, to));
    places.set(of(form), at);
    steps.forEach((one, i) => { one.hidden = i !== at; });
    for (const button of form.querySelectorAll("[data-go]")) {
      const end = { back: 0, next: steps.length - 1 }[button.dataset.go];
      if (end !== undefined) button.disabled = at === end;
      else if (button.dataset.go === String(at)) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    for (const figure of form.querySelectorAll("[data-of]")) {
      const chosen = form.querySelector(`[name="${figure.dataset.of}"]:checked`);
      figure.textContent = chosen
        ? chosen.closest("label").querySelector("[data-figure]").textContent : "";
    }
    if (focus) steps[at].querySelector(".question").focus();
  }

  function step(form, control) {
    const at = places.get(of(form));
    go(form, at);
    // Only for a finger: with the arrow keys every grade on the way is chosen for a moment.
    if (control.type !== "radio" || Date.now() - touched > 500) return;
    setTimeout(() => places.get(of(form)) === at && go(form, at + 1, { focus: true }), 350);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (!button) return;
    const to = button.dataset.go;
    const at = places.get(of(button.form));
    go(button.form, to === "back" ? at - 1 : to === "next" ? at + 1 : Number(to), { focus: true });
  });

  // A script that only one page needs comes with that page.

  function bring() {
    const src = document.querySelector("[data-script]")?.dataset.script;
    if (!src || document.querySelector(`script[src="${src}"]`)) return;
    document.head.append(Object.assign(document.createElement("script"), { src }));
  }

  // The page has come, or has followed the game.

  function settle() {
    bring();
    for (const form of ballots()) {
      const id = form.getAttribute("id");
      if (kept[id]) restore(form, kept[id]);
      limit(form);
      if (!form.dataset.steps) continue;
      const open = Array.from(form.querySelectorAll("[data-step]"))
        .findIndex((one) => !one.querySelector(":checked"));
      go(form, places.get(of(form)) ?? (open < 0 ? Infinity : open));
    }
    if (ballots().length || main().dataset.phase === "draw") say(""); // it was the round before
  }
  document.addEventListener("shown", settle);
  settle();
  for (const [id, fields] of Object.entries(kept)) {
    if (hasAnswer(fields)) deliver(id);
    else if (!document.getElementById(id)) forget(id);
  }
})();
