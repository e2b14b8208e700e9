// What the workbench shows of what was chosen: for each metric its rows, within the periods shown.
import {growthOf, loadGrowths, loadRows} from "./workbench-data.js"
import {reportsIn} from "./workbench-request.js"

export const AVERAGE = "average"
const PERIODS = 15 // where none were chosen

export async function viewOf(chosen, {index, folder, top}) {
  const {whom, what, slot, said} = chosen
  const read = slot ? await Promise.all(what.map(metric => loadRows(folder, metric, slot, whom))) : []
  const parts = what.map((metric, number) => ({
    metric,
    lines: whom.flatMap(one => read[number].filter(row => row.id === one.id).map(row => ({
      ...row, name: row.name + row.mark, total: chosen.totals.has(one.id),
      link: linkOf(one.id, chosen.totals.has(one.id)),
    }))),
  })).filter(part => part.lines.length)
  for (const [number, metric] of what.entries()) {
    const without = whom.filter(one => !read[number].some(row => row.id === one.id))
    if (without.length && slot) said.push(`${without.map(one => one.name).join("、")}没有${slot.name}的${metric.name}。${elsewhere(without, metric, slot, index)}`)
  }
  const [first, last] = spanOf(parts, chosen)
  const periods = slot ? slot.periods.slice(first, last + 1) : []
  const average = !!slot && slot.average && (chosen.basis || []).includes(AVERAGE)
  if (average) await grow(parts, chosen, first, last, folder)
  for (const part of parts) for (const line of part.lines) line.cells = within(line.cells.slice(first, last + 1))
  const bases = slot ? slot.bases.map(basis => basis.id).filter(id => (chosen.basis || ["yoy"]).includes(id)) : []
  const span = periods.length ? periods.length > 1 ? `${periods[0].name}至${periods[periods.length - 1].name}` : periods[0].name : ""
  const title = `${parts.map(part => part.metric.name).join("、")}（${slot ? slot.name : ""}，${span}）`
  return {top, parts, periods, slot, bases, title, span, signs: index.signs, caveats: index.caveats, average}
}

// What lies between a figure and the one before it is said where the one before it is shown.
function within(cells) {
  const first = cells.findIndex(cell => cell && cell.drawn)
  return cells.map((cell, at) => cell && cell.breaks.length && (first < 0 || at <= first) ? {...cell, breaks: []} : cell)
}

// To each row from which of its figures within the span to its newest one a growth was worked out: the
// earliest, where that is the row's first within the span.
async function grow(parts, {whom, slot}, first, last, folder) {
  for (const {metric, lines} of parts) {
    const read = await loadGrowths(folder, metric, slot, whom)
    for (const line of lines) {
      const numbers = line.cells.map((cell, at) => cell && cell.drawn ? at : -1).filter(at => at >= 0)
      const newest = numbers[numbers.length - 1], start = numbers.find(at => at >= first)
      const row = read.find(one => one.id === line.id && one.mark === line.mark)
      const found = row && newest <= last && row.found.find(([at]) => at === start)
      if (found) line.growth = {...growthOf(found, line.cells[newest], metric, slot), last: newest - first}
    }
  }
}

function linkOf(id, total) {
  const [what, of] = total ? id.split(":") : ["below", id]
  return what === "type" ? `types/${of}/` : what === "below" ? `units/${of}/` : "units/"
}

// In which kinds of period somebody has a metric that is not there in this one.
function elsewhere(without, metric, slot, index) {
  const there = index.slots.filter(one => one !== slot && without.some(who => who.reports && reportsIn(who, metric, one)))
  return there.length ? `有这个数的期间种类：${there.map(one => one.name).join("、")}。` : ""
}

// Up to the last figure and what is missing right after it, back to where three periods running have
// none, at most so many periods; what a reader chose stays.
function spanOf(parts, {slot, from, to}) {
  if (!slot) return [0, -1]
  const cells = slot.periods.map((_, at) => parts.flatMap(part => part.lines.map(line => line.cells[at])))
  const has = at => cells[at].some(cell => cell && !(cell.gap && cell.gap.mark === "缺报") && cell.text)
  const place = id => slot.periods.findIndex(period => period.id === id)
  let last = slot.periods.length - 1
  while (last > 0 && !has(last)) last -= 1
  while (last + 1 < slot.periods.length && cells[last + 1].some(Boolean)) last += 1
  if (to) last = place(to)
  if (from) {
    const first = place(from)
    if (first > last) return [last, first]
    return [first, to ? last : Math.min(last, first + PERIODS - 1)]
  }
  let first = last
  for (let at = last, empty = 0; at >= 0 && last - at < PERIODS && empty < 3; at -= 1) {
    empty = has(at) ? 0 : empty + 1
    if (!empty) first = at
  }
  return [first, last]
}
