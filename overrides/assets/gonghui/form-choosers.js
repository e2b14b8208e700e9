// The two fields in which something is chosen by its name: the unit, and one more metric.

import { makeChooser } from "../workbench-choice.js"
import { fold } from "./figure-text.js"

// The name that differs from a typed one in the fewest characters, "" where more than a third do.
export function nearest(typed, names) {
  const distances = names.map(name => [distance(fold(typed), fold(name)), name]).sort((a, b) => a[0] - b[0])
  return distances.length && distances[0][0] * 3 <= fold(typed).length ? distances[0][1] : ""
}

// How many characters must be put in, left out or changed to make one text of another (Levenshtein).
function distance(one, two) {
  let row = Array.from({ length: two.length + 1 }, (_, at) => at)
  for (const [down, char] of [...one].entries()) {
    const above = row
    row = [down + 1]
    for (let at = 0; at < two.length; at += 1) row.push(Math.min(above[at] + (char === two[at] ? 0 : 1), above[at + 1] + 1, row[at] + 1))
  }
  return row[two.length]
}

// `now()` is the unit that is chosen; `take(unit)` is called with another one.
export function chooseUnit(box, known, now, take) {
  const units = [...known.units.values()], order = known.types.map(type => type.name), field = box.querySelector("input"), told = box.querySelector(".gh-told")
  const offers = units.map((unit, at) => ({
    id: unit.id, name: unit.name, kind: unit.type.name, at, others: unit.names.map(name => name.text).filter(name => name !== unit.name),
  }))
  offers.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.at - b.at)
  const choose = ({ id, name }) => {
    field.value = name
    take(known.units.get(id))
  }
  const unknown = typed => {
    const near = nearest(typed, offers.flatMap(({ name, others }) => [name, ...others]))
    return `没有登记“${typed}”这个单位。${near ? `是不是“${near}”？` : "可以换几个字找。"}名称没有写错的，请维护人先在 data/units.yml 里登记，这里就能选。`
  }
  makeChooser(box, async () => offers, choose, unknown)
  field.addEventListener("focus", () => field.select())
  field.addEventListener("blur", () => {
    const typed = fold(field.value), whole = offers.filter(({ name, others }) => [name, ...others].some(one => fold(one) === typed))
    if (whole.length === 1 && (!now() || now().id !== whole[0].id)) choose(whole[0]) // written out, and on with the Tab key
    else {
      const written = field.value.trim(), some = offers.some(({ name, others }) => [name, ...others].some(one => fold(one).includes(typed)))
      field.value = now() ? now().name : ""
      if (typed && field.value !== written) told.textContent = some ? `“${written}”还没有选定，请写全名，或者从列出的单位里选一个。` : unknown(written)
    }
  })
}

// `shown()` are the ids of the metrics that are there already; `take(id)` is called with one more.
export function chooseMetric(box, known, shown, take) {
  makeChooser(box, async () => {
    const there = shown(), left = [...known.metrics.values()].filter(metric => !there.includes(metric.id))
    const categories = [...new Set(left.map(metric => metric.category))]
    left.sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category) || a.order - b.order)
    return left.map(metric => ({ id: metric.id, name: metric.name, others: metric.aliases, kind: metric.category }))
  }, ({ id }) => take(id))
}
