// The sentence that somebody keeps for themselves: "when a caller ..., I will first say ...". It is
// never sent: its fields are in no form and have no name, and this file asks nothing of the server.
// It stays in this browser, over a reload, another language and a connection that is lost.
"use strict";
(() => {
  const root = document.documentElement;
  const STORE = `improv-intention:${root.dataset.prefix}`;
  const section = () => document.getElementById("intention");
  const trimmed = (text) => (text || "").trim().replace(/\s+/g, " ");

  // What is kept: both parts by their names, and the id of the appointment. Of one session only:
  // whoever joins anew, or gives the phone back, begins with nothing (voter.js).

  let kept = {};

  function recall() {
    try { kept = JSON.parse(localStorage.getItem(STORE)) || {}; } catch { /* in this page alone */ }
  }

  function store() {
    try {
      if (trimmed(kept.when) || trimmed(kept.first)) localStorage.setItem(STORE, JSON.stringify(kept));
      else localStorage.removeItem(STORE);
    } catch { /* in this page alone */ }
  }

  document.addEventListener("input", (event) => {
    const { part } = event.target.dataset;
    if (!part) return;
    kept[part] = event.target.value;
    store();
    show();
  });

  // The text to keep: what the room offers, until something is written.

  function show() {
    const here = section();
    if (!here) return;
    const written = trimmed(kept.when) || trimmed(kept.first);
    for (const one of here.querySelectorAll("[data-of]")) {
      one.textContent = trimmed(kept[one.dataset.of]) || "…";
    }
    for (const one of here.querySelectorAll("[data-shown]")) {
      one.hidden = (one.dataset.shown === "written") !== Boolean(written);
    }
    here.querySelector(".outcome").textContent = "";
    appoint(document.getElementById("into-calendar"), written);
  }

  // The appointment: the same as the server makes without a sentence (improv/phones/calendar.py).

  let made = ""; // the address of the newest
  let offered; // the server's own

  function appoint(link, written) {
    if (made) URL.revokeObjectURL(made);
    made = "";
    if (written) {
      const lines = Array.from(document.querySelectorAll("#take-home p:not([hidden])"), (one) =>
        trimmed(one.textContent));
      made = URL.createObjectURL(
        new Blob([calendar(link.dataset.summary, lines.join("\n"))], { type: "text/calendar" }),
      );
      link.href = made;
      link.download = "practice.ics";
    } else if (offered) {
      link.href = offered;
      link.removeAttribute("download");
    }
    link.hidden = !(made || offered);
  }

  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  function folded(line) { // at most 75 octets, in UTF-8; what a line goes on in begins with a space
    const octets = new TextEncoder();
    const pieces = [""];
    let length = 0;
    for (const character of line) {
      const more = octets.encode(character).length;
      if (length + more > 75) {
        pieces.push("");
        length = 1;
      }
      pieces[pieces.length - 1] += character;
      length += more;
    }
    return `${pieces.join("\r\n ")}\r\n`;
  }

  function calendar(summary, description) {
    if (!kept.uid) {
      const dice = crypto.getRandomValues(new Uint32Array(3));
      kept.uid = Array.from(dice, (n) => n.toString(16).padStart(8, "0")).join("");
      store();
    }
    const now = new Date();
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7);
    const two = (number) => String(number).padStart(2, "0");
    const begins = `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}T090000`;
    return [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//improv//practice//EN",
      "CALSCALE:GREGORIAN",
      "BEGIN:VEVENT",
      `UID:${kept.uid}@improv`,
      `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
      `DTSTART:${begins}`,
      "DURATION:PT10M",
      `SUMMARY;LANGUAGE=${root.lang}:${escaped(summary)}`,
      `DESCRIPTION;LANGUAGE=${root.lang}:${escaped(description)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
    ].map(folded).join("");
  }

  // The page has come, or has followed the game; from then on the section is the phone's own.

  function settle() {
    const here = section();
    if (!here || here.dataset.busy) return;
    here.dataset.busy = "yes";
    recall();
    offered = document.getElementById("into-calendar").getAttribute("href");
    for (const one of here.querySelectorAll("[data-part]")) { // one may be ahead of this script
      kept[one.dataset.part] = one.value = kept[one.dataset.part] || one.value;
    }
    store();
    show();
  }
  document.addEventListener("shown", settle);
  settle();
})();
