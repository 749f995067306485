/* The results page: things first, then places, newest month first among equals; to be narrowed by
   month, area and kind. What was asked for stands in the address, so that it can be shared. */
"use strict";

(() => {
  const PAGE = 20;
  const AROUND = 90;
  // What a match is worth: see the weights in _ext/progress_report/outputs/search_data.py.
  const WEIGHT = 7;
  const WHOLE_WORD = 4;

  const splitter = () =>
    typeof splitQuery === "undefined"
      ? (text) => text.split(/[^\p{Letter}\p{Number}_]+/gu).filter(Boolean)
      : splitQuery;

  /** Cut a query into what each word of it can mean: things, terms to look up and text to mark. */
  function understand(core, query) {
    const raw = query.split(/[\s,;]+/).map((word) => word.replace(/^["'(\[]+|["')\].!?:]+$/g, ""));
    const words = raw.filter(Boolean);
    const asked = [];
    for (let at = 0; at < words.length; at += 1) {
      // "DM 10770" is one id.
      const [first, second] = [words[at], words[at + 1] ?? ""];
      const together = second && (core.prefixes.has(first.toLowerCase()) || /^\d+$/.test(second));
      const paired = together ? ReportSearch.resolve(core, `${first}-${second}`) : [];
      const things = paired.length ? paired : ReportSearch.resolve(core, words[at]);
      const text = paired.length ? `${words[at]} ${words[at + 1]}` : words[at];
      if (things.length) {
        const ids = things.map((thing) => thing.id.toLowerCase());
        asked.push({ things, exact: [...ids, text.toLowerCase()], start: "", mark: [...things.map((each) => each.id), text] });
        if (paired.length) at += 1;
        continue;
      }
      if (ReportSearch.looksLikeId(core, words[at])) {
        // An id that nothing has is not also the words that it is made of.
        asked.push({ things: [], exact: [words[at].toLowerCase()], start: "", mark: [words[at]] });
        continue;
      }
      for (const word of splitter()(words[at])) {
        const lower = word.toLowerCase();
        if (window.stopwords?.has(lower)) continue;
        const stem = window.Stemmer ? new window.Stemmer().stemWord(lower) : lower;
        asked.push({ things: [], exact: [stem], start: lower.length > 2 ? lower : "", mark: [word, stem] });
      }
    }
    return asked;
  }

  /** The files of terms that can hold a term, or one that begins with it. */
  function filesOf(core, term, begins) {
    const after = (text) => core.terms.findLastIndex((first) => first <= text);
    const first = Math.max(0, after(term));
    const last = begins ? after(`${term}\uffff`) : first;
    return Array.from({ length: last - first + 1 }, (_, index) => `terms-${String(first + index).padStart(3, "0")}`);
  }

  /** The places that hold what one word means: number to weight. */
  async function lookUp(core, word) {
    const found = new Map();
    const take = (postings, whole) => {
      let number = 0;
      for (const posting of postings) {
        number += posting >> 3;
        const weight = (posting & WEIGHT) + (whole ? WHOLE_WORD : 0);
        found.set(number, Math.max(weight, found.get(number) ?? 0));
      }
    };
    for (const term of word.exact) {
      const [name] = filesOf(core, term, false);
      const terms = await ReportSearch.load(name);
      if (Object.hasOwn(terms, term)) take(terms[term], true);
    }
    if (word.start) {
      for (const name of filesOf(core, word.start, true)) {
        const terms = await ReportSearch.load(name);
        for (const term of Object.keys(terms)) if (term.startsWith(word.start)) take(terms[term], false);
      }
    }
    return found;
  }

  /** All hits of a query, best first: {thing} or {place}. */
  async function search(core, query) {
    const asked = understand(core, query);
    const things = new Map();
    for (const word of asked) for (const thing of word.things) things.set(thing.kind + thing.id, thing);
    const scores = new Map();
    for (const word of asked) {
      for (const [number, weight] of await lookUp(core, word)) {
        const score = scores.get(number) ?? { words: 0, weight: 0 };
        scores.set(number, { words: score.words + 1, weight: score.weight + weight });
      }
    }
    // What holds all words is meant; only where nothing does, or several ids were asked for, the rest.
    const most = Math.max(0, ...[...scores.values()].map((score) => score.words));
    const ids = asked.length > 0 && asked.every((word) => word.things.length);
    const title = splitter()(query.toLowerCase()).join(" ");
    const hits = [];
    for (const [number, score] of scores) {
      if (score.words < most && !ids) continue;
      const thing = core.things[number];
      const same = thing && splitter()(thing.title.toLowerCase()).join(" ") === title;
      if (thing && things.has(thing.kind + thing.id)) continue;
      // Of things only the title is known: a section that is about the word comes first.
      const weight = score.weight + score.words * 100 + (same ? 10000 : 0) - (thing ? 1 : 0);
      hits.push(thing ? { thing, weight, number } : { place: number, weight, number });
    }
    hits.sort((one, other) => other.weight - one.weight || one.number - other.number);
    const named = [...things.values()].map((thing) => ({ thing }));
    return { hits: [...named, ...hits], marks: asked.flatMap((word) => word.mark) };
  }

  /** Month, area and kind of a hit, as they can be narrowed by; empty where there is none. */
  function facetsOf(core, hit) {
    if (hit.thing) return { month: "", area: "", kind: hit.thing.kind };
    const at = hit.place - core.things.length;
    const page = documentOf(core, hit.place);
    const area = core.areaOf.charCodeAt(at) - 48;
    return {
      month: page.month < 0 ? "" : core.months[page.month][0],
      area: area ? core.areas[area - 1][0] : "",
      kind: core.kinds[core.kindOf.charCodeAt(at) - 48][0],
    };
  }

  const documentOf = (core, place) => core.documents.findLast((page) => page.start <= place);

  const names = (core) => ({
    month: new Map(core.months),
    area: new Map(core.areas.map(([id, title]) => [id, `${id} ${title}`.trim()])),
    kind: new Map([
      ["milestone", "milestone"],
      ["wbs", "WBS element"],
      ["document", "document"],
      ["ticket", "ticket"],
      ["month", "month"],
      ...core.kinds,
    ]),
  });

  /** A text around the first word found in it, with all of them marked. */
  function excerpt(text, marks) {
    const escaped = marks.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})[\\p{L}\\p{N}]*`, "giu");
    const first = escaped.length ? text.search(pattern) : -1;
    const from = Math.max(0, first - AROUND);
    const start = from ? text.indexOf(" ", from) + 1 : 0;
    const shown = text.slice(start, start + 3 * AROUND).replace(/\s+\S*$/, text.length > start + 3 * AROUND ? "" : "$&");
    const node = document.createElement("p");
    node.className = "report-hit-text";
    if (start) node.append("… ");
    let end = 0;
    for (const found of escaped.length ? shown.matchAll(pattern) : []) {
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      node.append(shown.slice(end, found.index), mark);
      end = found.index + found[0].length;
    }
    node.append(shown.slice(end));
    if (start + shown.length < text.length) node.append(" …");
    return node;
  }

  async function show(core, hit, marks) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const where = document.createElement("p");
    const name = names(core);
    const facets = facetsOf(core, hit);
    where.className = "report-hit-where";
    where.textContent = ["month", "area", "kind"].map((facet) => name[facet].get(facets[facet])).filter(Boolean).join(" · ");
    item.append(link, where);
    if (hit.thing) {
      link.href = ReportSearch.addressOf(core, hit.thing);
      link.textContent = hit.thing.kind === "month" ? hit.thing.title : `${hit.thing.id} ${hit.thing.title}`.trim();
    } else {
      const page = documentOf(core, hit.place);
      const places = await ReportSearch.load(`places/${page.name.replaceAll("/", ".")}`);
      const [anchor, title, text] = places[hit.place - page.start];
      link.href = `${ReportSearch.root}${page.address}${anchor ? `#${anchor}` : ""}`;
      link.textContent = title;
      if (text) item.append(excerpt(text, marks));
    }
    return item;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector(".bd-search-container form.bd-search input[type=search]");
    const status = document.getElementById("search-status");
    const filters = document.getElementById("search-filters");
    const results = document.getElementById("search-results");
    const list = document.createElement("ul");
    const more = document.createElement("button");
    list.className = "search";
    more.type = "button";
    more.className = "report-more";
    more.textContent = "Show more";
    more.hidden = true;
    results.append(list, more);
    const address = new URLSearchParams(location.search);
    const chosen = Object.fromEntries(["month", "area", "kind"].map((facet) => [facet, address.get(facet) ?? ""]));
    const selects = {};
    for (const [facet, title] of Object.entries({ month: "Month", area: "Area", kind: "Kind" })) {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.className = "form-select";
      label.append(title, select);
      filters.append(label);
      selects[facet] = select;
      select.addEventListener("change", () => {
        chosen[facet] = select.value;
        run();
      });
    }
    let last = 0;

    /** Fill the choices of each facet with what the hits have, and how many of each. */
    function fill(core, hits) {
      const name = names(core);
      for (const [facet, select] of Object.entries(selects)) {
        const others = Object.entries(chosen).filter(([other, value]) => other !== facet && value);
        const counts = new Map();
        for (const hit of hits) {
          const facets = facetsOf(core, hit);
          const value = facets[facet];
          if (value && others.every(([other, wanted]) => facets[other] === wanted)) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        const all = document.createElement("option");
        all.value = "";
        all.textContent = "All";
        const options = [...name[facet]]
          .filter(([value]) => counts.has(value) || value === chosen[facet])
          .map(([value, text]) => {
            const option = document.createElement("option");
            option.value = value;
            option.textContent = `${text} (${counts.get(value) ?? 0})`;
            return option;
          });
        select.replaceChildren(all, ...options);
        select.value = chosen[facet];
        select.disabled = options.length === 0;
      }
    }

    async function run() {
      const turn = (last += 1);
      const query = input.value.trim();
      const wanted = Object.entries(chosen).filter(([, value]) => value);
      const parameters = new URLSearchParams([...(query ? [["q", query]] : []), ...wanted]);
      try {
        history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
      } catch {
        // A page from a folder may not always change its address.
      }
      if (!query) {
        list.replaceChildren();
        filters.hidden = more.hidden = true;
        status.textContent = "Enter words or the ids of milestones, tickets and documents.";
        return;
      }
      try {
        const core = await ReportSearch.ready();
        const { hits, marks } = await search(core, query);
        const kept = hits.filter((hit) => {
          const facets = facetsOf(core, hit);
          return wanted.every(([facet, value]) => facets[facet] === value);
        });
        const items = await Promise.all(kept.slice(0, PAGE).map((hit) => show(core, hit, marks)));
        if (turn !== last) return;
        fill(core, hits);
        filters.hidden = hits.length === 0;
        list.replaceChildren(...items);
        status.textContent = kept.length ? `${kept.length} ${kept.length === 1 ? "result" : "results"}` : "No results.";
        let shown = items.length;
        more.hidden = shown >= kept.length;
        more.onclick = async () => {
          const next = await Promise.all(kept.slice(shown, shown + PAGE).map((hit) => show(core, hit, marks)));
          list.append(...next);
          next[0].querySelector("a").focus();
          shown += next.length;
          more.hidden = shown >= kept.length;
        };
      } catch (error) {
        status.textContent = error.message;
      }
    }

    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(run, 120);
    });
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    input.value = address.get("q") ?? "";
    input.focus();
    run();
  });
})();
