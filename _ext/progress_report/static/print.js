/* Print in the light theme, whatever theme is on the screen. */
"use strict";

let themeOnScreen;

window.addEventListener("beforeprint", () => {
  themeOnScreen = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});

window.addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = themeOnScreen;
});
