/* Download a table for a spreadsheet: the rows that the filters show, in their order. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const page = location.pathname.replace(/^.*?((?:[^/]+\/){0,2}[^/]*)$/, "$1").replace(/(?:\/?index)?\.html$/, "");
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
    button.addEventListener("click", () => save(`${name}-${number + 1}.csv`, csv(tables)));
    box.after(button);
  });

  /** The tables below one another; the caption of each is its first column, if they have any. */
  function csv(tables) {
    // Folded rows are not a group of their own.
    const captioned = tables.some((table) => table.caption && !table.querySelector("tr[data-state]"));
    const head = [...tables[0].tHead.rows[0].cells].map(text);
    const lines = [captioned ? [ReportWords.say("Group"), ...head] : head];
    for (const table of tables) {
      const group = captioned ? [text(table.caption?.querySelector(".caption-text") ?? table.caption)] : [];
      for (const row of table.tBodies[0].rows) if (!row.hidden) lines.push([...group, ...[...row.cells].map(text)]);
    }
    return lines.map((line) => line.map(field).join(",")).join("\r\n");
  }

  const text = (node) => {
    const blocks = node?.querySelectorAll("p") ?? [];
    const parts = blocks.length ? [...blocks].map((block) => block.textContent) : [node?.textContent ?? ""];
    return parts.map((part) => part.replace(/\s+/g, " ").trim()).filter(Boolean).join("; ");
  };

  /** Return a field in quotes; an apostrophe precedes a text that would be a formula. */
  const field = (value) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

  function save(file, content) {
    const link = document.createElement("a");
    // The byte order mark makes spreadsheets read UTF-8.
    link.href = URL.createObjectURL(new Blob(["\ufeff", content, "\r\n"], { type: "text/csv;charset=utf-8" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
});
