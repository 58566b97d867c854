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

  const PAGES = ["/", "/practice", "/map", "/about"];

  const locales = { ar: "ar-u-nu-latn", en: "en-GB", fr: "fr-FR", es: "es-ES" };
  window[Symbol.for("react-aria.i18n.locale")] = locales[lang] || lang;
  window.dispatchEvent(new Event("languagechange"));

  const WORDS = {
    ar: { "Sidebar": "المرشّحات", "Collapse sidebar": "إخفاء المرشّحات", "Expand sidebar": "إظهار المرشّحات", "Open": "افتح القائمة",
          "Clear all": "امسح الكل", "No results": "لا نتائج", "Select all": "اختر الكل" },
    fr: { "Sidebar": "Filtres", "Collapse sidebar": "Masquer les filtres", "Expand sidebar": "Afficher les filtres", "Open": "Ouvrir la liste",
          "Clear all": "Tout effacer", "No results": "Aucun résultat", "Select all": "Tout choisir" },
    es: { "Sidebar": "Filtros", "Collapse sidebar": "Ocultar los filtros", "Expand sidebar": "Mostrar los filtros", "Open": "Abrir la lista",
          "Clear all": "Borrar todo", "No results": "Sin resultados", "Select all": "Elegir todo" },
    en: { "Sidebar": "Filters", "Collapse sidebar": "Hide the filters", "Expand sidebar": "Show the filters" },
  };
  const words = WORDS[lang] || {};

  function translate(element) {
    const label = element.getAttribute("aria-label");
    if (label && words[label]) element.setAttribute("aria-label", words[label]);
    if (element.childElementCount === 0 && element.closest("[role=listbox], [role=dialog]") && words[element.textContent]) {
      element.textContent = words[element.textContent];
    }
  }

  function translateAll(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translate(node);
    node.querySelectorAll("[aria-label], [role=listbox] *, [role=dialog] *").forEach(translate);
  }

  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(translateAll);
    }
  }).observe(root, seen);

  /* Links. What this does not understand is left to the browser. */
  const app = () => document.querySelector("[data-testid=stApp]");
  const isOurs = (url) => url.origin === location.origin && PAGES.includes(url.pathname) && url.searchParams.get("lang") === lang;
  const isSamePage = (url) => url.pathname === location.pathname && url.search === location.search;

  function arrive() {
    const main = document.querySelector("[data-testid=stMain]");
    if (main) main.scrollTo({ top: 0, behavior: "instant" });
    const watch = new MutationObserver(() => {
      if (app()?.dataset.testScriptState !== "notRunning") return;
      watch.disconnect();
      document.getElementById("pl-main")?.focus({ preventScroll: true });
    });
    if (app()) watch.observe(app(), { attributes: true, attributeFilter: ["data-test-script-state"] });
  }

  document.addEventListener("click", (event) => {
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
