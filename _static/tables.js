/* Long tables of milestones can be sorted and filtered; without script they are whole as they stand. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("table.report-sortable").forEach((table, number) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    addFilter(table, rows, number);
    [...table.tHead.rows[0].cells].forEach((head, column) => addSort(table, body, rows, head, column));
  });
});

/** Put a field above a table that hides the rows without the words typed into it. */
function addFilter(table, rows, number) {
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("span");
  box.className = "report-filter";
  input.type = "search";
  input.id = `report-filter-${number}`;
  label.htmlFor = input.id;
  label.textContent = "Filter";
  count.setAttribute("role", "status");
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = words.length ? `${shown} of ${rows.length}` : "";
  };
  input.addEventListener("input", show);
  box.append(label, input, count);
  (table.closest(".pst-scrollable-table-container") ?? table).before(box);
}

/** Make a heading a button that sorts its column, up and then down. */
function addSort(table, body, rows, head, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "report-sort";
  button.append(...head.childNodes);
  head.append(button);
  const collator = new Intl.Collator("en", { numeric: true });
  const key = (row) => sortText(row.cells[column].textContent.trim());
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...rows].sort((a, b) => collator.compare(key(a), key(b)));
    body.append(...(down ? sorted.reverse() : sorted));
  });
}

/** What to sort by: lateness as a number of days, everything else as it reads. */
function sortText(whole) {
  const text = whole.replace(/\s*reported in \d+ months?$/, "");
  const span = /(?:due in )?(\d+) (day|month)s?( late| early)?$/.exec(text);
  if (span) {
    const days = Number(span[1]) * (span[2] === "month" ? 30 : 1);
    return String(100000 + (span[3] === " late" ? days : -days));
  }
  return text === "due at month’s end" || text === "on time" ? "100000" : text;
}
