/* Filter and sort long tables, and filter long lists; without script they are complete, with links to their parts. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const groups = new Map();
  for (const table of document.querySelectorAll("table.report-sortable, .report-tables[data-asof] table, .report-citations, .report-tree:not(.report-tree *)")) {
    if (!table.matches("table") && entries(table).length < LONG) {
      if (table.previousElementSibling?.matches(".report-filter-place")) table.previousElementSibling.remove();
      continue;
    }
    const box = table.closest(".report-tables") ?? table;
    groups.set(box, [...(groups.get(box) ?? []), table]);
  }
  // One list of a page keeps its filters in the address: the first that is not the data of a chart.
  const first = [...groups.keys()].find((box) => box.matches(".report-tables, .report-citations, .report-tree"));
  let number = 0;
  groups.forEach((tables, box) => new List(tables, box, number++, box === first));
});

/** The number of entries from which a list has a filter; of tables, the site decides it. */
const LONG = 10;

/** The filters of a list: the name in the address and in the data of rows, and the label. */
const CHOICES = [
  ["state", ReportWords.say("Status")],
  ["area", ReportWords.say("Area")],
  ["level", ReportWords.say("Level")],
  ["milestones", ReportWords.say("Milestones")],
];

/** The values of a filter that are no words of their own. */
const VALUES = {
  late: ReportWords.say("With late milestones"),
  none: ReportWords.say("Without late milestones"),
};

/** The value of the filter for the status that shows all that are late, and the states of these. */
const LATE = "late";
const LATE_STATES = ["overdue", "delayed"];

/** What is counted in a list: how many of its entries are shown. */
const COUNTS = [
  [".report-outcomes, .report-tree", (count, shown) => ReportWords.sayCount("{shown} of {count} elements", "{shown} of {count} elements", count, { shown })],
  [".report-citations", (count, shown) => ReportWords.sayCount("{shown} of {count} entries", "{shown} of {count} entries", count, { shown })],
  ["*", (count, shown) => ReportWords.sayCount("{shown} of {count} milestones", "{shown} of {count} milestones", count, { shown })],
];

/** If rows are shown as cards, the headings are hidden, and a field sorts instead. */
const PHONE = matchMedia("(max-width: 600px)");

/** Consecutive tables that are filtered and sorted as one. */
class List {
  constructor(tables, box, number, inAddress) {
    this.tables = tables;
    this.box = box;
    this.inAddress = inAddress;
    this.counted = COUNTS.find(([css]) => tables[0].matches(css))[1];
    this.collect();
    // Its place, or links to parts of the list for readers without a script.
    // The fields to choose a month are no place of its own: a short table has neither place nor links.
    const own = ".report-jumps, .report-filter-place:not(.report-as-of)";
    const jumps = box.previousElementSibling?.matches(own) ? box.previousElementSibling : null;
    this.areas = new Map(
      [...(jumps?.querySelectorAll("a") ?? [])].map((link) => [link.hash.replace(/^#(milestones|plans)-/, ""), link.textContent]),
    );
    this.controls = new Map();
    this.bar = document.createElement("div");
    this.bar.className = "report-filter";
    this.control("text", ReportWords.say("Filter"), "input", number).type = "search";
    for (const [name, label] of CHOICES) {
      if (this.values(name).size > 1) this.choice(this.control(name, label, "select", number), name);
    }
    // A short table has no fields, but the address can filter it.
    const long = !tables[0].matches("table:not(.report-sortable)");
    if (long && heads(tables[0]).length) this.sorting(this.control("sort", ReportWords.say("Sort by"), "select", number));
    this.count = document.createElement("span");
    this.count.setAttribute("role", "status");
    this.bar.append(this.count);
    if (jumps) jumps.replaceWith(this.bar);
    else (box.closest(".pst-scrollable-table-container") ?? box).before(this.bar);
    if (long) for (const table of tables) heads(table).forEach((head) => this.heading(head));
    this.asked = new URLSearchParams(inAddress ? location.search : "");
    for (const [name, control] of this.controls) {
      control.value = this.asked.get(name) ?? "";
      // Ignore a value that no row has.
      if (control.selectedIndex === -1) control.value = "";
    }
    this.bar.hidden = !long && ![...this.controls.values()].some(({ value }) => value);
    this.show();
    this.sort();
    // Another month is shown now (see `as-of.js`).
    box.addEventListener("report-rows", () => {
      this.collect();
      for (const [name] of CHOICES) if (this.controls.has(name)) this.choice(this.controls.get(name), name);
      this.show();
      this.sort();
    });
  }

  /** Read the current rows. */
  collect() {
    this.rows = this.tables.flatMap((table) =>
      entries(table).map((row) => ({
        row,
        table,
        // Of a tree, without the entries below.
        text: (table.matches(".report-tree") ? row.firstElementChild : row).textContent.toLowerCase(),
        milestones: row.querySelectorAll(".report-col-id .report-id").length || 1,
      })),
    );
  }

  /** Return the values of a filter that a row has. */
  values(name) {
    return new Set(this.rows.map(({ row }) => row.dataset[name]).filter(Boolean));
  }

  /** Add a field with its label to the bar; changes apply at once. */
  control(name, said, tag, number) {
    const label = document.createElement("label");
    const control = document.createElement(tag);
    control.id = `report-${name}-${number}`;
    control.autocomplete = "off";
    label.htmlFor = control.id;
    label.textContent = said;
    const field = document.createElement("div");
    field.className = `report-filter-${name}`;
    field.append(label, control);
    this.bar.append(field);
    this.controls.set(name, control);
    control.addEventListener("input", () => {
      this.asked.delete(name);
      this.show();
      if (name === "sort") this.sort();
      this.remember();
    });
    return control;
  }

  choice(select, name) {
    // A value from the address may be one of another month.
    const chosen = select.value || (this.asked?.get(name) ?? "");
    select.replaceChildren(new Option(ReportWords.say("All"), ""));
    const values = this.values(name);
    if (name === "state" && LATE_STATES.some((state) => values.has(state))) {
      const late = new Option("", LATE);
      late.dataset.said = ReportWords.say("Late");
      select.append(late);
    }
    for (const value of values) {
      const badge = name === "state" && this.rows.find(({ row }) => row.dataset.state === value).row.querySelector(".report-status");
      const option = new Option("", value);
      option.dataset.said = badge ? badge.textContent : (this.areas.get(value) ?? VALUES[value] ?? value);
      select.append(option);
    }
    select.value = chosen;
    if (select.selectedIndex === -1) select.value = "";
  }

  sorting(select) {
    select.append(new Option(this.box.dataset.order === "late" ? ReportWords.say("Latest first") : ReportWords.say("As listed"), ""));
    for (const head of heads(this.tables[0])) {
      const said = head.textContent.trim();
      const [up, down] = [ReportWords.say("{column}, up", { column: said }), ReportWords.say("{column}, down", { column: said })];
      select.append(new Option(up, column(head)), new Option(down, `-${column(head)}`));
    }
  }

  value(name) {
    return this.controls.get(name)?.value ?? "";
  }

  /** Return whether a row has the value of a filter. */
  has({ row }, name, value) {
    return name === "state" && value === LATE ? LATE_STATES.includes(row.dataset.state) : row.dataset[name] === value;
  }

  /** Return whether all filters but one show a row. */
  fits(each, but = "") {
    const words = this.value("text").toLowerCase().split(/\s+/).filter(Boolean);
    return (
      words.every((word) => each.text.includes(word)) &&
      CHOICES.every(([name]) => name === but || !this.value(name) || this.has(each, name, this.value(name)))
    );
  }

  /** Hide the rows that the filters exclude, and count the others. */
  show() {
    const active = ["text", ...CHOICES.map(([name]) => name)].some((name) => this.value(name).trim());
    const total = (rows) => rows.reduce((sum, { milestones }) => sum + milestones, 0);
    for (const each of this.rows) each.row.hidden = !this.fits(each);
    const shown = this.rows.filter(({ row }) => !row.hidden);
    // What is above a match in a tree stays visible.
    for (const { row } of shown) for (let above = row.parentElement.closest(".report-tree li"); above; above = above.parentElement.closest(".report-tree li")) above.hidden = false;
    for (const table of this.tables) {
      const some = shown.some((each) => each.table === table);
      const fold = table.closest(".report-tables details");
      (table.closest(".pst-scrollable-table-container") ?? table).hidden = !some;
      // Folded rows open while a filter is set, and close when none is.
      if (fold && active) fold.open = some;
      else if (fold && this.wasActive) fold.open = false;
    }
    this.wasActive = active;
    for (const [name] of CHOICES) {
      for (const option of this.controls.get(name)?.options ?? []) {
        const those = this.rows.filter((each) => this.fits(each, name) && (!option.value || this.has(each, name, option.value)));
        option.text = `${option.dataset.said ?? ReportWords.say("All")} (${total(those)})`;
      }
    }
    this.count.textContent = active ? this.counted(total(this.rows), ReportWords.number(total(shown))) : "";
  }

  /** Turn a heading into a button that sorts its column, ascending and then descending. */
  heading(head) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "report-sort";
    button.append(...head.childNodes);
    head.append(button);
    const reach = () => {
      button.tabIndex = PHONE.matches ? -1 : 0;
    };
    reach();
    PHONE.addEventListener("change", reach);
    button.addEventListener("click", () => {
      const select = this.controls.get("sort");
      select.value = select.value === column(head) ? `-${column(head)}` : column(head);
      this.sort();
      this.remember();
    });
  }

  sort() {
    if (!this.controls.has("sort")) return;
    const asked = this.value("sort");
    const name = asked.replace(/^-/, "");
    const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
    const key = ({ row }) => sortText(row.querySelector(`.report-col-${name}`));
    const sorted = name ? [...this.rows].sort((a, b) => collator.compare(key(a), key(b))) : [...this.rows];
    if (asked !== name) sorted.reverse();
    for (const { row, table } of sorted) (table.tBodies?.[0] ?? table).append(row);
    for (const head of this.tables.flatMap(heads)) {
      if (name && column(head) === name) head.setAttribute("aria-sort", asked === name ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  }

  /** Keep the filters in the address, so that they can be cited and remain after Back. */
  remember() {
    if (!this.inAddress) return;
    const address = new URL(location.href);
    for (const name of this.controls.keys()) {
      if (this.value(name).trim()) address.searchParams.set(name, this.value(name).trim());
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // A browser may refuse this for a page from a folder.
    }
  }
}

/** Return the rows of a table, or the entries of a list and, of a tree, those at all levels. */
function entries(table) {
  return [...(table.tBodies?.[0].rows ?? (table.matches(".report-tree") ? table.querySelectorAll("li") : table.children))];
}

/** Return the headings of a table; a list has none. */
function heads(table) {
  return [...(table.tHead?.rows[0].cells ?? [])];
}

/** Return the name of the column of a heading. */
function column(head) {
  return /report-col-(\S+)/.exec(head.className)[1];
}

/** How texts say a variance: what they have before and after the number of days, and whether it is late. */
const VARIANCES = [
  [ReportWords.sayCount("{days} day late", "{days} days late", 1), 1],
  [ReportWords.sayCount("{days} day late", "{days} days late", 2), 1],
  [ReportWords.sayCount("{days} day early", "{days} days early", 1), -1],
  [ReportWords.sayCount("{days} day early", "{days} days early", 2), -1],
  [ReportWords.sayCount("due in {days} day", "due in {days} days", 1), -1],
  [ReportWords.sayCount("due in {days} day", "due in {days} days", 2), -1],
].map(([text, sign]) => [text.split("{days}"), sign]);

/** What texts say where there is no variance. */
const NO_VARIANCE = [ReportWords.say("due at month’s end"), ReportWords.say("on time")];

/** Return the sort key: the variance as a number of days, everything else as text. */
function sortText(cell) {
  const text = firstLine(cell);
  const days = varianceDays(text).at(-1);
  return days === undefined ? text : String(100000 + days);
}

/** Return the text of a cell. In how many months a delay was reported is in a paragraph of its own. */
function firstLine(cell) {
  return (cell.querySelector("p") ?? cell).textContent.trim();
}

/** Return the days that a text says as a variance, positive for late: one number, the ends of a range, or none. */
function varianceDays(text) {
  if (NO_VARIANCE.includes(text)) return [0];
  for (const [[before, after], sign] of VARIANCES) {
    if (!text.startsWith(before) || !text.endsWith(after)) continue;
    const days = text.slice(before.length, after ? -after.length : undefined).match(/\d+/g) ?? [];
    if (days.length) return days.map((each) => sign * Number(each));
  }
  return [];
}
