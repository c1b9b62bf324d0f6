// Improves what already works without it: Esc closes the phone menu, filters and other open panels that ask for it.
document.addEventListener("keydown", function (event) {
  if (event.key !== "Escape") return;
  var open = document.querySelector("details[data-escape][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// The summary of errors takes the focus, so that a screen reader starts there.
var summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// "Show the password": the button exists only with JavaScript.
document.querySelectorAll("input[type=password][data-reveal]").forEach(function (input) {
  var button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  button.textContent = input.dataset.reveal;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", function () {
    var shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  input.insertAdjacentElement("afterend", button);
});

// On wide screens filters are always in sight; say so to screen readers too. A window made narrow has them folded.
var wide = window.matchMedia("(min-width: 56em)");
function foldFilters() {
  document.querySelectorAll("details[data-wide-open]").forEach(function (details) { details.open = wide.matches; });
}
if (wide.matches) foldFilters();
wide.addEventListener("change", foldFilters);

// Where a row of links scrolls sideways, the current one is in sight.
document.querySelectorAll(".rail-list, .tabs, .chips-scroll").forEach(function (row) {
  var current = row.querySelector("[aria-current]");
  if (!current) return;
  var place = current.getBoundingClientRect(), frame = row.getBoundingClientRect();
  if (place.right > frame.right) row.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
});

// The order of a list is applied at once, without its button.
document.querySelectorAll("form[data-submit]").forEach(function (form) {
  form.querySelectorAll("button").forEach(function (button) { button.hidden = true; });
  form.addEventListener("change", function () { form.requestSubmit(); });
});
