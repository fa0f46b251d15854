// Comfort only: every page works without it.
// Filters that are changed are applied at once; a form that was changed asks before it is left.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.filters");
  if (form && event.target.matches("select")) form.requestSubmit();
});

// One tick for all: the box says of which name the others are.
document.addEventListener("change", (event) => {
  const name = event.target.dataset.chooseAll;
  if (name) for (const box of document.getElementsByName(name)) box.checked = event.target.checked;
});

let typed = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[method=post]")) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

// On a phone the filters start folded, unless one is set.
if (matchMedia("(max-width: 767px)").matches && !location.search) {
  for (const folded of document.querySelectorAll("form.filters > details")) folded.open = false;
}
