// The pages' script: news by server-sent events, forms without a reload. It says nothing of its
// own: words and shapes come from the server, which makes the same pages for phones without it.
"use strict";
(() => {
  const root = document.documentElement;
  const page = root.dataset.page;
  const notice = document.getElementById("connection");
  const jitter = (least, most) => least + Math.random() * (most - least);

  // News. One stream; a newer tab of the same voter replaces it.

  const SILENCE = 40000; // ms; the server says something every 15 s
  let source = null;
  let version = "";
  let heard = 0;
  let failures = 0;
  let timer = 0;
  let wasLost = false;

  function say(name) {
    if (!notice) return;
    notice.textContent = name ? notice.dataset[name] : "";
    notice.dataset.state = name;
  }

  function listen() {
    clearTimeout(timer);
    if (source) source.close();
    source = new EventSource(`/api/events?page=${page}&after=${version}`);
    heard = Date.now();
    source.addEventListener("open", () => {
      failures = 0;
      heard = Date.now();
      say(wasLost ? "back" : "");
      if (wasLost) setTimeout(() => notice.dataset.state === "back" && say(""), 4000);
      wasLost = false;
    });
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.addEventListener("state", (news) => {
      heard = Date.now();
      version = news.lastEventId;
      show(JSON.parse(news.data));
    });
    source.addEventListener("replaced", () => {
      source.close();
      source = null;
      say("replaced");
    });
    source.addEventListener("error", () => {
      source.close();
      wasLost = true;
      failures += 1;
      if (failures > 1) say("lost");
      if (failures > 4) version = ""; // perhaps it is another session by now
      later(jitter(200, Math.min(8000, 700 * 2 ** Math.min(failures, 4))));
    });
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!document.hidden) listen(); }, wait);
  }

  function wake() { // a phone that slept does not know that its stream is dead
    if (document.hidden || (notice && notice.dataset.state === "replaced")) return;
    later(jitter(0, 600));
  }

  if (root.dataset.live === "yes") {
    listen();
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
    window.addEventListener("online", wake);
    window.addEventListener("pagehide", () => { if (source) source.close(); });
    setInterval(() => {
      if (source && !document.hidden && Date.now() - heard > SILENCE) listen();
    }, 5000);
    if (notice) {
      notice.addEventListener("click", () => {
        if (notice.dataset.state === "replaced") { say(""); listen(); }
      });
    }
  }

  // The page follows.

  function show(state) {
    const main = document.querySelector("main");
    if (!state.page || !main) return;
    if (state.you === null && main.dataset.joined === "yes") { location.reload(); return; }
    Idiomorph.morph(main, state.page, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        // What a thumb is in the middle of is not taken away by news.
        beforeNodeMorphed: (old, fresh) =>
          !(old.dataset && old.dataset.busy === "yes" && fresh.dataset && old.id === fresh.id
            && old.dataset.key === fresh.dataset.key),
      },
    });
    document.dispatchEvent(new Event("shown"));
  }

  // Forms: sent at once, and again until they are answered.

  const ANSWER = 8000; // ms

  function tell(form, name, words) {
    form.dataset.state = name;
    const told = form.querySelector("[data-told]");
    if (told) told.textContent = words || told.dataset[name] || "";
  }

  async function send(form, button) {
    const turn = String(Number(form.dataset.turn || 0) + 1);
    form.dataset.turn = turn;
    form.dataset.busy = "yes";
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.append(button.name, button.value);
    if (form.dataset.id === "yes") {
      const dice = crypto.getRandomValues(new Uint32Array(3));
      fields.set("id", Array.from(dice, (n) => n.toString(36)).join(""));
    }
    for (let tries = 0; form.isConnected && form.dataset.turn === turn; tries += 1) {
      tell(form, tries ? "retrying" : "sending");
      const answer = await ask(form.action, fields);
      if (form.dataset.turn !== turn) return; // changed in the meantime: that one counts
      if (answer && (answer.ok || answer.refusal !== "not_saved")) {
        form.dataset.busy = "";
        if (!answer.ok) tell(form, "refused", answer.words);
        else if (form.dataset.then === "reload") location.reload();
        else { tell(form, "done"); if (form.dataset.then === "clear") form.reset(); }
        return;
      }
      await new Promise((done) => setTimeout(done, jitter(300, 1000 * Math.min(4, 1 + tries))));
    }
  }

  async function ask(address, fields) {
    const control = new AbortController();
    const patience = setTimeout(() => control.abort(), ANSWER);
    try {
      const reply = await fetch(address, {
        method: "POST",
        body: fields,
        headers: { Accept: "application/json" },
        signal: control.signal,
      });
      const told = await reply.json();
      if (reply.status >= 500) return null;
      return { ...told, ok: reply.ok };
    } catch {
      return null;
    } finally {
      clearTimeout(patience);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.send) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || form.dataset.send !== "change") return;
    limit(form);
    if (form.checkValidity()) send(form);
  });

  function limit(form) { // so many ticks and no more
    for (const group of form.querySelectorAll("[data-most]")) {
      const boxes = Array.from(group.querySelectorAll("input[type=checkbox]"));
      const full = boxes.filter((box) => box.checked).length >= Number(group.dataset.most);
      for (const box of boxes) box.disabled = full && !box.checked;
    }
  }

  const limitAll = () => document.querySelectorAll("form[data-send=change]").forEach(limit);
  document.addEventListener("shown", limitAll);
  limitAll();
})();
