// What the form loads: the registries once, of the chosen unit its last figures. Files made at build
// (gonghui/form/), asked for again where they could not be read.

import { loadJson } from "../loading.js"

// Units, types, metrics by id; what else can be chosen.
export async function loadIndex(folder) {
  const index = await loadJson(`${folder}index.json`)
  const types = index.types.map(([id, name, metrics, scopes]) => ({ id, name, metrics, scopes }))
  const metrics = index.metrics.map(([id, name, aliases, unit, words, type, decimals, category, definition, more], order) => ({
    id, name, aliases, unit, words, type, decimals, definition, order, category: index.categories[category] || "其他",
    cap: "", parts: [], levels: [], target: 0, parent: "", ...more,
  }))
  const units = index.units.map(([id, type, names, first, last, due]) => ({
    id, due, first, last, type: types[type], name: names[names.length - 1][0],
    names: names.map(([text, from, to]) => ({ text, from, to })),
  }))
  const byId = list => new Map(list.map(one => [one.id, one]))
  return { ...index, types, units: byId(units), metrics: byId(metrics) }
}

// {before, reports, owed} of a unit, as gonghui/form/before.py says them.
export const loadUnit = (folder, id) => loadJson(`${folder}units/${id}.json`)

// The name that a unit bore on the last day of a period.
export function nameIn(unit, period) {
  const borne = period && unit.names.find(({ from, to }) => (!from || from <= period.last) && (!to || period.last <= to))
  return borne ? borne.text : unit.name
}

// Whether a unit was there on any day of a period.
export const existedIn = (unit, period) => (!unit.first || unit.first <= period.last) && (!unit.last || unit.last >= period.first)

// What was said a year before: {name, figures, headings, scopes}; empty where nothing was.
export function baseOf(data, period, { class: class_, campaign }) {
  const own = period && (period.kind === "campaign" ? period.last.slice(0, 4) : period.id)
  const before = { summary: "", special: `${campaign}:` }[class_] ?? `.${class_}:`
  const [name, figures, headings, scopes = {}] = (data && own && data.before[before + own]) || ["", {}, [], {}]
  return { name, figures, headings, scopes }
}
