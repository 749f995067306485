/* Small helps on every page: permalinks that copy themselves, and the commit that the site was built from. */
"use strict";

/** Unfold what the address leads to, and what it is folded in: not every browser does. */
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
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

document.addEventListener("DOMContentLoaded", () => {
  unfold();
  const said = document.createElement("div");
  said.className = "report-copied";
  said.setAttribute("role", "status");
  document.body.append(said);

  document.querySelectorAll("a.headerlink").forEach((link) => {
    link.title = "Copy the link to this place";
    link.addEventListener("click", async () => {
      // The browser goes there as well, so that its own address is right even where copying is refused.
      try {
        await navigator.clipboard.writeText(link.href);
        said.textContent = "Link copied";
        setTimeout(() => {
          said.textContent = "";
        }, 2000);
      } catch {
        said.textContent = "";
      }
    });
  });

  // A page from a folder may not read files; there the commit stays untold.
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
