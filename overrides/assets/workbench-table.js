// The workbench's table on the page. Texts are set as texts; nothing
// that stands in the data becomes markup.

const REPORTED = "已报单位", ALIKE = "同单位", SAME = "同上" // the last as gonghui/workbench/totals.py says

export function make(tag, attributes = {}, ...content) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== "" && value !== false && value != null) made.setAttribute(name, value)
  }
  made.append(...content)
  return made
}

// What stands in the table, row by row: for each metric its lines, and below each line what its
// changes are; `than` is what a change is compared with. [{metric, rows: [{line, label, than, inset, cells: [{text, said, state, link, notes}]}]}]
export function rowsOf(view) {
  return view.parts.map(({metric, lines}) => ({
    metric,
    rows: lines.flatMap(line => [figures(line, view), ...reported(line), ...changes(line, view)])
      .map(row => view.average ? {...row, cells: [...row.cells, ...growth(row)]} : row),
  }))
}

// From the first figure shown to the last: beside the figures alone.
function growth({line, inset}) {
  const found = inset ? null : line.growth
  if (!found) return [blank(), blank(), blank()]
  const state = found.plain ? "" : "gh-none"
  return [
    {...blank(), text: found.difference, state, notes: found.remark ? [found.remark] : []},
    {...blank(), text: found.rate}, {...blank(), text: found.average},
  ]
}

// The heads of the columns behind the first.
export function headsOf(view) {
  return [...view.periods.map(period => period.name), ...view.average ? ["首末增减", "首末增长", "年均增长"] : []]
}

function figures(line, view) {
  return {
    line, label: "数", inset: false,
    cells: line.cells.map((cell, place) => cell ? {
      text: cell.text, said: cell.said, state: cell.state,
      link: cell.drawn || cell.address || (cell.text && cell.text !== "缺报") ? linkOf(line, cell, view.periods[place], view) : "",
      notes: [...cell.breaks.map(one => one.reason), ...(cell.name ? [`当时名为${cell.name}`] : []), ...cell.notes],
    } : blank()),
  }
}

const blank = () => ({text: "", said: "", state: "", link: "", notes: []})

function linkOf(line, cell, period, view) {
  if (line.total) return ""
  return view.top + (cell.address || `summaries/${period.id}/${line.id}/`)
}

// How many units are in a total.
function reported(line) {
  if (!line.cells.some(cell => cell && cell.reported)) return []
  return [{line, label: REPORTED, inset: true, cells: line.cells.map(cell => ({...blank(), text: cell ? cell.reported : ""}))}]
}

function changes(line, view) {
  return view.slot.bases.flatMap((basis, number) => {
    if (!view.bases.includes(basis.id)) return []
    const than = basis.id === "preceding" ? "环比" : `比${basis.phrase}`
    const of = list => line.cells.map(cell => cell && cell[list][number] || null)
    return [...pair(line, than, of("changes")), ...pair(line, `${ALIKE}${than}`, of("same"))]
  })
}

// The rows of differences and of rates; a row of which nothing can be said is left out.
function pair(line, than, found) {
  if (!found.some(Boolean)) return []
  const row = (what, show) => ({line, label: `${than}${what}`, than, inset: true, cells: found.map(show)})
  const differences = row("增减", change => change ? {
    text: change.difference, said: "", state: change.plain ? "" : "gh-none", link: "",
    notes: change.remark ? [change.remark] : [],
  } : blank())
  if (!found.some(change => change && change.rate)) return [differences]
  return [differences, row("增长", change => ({...blank(), text: change ? change.rate : ""}))]
}

// The table on the page, with its notes below.
export function tableOf(view, rows) {
  const numbers = new Map()
  const head = make("tr", {}, make("th", {scope: "col"}, "单位"),
    ...headsOf(view).map(name => make("th", {scope: "col", class: "gh-num"}, name)))
  const bodies = rows.map(part => body(part, view, numbers))
  const caption = make("caption", {id: "gh-bench-caption"}, make("span", {}, view.title))
  const table = make("table", {class: "gh-grid"}, caption, make("thead", {}, head), ...bodies)
  const box = make("div", {class: "gh-scroll", tabindex: "0", role: "region", "aria-labelledby": "gh-bench-caption"}, table)
  const found = [box]
  if (numbers.size) {
    found.push(make("ol", {class: "gh-notes"}, ...[...numbers].map(([note, number]) => make("li", {id: `gh-bench-note-${number}`}, note))))
  }
  const general = generalNotes(view, rows)
  if (general.length) found.push(make("ul", {class: "gh-notes"}, ...general.map(note => make("li", {}, note))))
  return make("div", {class: "gh-table"}, ...found)
}

function body({metric, rows}, view, numbers) {
  const link = make("a", {href: `${view.top}metrics/${metric.id}/`}, `${metric.name}（${metric.unit}）`)
  const heading = make("tr", {class: "gh-group"}, make("th", {scope: "rowgroup", colspan: headsOf(view).length + 1}, make("span", {}, link)))
  return make("tbody", {}, heading, ...rows.map(row => {
    const cells = row.cells.map(cell => {
      const inner = cell.said ? [make("span", {"aria-hidden": "true"}, cell.text), make("span", {class: "gh-sr"}, cell.said)] : [cell.text]
      const content = cell.link ? [make("a", {href: cell.link}, ...inner)] : inner
      return make("td", {class: `gh-num ${cell.state}`.trim()}, ...content, ...marksOf(cell.notes, numbers))
    })
    return make("tr", {class: row.inset && "gh-inset"}, headOf(row, view), ...cells)
  }))
}

function headOf({line, label, inset}, view) {
  if (inset) return make("th", {scope: "row"}, make("span", {class: "gh-sr"}, `${line.name}：`), label)
  const name = line.link ? make("a", {href: view.top + line.link}, line.name) : line.name
  return make("th", {scope: "row"}, name)
}

// The numbers of a cell's notes, parted by 、: 1 and 16 must not be taken for 116.
function marksOf(notes, numbers) {
  if (!notes.length) return []
  const links = [...new Set(notes)].map(note => {
    if (!numbers.has(note)) numbers.set(note, numbers.size + 1)
    const number = numbers.get(note)
    return make("a", {href: `#gh-bench-note-${number}`, "aria-label": `注${number}`}, String(number))
  })
  return [make("sup", {class: "gh-mark"}, ...links.flatMap((link, at) => at ? ["、", link] : [link]))]
}

export function generalNotes(view, rows) {
  const cells = rows.flatMap(part => part.rows).flatMap(row => row.cells)
  const signs = view.signs.filter(([text]) => cells.some(cell => cell.text === text && cell.state.includes("gh-none")))
  const notes = []
  if (cells.some(cell => cell.text === "缺报")) notes.push("缺报：这一期的总结应报而没有报。")
  if (signs.length) notes.push(`${signs.map(([text, meaning]) => `${text}：${meaning}`).join("；")}。${signs.length > 1 ? "都" : ""}不是零。`)
  if (rows.some(part => part.rows.some(row => row.label === REPORTED))) {
    notes.push(`${REPORTED}是计入合计的单位数和应有这项数的单位数，缺报的不作零。`)
  }
  if (rows.some(part => part.rows.some(row => row.than && row.than.startsWith(ALIKE)))) {
    notes.push(`${ALIKE}只比较两期都有可比数的单位${cells.some(cell => cell.text === SAME) ? `，“${SAME}”是和上面一样` : ""}。`)
  }
  if (view.average) notes.push("首末增减、增长、年均增长是从本行最早的数到最近的数，只算相隔2、3、4、5、10年的；年均按几何平均计算。")
  const empty = rows.some(part => part.rows.some(row => !row.inset && row.cells.slice(0, view.periods.length).some(cell => !cell.text)))
  if (empty) notes.push("空格是那一期没有这个数，不是零。")
  return notes
}
