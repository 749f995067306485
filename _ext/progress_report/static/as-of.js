/* Show what a page says as of the end of any month, and compare two months. The data in data/states/ are loaded on demand. */
"use strict";

const ReportStates = (() => {
  const root = document.documentElement.dataset.content_root ?? "./";
  const loads = new Map();

  /** Return the data of a file. Scripts can be loaded from a folder, too. */
  function load(name) {
    if (!loads.has(name)) {
      const load = {};
      load.done = new Promise((resolve, reject) => {
        load.resolve = resolve;
        const script = document.createElement("script");
        script.src = `${root}data/states/${name}.js`;
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      });
      loads.set(name, load);
    }
    return loads.get(name).done;
  }

  /** Show the page of an address with a choice, which is hidden until the choice is applied (see `layout.html`). */
  function reveal() {
    const { classList } = document.documentElement;
    if (!classList.contains("report-wait")) return;
    classList.remove("report-wait");
    // What is above has another height now.
    addressed()?.scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const [bar, ...more] = document.querySelectorAll(".report-as-of");
    for (const each of more) each.remove();
    const shown = bar ? load("months").then((known) => new AsOf(bar, known, load, root).shown) : Promise.resolve();
    shown.catch(() => {}).finally(reveal);
  });

  return { take: (name, data) => loads.get(name)?.resolve(data) };
})();

/** The fields of a row of the data, in this order (see `outputs/data/month_states.py`). */
const STATE_FIELDS = ["ids", "title", "element", "area", "level", "state", "due", "forecast", "late", "delays", "month", "anchor"];
const REGISTER_FIELDS = [...STATE_FIELDS, "order", "within"];
const LATE_FIELDS = [...STATE_FIELDS, "note"];

/** The beginning of an address outside the site, as content may have it (see `content/refusals.py`). */
const WEB = /^(https?|mailto|tel):/i;

/** How the sentence in the bar names what shows the chosen month. */
const NAMES = [
  ["verdict", ReportWords.say("verdict")],
  ["newly-late", ReportWords.say("newly late milestones")],
  ["due", ReportWords.say("milestones due next")],
  ["element", ReportWords.say("verdict")],
  ["states", ReportWords.say("states")],
  ["count", ReportWords.say("numbers of late milestones")],
  ["tables", ReportWords.say("table")],
];

/** The fields to choose a month, and what a page shows as of its end (see `render/as_of.py`). */
class AsOf {
  constructor(bar, { months, states, headings, columns, milestone, wbs }, load, root) {
    Object.assign(this, { bar, states, headings, columns, milestone, wbs, load, root });
    this.months = new Map(months.map(([name, title, page, end]) => [name, { title, page, end }]));
    this.newest = months.at(-1)[0];
    this.boxes = [...document.querySelectorAll("[data-asof]")].map((box) => ({ box, kind: box.dataset.asof, whole: [...box.childNodes] }));
    this.tables = this.boxes.filter(({ kind }) => kind === "tables").map(({ box }) => new Tables(box, this));
    this.asof = this.choice("asof", ReportWords.say("As of the end of"), this.newest);
    this.compare = this.choice("compare", ReportWords.say("Compare with"), "", ReportWords.say("No other month"));
    this.said = make("span");
    this.said.setAttribute("aria-live", "polite");
    bar.append(this.said);
    // A long folded table of the page has the newest rows only, but a filter needs them all.
    const cut = this.tables.some(({ box }) => box.dataset.cut);
    this.whole = cut && [...new URLSearchParams(location.search).keys()].some((name) => !["asof", "compare"].includes(name));
    if (cut) document.addEventListener("focusin", ({ target }) => this.complete(target));
    const chosen = this.asof.value !== this.newest || this.compare.value || this.whole;
    this.shown = chosen ? this.show() : Promise.resolve();
  }

  /** Show all rows from the moment when a reader comes to a field of a filter. */
  complete(field) {
    if (this.whole || !field.closest(".report-filter")) return;
    this.whole = true;
    this.show();
  }

  choice(name, label, value, none) {
    const select = make("select");
    select.id = `report-${name}`;
    select.autocomplete = "off";
    if (none) select.append(new Option(none, ""));
    for (const [month, { title }] of [...this.months].reverse()) select.append(new Option(title, month));
    const asked = new URLSearchParams(location.search).get(name);
    select.value = this.months.has(asked) ? asked : value;
    const said = make("label", "", label);
    said.htmlFor = select.id;
    this.bar.append(make("div", "", said, select));
    select.addEventListener("change", () => {
      this.remember();
      this.show();
    });
    return select;
  }

  async show() {
    const [asof, compare] = [this.asof.value, this.compare.value];
    const other = compare === asof ? "" : compare;
    let data, before;
    try {
      [data, before] = await Promise.all([this.load(asof), other ? this.load(other) : { rows: [] }]);
    } catch {
      this.said.textContent = ReportWords.say("This month could not be loaded.");
      return;
    }
    // Another month was chosen meanwhile.
    if (asof !== this.asof.value || compare !== this.compare.value) return;
    const rows = data.rows.map(named(REGISTER_FIELDS));
    const then = before.rows.map(named(REGISTER_FIELDS));
    const differ = this.tables.map((tables) => tables.show(rows, asof, then, other));
    for (const { box, kind, whole } of this.boxes) {
      if (kind === "tables") continue;
      if (kind === "newest") this.fact(box, asof === this.newest);
      else if (kind === "reported") this.reported(box, asof, whole);
      else if (kind === "newly-late" && other) box.replaceChildren(this.newlyLate(...this.newly(rows, asof, then, other)));
      else if (asof === this.newest) box.replaceChildren(...whole);
      else if (kind === "verdict") box.replaceChildren(this.verdict(data.verdict));
      else if (kind === "due") box.replaceChildren(this.due(rows, asof, box.dataset));
      else if (kind === "states") box.replaceChildren(...this.lines(data.states));
      else if (kind === "newly-late") box.replaceChildren(this.newlyLate(...data.late));
      else if (kind === "count") box.textContent = this.count(rows, box.dataset.element) || (box.closest(".report-tree") ? "" : ReportWords.say("no milestones"));
      else if (kind === "date") box.textContent = this.months.get(asof).end;
      else if (kind === "element") box.replaceChildren(this.line(asof, this.count(rows, box.dataset.element)));
    }
    if (other) this.add(before.verdict, then, other);
    this.tree(rows);
    const names = NAMES.filter(([kind]) => this.boxes.some((each) => each.kind === kind)).map(([, name]) => name);
    const values = { parts: joined(names), month: this.title(asof), other: other && this.title(other), newest: this.title(this.newest) };
    this.said.textContent = other && differ.length
      ? ReportWords.sayCount(
          "{differing} of {count} milestone differ between {other} and {month}.",
          "{differing} of {count} milestones differ between {other} and {month}.",
          differ[0].all,
          { differing: ReportWords.number(differ[0].shown), other: this.title(other), month: this.title(asof) },
        )
      : asof === this.newest && !other
        ? ""
        : other
          ? ReportWords.say("{parts} as of the end of {month}, compared with {other}; everything else as of the end of {newest}.", values)
          : ReportWords.say("{parts} as of the end of {month}; everything else as of the end of {newest}.", values);
  }

  /** Add what is said of another month to the verdict and to the numbers. */
  add(verdict, rows, other) {
    for (const { box, kind } of this.boxes) {
      if (kind === "verdict") box.append(this.verdict(verdict.slice(0, 1)));
      if (!["count", "element"].includes(kind)) continue;
      const milestones = this.count(rows, box.dataset.element) || ReportWords.say("no milestones");
      if (kind === "element") box.append(this.line(other, milestones));
      else if (box.textContent) box.append(ReportWords.say(" ({month}: {milestones})", { month: this.title(other), milestones }));
    }
  }

  /** Return how many `milestones` of an element were late at the end of a month, as a verdict. */
  line(month, milestones) {
    return make("p", "report-verdict", ReportWords.say("At the end of {month}: {milestones}.", { month: this.title(month), milestones }));
  }

  /** Return in words which milestones are late at the end of a month and were not at that of another, and their rows. */
  newly(rows, asof, then, other) {
    const late = (row) => row && this.states[row.state][2];
    const before = new Map(then.flatMap((row) => row.ids.map((id) => [id, row])));
    const found = rows.flatMap((row) => row.ids.filter((id) => late(row) && !late(before.get(id))).map((id) => ({ ...row, ids: [id] })));
    found.sort((a, b) => a.order - b.order);
    const values = { month: this.title(asof), other: this.title(other), count: ReportWords.number(found.length) };
    return [ReportWords.say("Late at the end of {month}, but not at the end of {other}: {count}", values), found];
  }

  title(month) {
    return this.months.get(month).title;
  }

  verdict(paragraphs) {
    return make("div", "report-story", ...this.lines(paragraphs));
  }

  /** Return paragraphs from their classes and pieces. */
  lines(paragraphs) {
    return paragraphs.map(([look, pieces]) => make("p", look, ...pieces.map((piece) => this.piece(piece))));
  }

  /** Return a text, or a text with its address and whether it is bold. */
  piece(piece) {
    if (typeof piece === "string") return piece;
    const [text, address, bold] = piece;
    const shown = address ? this.anchor(text, address) : text;
    return bold ? make("strong", "", shown) : shown;
  }

  newlyLate(said, rows) {
    if (!rows.length) return make("p", "report-none", said);
    return this.table(this.columns, rows.map((row) => (Array.isArray(row) ? named(LATE_FIELDS)(row) : row)), said);
  }

  /** Return the open milestones of `rows` that are due in the next months, from the data of their place. */
  due(rows, asof, { states, months, columns, element }) {
    const end = this.months.get(asof).end;
    const last = new Date(`${end.slice(0, 7)}-01T00:00Z`);
    last.setUTCMonth(last.getUTCMonth() + Number(months));
    // A month is due on its last day, which sorts before this one.
    const day = (due) => (due.length === 7 ? `${due}-31` : due);
    const [from, to] = [day(end), `${last.toISOString().slice(0, 7)}-31`];
    const found = rows.filter((row) => {
      const fits = (!states || states.split(" ").includes(row.state)) && (!element || row.within.includes(element));
      return fits && /^\d/.test(row.due) && day(row.due) > from && day(row.due) <= to;
    });
    found.sort((a, b) => a.order - b.order);
    return found.length ? this.table(columns.split(" "), found) : make("p", "report-none", ReportWords.say("No milestones."));
  }

  /** Return a table of milestones with the columns `names`. */
  table(names, rows, said) {
    const table = make("table", "report-table report-milestones table");
    const heads = names.map((name) => make("th", `head report-col-${name}`, make("p", "", this.headings[name])));
    for (const head of heads) head.scope = "col";
    if (said) table.createCaption().append(make("span", "caption-text", said));
    table.createTHead().append(make("tr", "", ...heads));
    table.createTBody().append(...rows.map((row) => this.row(row, names)));
    return make("div", "pst-scrollable-table-container", table);
  }

  /** Return how many milestones at and below an element are late; empty without milestones. */
  count(rows, element) {
    const found = rows.filter(({ within }) => within.includes(element));
    const late = found.filter(({ state }) => this.states[state][2]);
    if (!found.length) return "";
    const values = { late: ReportWords.number(number(late)) };
    return ReportWords.sayCount("{late} of {count} milestone late", "{late} of {count} milestones late", number(found), values);
  }

  /** Let the filters of a tree of elements know which have late milestones (see `tables.js`). */
  tree(rows) {
    const late = new Set(rows.filter(({ state }) => this.states[state][2]).flatMap(({ within }) => within));
    for (const item of document.querySelectorAll(".report-tree li")) {
      item.dataset.milestones = late.has(item.querySelector("[data-element]").dataset.element) ? "late" : "none";
    }
    for (const tree of document.querySelectorAll(".report-tree")) tree.dispatchEvent(new Event("report-rows"));
  }

  /** Return a row like those of a page, with the columns `names`, and `links` of the page by their text. */
  row(state, names, links = new Map()) {
    const row = make("tr");
    for (const name of ["state", "area", "level"]) if (state[name]) row.dataset[name] = state[name];
    for (const name of names) {
      const line = make("p");
      const cell = make("td", `report-col-${name}`, line);
      if (name === "id") line.append(...state.ids.flatMap((id, index) => [...(index ? [", "] : []), this.link(id, this.milestone, links, "report-id")]));
      else if (name === "wbs") line.append(state.element ? this.link(state.element, this.wbs, links, "report-wbs") : "–");
      else if (name === "status") line.append(make("span", `report-status report-status-${state.state}`, this.states[state.state][0]));
      else if (name === "month") line.append(this.stated(state));
      else line.textContent = state[name] || "–";
      if (name === "late" && state.delays) cell.append(small(state.delays));
      if (name === "title" && state.note?.length) cell.append(make("div", "report-note", ...this.lines(state.note)));
      row.append(cell);
    }
    return row;
  }

  /** Return a link like that of the page; to an `address` with an id in place of "ID", if the page has none. */
  link(text, address, links, look) {
    const link = links.get(text)?.cloneNode(true);
    link?.removeAttribute("id");
    return link ?? make("span", look, this.anchor(text, address.replace("ID", encodeURIComponent(text))));
  }

  /** Return a link to an address from the root of the site, or of the web. */
  anchor(text, address) {
    const outside = WEB.test(address);
    const link = make("a", `reference ${outside ? "external" : "internal"}`, text);
    link.href = outside ? address : this.root + address;
    return link;
  }

  /** Show the last month up to `asof` that reports on the element, or no such fact. */
  reported(box, asof, whole) {
    const upTo = [...this.months.keys()].slice(0, [...this.months.keys()].indexOf(asof) + 1);
    const reporting = box.dataset.months.split(" ");
    const month = upTo.findLast((each) => reporting.includes(each));
    this.fact(box, Boolean(month));
    if (asof === this.newest) box.replaceChildren(...whole);
    else if (month) box.replaceChildren(this.anchor(this.title(month), this.months.get(month).page));
  }

  /** Show or hide the fact with a value. */
  fact(box, shown) {
    const value = box.closest("dd");
    for (const each of [value, value.previousElementSibling]) each.hidden = !shown;
  }

  stated({ month, anchor }) {
    return this.months.has(month) ? this.anchor(this.title(month), `${this.months.get(month).page}#${anchor}`) : "–";
  }

  /** Keep the choice in the address, so that it can be cited. */
  remember() {
    const address = new URL(location.href);
    for (const [name, select, none] of [["asof", this.asof, this.newest], ["compare", this.compare, ""]]) {
      if (select.value === none) address.searchParams.delete(name);
      else address.searchParams.set(name, select.value);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // A browser may refuse this for a page from a folder.
    }
  }
}

/** The tables of the register or of an element: those of open milestones, and those folded below. */
class Tables {
  constructor(box, page) {
    Object.assign(this, { box, page });
    this.tables = [...box.querySelectorAll("table")];
    this.bodies = this.tables.map((table) => [...table.tBodies[0].rows]);
    this.captions = this.tables.map((table) => table.caption?.textContent ?? "");
    this.fold = box.querySelector("details > summary");
    this.folded = this.fold?.textContent;
    // How many rows the page leaves out.
    this.earlier = box.querySelector("details > p");
    // The links of most ids and elements are in the page.
    this.links = new Map();
    for (const cell of box.querySelectorAll(".report-col-id .report-id, .report-col-wbs a")) {
      if (!this.links.has(cell.textContent)) this.links.set(cell.textContent, cell);
    }
  }

  /** Show the rows of the month `asof`, or those that differ from those of another month; return how many do. */
  show(rows, asof, before, other) {
    const { element, order } = this.box.dataset;
    const all = rows.filter(({ within }) => !element || within.includes(element));
    const first = ({ state }) => (order === "late" && this.page.states[state][2] ? 0 : 1);
    if (order !== "area") all.sort((a, b) => first(a) - first(b) || a.order - b.order);
    const then = new Map(before.flatMap((row) => row.ids.map((id) => [id, row])));
    const differs = (row) => row.ids.some((id) => ["state", "due", "forecast"].some((name) => then.get(id)?.[name] !== row[name]));
    const shown = other ? all.filter(differs) : all;
    const original = asof === this.page.newest && !other && !this.page.whole;
    if (this.earlier) this.earlier.hidden = !original;
    this.tables.forEach((table, index) => {
      const part = shown.filter((row) => this.tables.length < 2 || this.page.states[row.state][1] === (index > 0));
      const names = [...table.tHead.rows[0].cells].map((head) => /report-col-(\S+)/.exec(head.className)[1]);
      const row = (state) => {
        const made = this.page.row(state, names, this.links);
        if (other) this.differences(made, state, then.get(state.ids[0]), other);
        return made;
      };
      table.tBodies[0].replaceChildren(...(original ? this.bodies[index] : part.map(row)));
      const caption = table.caption?.querySelector(".caption-text") ?? table.caption;
      if (caption) caption.textContent = original ? this.captions[index] : milestones(part, this.page.title(asof));
      if (index && this.fold) this.fold.textContent = original ? this.folded : caption.textContent;
    });
    this.box.dispatchEvent(new Event("report-rows"));
    return { shown: number(shown), all: number(all) };
  }

  /** Show values that differ from those of the other month with these. */
  differences(row, state, then, other) {
    for (const [column, field] of [["status", "state"], ["due", "due"], ["forecast", "forecast"]]) {
      if (then?.[field] === state[field]) continue;
      const was = !then ? ReportWords.say("not in the register") : field === "state" ? this.page.states[then.state][0] : then[field];
      row.querySelector(`.report-col-${column}`)?.append(small(ReportWords.say("{name}: {value}", { name: this.page.title(other), value: was })));
    }
  }
}

/** Return an element with a class and content. */
function make(tag, look, ...content) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.append(...content);
  return made;
}

function small(text) {
  return make("p", "report-asof", text);
}

/** Return a function from a row of the data to its fields by name. */
function named(fields) {
  return (row) => Object.fromEntries(fields.map((name, index) => [name, row[index]]));
}

function number(rows) {
  return rows.reduce((sum, { ids }) => sum + ids.length, 0);
}

function milestones(rows, month) {
  return ReportWords.sayCount(
    "{count} milestone as of the end of {month}",
    "{count} milestones as of the end of {month}",
    number(rows),
    { month },
  );
}

/** Return names as the beginning of a sentence. */
function joined(names) {
  const said =
    names.length > 1
      ? ReportWords.say("{names} and {last}", { names: names.slice(0, -1).join(", "), last: names.at(-1) })
      : names[0];
  return said[0].toUpperCase() + said.slice(1);
}
