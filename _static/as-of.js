/* Show the register as of the end of any month, and compare two months. The data in data/states/ are loaded on demand. */
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

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".report-register");
    if (box) load("months").then((known) => new Register(box, known, load, root)).catch(() => {});
  });

  return { take: (name, data) => loads.get(name)?.resolve(data) };
})();

/** The fields of a row of the data, in this order (see `outputs/data/month_states.py`). */
const STATE_FIELDS = ["ids", "title", "element", "area", "level", "state", "due", "forecast", "late", "delays", "month", "anchor"];

/** The tables of the register: those of open milestones, and those folded below. */
class Register {
  constructor(box, { months, states, milestone }, load, root) {
    Object.assign(this, { box, states, milestone, load, root });
    this.months = new Map(months.map(([name, title, page]) => [name, { title, page }]));
    this.newest = months.at(-1)[0];
    this.tables = [...box.querySelectorAll("table")];
    this.bodies = this.tables.map((table) => [...table.tBodies[0].rows]);
    this.captions = this.tables.map((table) => table.caption?.textContent ?? "");
    this.fold = box.querySelector("details > summary");
    this.folded = this.fold?.textContent;
    // The links of most ids and elements are in the page.
    this.links = new Map();
    for (const cell of box.querySelectorAll(".report-col-id .report-id, .report-col-wbs a")) {
      if (!this.links.has(cell.textContent)) this.links.set(cell.textContent, cell);
    }
    this.bar = document.createElement("div");
    this.bar.className = "report-filter report-as-of";
    this.asof = this.choice("asof", "As of the end of", this.newest);
    this.compare = this.choice("compare", "Compare with", "", "No other month");
    this.said = document.createElement("span");
    this.said.setAttribute("aria-live", "polite");
    this.bar.append(this.said);
    const filter = box.previousElementSibling?.matches(".report-filter") ? box.previousElementSibling : box;
    filter.before(this.bar);
    if (this.asof.value !== this.newest || this.compare.value) this.show();
  }

  choice(name, label, value, none) {
    const select = document.createElement("select");
    select.id = `report-${name}`;
    select.autocomplete = "off";
    if (none) select.append(new Option(none, ""));
    for (const [month, { title }] of [...this.months].reverse()) select.append(new Option(title, month));
    const asked = new URLSearchParams(location.search).get(name);
    select.value = this.months.has(asked) ? asked : value;
    const field = document.createElement("div");
    const said = document.createElement("label");
    said.htmlFor = select.id;
    said.textContent = label;
    field.append(said, select);
    this.bar.append(field);
    select.addEventListener("change", () => {
      this.remember();
      this.show();
    });
    return select;
  }

  async show() {
    const [asof, compare] = [this.asof.value, this.compare.value];
    const other = compare === asof ? "" : compare;
    let rows, before;
    try {
      [rows, before] = await Promise.all([this.load(asof), other ? this.load(other) : []]);
    } catch {
      this.said.textContent = "This month could not be loaded.";
      return;
    }
    // Another month was chosen meanwhile.
    if (asof !== this.asof.value || compare !== this.compare.value) return;
    const named = (row) => Object.fromEntries(STATE_FIELDS.map((name, index) => [name, row[index]]));
    const then = new Map();
    for (const row of before.map(named)) for (const id of row.ids) then.set(id, row);
    const all = rows.map(named);
    const differs = (row) => row.ids.some((id) => ["state", "due", "forecast"].some((name) => then.get(id)?.[name] !== row[name]));
    const shown = other ? all.filter(differs) : all;
    const original = asof === this.newest && !other;
    this.tables.forEach((table, index) => {
      const part = shown.filter((row) => this.tables.length < 2 || this.states[row.state][1] === (index > 0));
      table.tBodies[0].replaceChildren(
        ...(original ? this.bodies[index] : part.map((row) => this.row(row, table, other && then.get(row.ids[0]), other))),
      );
      const caption = table.caption?.querySelector(".caption-text") ?? table.caption;
      if (caption) caption.textContent = original ? this.captions[index] : `${count(part)} as of the end of ${this.title(asof)}`;
      if (index && this.fold) this.fold.textContent = original ? this.folded : caption.textContent;
    });
    this.said.textContent = original
      ? ""
      : other
        ? `${number(shown)} of ${count(all)} differ between ${this.title(other)} and ${this.title(asof)}.`
        : `The table shows the end of ${this.title(asof)}; the rest of the page, that of ${this.title(this.newest)}.`;
    this.box.dispatchEvent(new Event("report-rows"));
  }

  title(month) {
    return this.months.get(month).title;
  }

  /** Return a row like those of the page; values that differ from the other month are shown with it. */
  row(state, table, then, other) {
    const row = document.createElement("tr");
    for (const name of ["state", "area", "level"]) if (state[name]) row.dataset[name] = state[name];
    for (const head of table.tHead.rows[0].cells) {
      const name = /report-col-(\S+)/.exec(head.className)[1];
      const cell = document.createElement("td");
      cell.className = `report-col-${name}`;
      const line = document.createElement("p");
      cell.append(line);
      if (name === "id") line.append(...state.ids.flatMap((id, index) => [...(index ? [", "] : []), this.link(id, this.milestone)]));
      else if (name === "wbs") line.append(this.link(state.element || "–"));
      else if (name === "status") line.append(this.badge(state.state));
      else if (name === "month") line.append(this.stated(state));
      else line.textContent = state[name] || "–";
      if (name === "late" && state.delays) cell.append(small(state.delays));
      const field = { status: "state", due: "due", forecast: "forecast" }[name];
      if (other && field && then?.[field] !== state[field]) {
        const was = !then ? "not in the register" : field === "state" ? this.states[then.state][0] : then[field];
        cell.append(small(`${this.title(other)}: ${was}`));
      }
      row.append(cell);
    }
    return row;
  }

  /** Return a link like that of the page; to an `address` with an id in place of "ID", if the page has none. */
  link(text, address) {
    const link = this.links.get(text)?.cloneNode(true) ?? document.createElement(address ? "a" : "span");
    link.removeAttribute("id");
    if (this.links.has(text)) return link;
    link.textContent = text;
    if (address) {
      link.className = "reference internal";
      link.href = this.root + address.replace("ID", encodeURIComponent(text));
    }
    return link;
  }

  badge(state) {
    const badge = document.createElement("span");
    badge.className = `report-status report-status-${state}`;
    badge.textContent = this.states[state][0];
    return badge;
  }

  stated({ month, anchor }) {
    if (!this.months.has(month)) return document.createTextNode("–");
    const link = document.createElement("a");
    link.className = "reference internal";
    link.href = `${this.root}${this.months.get(month).page}#${anchor}`;
    link.textContent = this.title(month);
    return link;
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

function small(text) {
  const line = document.createElement("p");
  line.className = "report-asof";
  line.textContent = text;
  return line;
}

function number(rows) {
  return rows.reduce((sum, { ids }) => sum + ids.length, 0);
}

function count(rows) {
  return `${number(rows)} ${number(rows) === 1 ? "milestone" : "milestones"}`;
}
