/* Go on from an old address: from an anchor that has left its page, and from a page that has moved, with the
   same anchor. */
"use strict";

(() => {
  const goOn = () => {
    let anchor = location.hash.slice(1);
    try {
      anchor = decodeURIComponent(anchor);
    } catch {
      // Not every % begins a character.
    }
    const line = document.getElementById(anchor);
    if (line && line.matches(".report-moved")) {
      location.replace(line.querySelector("a").href);
      return;
    }
    const page = document.querySelector("a.report-moved-page");
    if (page) {
      location.replace(page.hash ? page.href : page.href + location.hash);
    }
  };
  document.addEventListener("DOMContentLoaded", goOn);
  addEventListener("hashchange", goOn);
})();
