/* Paper is white: whoever reads in the dark prints in the colours of the day. */
"use strict";

let themeOnScreen;

window.addEventListener("beforeprint", () => {
  themeOnScreen = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});

window.addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = themeOnScreen;
});
