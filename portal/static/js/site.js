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
  button.setAttribute("aria-label", input.dataset.reveal + ": " + input.labels[0].textContent);
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

// The editors' bar. Only a browser in which somebody was in the admin asks for it (js/admin.js); the page itself is the same
// for everybody and sets no cookie. Signed out since, or not an editor any more: it does not ask again.
(function () {
  var page = document.body.dataset;
  try { if (!page.here || !localStorage.getItem("editor")) return; } catch (error) { return; }
  fetch(page.bar + "?here=" + encodeURIComponent(page.here)).then(function (answer) {
    if (answer.status === 200) return answer.text();
    if (answer.status === 204) localStorage.removeItem("editor");
    return "";
  }).then(function (html) {
    if (html) document.body.insertAdjacentHTML("beforeend", html);
  }).catch(function () {});
})();

// A video stands on another site, which is asked for it only after "Play"; without JavaScript the link there remains.
document.querySelectorAll("[data-video-play]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    var video = button.closest("[data-video]");
    var frame = document.createElement("iframe");
    frame.title = video.dataset.videoTitle;
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin"; // Without our origin YouTube refuses to play.
    frame.src = video.dataset.video;
    video.querySelector(".arcade").replaceWith(frame);
    button.remove();
    frame.focus();
  });
});
