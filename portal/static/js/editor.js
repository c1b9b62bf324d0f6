// In the Wagtail admin: a form that is sent while the admin is saving it by itself waits for that to end, and the admin
// saves nothing more while the form is on its way. Else a new page or text is made twice: once by the admin, once by the
// form, of which neither knows yet that the other is there; or the second is refused, as its address is taken.
(function () {
  var LONGEST = 15000; // Milliseconds; then the form goes in any case, and the admin saves again.
  var isSaving = false;
  var isSent = false;
  var go = null;

  function end() {
    isSaving = false;
    if (go) go();
  }

  document.addEventListener("w-autosave:save", function (event) {
    if (isSent) event.preventDefault();
    else isSaving = true;
  });
  document.addEventListener("w-autosave:success", end);
  document.addEventListener("w-autosave:error", end);

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-edit-form]")) return;
    if (!isSaving) {
      isSent = true;
      setTimeout(function () { isSent = false; }, LONGEST);
      return;
    }
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
