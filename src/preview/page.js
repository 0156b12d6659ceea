// In: the name of the site that a page was taken from, and that of its styles. Out: the page is taken anew when the site has changed,
// and what is wrong with the project is shown over it. Only the preview serves this script: no site that is built has it.
(function () {
  "use strict";
  const look = document.currentScript.dataset.look;
  let own = document.currentScript.dataset.site;
  let turn = "";
  let asking = null;
  let lost = "";
  let box = null;

  // A hidden page does not ask: browsers allow few connections to one host, and other pages need theirs.
  function ask() {
    if (document.hidden || asking) return;
    const mine = new AbortController();
    asking = mine;
    fetch("/~preview/state?turn=" + encodeURIComponent(turn), { signal: mine.signal, cache: "no-store" })
      .then((answer) => answer.json())
      .then((state) => {
        asking = null;
        turn = state.turn;
        lost = state.lost;
        if (state.site !== own) return renew(state);
        show(state.errors + state.warnings > 0 ? state : null);
        ask();
      })
      .catch(() => {
        asking = null;
        if (mine.signal.aborted) {
          ask();
          return;
        }
        turn = "";
        if (lost) show({ errors: 1, title: lost, faults: "" });
        setTimeout(ask, 1000);
      });
  }

  // What the page says is exchanged in place, which is sooner than loading it whole and leaves the reader where he is. A page with
  // other styles or a script of its own is loaded whole.
  function renew(state) {
    if (state.look !== look) {
      location.reload();
      return;
    }
    fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
      .then((text) => {
        const next = new DOMParser().parseFromString(text, "text/html");
        const scripts = next.querySelectorAll("script[src]");
        if (scripts.length !== 1 || scripts[0].dataset.look !== look) throw new Error();
        own = scripts[0].dataset.site;
        document.title = next.title;
        document.body.replaceWith(document.adoptNode(next.body));
        box = null;
        turn = "";
        ask();
      })
      .catch(() => location.reload());
  }

  function show(state) {
    if (box) box.remove();
    box = null;
    if (!state) return;
    box = document.createElement("div");
    const root = box.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/~preview/page.css";
    const panel = document.createElement("details");
    panel.open = state.errors > 0;
    panel.className = state.errors > 0 ? "errors" : "warnings";
    const title = document.createElement("summary");
    title.textContent = state.title;
    title.setAttribute("role", state.errors > 0 ? "alert" : "status");
    const faults = document.createElement("pre");
    faults.tabIndex = 0;
    faults.textContent = state.faults;
    panel.append(title);
    if (state.faults) panel.append(faults);
    root.append(style, panel);
    document.body.append(box);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden && asking) asking.abort();
    ask();
  });
  window.addEventListener("pageshow", ask);
  ask();
})();
