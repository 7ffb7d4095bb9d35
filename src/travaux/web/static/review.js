// Review by keyboard: j and k go from row to row, c, r, e, m, s and u press what stands there. Without it the same forms are pressed by hand.
"use strict";

const rows = Array.from(document.querySelectorAll("[data-review] [data-row]"));
const PLACE = "travaux-review-row";

function isTyping(target) {
  return target.closest("input:not([type=hidden]), textarea, select") !== null;
}

function current() {
  return rows.find((row) => row.contains(document.activeElement)) || (rows.length === 1 ? rows[0] : null);
}

function go(index) {
  if (!rows.length) return;
  const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
  if (!row.hasAttribute("tabindex")) row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function send(form, row) {
  if (!form) return;
  sessionStorage.setItem(PLACE, String(Math.max(rows.indexOf(row), 0)));
  form.requestSubmit();
}

function openFields(row) {
  const details = row.querySelector("details[data-act=correct]");
  if (!details) return;
  details.open = true;
  const field = details.querySelector("form input:not([type=hidden]), form select");
  if (field) field.focus();
}

// Merging, splitting and reassigning have their forms on the page of a claim: there the first of them, elsewhere that page.
function goTo(row, place) {
  const found = row.querySelector(place);
  if (!found) {
    row.querySelector("[data-open]")?.click();
    return;
  }
  if (found.tagName === "DETAILS") found.open = true;
  found.querySelector("button, input:not([type=hidden])")?.focus();
}

const ACTS = {
  j: () => go(rows.indexOf(current()) + 1),
  k: () => go(rows.indexOf(current()) - 1),
  c: (row) => row && send(row.querySelector("form[data-act=confirm]"), row),
  r: (row) => row && send(row.querySelector("form[data-act=reject]"), row),
  e: (row) => row && openFields(row),
  o: (row) => row && row.querySelector("[data-open]")?.click(),
  m: (row) => row && goTo(row, "[data-act=join]"),
  s: (row) => row && goTo(row, "[data-act=part]"),
  u: (row) => send(document.querySelector("[data-done] form[data-act=undo]") || row?.querySelector("form[data-act=undo]"), row),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    const row = current();
    const details = event.target.closest("details[data-act=correct]");
    if (row && details) {
      details.open = false;
      go(rows.indexOf(row));
    }
    return;
  }
  if (isTyping(event.target) || event.repeat) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act(current());
});

// After a decision the next claim stands in the place of the one that was decided of.
if (rows.length > 1 || document.querySelector("[data-done]")) {
  const place = Number(sessionStorage.getItem(PLACE) || 0);
  sessionStorage.removeItem(PLACE);
  if (document.querySelector("[data-done]") || place) go(place);
}
