/* The words of the scripts in the language of the site. Where they are not English, `translations/report.js` loads
   before (see _ext/progress_report/outputs/html/assets.py). */
"use strict";

const ReportWords = (() => {
  const language = document.documentElement.lang || "en";
  const translated = globalThis.ReportTranslations ?? {};
  const rules = new Intl.PluralRules(language);

  const number = (count) => count.toLocaleString(language);

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  /** Return a text in the language of the site, with values in place of their names in braces. */
  const say = (text, values = {}) => filled(translated[text] ?? text, values);

  /** Return the form of a text for a number, which is the value `count`. */
  function sayCount(singular, plural, count, values = {}) {
    const forms = translated[singular] ?? { one: singular, other: plural };
    const english = count === 1 ? "one" : "other";
    const form = translated[singular] ? rules.select(count) : english;
    return filled(forms[form] ?? forms.other, { count: number(count), ...values });
  }

  /** Return a text as pieces: what `elements` has in place of the names in braces, and the texts around them. */
  const sayWith = (text, elements) =>
    say(text)
      .split(/\{(\w+)\}/)
      .map((piece, at) => (at % 2 ? elements[piece] : piece));

  return { say, sayCount, sayWith, number };
})();
