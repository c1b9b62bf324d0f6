// In the Wagtail admin: notes in this browser that somebody edits here. Public pages, which are the same for everybody,
// then ask for the editors' bar (site.js); no other visitor's page does.
try { localStorage.setItem("editor", "1"); } catch (error) { /* Without storage there is no bar. */ }
