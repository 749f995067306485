/* What the site's search knows, loaded in parts: ids to things, words to places.
   The parts are scripts that call ReportSearch.take, so that search works from a folder, too; what
   they hold is told in _ext/progress_report/outputs/search_data.py. */
"use strict";

const ReportSearch = (() => {
  const root = document.documentElement.dataset.content_root ?? "";
  const parts = new Map();
  let mark = null;

  /** Take a part: each of them calls this with its name, the mark of its build, and its data. */
  function take(name, itsMark, data) {
    mark ??= itsMark;
    const part = parts.get(name);
    if (mark === itsMark) part.resolve(data);
    else part.reject(new Error("This site has just been updated. Please load the page again."));
  }

  /** Load a part once; resolves to its data. */
  function load(name) {
    if (!parts.has(name)) {
      const part = {};
      part.promise = new Promise((resolve, reject) => Object.assign(part, { resolve, reject }));
      parts.set(name, part);
      const script = document.createElement("script");
      script.src = `${root}search/${name}.js${mark ? `?v=${mark}` : ""}`;
      script.onerror = () => part.reject(new Error("A part of the search index is missing."));
      document.head.append(script);
    }
    return parts.get(name).promise;
  }

  let core = null;

  /** The core, made ready for questions; loaded once. */
  function ready() {
    core ??= load("core").then(prepare);
    return core;
  }

  function prepare(data) {
    const things = data.things.map(([kind, id, title, ...aka], number) => ({ kind, id, title, aka, number }));
    const byKey = new Map();
    const byNumber = new Map();
    const add = (map, key, thing) => map.set(key, [...(map.get(key) ?? []), thing]);
    for (const thing of things) {
      for (const name of [thing.id, ...thing.aka]) add(byKey, keyOf(name), thing);
      if (thing.kind === "wbs") add(byKey, keyOf(data.prefix + thing.id), thing);
      // DLP-802 is found as 802, and DMTC-7400-2420 as 7400-2420.
      else if (thing.kind !== "month") add(byNumber, keyOf(thing.id.slice(thing.id.indexOf("-") + 1)), thing);
    }
    const tickets = new Map(
      Object.entries(data.tickets).map(([prefix, numbers]) => [prefix, new Set(numbers.split(" "))]),
    );
    let start = things.length;
    const documents = data.documents.map(([name, address, count, month]) => {
      const found = { name, address, month, start };
      start += count;
      return found;
    });
    const prefixes = new Set(Object.keys(data.tickets).map(keyOf));
    for (const { kind, id } of things) {
      if (kind !== "wbs" && kind !== "month" && id.includes("-")) prefixes.add(keyOf(id.slice(0, id.indexOf("-"))));
    }
    return { ...data, things, prefixes, byKey, byNumber, tickets, documents };
  }

  /** An id without regard to case, hyphens, dots and blanks: dm10770 is DM-10770. */
  const keyOf = (text) => text.toLowerCase().replace(/[\s._-]+/g, "");

  const ticket = (prefix, number) => ({ kind: "ticket", id: `${prefix}-${number}`, title: "", aka: [] });

  /** The things that a word of a query can mean, best first. */
  function resolve(core, word) {
    const key = keyOf(word);
    const found = [...(core.byKey.get(key) ?? [])];
    const parts = /^([a-z]+)(\d+)$/.exec(key);
    const number = /^[\d-]+$/.test(word) ? key : null;
    if (number) found.push(...(core.byNumber.get(number) ?? []));
    for (const [prefix, numbers] of core.tickets) {
      if (number && numbers.has(number)) found.push(ticket(prefix, number));
      if (parts && keyOf(prefix) === parts[1] && numbers.has(parts[2])) found.push(ticket(prefix, parts[2]));
    }
    return [...new Map(found.map((thing) => [thing.kind + thing.id, thing])).values()];
  }

  /** Whether a word looks like an id, though there may be no such thing: DM-99999. */
  function looksLikeId(core, word) {
    const parts = /^([a-z]+)[-_.]?\d/i.exec(word);
    return parts !== null && core.prefixes.has(parts[1].toLowerCase());
  }

  /** The address of a thing, its anchor included. */
  function addressOf(core, thing) {
    const fill = (name) => root + core.addresses[thing.kind].replace("ID", encodeURIComponent(name));
    if (thing.kind !== "ticket" && thing.kind !== "document") return fill(thing.id);
    const [, prefix, digits] = /^(.*)-(\d+)$/.exec(thing.id);
    const first = BigInt(digits) - (BigInt(digits) % BigInt(core.range));
    const range = `${prefix}-${first}-${first + BigInt(core.range) - 1n}`;
    return `${fill(range)}#${encodeURIComponent(thing.id)}`;
  }

  /** What a reader may mean while still typing: exact ids, then ids and titles that begin so. */
  function suggest(core, text, limit) {
    const key = keyOf(text);
    if (!key) return [];
    const found = new Map(resolve(core, text).map((thing) => [thing.kind + thing.id, thing]));
    const offer = (thing) => found.size < limit && found.set(thing.kind + thing.id, thing);
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    for (const thing of core.things) {
      if ([thing.id, ...thing.aka].some((name) => keyOf(name).startsWith(key))) offer(thing);
    }
    for (const [prefix, numbers] of core.tickets) {
      const start = keyOf(prefix);
      if (!key.startsWith(start) && !/^\d+$/.test(key)) continue;
      const digits = key.startsWith(start) ? key.slice(start.length) : key;
      if (!/^\d*$/.test(digits)) continue;
      for (const number of numbers) {
        if (found.size >= limit) break;
        if (number.startsWith(digits)) offer(ticket(prefix, number));
      }
    }
    for (const thing of core.things) {
      const title = thing.title.toLowerCase();
      if (title && words.every((word) => title.includes(word))) offer(thing);
    }
    return [...found.values()].slice(0, limit);
  }

  return { take, load, ready, resolve, looksLikeId, addressOf, suggest, root };
})();

/* Jump: every search field of the header offers ids and titles while one types. */
document.addEventListener("DOMContentLoaded", () => {
  const KINDS = {
    document: "Document",
    milestone: "Milestone",
    month: "Month",
    ticket: "Ticket",
    wbs: "WBS element",
  };
  const fields = document.querySelectorAll("#pst-search-dialog form.bd-search input[type=search]");
  fields.forEach((input, number) => {
    const list = document.createElement("ul");
    list.id = `report-jump-${number}`;
    list.className = "report-jump";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Go straight to");
    list.hidden = true;
    input.form.after(list);
    const state = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    };
    Object.entries(state).forEach(([name, value]) => input.setAttribute(name, value));
    let chosen = -1;

    const choose = (index) => {
      chosen = index;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      const option = list.children[chosen];
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (options) => {
      list.replaceChildren(...options);
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      choose(-1);
    };
    const offer = async () => {
      const text = input.value.trim();
      let core = null;
      try {
        core = await ReportSearch.ready();
      } catch {
        return; // The results page says what is wrong.
      }
      if (text !== input.value.trim()) return;
      const found = text ? ReportSearch.suggest(core, text, 8) : [];
      show(
        found.map((thing, at) => {
          const option = document.createElement("li");
          const kind = document.createElement("span");
          option.id = `${list.id}-${at}`;
          option.setAttribute("role", "option");
          option.textContent = `${thing.id} ${thing.title}`.trim();
          option.addEventListener("click", () => location.assign(ReportSearch.addressOf(core, thing)));
          kind.className = "report-jump-kind";
          kind.textContent = KINDS[thing.kind];
          option.append(" ", kind);
          return option;
        }),
      );
    };
    input.closest("dialog").addEventListener("close", () => show([]));
    input.addEventListener("focus", () => ReportSearch.ready().catch(() => {}), { once: true });
    input.addEventListener("input", offer);
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One stop between last and first is the field itself.
        choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        list.children[chosen].click();
      }
    });
  });
});
