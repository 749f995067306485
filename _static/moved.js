/* At the old address of a page: goes to the new one, to the same place within it. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  location.replace(document.getElementById("target").href + location.hash);
});
