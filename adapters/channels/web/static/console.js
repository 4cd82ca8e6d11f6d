// Comfort only: every page works without it.
"use strict";
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const told = form.querySelector(".busy");
    if (told) told.textContent = form.dataset.busy;
    // after the form was read, so that the pressed button's own value still goes with it
    setTimeout(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = true;
    }, 0);
  });
}
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-busy] button")) button.disabled = false;
});
for (const box of document.querySelectorAll("[data-send]")) {
  box.addEventListener("keydown", (event) => {
    const composing = event.isComposing; // Enter that ends a Korean or Japanese composition
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      if (box.value.trim()) box.form.requestSubmit();
    }
  });
}
