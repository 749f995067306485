/* How the search reads a text: the forms of each word under which it is found. This is the counterpart of
   _ext/progress_report/outputs/search/search_text.py: a test compares the two. Change both. */
"use strict";

const ReportText = (() => {
  // Invisible characters: soft hyphens, zero-width blanks and joiners, marks of direction, variants.
  const UNSEEN = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/gu;
  const ACCENT = /[\u0300-\u036f]/gu;
  const DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d";
  const APOSTROPHES = "\u2018\u2019\u201a\u201b\u02bc\u00b4`";
  const QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb";
  // What Unicode does not take apart, but many keyboards do.
  const SAME = new Map([
    ...[...DASHES].map((each) => [each, "-"]),
    ...[...APOSTROPHES].map((each) => [each, "'"]),
    ...[...QUOTES].map((each) => [each, '"']),
    ...Object.entries({
      ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O",
      đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "TH", ł: "l", Ł: "L", ı: "i",
    }),
  ]);
  const IS_SAME = new RegExp(`[${[...SAME.keys()].join("")}]`, "gu");

  // Letters, digits and the vowel signs of scripts that write them as marks.
  const LETTER = "[\\p{L}\\p{N}_\\u0591-\\u05bd\\u064b-\\u065f\\u0900-\\u0963\\u0966-\\u109f]";
  // Words and what joins them: meas_mosaic, end-to-end, O'Mullane, 7.1, 02C.04, C++11.
  const WORD = new RegExp(`${LETTER}+(?:(?:[-']|[+#]+|(?<=[0-9A-Za-z])\\.(?=[0-9]))${LETTER}+)*[+#]*`, "gu");
  const JOINT = /[-'_.+#]+/u;
  const JOINTS = new RegExp(JOINT, "gu");
  const SILENT = /[-'_]+/gu;
  const HUMP = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u;
  const POSSESSIVE = /'[sS]$/u;
  // Scripts without blanks between words, or with endings written onto them: found by two characters at a time.
  const DENSE =
    "\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3134f}";
  const RUN = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
  const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
  const SHORTEST_PART = 2;
  const SHORTEST_HUMP = 3;
  const LONGEST = 64;

  const replaceSame = (text) => text.replace(IS_SAME, (each) => SAME.get(each));

  /** A text in plain characters, with its case: no accents, ligatures or typographic marks. */
  function clean(text) {
    const plain = replaceSame(text.replace(UNSEEN, "")).normalize("NFKD").replace(ACCENT, "");
    return replaceSame(plain.normalize("NFC"));
  }

  /** The words of a clean text, each with the parts that hyphens and the like join. */
  const words = (text) => text.match(WORD) ?? [];

  /** The runs of a word: {pairs} of dense scripts, else {whole, parts, tails, spoken}: in one, the parts that are
      found by themselves, what ends it from a capital on, and the parts as they are spoken. */
  function runs(word) {
    return (word.match(RUN) ?? []).map((run) => {
      if (IS_DENSE.test(run)) {
        const characters = [...run.toLowerCase()];
        return { pairs: characters.map((_, at) => characters.slice(at, at + 2).join("")) };
      }
      if ([...run].length > LONGEST) {
        const start = [...run.replace(JOINTS, "")].slice(0, LONGEST).join("").toLowerCase();
        return { whole: start, parts: [], tails: [], spoken: [start] };
      }
      const base = run.replace(POSSESSIVE, "");
      const parts = base.split(JOINT).filter(Boolean);
      const whole = base.replace(SILENT, "");
      const lower = (texts) => texts.map((each) => each.toLowerCase());
      const tails = [];
      const found = parts.length === 1 && parts[0] === whole ? [] : parts.filter((each) => [...each].length >= SHORTEST_PART);
      for (const part of parts) {
        const humps = part.split(HUMP);
        if (humps.length > 1) found.push(...humps.filter((each) => each.length >= SHORTEST_HUMP));
        for (let at = 1; at < humps.length - 1; at += 1) tails.push(humps.slice(at).join(""));
      }
      return { whole: whole.toLowerCase(), parts: lower(found), tails: lower(tails), spoken: lower(parts) };
    });
  }

  /** The forms of a word: in one, then its parts; of dense scripts, each two characters. */
  const forms = (word) => [
    ...new Set(runs(word).flatMap((run) => run.pairs ?? [run.whole, ...run.parts, ...run.tails]).filter(Boolean)),
  ];

  /** Whether a form is too frequent to be searched; the list of the language is compared without accents. */
  const isStopword = (form) => plainStopwords(globalThis.stopwords).has(form);
  const plain = new WeakMap();

  function plainStopwords(listed = new Set()) {
    if (!plain.has(listed)) plain.set(listed, new Set([...listed].map(clean)));
    return plain.get(listed);
  }

  const stems = new Map();

  /** The stem of a form; the language's own stemmer comes with Sphinx. */
  function stem(form) {
    if (!globalThis.Stemmer) return form;
    if (!stems.has(form)) stems.set(form, new globalThis.Stemmer().stemWord(form));
    return stems.get(form);
  }

  /** The terms of a word. */
  const terms = (word) =>
    isStopword(word.toLowerCase()) ? [] : forms(word).filter((form) => !isStopword(form)).map(stem);

  // Words and their parts in a text as it is shown.
  const SHOWN = "[\\p{L}\\p{N}\\p{M}_]+";
  const SHOWN_WORD = new RegExp(
    `${SHOWN}(?:(?:[-'${DASHES}${APOSTROPHES}]|[+#]+|(?<=[0-9A-Za-z])\\.(?=[0-9]))${SHOWN})*[+#]*`,
    "gu",
  );
  const SHOWN_PART = /[\p{L}\p{N}\p{M}]+/gu;

  /** Where the words of a text stand that a test holds for, or those of their parts: [[start, end], …]. */
  function spans(text, isMeant) {
    const found = [];
    for (const { 0: word, index } of text.matchAll(SHOWN_WORD)) {
      const runsOf = [...word.matchAll(RUN)];
      if (isMeant(clean(word))) found.push([index, index + word.length]);
      else if (runsOf.some(([run]) => IS_DENSE.test(run))) {
        for (let at = 0; at < word.length; at += 1) {
          const pair = word.slice(at, at + 2);
          if (!isMeant(clean(pair))) continue;
          const last = found.at(-1);
          if (last && last[1] >= index + at) last[1] = index + at + pair.length;
          else found.push([index + at, index + at + pair.length]);
        }
      } else {
        for (const { 0: part, index: at } of word.matchAll(SHOWN_PART)) {
          const plain = clean(part);
          const humps = plain.split(HUMP);
          if ([plain, ...humps, ...humps.map((_, from) => humps.slice(from).join(""))].some(isMeant)) {
            found.push([index + at, index + at + part.length]);
          }
        }
      }
    }
    return found;
  }

  return { clean, words, runs, forms, terms, stem, isStopword, spans };
})();
