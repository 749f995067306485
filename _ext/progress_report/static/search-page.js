/* The results page: the hits of a query, which can be narrowed by month, area and kind. The query is in the address,
   so that it can be shared. */
"use strict";

(() => {
  const PAGE = 20;
  const STATEMENTS = 3;
  // The length of an excerpt in characters, and how many of them precede the first match.
  const EXCERPT = 270;
  const BEFORE = 90;

  const names = (core) => ({
    month: new Map(core.months.map(([name, title]) => [name, title])),
    area: new Map(core.areas.map(([id, title]) => [id, `${id} ${title}`.trim()])),
    kind: new Map([
      ["milestone", ReportWords.say("milestone")],
      ["wbs", ReportWords.say("WBS element")],
      ["document", ReportWords.say("document")],
      ["ticket", ReportWords.say("ticket")],
      ["month", ReportWords.say("month")],
      ["page", ReportWords.say("page")],
      ...core.kinds,
    ]),
  });

  /** Return a text with the matches marked. */
  function marked(text, spans) {
    const nodes = [];
    let end = 0;
    for (const [start, stop] of spans) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, stop);
      nodes.push(text.slice(end, start), mark);
      end = stop;
    }
    return [...nodes, text.slice(end)];
  }

  /** Return the part of a text with most matches, which are marked. */
  function excerpt(text, marks) {
    const spans = marks(text);
    const within = (from) => spans.filter(([start, stop]) => start >= from && stop <= from + EXCERPT - BEFORE).length;
    const best = spans.reduce((found, [start]) => (within(start) > within(found) ? start : found), spans[0]?.[0] ?? 0);
    const from = Math.max(0, best - BEFORE);
    const start = from ? text.indexOf(" ", from) + 1 : 0;
    const stop = text.length > start + EXCERPT ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
    const end = stop > start ? stop : start + EXCERPT;
    const shown = text.slice(start, end);
    const node = document.createElement("p");
    node.className = "report-hit-text";
    node.append(start ? "… " : "", ...marked(shown, marks(shown)), end < text.length ? " …" : "");
    return node;
  }

  function linkTo(address, text, marks) {
    const link = document.createElement("a");
    link.href = ReportSearch.root + address;
    link.append(...marked(text, marks(text)));
    return link;
  }

  function where(...parts) {
    const node = document.createElement("p");
    node.className = "report-hit-where";
    node.append(parts.filter(Boolean).join(" · "));
    return node;
  }

  async function show(core, { hit, statements }, marks) {
    const item = document.createElement("li");
    const name = names(core);
    const facets = ReportQuery.facetsOf(core, hit);
    const said = (found, ...kinds) => kinds.map((kind) => name[kind].get(found[kind]));
    if (!hit.thing) {
      const { address, title, text } = await ReportQuery.read(core, ReportSearch.load, hit.place);
      item.append(linkTo(address, title, marks), where(...said(facets, "month", "area", "kind")));
      if (text) item.append(excerpt(text, marks));
      return item;
    }
    const { kind, id, title } = hit.thing;
    const text = kind === "month" || kind === "page" ? title : `${id} ${title}`.trim();
    const address = ReportQuery.addressOf(core, hit.thing);
    const due = core.dueOf.get(hit.thing.number);
    item.append(linkTo(address, text, marks), where(...said(facets, "kind"), due && ReportWords.say("due {date}", { date: due })));
    if (statements.length) {
      const list = document.createElement("ul");
      list.className = "report-hit-statements";
      for (const place of statements.slice(0, STATEMENTS)) {
        const entry = document.createElement("li");
        const { address: there, text: note } = await ReportQuery.read(core, ReportSearch.load, place);
        const found = ReportQuery.facetsOf(core, { place });
        entry.append(linkTo(there, said(found, "month", "kind").filter(Boolean).join(" · "), () => []));
        if (note) entry.append(excerpt(note, marks));
        list.append(entry);
      }
      if (statements.length > STATEMENTS) {
        const entry = document.createElement("li");
        entry.append(linkTo(address, ReportWords.sayCount("{count} more", "{count} more", statements.length - STATEMENTS), () => []));
        list.append(entry);
      }
      item.append(list);
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
    more.textContent = ReportWords.say("Show more");
    more.hidden = true;
    results.append(list, more);
    const address = new URLSearchParams(location.search);
    const chosen = Object.fromEntries(["month", "area", "kind"].map((facet) => [facet, address.get(facet) ?? ""]));
    const selects = Object.fromEntries([...filters.querySelectorAll("select")].map((select) => [select.name, select]));
    for (const [facet, select] of Object.entries(selects)) {
      select.addEventListener("change", () => {
        chosen[facet] = select.value;
        run();
      });
    }
    let last = 0;

    /** Fill each facet with the values of the hits and their counts. */
    function fill(core, hits) {
      const name = names(core);
      for (const [facet, select] of Object.entries(selects)) {
        const others = Object.entries(chosen).filter(([other, value]) => other !== facet && value);
        // A thing counts once for all its statements, as in the results.
        const counts = new Map();
        for (const hit of hits) {
          const facets = ReportQuery.facetsOf(core, hit);
          const value = facets[facet];
          if (!value || others.some(([other, wanted]) => facets[other] !== wanted)) continue;
          counts.set(value, [...(counts.get(value) ?? []), hit]);
        }
        const all = document.createElement("option");
        all.value = "";
        all.textContent = ReportWords.say("All");
        const options = [...name[facet]]
          .filter(([value]) => counts.has(value) || value === chosen[facet])
          .map(([value, text]) => {
            const option = document.createElement("option");
            option.value = value;
            option.textContent = `${text} (${ReportQuery.grouped(core, counts.get(value) ?? []).length})`;
            return option;
          });
        select.replaceChildren(all, ...options);
        select.value = chosen[facet];
        select.disabled = options.length === 0;
      }
    }

    /** Say how many results there are, and how the query was understood. */
    function tell(query, count, found, most) {
      if (!found.asked) {
        status.textContent = ReportWords.say("These words are too common to search for. Add others.");
        return;
      }
      const said = count
        ? ReportWords.sayCount("{count} result.", "{count} results.", count)
        : ReportWords.say("No results.");
      status.replaceChildren(said);
      if (found.meant) {
        const link = document.createElement("a");
        link.href = `?${new URLSearchParams({ q: found.meant })}`;
        link.textContent = found.meant;
        const pieces = { query, link, results: said };
        status.replaceChildren(...ReportWords.sayWith("No results for “{query}”. Did you mean {link}? {results}", pieces));
      }
      if (count && found.missing.length) status.append(` ${ReportWords.say("Not found: {words}.", { words: found.missing.join(", ") })}`);
      if (found.unread) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "report-more";
        button.textContent = ReportWords.say("Look further");
        button.addEventListener("click", () => run(4 * most));
        const text = ReportWords.sayCount(
          "The phrase was not looked for in {count} more place that has its words.",
          "The phrase was not looked for in {count} more places that have its words.",
          found.unread,
        );
        status.append(` ${text} `, button);
      }
    }

    async function run(most = ReportQuery.READ_FOR_PHRASE) {
      const turn = (last += 1);
      const query = input.value.trim();
      const wanted = Object.entries(chosen).filter(([, value]) => value);
      const parameters = new URLSearchParams([...(query ? [["q", query]] : []), ...wanted]);
      try {
        history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
      } catch {
        // A browser may refuse this for a page from a folder.
      }
      if (!query) {
        list.replaceChildren();
        filters.classList.remove("report-filled");
        more.hidden = true;
        status.textContent = ReportWords.say("Enter words or the ids of milestones, tickets and documents.");
        return;
      }
      try {
        const core = await ReportSearch.ready();
        const found = await ReportQuery.find(core, ReportSearch.load, query, most);
        const kept = ReportQuery.grouped(
          core,
          found.hits.filter((hit) => {
            const facets = ReportQuery.facetsOf(core, hit);
            return wanted.every(([facet, value]) => facets[facet] === value);
          }),
        );
        const items = await Promise.all(kept.slice(0, PAGE).map((item) => show(core, item, found.marks)));
        if (turn !== last) return;
        fill(core, found.hits);
        filters.classList.toggle("report-filled", found.hits.length > 0);
        list.replaceChildren(...items);
        tell(query, kept.length, found, most);
        let shown = items.length;
        more.hidden = shown >= kept.length;
        more.onclick = async () => {
          const next = await Promise.all(kept.slice(shown, shown + PAGE).map((item) => show(core, item, found.marks)));
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
      timer = setTimeout(() => run(), 120);
    });
    input.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const core = await ReportSearch.ready().catch(() => null);
      const thing = core && ReportQuery.target(core, input.value);
      if (thing) location.assign(ReportSearch.root + ReportQuery.addressOf(core, thing));
      else run();
    });
    input.value = address.get("q") ?? "";
    input.focus();
    run();
  });
})();
