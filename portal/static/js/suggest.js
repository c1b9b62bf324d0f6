// Suggestions while one types into the portal's search: an editable combobox with a list (WAI-ARIA APG). Focus stays in the field; the
// arrows move through the list, Enter follows what is chosen and else searches, Escape closes. Without JavaScript the form searches.
document.querySelectorAll("form[data-suggest]").forEach(function (form) {
  var input = form.querySelector("input[type=search]"), list = document.createElement("ul");
  var said = document.createElement("p"), chosen = -1, timer, request;
  list.id = input.id + "-list";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  form.append(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    said.textContent = "";
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(number) {
    var options = list.children;
    if (options[chosen]) options[chosen].setAttribute("aria-selected", "false");
    chosen = number;
    if (!options[number]) return input.removeAttribute("aria-activedescendant");
    options[number].setAttribute("aria-selected", "true");
    options[number].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[number].id);
  }

  function show(answer) {
    list.replaceChildren.apply(list, answer.suggestions.map(function (suggestion, number) {
      var option = document.createElement("li"), words = document.createElement("span");
      option.id = list.id + "-" + number;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      words.lang = suggestion.language;
      words.textContent = suggestion.text;
      option.append(words);
      if (suggestion.note) {
        var note = document.createElement("small");
        note.textContent = suggestion.note;
        option.append(" ", note);
      }
      return option;
    }));
    chosen = -1;
    if (!list.children.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    said.textContent = answer.said;
  }

  function ask() {
    var typed = input.value;
    request = new AbortController();
    fetch(form.dataset.suggest + "?q=" + encodeURIComponent(typed), { signal: request.signal, credentials: "omit" })
      .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
      .then(function (answer) { if (input.value === typed && document.activeElement === input) show(answer); })
      .catch(function () {});
  }

  input.addEventListener("input", function () {
    clearTimeout(timer);
    if (request) request.abort();
    choose(-1);
    if (input.value.trim().length < 2) close(); else timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing || list.hidden) return;
    var last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === "Escape") { close(); event.stopPropagation(); }
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", function (event) { event.preventDefault(); }); // The field keeps the focus.
  list.addEventListener("click", function (event) {
    var option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
});
