// A text to keep. Pages without TLS have no clipboard of their own: what is selected is copied.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  getSelection().selectAllChildren(text);
  let done = false;
  try { done = document.execCommand("copy"); } catch { /* it stays selected */ }
  const outcome = button.parentElement.querySelector(".outcome");
  outcome.textContent = done ? outcome.dataset.done : outcome.dataset.refused;
});
