// What pages do better with: the day slider, and a report whose margin and text point to each other.
"use strict";

const DAY = 86400000;

function toDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

function addSlider(form) {
  const slide = form.querySelector("input[type=range]");
  const field = form.querySelector("input[type=date]");
  const { first, last } = slide.dataset;
  if (!first || !last || first === last) return;
  slide.min = Date.parse(first) / DAY;
  slide.max = Date.parse(last) / DAY;
  slide.value = field.value ? Date.parse(field.value) / DAY : slide.max;
  const say = () => slide.setAttribute("aria-valuetext", toDay(Number(slide.value)));
  slide.hidden = false;
  say();
  slide.addEventListener("input", () => {
    field.value = toDay(Number(slide.value));
    say();
  });
  slide.addEventListener("change", () => form.requestSubmit());
}

function joinMargin(reading) {
  const point = (name, on) => {
    for (const mark of reading.querySelectorAll("mark")) {
      if (mark.dataset.claims.split(" ").includes(name)) mark.classList.toggle("lit", on);
    }
  };
  for (const note of reading.querySelectorAll("[data-claim]")) {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      note.addEventListener(event, () => point(note.dataset.claim, on));
    }
  }
  const wanted = reading.querySelector("mark.wanted");
  if (wanted) wanted.scrollIntoView({ block: "center" });
}

// Where the menu of a file is a row that scrolls, the page that is open is seen in it.
const here = document.querySelector("nav.file [aria-current]");
if (here) here.closest("nav").scrollLeft = here.offsetLeft - 24;

document.querySelectorAll("[data-asof]").forEach(addSlider);
document.querySelectorAll("[data-reading]").forEach(joinMargin);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.getElementById("q").focus();
});
