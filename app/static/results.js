/* The shortlist, which lives in this browser and travels as a link, and the button that copies a link. */
(() => {
  "use strict";
  const KEY = "peerlearn.shortlist", MOST = 60, ID = /^[\w.:+-]{1,80}$/;

  function kept() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(list) ? [...new Set(list.filter((id) => typeof id === "string" && ID.test(id)))].slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function keep(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
    } catch { /* a browser that stores nothing keeps nothing; the link still works */ }
    paint();
  }

  const set = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };
  const write = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };

  function paint() {
    const list = kept();
    document.querySelectorAll("[data-keep]").forEach((button) => set(button, "aria-pressed", String(list.includes(button.dataset.keep))));
    document.querySelectorAll("a[data-shortlist]").forEach((link) => {
      const url = new URL(link.href, location.href);
      url.searchParams.delete("ids");
      set(link, "href", url.pathname + url.search + (list.length ? `&ids=${list.join(",")}` : ""));
      write(link.querySelector(".pl-kept-count"), list.length ? String(list.length) : "");
    });
    document.querySelectorAll("[data-keep-all]").forEach((button) => {
      button.hidden = button.dataset.keepAll.split(",").every((id) => list.includes(id));
    });
    document.querySelectorAll("a[data-absolute]").forEach((link) => write(link, link.href));
    if (document.querySelector(".pl-empty-shortlist") && list.length && !new URLSearchParams(location.search).get("ids")) {
      const url = new URL(location.href);
      location.replace(`${url.pathname}?lang=${document.documentElement.lang}&ids=${list.join(",")}`);
    }
  }

  async function copy(button) {
    const text = new URL(button.dataset.copy, location.href).href;
    const said = button.parentElement.querySelector(".pl-copied");
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no permission, or no TLS: the old way, over a selection
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    write(said, button.dataset.done);
    setTimeout(() => write(said, ""), 3000);
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    let found;
    if ((found = at("[data-keep]"))) {
      const id = found.dataset.keep, list = kept();
      keep(list.includes(id) ? list.filter((each) => each !== id) : [...list, id]);
    } else if ((found = at("[data-keep-all]"))) {
      keep([...new Set([...kept(), ...found.dataset.keepAll.split(",")])]);
    } else if ((found = at("[data-drop]"))) {
      keep(kept().filter((each) => each !== found.dataset.drop));
    } else if ((found = at("[data-copy]"))) {
      copy(found);
    }
    document.querySelectorAll("details.pl-menu[open]").forEach((menu) => { // a click elsewhere closes a menu
      if (!menu.contains(event.target)) menu.open = false;
    });
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.pl-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("storage", paint);

  let asked = 0;
  new MutationObserver(() => { asked ||= requestAnimationFrame(() => { asked = 0; paint(); }); })
    .observe(document.documentElement, { childList: true, subtree: true });
})();
