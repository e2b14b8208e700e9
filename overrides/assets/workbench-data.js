// The workbench's data: files read once, rows as objects. Nothing is worked out here: words, numbers
// and reasons were put into the files at build (gonghui/workbench/).

import {loadJson} from "./loading.js"

// What can be chosen: kinds of period, metrics, totals, the first view.
export async function loadIndex(folder) {
  const index = await loadJson(`${folder}index.json`)
  const slots = index.slots.map(([id, name, periods, bases, average]) => ({
    id, name, average: !!average,
    periods: periods.map(([id, name, short]) => ({id, name, short})),
    bases: bases.map(([id, name, phrase]) => ({id, name, phrase})),
  }))
  const metrics = index.metrics.map(([id, name, others, unit, category, files, addsUp], order) => ({
    id, name, others, unit, category: index.categories[category], files, addsUp: !!addsUp, order,
  }))
  const totals = index.totals.map(([id, name, group], order) => ({id, name, group, order, others: [], kind: "合计"}))
  return {slots, metrics, totals, first: index.first, signs: index.signs, caveats: index.caveats}
}

// The units, in the order of the registry, with what each reported.
export async function loadUnits(folder) {
  const {types, groups, profiles, units} = await loadJson(`${folder}units.json`)
  return units.map(([id, name, others, type, group, profile], order) => ({
    id, name, others, order, kind: types[type], group: groups[group], reports: profiles[profile],
  }))
}

// The rows of some of a group's units: [{id, name, mark, cells}], a cell for each period of the slot.
export async function loadRows(folder, metric, slot, chosen) {
  const there = metric.files[slot.id] || []
  const groups = [...new Set(chosen.map(one => one.group))].filter(group => there.includes(group))
  const files = await Promise.all(groups.map(group => loadJson(`${folder}${metric.id}/${slot.id}/${group}.json`)))
  return files.flat().map(([id, name, mark, first, cells]) => ({
    id, name, mark,
    cells: slot.periods.map((period, at) => cellOf(cells[at - first], metric, slot, at)),
  }))
}

// From which period to its newest figure a row has grown how: [{id, mark, found: [{at, …}]}]
export async function loadGrowths(folder, metric, slot, chosen) {
  const there = metric.files[slot.id] || []
  const groups = [...new Set(chosen.map(one => one.group))].filter(group => there.includes(group))
  const files = await Promise.all(groups.map(group => loadJson(`${folder}${metric.id}/${slot.id}/${group}.growth.json`)))
  return files.flat().map(([id, mark, found]) => ({id, mark, found}))
}

// What is said from one period to the newest one, whose cell is `cell`.
export function growthOf([at, difference, rate = "", average = "", remark = "", written = ""], cell, metric, slot) {
  const growth = {at, difference, rate: rate || "", average, remark, plain: rate !== 0, sentence: written}
  if (!written && growth.plain && !remark) {
    const said = usual(growth, cell, metric, slot.periods[at].name)
    growth.sentence = average ? `${said.slice(0, -1)}，${average}。` : said
  }
  return growth
}

function cellOf(found, metric, slot, at) {
  if (!found) return null
  const [text = "", changes = [], more = {}] = found
  const cell = {
    text,
    said: more.d || "",
    state: more.c || "",
    gap: more.g ? {mark: more.g[0], why: more.g[1]} : null,
    breaks: (more.b || []).map(([label, reason]) => ({label, reason})),
    name: more.u || "",
    address: more.a || "",
    notes: more.n || [],
    reported: more.r || "",
  }
  cell.drawn = drawnOf(more.v, cell)
  const said = list => slot.bases.map((basis, number) => changeOf(list[number], cell, metric, basis, at))
  cell.changes = said(changes)
  cell.same = said(more.s || [])
  return cell
}

// Where a number is drawn: where its text says, unless the file says otherwise. A bound is a number,
// null where it is open, undefined where nothing is known of it.
function drawnOf(value, cell) {
  if (value && value.length > 1) {
    const [level, lower = "", upper = "", joined = 0, partial = 0] = value
    return {level: +level, exact: false, lower: bound(lower), upper: bound(upper), joined: !!joined, partial: !!partial}
  }
  if (value) return {level: +value[0], exact: true, joined: true}
  if (cell.gap || !cell.text) return null
  return {level: +cell.text.replace(/,/g, ""), exact: true, joined: true}
}

function bound(text) {
  return text === "" ? undefined : text === "-" ? null : +text
}

function changeOf(found, cell, metric, basis, at) {
  if (!found) return null
  const [difference, rate = "", remark = "", written] = found
  const change = {difference, rate: rate || "", remark, plain: rate !== 0}
  const phrase = Array.isArray(basis.phrase) ? basis.phrase[at] : basis.phrase
  change.sentence = written === 0 ? "" : written || usual(change, cell, metric, phrase)
  return change
}

// The sentence that a file leaves out, put together as gonghui/workbench/cell.py says.
function usual(change, cell, metric, phrase) {
  const start = `${metric.name}${cell.text.replace(/,/g, "")}${metric.unit}，`
  if (change.difference === "持平") return `${start}与${phrase}持平。`
  const counted = change.difference.endsWith("百分点") ? "" : metric.unit
  const rate = change.rate ? `，${change.rate}` : ""
  return `${start}比${phrase}${change.difference.replace(/,/g, "")}${counted}${rate}。`
}
