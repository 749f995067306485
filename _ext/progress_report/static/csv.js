/* Download a table for a spreadsheet: the rows that the filters show, in their order. */
"use strict";

/** The cells with a variance, which `tables.js` reads. */
const VARIANCE = ".report-col-late, .report-col-slip";

/** A number or a range, which is no formula. */
const NUMBERS = /^-?\d+(–-?\d+)?$/;

document.addEventListener("DOMContentLoaded", () => {
  // The path of the page from the root of the site, wherever that is.
  const depth = (document.documentElement.dataset.content_root ?? "").split("../").length;
  const page = location.pathname.split("/").slice(-depth).join("/").replace(/(?:\/?index)?\.html$|\/$/, "");
  const name = page.replaceAll("/", "-") || "report";
  const groups = [...document.querySelectorAll(".report-tables")].map((box) => [box, [...box.querySelectorAll("table")]]);
  const alone = document.querySelectorAll("table:is(.report-ledger, .report-data, .report-coverage, .report-area-counts)");
  for (const table of alone) groups.push([table.closest(".pst-scrollable-table-container") ?? table, [table]]);
  groups.forEach(([box, tables], number) => {
    if (!tables.length) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "report-csv";
    button.textContent = ReportWords.say("Download as CSV");
    button.addEventListener("click", () => save(`${named(box, number)}.csv`, csv(tables)));
    box.after(button);
  });

  /** Return the page, the section and the chosen month of a table; a number too, if the section has several. */
  function named(box, number) {
    const section = box.closest("section[id]");
    const several = groups.filter(([each]) => each.closest("section[id]") === section).length > 1;
    const month = new URLSearchParams(location.search).get("asof");
    const parts = [name, section?.parentElement.closest("section") && section.id, several && number + 1, /^[\w.+-]*\d[\w.+-]*$/.test(month) && month];
    return parts.filter(Boolean).join("-");
  }

  /** The tables below one another; the caption of each is its first column, if they have any. */
  function csv(tables) {
    // Folded rows are not a group of their own.
    const captioned = tables.some((table) => table.caption && !table.querySelector("tr[data-state]"));
    const head = [...tables[0].tHead.rows[0].cells].map((cell) => (cell.matches(VARIANCE) ? ReportWords.say("{column} (days)", { column: text(cell) }) : text(cell)));
    const lines = [captioned ? [ReportWords.say("Group"), ...head] : head];
    for (const table of tables) {
      const group = captioned ? [text(table.caption?.querySelector(".caption-text") ?? table.caption)] : [];
      for (const row of table.tBodies[0].rows) if (!row.hidden) lines.push([...group, ...[...row.cells].map(value)]);
    }
    return lines.map((line) => line.map(field).join(",")).join("\r\n");
  }

  /** Return what a cell holds: of a variance the days, of a report its month, of anything else the text. */
  const value = (cell) => {
    if (cell.matches(VARIANCE)) return varianceDays(firstLine(cell)).join("–") || firstLine(cell);
    const report = cell.matches(".report-col-month") && /([^/]*\d[^/]*)\/[^/]*$/.exec(cell.querySelector("a")?.getAttribute("href") ?? "");
    return report ? report[1] : text(cell);
  };

  const text = (node) => {
    const blocks = node?.querySelectorAll("p") ?? [];
    const parts = blocks.length ? [...blocks].map((block) => block.textContent) : [node?.textContent ?? ""];
    return parts.map((part) => part.replace(/\s+/g, " ").trim()).filter(Boolean).join("; ");
  };

  /** Return a field in quotes; an apostrophe precedes a text that would be a formula. */
  const field = (value) => `"${(/^[=+\-@\t\r]/.test(value) && !NUMBERS.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

  function save(file, content) {
    const link = document.createElement("a");
    // The byte order mark makes spreadsheets read UTF-8.
    link.href = URL.createObjectURL(new Blob(["\ufeff", content, "\r\n"], { type: "text/csv;charset=utf-8" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
});
