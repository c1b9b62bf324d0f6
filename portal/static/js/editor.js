// In the Wagtail admin: a form that is sent while the admin is saving it by itself waits for that to end, and the admin
// saves nothing more while the form is on its way. Else a new page or text is made twice: once by the admin, once by the
// form, of which neither knows yet that the other is there; or the second is refused, as its address is taken.
// The form takes over the mark of each version that the admin saves by itself: pressed later, its buttons replace that
// version and nobody else's. And when nothing is saved by itself any more, it says so and what becomes of the rest.
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
  function mark(form, name, value) {
    var field = form.elements.namedItem(name);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.appendChild(field);
    }
    field.value = value;
  }

  document.addEventListener("w-autosave:success", function (event) {
    var saved = event.detail && event.detail.data;
    if (saved && saved.revision_id && event.target.matches("form")) {
      mark(event.target, "loaded_revision_id", saved.revision_id);
      mark(event.target, "loaded_revision_created_at", saved.revision_created_at);
    }
    end();
  });

  document.addEventListener("w-autosave:error", function (event) {
    var answer = event.detail && event.detail.response;
    if (answer && answer.sign_in_ended) {
      document.dispatchEvent(new CustomEvent("w-messages:add", {
        detail: { clear: true, text: answer.error_message, type: "error" }
      }));
    }
    end();
  });

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
