// In the editor of a translation: wagtail-localize writes the heading over its texts in English for every reader.
(function () {
  var heading = document.currentScript.dataset.heading;

  document.addEventListener("DOMContentLoaded", function () {
    var editor = document.querySelector(".js-translation-editor");
    var props = JSON.parse(editor.dataset.props);
    var english = props.sourceLocale.displayName + " to " + props.locale.displayName + " translation";

    function rename() {
      editor.querySelectorAll("h3").forEach(function (found) {
        if (found.textContent === english) found.textContent = heading;
      });
    }

    new MutationObserver(rename).observe(editor, { childList: true, subtree: true });
    rename();
  });
})();
