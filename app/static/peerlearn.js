/* Runs before Streamlit. Gives its widgets the page's language, says its built-in English words in that language,
   and follows links inside the app without loading the page anew: the address changes first, so Back and sharing work as ever. */
(() => {
  "use strict";
  const root = document.documentElement;
  const lang = root.lang;
  window.__streamlit = { BACKEND_BASE_URL: location.origin, MAIN_PAGE_BASE_URL: location.origin }; // or it looks below /practice first
  if (innerWidth < 768) { // on a phone the filters lie over the page: they wait until they are called, whatever was left open before
    Object.keys(localStorage).filter((key) => key.startsWith("stSidebarCollapsed")).forEach((key) => localStorage.removeItem(key));
  }

  const PAGES = document.querySelector("meta[name=peerlearn-rooms]").content.split(" "); // written by app/shell.py from app/rooms.py

  const locales = { ar: "ar-u-nu-latn", en: "en-GB", fr: "fr-FR", es: "es-ES" };
  window[Symbol.for("react-aria.i18n.locale")] = locales[lang] || lang;
  window.dispatchEvent(new Event("languagechange"));

  const WORDS = {
    ar: { "Sidebar": "المرشّحات", "Collapse sidebar": "إخفاء المرشّحات", "Expand sidebar": "إظهار المرشّحات", "Open": "افتح القائمة",
          "Clear all": "امسح الكل", "No results": "لا نتائج", "Select all": "اختر الكل", "file upload": "رفع ملفات", "Upload": "اختر الملفات", "Add files": "أضف ملفات" },
    fr: { "Sidebar": "Filtres", "Collapse sidebar": "Masquer les filtres", "Expand sidebar": "Afficher les filtres", "Open": "Ouvrir la liste",
          "Clear all": "Tout effacer", "No results": "Aucun résultat", "Select all": "Tout choisir", "file upload": "Téléverser des fichiers", "Upload": "Choisir des fichiers", "Add files": "Ajouter des fichiers" },
    es: { "Sidebar": "Filtros", "Collapse sidebar": "Ocultar los filtros", "Expand sidebar": "Mostrar los filtros", "Open": "Abrir la lista",
          "Clear all": "Borrar todo", "No results": "Sin resultados", "Select all": "Elegir todo", "file upload": "Subir archivos", "Upload": "Elegir archivos", "Add files": "Añadir archivos" },
    en: { "Sidebar": "Filters", "Collapse sidebar": "Hide the filters", "Expand sidebar": "Show the filters",
          "Upload": "Choose files" },
  };
  const words = WORDS[lang] || {};

  const DROPZONE = "[data-testid=stFileUploaderDropzone]";

  function translate(element) {
    const label = element.getAttribute("aria-label");
    if (label && words[label]) element.setAttribute("aria-label", words[label]);
    if (element.matches(DROPZONE)) element.setAttribute("role", "group"); // Streamlit says "presentation", and names it all the same
    if (element.childElementCount === 0 && element.closest(`[role=listbox], [role=dialog], ${DROPZONE}`) && words[element.textContent]) {
      element.textContent = words[element.textContent];
    }
  }

  function translateAll(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translate(node);
    node.querySelectorAll(`[aria-label], [role=listbox] *, [role=dialog] *, ${DROPZONE} *`).forEach(translate);
  }

  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(translateAll);
    }
    countFilters();
  }).observe(root, seen);

  /* On a phone the filters are out of sight: their button says how many are in use. */
  function countFilters() {
    const button = document.querySelector("[data-testid=stExpandSidebarButton]");
    if (!button) return;
    const line = document.querySelector(".pl-active");
    const count = line ? ` (${line.dataset.count})` : "";
    const label = (words["Expand sidebar"] || "Expand sidebar") + count;
    if ((button.dataset.count || "") !== count) button.dataset.count = count;
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
  }

  /* Links. What this does not understand is left to the browser. */
  const app = () => document.querySelector("[data-testid=stApp]");
  const isOurs = (url) => url.origin === location.origin && PAGES.includes(url.pathname) && url.searchParams.get("lang") === lang
    && !url.searchParams.has("mycity"); // the front door remembers a choice of city: it has to see it
  const isSamePage = (url) => url.pathname === location.pathname && url.search === location.search;

  /* Where a page was left is kept in its entry of the history, and Back leads there again. */
  const scroller = () => document.querySelector("[data-testid=stMain]");
  const here = () => location.pathname + location.search;
  const PATIENCE = 5000; // milliseconds that a page may take to be drawn and to grow as long as it was
  let drawn = here(); // the address of the page that is drawn, or being drawn
  let stopRestoring = null;
  let waiting = 0;

  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => { // Streamlit's own changes of the address come through here, too
    remember();
    push(state, title, url);
    drawn = here();
  };

  function remember() {
    clearTimeout(waiting);
    waiting = 0;
    const main = scroller();
    if (!main || stopRestoring || here() !== drawn) return;
    history.replaceState({ ...history.state, plScroll: Math.round(main.scrollTop) }, "");
  }

  document.addEventListener("scroll", (event) => {
    if (event.target === scroller() && !waiting) waiting = setTimeout(remember, 200);
  }, { capture: true, passive: true });

  function restore(top) {
    stopRestoring?.();
    clearTimeout(waiting);
    waiting = 0;
    const began = performance.now();
    let ran = false; // Streamlit has run the page anew
    let wholeSince = 0;
    const watch = new MutationObserver(() => { ran = true; });
    if (app()) watch.observe(app(), { attributes: true, attributeFilter: ["data-test-script-state"] });
    const hands = ["wheel", "touchmove", "keydown", "pointerdown"];
    const timer = setInterval(() => {
      const now = performance.now(), main = scroller();
      if (now - began > PATIENCE) return stopRestoring();
      if (!main || !(ran || now - began > 1500) || app()?.dataset.testScriptState !== "notRunning") return;
      if (Math.abs(main.scrollTop - top) > 1) main.scrollTo({ top, behavior: "instant" });
      if (main.scrollHeight - main.clientHeight < top - 1) return; // not yet as long as it was
      wholeSince ||= now;
      if (now - wholeSince > 400) stopRestoring(); // what is drawn late does not move it any more
    }, 40);
    stopRestoring = () => {
      clearInterval(timer);
      watch.disconnect();
      hands.forEach((name) => removeEventListener(name, stopRestoring, true));
      stopRestoring = null;
    };
    hands.forEach((name) => addEventListener(name, stopRestoring, true)); // whoever scrolls meanwhile is not pulled back
  }

  addEventListener("popstate", (event) => {
    if (!event.isTrusted || here() === drawn) return; // our own event, or a jump inside the page
    drawn = here();
    restore(event.state?.plScroll || 0);
  });
  if (history.state?.plScroll) restore(history.state.plScroll); // Back from another site, or the page loaded anew

  function arrive() {
    stopRestoring?.();
    const main = scroller();
    if (main) main.scrollTo({ top: 0, behavior: "instant" });
    const watch = new MutationObserver(() => {
      if (app()?.dataset.testScriptState !== "notRunning") return;
      watch.disconnect();
      document.getElementById("pl-main")?.focus({ preventScroll: true });
    });
    if (app()) watch.observe(app(), { attributes: true, attributeFilter: ["data-test-script-state"] });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) return print();
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href]");
    if (!link || link.target === "_blank" || link.hasAttribute("download")) return;
    const url = new URL(link.href, location.href);
    if (!isOurs(url) || isSamePage(url) || app()?.dataset.testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    history.pushState({}, "", url.pathname + url.search + url.hash);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    arrive();
  });
})();
