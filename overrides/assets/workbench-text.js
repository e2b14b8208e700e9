// The workbench's table as text, for carrying away, and the sentences.
import {generalNotes, headsOf, make} from "./workbench-table.js"

// The table as rows of plain texts, for CSV and the clipboard: numbers without thousands separators,
// notes in a column of their own, so that no number has another one at its foot.
export function gridOf(view, rows) {
  const heads = headsOf(view), header = ["指标", "单位", "项目", ...heads, "说明"]
  const body = rows.flatMap(part => part.rows.map(row => {
    const notes = row.cells.flatMap((cell, place) => cell.notes.map(note => `${heads[place]}：${note}`))
    const cells = row.cells.map(cell => plainText(cell))
    return [`${part.metric.name}（${part.metric.unit}）`, row.line.name, row.label, ...cells, notes.join("；")]
  }))
  return [header, ...body]
}

function plainText(cell) {
  if (cell.said) return cell.said
  return cell.text.replace(/(\d),(?=\d{3})/g, "$1")
}

// Nothing that a spreadsheet would take for a formula, from a file or pasted.
function guarded(text) {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}

// UTF-8 with a mark, RFC 4180.
export function csvOf(grid) {
  const quoted = text => {
    const safe = guarded(text)
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
  }
  return `\ufeff${grid.map(row => row.map(quoted).join(",")).join("\n")}\n`
}

export function tabbedOf(grid) {
  return grid.map(row => row.map(text => guarded(text).replace(/\s/g, " ")).join("\t")).join("\n")
}

// A plain table for word processors and spreadsheets.
export function markupOf(view, grid) {
  const [header, ...body] = grid
  const table = make("table", {border: "1"}, make("caption", {}, guarded(view.title)),
    make("thead", {}, make("tr", {}, ...header.map(text => make("th", {}, guarded(text))))),
    make("tbody", {}, ...body.map(row => make("tr", {}, ...row.map(text => make("td", {}, guarded(text)))))))
  return table.outerHTML
}

// Sentences ready to paste, the newest period first: [{period, text}]
export function sentencesOf(view) {
  const found = []
  view.periods.map((period, place) => [period, place]).reverse().forEach(([period, place]) => {
    for (const {lines} of view.parts) {
      for (const line of lines) {
        const cell = line.cells[place]
        if (!cell) continue
        // the sentence of a total names it
        const start = line.total ? period.name : `${cell.name ? cell.name + line.mark : line.name}${period.name}`
        if (line.growth && line.growth.last === place && line.growth.sentence) found.push({period, text: `${start}${line.growth.sentence}`})
        view.slot.bases.forEach((basis, number) => {
          if (!view.bases.includes(basis.id)) return
          for (const change of [cell.changes[number], cell.same[number]]) {
            if (change && change.sentence) found.push({period, text: `${start}${change.sentence}`})
          }
        })
      }
    }
  })
  return found
}

// Everything shown, as plain text: a line for a row, a difference with its rate behind it.
export function textOf(view, rows, sentences) {
  const lines = [view.title]
  for (const {metric, rows: found} of rows) {
    for (const row of found) {
      const rates = found.find(other => other !== row && other.line === row.line && row.than && other.than === row.than)
      if (rates && found.indexOf(rates) < found.indexOf(row)) continue // said with the differences
      const start = `${row.line.name}${metric.name}（${metric.unit}）`
      const said = view.periods.map((period, place) => phrase(period.name, [row.cells[place], rates && rates.cells[place]]))
      lines.push(`${start}${row.inset ? `，${row.than || row.label}` : ""}：${said.filter(Boolean).join("；") || "没有数"}。`)
      const {growth} = row.line
      if (!row.inset && growth) lines.push(`${start}，${growthText(view, growth)}。`)
    }
  }
  return [...lines, ...generalNotes(view, rows), ...sentences.map(one => one.text), `来源：${location.href}`].join("\n")
}

// 2022年增加5，增长0.21%（单位合并……）; "" where nothing is said.
function phrase(start, cells) {
  const said = cells.filter(cell => cell && cell.text)
  const notes = said.flatMap(cell => cell.notes)
  return said.length ? `${start}${said.map(plainText).join("，")}${notes.length ? `（${notes.join("；")}）` : ""}` : ""
}

// 2019年至2024年首末增加11，增长22.00%；年均增长4.06%
function growthText({slot, periods}, {at, last, difference, rate, average, remark}) {
  const said = [[difference, rate].filter(Boolean).join("，"), average].filter(Boolean).join("；")
  const note = remark ? `（${remark}）` : ""
  return `${slot.periods[at].name}至${periods[last].name}首末${plainText({text: said})}${note}`
}
