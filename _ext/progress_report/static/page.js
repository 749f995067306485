/* On every page: copy permalinks, hide titles on Escape, and show the commit that the site was built from. */
"use strict";

/** Return the element that the address leads to, or null. */
function addressed() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not every % begins a character.
  }
  return document.getElementById(name);
}

/** Unfold the target of the address and everything around it: not every browser does. */
function unfold() {
  const target = addressed();
  if (!target) return;
  const inside = target.matches("div") ? [...target.querySelectorAll("details")] : [];
  let opened = false;
  for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) inside.push(each);
  for (const each of inside) {
    opened ||= !each.open;
    each.open = true;
  }
  if (opened) target.scrollIntoView();
}

window.addEventListener("hashchange", unfold);

// The title of a link that has the focus covers a part of the page (see report.css) until it loses the focus.
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") document.activeElement?.toggleAttribute("data-quiet", true);
});
document.addEventListener("focusout", ({ target }) => target.removeAttribute("data-quiet"));

document.addEventListener("DOMContentLoaded", () => {
  unfold();
  const said = document.createElement("div");
  said.className = "report-copied";
  said.setAttribute("role", "status");
  document.body.append(said);

  document.querySelectorAll("a.headerlink").forEach((link) => {
    link.title = ReportWords.say("Copy a link to this place");
    link.addEventListener("click", async () => {
      // The browser also goes there, so that its address can be used if copying is refused.
      try {
        await navigator.clipboard.writeText(link.href);
        said.textContent = ReportWords.say("Link copied");
        setTimeout(() => {
          said.textContent = "";
        }, 2000);
      } catch {
        said.textContent = "";
      }
    });
  });

  // A page from a folder can not read files, so it does not show the commit.
  if (location.protocol === "file:") return;
  const place = document.querySelector(".report-commit");
  fetch(`${document.documentElement.dataset.content_root}data/build.json`)
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then(({ commit }) => {
      if (!commit || !place) return;
      place.querySelector("code").textContent = commit.slice(0, 10);
      place.hidden = false;
    })
    .catch(() => {});
});
