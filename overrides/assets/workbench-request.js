// What the workbench is asked for, made whole: who and what is known, what is usual where nothing was
// chosen, and a word about the rest.
import {loadUnits} from "./workbench-data.js"

export const MOST = {of: 6, metric: 4}
const NAMED = 3 // of what is asked for in vain
const LONG = 40 // characters of an id

export async function resolve(asked, index, folder) {
  const said = []
  const [unit, metric, kind] = index.first
  const chosen = {...asked}
  if (!asked.of && !asked.metric && unit) Object.assign(chosen, {of: [unit], metric: [metric], kind: asked.kind || kind})
  else if (!asked.of) chosen.of = await whoReports(asked.metric[0], index, folder)
  chosen.of = [...new Set(chosen.of || [])]
  chosen.metric = [...new Set(chosen.metric || [])]
  const totals = new Map(index.totals.map(total => [total.id, total]))
  const units = chosen.of.every(id => totals.has(id)) ? new Map() : new Map((await loadUnits(folder)).map(one => [one.id, one]))
  const known = chosen.of.filter(id => totals.has(id) || units.has(id))
  said.push(...inVain("单位", chosen.of.filter(id => !totals.has(id) && !units.has(id)), "没有登记，或者还没有报过数，没有列出"))
  const metrics = new Map(index.metrics.map(one => [one.id, one]))
  const counted = chosen.metric.filter(id => metrics.has(id))
  said.push(...inVain("指标", chosen.metric.filter(id => !metrics.has(id)), "没有登记，或者还没有单位报过，没有列出"))
  for (const [name, found, title] of [["of", known, "单位"], ["metric", counted, "指标"]]) {
    if (found.length > MOST[name]) said.push(`${title}最多${MOST[name]}个，只列出前${MOST[name]}个。`)
  }
  const whom = known.slice(0, MOST.of).map(id => totals.get(id) || units.get(id))
  whom.sort((a, b) => !totals.has(a.id) - !totals.has(b.id) || a.order - b.order) // never by size
  const what = counted.slice(0, MOST.metric).map(id => metrics.get(id)).sort((a, b) => a.order - b.order)
  if (whom.length && !asked.metric && !what.length) what.push(...usualOf(whom[0], index))
  const slot = index.slots.find(one => one.id === chosen.kind) || bestSlot(whom, what, index)
  if (chosen.kind && (!slot || slot.id !== chosen.kind)) said.push(`没有“${chosen.kind}”这种期间，改列${slot ? slot.name : "别的"}。`)
  for (const end of ["from", "to"]) {
    if (chosen[end] && slot && !slot.periods.some(period => period.id === chosen[end])) {
      said.push(`${slot.name}没有“${chosen[end]}”这一期，已略过。`)
      chosen[end] = ""
    }
  }
  return {...chosen, of: whom.map(one => one.id), metric: what.map(one => one.id), kind: slot ? slot.id : "", whom, what, slot, said, totals}
}

// One notice however many there are: the first few by name.
function inVain(what, ids, why) {
  if (!ids.length) return []
  const named = ids.slice(0, NAMED).map(id => `“${id.length > LONG ? `${id.slice(0, LONG)}……` : id}”`).join("、")
  return [`网址里的${what}${named}${ids.length > NAMED ? `等${ids.length}个` : ""}${why}。`]
}

// Where only a metric is asked for: the total of all, else the first unit that reports it.
async function whoReports(id, index, folder) {
  const metric = index.metrics.find(one => one.id === id)
  if (!metric) return index.first.slice(0, 1)
  const total = metric.addsUp && index.totals.find(one => one.id === "all" && index.slots.some(slot => reportsIn(one, metric, slot)))
  if (total) return [total.id]
  const unit = (await loadUnits(folder)).find(one => index.slots.some(slot => reportsIn(one, metric, slot)))
  return unit ? [unit.id] : []
}

// Where only a unit is asked for: the first metric that it reports in its fullest kind of period.
function usualOf(one, index) {
  const reports = one.reports ? Object.values(one.reports).sort((a, b) => b.length - a.length)[0] : []
  const first = index.metrics.find(metric => !reports.length || metric.id === index.first[1] && reports.includes(metric.id))
  return [first || index.metrics.find(metric => metric.id === reports[0])].filter(Boolean)
}

// The kind of period that most of the chosen units report the chosen metrics in.
function bestSlot(whom, what, index) {
  const count = slot => whom.filter(one => what.some(metric => reportsIn(one, metric, slot))).length
  return index.slots.reduce((best, slot) => !best || count(slot) > count(best) ? slot : best, null)
}

export function reportsIn(one, metric, slot) {
  if (one.reports) return (one.reports[slot.id] || []).includes(metric.id)
  return (metric.files[slot.id] || []).includes(one.group)
}
