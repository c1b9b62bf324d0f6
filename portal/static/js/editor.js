// In the Wagtail admin: a form that is sent while the admin is saving it by itself waits for that to end. Else a new
// page or text is made twice: once by the admin, once by the form, which does not know yet that the first is there.
(function () {
  var LONGEST = 15000; // Milliseconds; then the form goes in any case.
  var isSaving = false;
  var go = null;

  function end() {
    isSaving = false;
    if (go) go();
  }

  document.addEventListener("w-autosave:save", function () { isSaving = true; });
  document.addEventListener("w-autosave:success", end);
  document.addEventListener("w-autosave:error", end);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!isSaving || !form.matches("[data-edit-form]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (go) return; // Pressed once more meanwhile.
    var pressed = event.submitter;
    if (pressed && pressed.name) {
      // The button may be switched off by now, and what is switched off is not sent.
      var kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = pressed.name;
      kept.value = pressed.value;
      form.appendChild(kept);
    }
    var timer = setTimeout(end, LONGEST);
    go = function () {
      clearTimeout(timer);
      go = null;
      form.requestSubmit();
    };
  }, true);
})();
