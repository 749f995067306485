/* Load the index in parts, and let the search field of every page open a thing directly.
   The parts are scripts that call ReportSearch.take, so that search works from a folder, too. Their content is
   described in _ext/progress_report/outputs/search/search_data.py. */
"use strict";

const ReportSearch = (() => {
  const root = document.documentElement.dataset.content_root ?? "";
  const parts = new Map();

  /** Store a file: each calls this with its name, its mark, and its data. */
  function take(name, mark, data) {
    const part = parts.get(name);
    if ((part.mark || mark) === mark) part.resolve(data);
    else part.reject(new Error(ReportWords.say("This site has just been updated. Please load the page again.")));
  }

  /** Load a file once; resolves to its data. The core gives the mark that each other file has if it belongs to
      the same build. */
  function load(name, mark = "") {
    if (!parts.has(name)) {
      const part = { mark };
      part.promise = new Promise((resolve, reject) => Object.assign(part, { resolve, reject }));
      parts.set(name, part);
      const script = document.createElement("script");
      script.src = `${root}search/${name}.js${mark ? `?v=${mark}` : ""}`;
      script.onerror = () => part.reject(new Error(ReportWords.say("A part of the search index is missing.")));
      document.head.append(script);
    }
    return parts.get(name).promise;
  }

  let core = null;

  /** The core data, prepared for queries; loaded once. */
  function ready() {
    core ??= load("core").then(ReportQuery.prepare);
    return core;
  }

  return { take, load, ready, root };
})();

/* Jump: the search fields of the header suggest ids and titles while you type. */
document.addEventListener("DOMContentLoaded", () => {
  const KINDS = {
    document: ReportWords.say("Document"),
    milestone: ReportWords.say("Milestone"),
    month: ReportWords.say("Month"),
    page: ReportWords.say("Page"),
    ticket: ReportWords.say("Ticket"),
    wbs: ReportWords.say("WBS element"),
  };
  const fields = document.querySelectorAll("#pst-search-dialog form.bd-search input[type=search]");
  fields.forEach((input, number) => {
    const list = document.createElement("ul");
    list.id = `report-jump-${number}`;
    list.className = "report-jump";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", ReportWords.say("Go straight to"));
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

    const go = (core, thing) => location.assign(ReportSearch.root + ReportQuery.addressOf(core, thing));
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
      const found = text ? ReportQuery.suggest(core, text, 8) : [];
      show(
        found.map((thing, at) => {
          const option = document.createElement("li");
          const kind = document.createElement("span");
          option.id = `${list.id}-${at}`;
          option.setAttribute("role", "option");
          option.textContent = thing.kind === "page" ? thing.title : `${thing.id} ${thing.title}`.trim();
          option.addEventListener("click", () => go(core, thing));
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
    // The id or a pasted address of a thing opens its page; anything else opens the results.
    input.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const core = await ReportSearch.ready().catch(() => null);
      const thing = core && ReportQuery.target(core, input.value);
      if (thing) go(core, thing);
      else input.form.submit();
    });
  });
});
