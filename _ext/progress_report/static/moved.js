/* On the page at an old address: go to the new one, with the same anchor. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  location.replace(document.getElementById("target").href + location.hash);
});
