// The form on which a summary is filled in: unit and period, figures beside last year's, the text, the file.
// Nothing is sent anywhere; everything that is typed stays in this browser as a draft.

import { textActs } from "./form-acts.js"
import { chooseMetric, chooseUnit } from "./form-choosers.js"
import { baseOf, loadIndex, loadUnit } from "./form-data.js"
import { followIssues, showDone } from "./form-done.js"
import { blank, drop, isBlank, keep, last, watch } from "./form-draft.js"
import { SCOPES, askedOf, fileOf, metricsOf, scopeOf } from "./form-file.js"
import { askFirst, handIn } from "./form-handing.js"
import { nameOf, showKept } from "./form-kept.js"
import { KINDS, periodOf } from "./form-period.js"
import { MetricRows, localRows } from "./form-rows.js"
import { acceptText } from "./form-textarea.js"
import { beforeWords, fillLists, isUsual, showOwed, showPeriod, showSlots } from "./form-who.js"

const WAIT = 250 // milliseconds after a key until what was typed is kept and shown
const box = document.querySelector(".gh-form"), folder = box.dataset.ghData, top = box.dataset.ghTop
const find = selector => box.querySelector(selector)
const form = find("form"), state = find(".gh-form-state"), again = find(".gh-form-again"), body = find(".gh-form-body")
const unitField = find("#gh-choose-unit"), text = find("#gh-text"), told = find("#gh-text-told"), done = find("#gh-done-told")
const rows = new MetricRows(find("#gh-rows"))

let known = null // units, metrics and the rest
let draft = blank()
let data = null, dataOf = "", missed = false // what the unit said before, whose that is, whether it could not be read
let local = [], timer = 0, kept = true, file = null, issues = [], foreign = false

// Showing

const unitNow = () => known.units.get(draft.unit)
const chosen = () => periodOf(draft, known.calendar)
const baseNow = period => baseOf(data, period, draft)

// Shows a draft from its beginning.
function open(next) {
  draft = known.units.has(next.unit) ? next : { ...next, unit: "" }
  foreign = false
  fillLists(form, draft, known)
  for (const name of ["year", "first", "last", "until", "asOf", "issued", "title", "text"]) form.elements[name].value = draft[name]
  unitField.value = unitNow() ? unitNow().name : ""
  showSlots(form, draft)
  find("details.gh-fold").open = !isUsual(draft)
  rows.clear()
  showLocal()
  told.textContent = done.textContent = ""
  tellKept()
  return readUnit()
}

async function readUnit() {
  const wanted = draft.unit
  if (wanted !== dataOf) data = null
  missed = false
  refresh()
  if (!wanted || (wanted === dataOf && data)) return
  try {
    const read = await loadUnit(folder, wanted)
    if (wanted !== draft.unit) return
    data = read
    dataOf = wanted
  } catch (error) {
    if (wanted !== draft.unit) return
    missed = true
  }
  refresh()
}

function refresh() {
  const { period, error } = chosen(), unit = unitNow(), base = baseNow(period)
  showPeriod(find("#gh-period-name"), period, error)
  find("#gh-campaign").closest(".gh-field").hidden = draft.class !== "special"
  const asked = askedOf(draft, known, base), compared = draft.class === "summary" || draft.class === "special"
  rows.show(metricsOf(draft, known, base).map(id => known.metrics.get(id)), draft.figures, metric => asked.includes(metric.id), removeMetric)
  for (const row of rows.rows.values()) {
    const { id } = row.metric, own = scopeOf(id, draft, base), found = base.figures[id]
    const scope = draft.scope || own || (unit && unit.type.scopes[id]) || "own"
    row.refresh(found && found[scope], period ? period.phrase : "上年", own && SCOPES[own])
  }
  local.forEach(one => one.refresh())
  find(".gh-form-before").textContent = beforeWords({ unit, missed, period: (compared || base.name) && period, base })
  find("[data-gh-act=headings]").hidden = !base.headings.length
  showOwed(find(".gh-form-owed"), period || !data ? [] : data.owed, known, one => {
    open(Object.assign(draft, one))
    changed()
    form.elements.kind.focus()
  })
  file = fileOf(draft, period, known, base)
  issues = showDone(find, { draft, unit, period, problem: error, base, data, rows: [...rows.rows.values()], local, known, top, file })
}

function tellKept(saved) {
  showKept(find, { draft, known, kept, foreign, saved, open: another, away: one => {
    if (!sure(one)) return
    drop(one.id)
    tellKept(saved)
    find("[data-gh-act=another]").focus()
  } })
}

function another(next) {
  save()
  open(next)
  if (next.saved) keep(next)
  unitField.focus()
}

const sure = one => window.confirm(`删去“${nameOf(one, known)}”这份草稿？删了找不回来。`)

function showLocal() {
  local = localRows(find("#gh-local-rows"), draft.local, at => {
    draft.local.splice(at, 1)
    showLocal()
    changed()
    find("[data-gh-act=local]").focus()
  })
}

// Keeping

function changed() {
  if (done.firstElementChild) done.textContent = "" // what was asked there is of another file
  clearTimeout(timer)
  timer = setTimeout(() => { save(); refresh() }, WAIT)
}

function save() {
  timer = clearTimeout(timer)
  if (isBlank(draft) && !draft.unit) return
  kept = keep(draft)
  tellKept(draft.saved.slice(11, 16))
}

const flush = () => { if (timer) save() }
for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, flush)
addEventListener("beforeunload", event => {
  flush()
  if (kept || isBlank(draft)) return
  event.preventDefault()
  event.returnValue = ""
})
watch(() => draft.id, () => { foreign = true; tellKept() })

// Filling in

function take(field) {
  if (field.ghTake) field.ghTake()
  else if (field.name && field.name in draft) draft[field.name] = field.value
  else return
  if (field.name === "kind") showSlots(form, draft)
  changed()
}

form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("input", event => { if (!event.isComposing) take(event.target) })
form.addEventListener("compositionend", event => take(event.target))
form.addEventListener("change", event => {
  take(event.target)
  if (event.target.matches("select, [type=date]")) refresh()
})

function removeMetric(metric) {
  draft.added = draft.added.filter(id => id !== metric.id)
  delete draft.figures[metric.id]
  changed()
  refresh()
  find("#gh-choose-metric").focus()
}

function start() {
  chooseUnit(find("[data-gh-chooser=unit]"), known, unitNow, unit => {
    if (!draft.year && KINDS.includes(unit.due)) Object.assign(draft, { kind: unit.due, slot: "1" })
    draft.unit = unit.id
    form.elements.kind.value = draft.kind
    showSlots(form, draft)
    changed()
    readUnit()
  })
  chooseMetric(find("[data-gh-chooser=metric]"), known, () => metricsOf(draft, known, baseNow(chosen().period)), id => {
    draft.added.push(id)
    changed()
    refresh()
    rows.rows.get(id).input.focus()
  })
  acceptText(text, find("#gh-file"), told, find("#gh-body").parentNode)
}

const ACTS = {
  another: () => another(blank()),
  forget() {
    if (!sure(draft)) return
    drop(draft.id)
    open(blank())
    unitField.focus()
  },
  local() {
    draft.local.push({ name: "", text: "" })
    showLocal()
    local[local.length - 1].name.focus()
    changed()
  },
  ...textActs(() => ({ draft, unit: unitNow(), period: chosen().period, base: baseNow(chosen().period) }), form, told, changed),
}
const HANDING = ["download", "copy", "forge"]

followIssues(find("#gh-issues"))
box.addEventListener("click", event => {
  const button = event.target.closest("[data-gh-act]")
  if (!button) return
  const { ghAct: act, ghSure: sure } = button.dataset
  if (HANDING.includes(act)) {
    save()
    refresh()
    if (!file.name) {
      done.textContent = "单位和期间还没有选全，没有文件名。请先改上面列出的几处。"
      return find("#gh-issues").focus()
    }
    if (issues.length && sure === undefined) return askFirst(done, act, issues)
    if (sure !== undefined) find(`.gh-acts [data-gh-act=${act}]`).focus()
    return handIn(act, file, known.forge, words => { done.textContent = words + (issues.length ? "上面列出的几处还没有改，检查会指出来。" : "") })
  }
  ACTS[act]()
})

async function begin() {
  again.hidden = true
  try {
    known = await loadIndex(folder)
  } catch (error) {
    state.textContent = location.protocol === "file:" ? "这一页是从本机的文件打开的，浏览器不让读数据。请从网站的网址打开。"
      : "单位和指标没有读到：网络断了，或者网站正在更新。请过一会儿点“重试”；以前存的草稿都在。"
    again.hidden = false
    return
  }
  start()
  state.hidden = true
  const asked = new URLSearchParams(location.search).get("unit"), found = last()
  open(known.units.has(asked) && !(found && found.unit === asked) ? { ...blank(), unit: asked } : found || blank())
  body.hidden = false
}

again.querySelector("button").addEventListener("click", begin)
begin()
