// 对比台: units, metrics and periods are chosen; chart, table and sentences follow, and the address says
// what is shown. Words and numbers come from files made at build; nothing is compared here.
import {drawChart, legendOf} from "./workbench-chart.js"
import {makeChooser} from "./workbench-choice.js"
import {growthOf, loadGrowths, loadIndex, loadRows, loadUnits} from "./workbench-data.js"
import {csvOf, gridOf, make, markupOf, rowsOf, sentencesOf, tableOf, tabbedOf, textOf} from "./workbench-table.js"

const AVERAGE = "average"
const MOST = {of: 6, metric: 4, periods: 15}
const bench = document.querySelector(".gh-bench")
const folder = bench.dataset.ghData, top = bench.dataset.ghTop
const find = selector => bench.querySelector(selector)
const form = find("form"), body = find(".gh-bench-body"), state = find(".gh-bench-state")
const again = find(".gh-bench-again"), notices = find(".gh-bench-notices"), result = find(".gh-result")
let index = null, choice = null, view = null, turn = 0, shown = null

// The address

function fromAddress() {
  const asked = new URLSearchParams(location.search)
  // null where nothing is said, "none" is nothing
  const list = name => asked.has(name) ? asked.get(name).split(",").map(id => id.trim()).filter(id => id && id !== "none") : null
  return {
    of: list("of"), metric: list("metric"), kind: asked.get("kind") || "", from: asked.get("from") || "",
    to: asked.get("to") || "", basis: list("basis"),
  }
}

const ids = list => list.join(",") || "none"

function addressOf(chosen) {
  const pairs = [["of", ids(chosen.of)], ["metric", ids(chosen.metric)], ["kind", chosen.kind], ["from", chosen.from], ["to", chosen.to]]
  if (chosen.basis) pairs.push(["basis", ids(chosen.basis)])
  const said = pairs.filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",")}`)
  return `${location.pathname}?${said.join("&")}`
}

// What is asked for, resolved: who and what is known, and a word about the rest.
async function resolve(asked) {
  const said = []
  const [unit, metric, kind] = index.first
  const chosen = {...asked}
  if (!asked.of && !asked.metric && unit) Object.assign(chosen, {of: [unit], metric: [metric], kind: asked.kind || kind})
  else if (!asked.of) chosen.of = await whoReports(asked.metric[0])
  chosen.of = [...new Set(chosen.of || [])]
  chosen.metric = [...new Set(chosen.metric || [])]
  const totals = new Map(index.totals.map(total => [total.id, total]))
  const units = chosen.of.every(id => totals.has(id)) ? new Map() : new Map((await loadUnits(folder)).map(one => [one.id, one]))
  const known = chosen.of.filter(id => totals.has(id) || units.has(id))
  for (const id of chosen.of) if (!known.includes(id)) said.push(`网址里的单位“${id}”没有登记，或者还没有报过数，没有列出。`)
  const metrics = new Map(index.metrics.map(one => [one.id, one]))
  const counted = chosen.metric.filter(id => metrics.has(id))
  for (const id of chosen.metric) if (!counted.includes(id)) said.push(`网址里的指标“${id}”没有登记，或者还没有单位报过，没有列出。`)
  for (const [name, found, title] of [["of", known, "单位"], ["metric", counted, "指标"]]) {
    if (found.length > MOST[name]) said.push(`${title}最多${MOST[name]}个，只列出前${MOST[name]}个。`)
  }
  const whom = known.slice(0, MOST.of).map(id => totals.get(id) || units.get(id))
  whom.sort((a, b) => !totals.has(a.id) - !totals.has(b.id) || a.order - b.order) // never by size
  const what = counted.slice(0, MOST.metric).map(id => metrics.get(id)).sort((a, b) => a.order - b.order)
  if (whom.length && !asked.metric && !what.length) what.push(...usualOf(whom[0]))
  const slot = index.slots.find(one => one.id === chosen.kind) || bestSlot(whom, what)
  if (chosen.kind && (!slot || slot.id !== chosen.kind)) said.push(`没有“${chosen.kind}”这种期间，改列${slot ? slot.name : "别的"}。`)
  for (const end of ["from", "to"]) {
    if (chosen[end] && slot && !slot.periods.some(period => period.id === chosen[end])) {
      said.push(`${slot.name}没有“${chosen[end]}”这一期，已略过。`)
      chosen[end] = ""
    }
  }
  return {...chosen, of: whom.map(one => one.id), metric: what.map(one => one.id), kind: slot ? slot.id : "", whom, what, slot, said, totals}
}

// Where only a metric is asked for: the total of all, else the first unit that reports it.
async function whoReports(id) {
  const metric = index.metrics.find(one => one.id === id)
  if (!metric) return index.first.slice(0, 1)
  const total = metric.addsUp && index.totals.find(one => one.id === "all" && index.slots.some(slot => reportsIn(one, metric, slot)))
  if (total) return [total.id]
  const unit = (await loadUnits(folder)).find(one => index.slots.some(slot => reportsIn(one, metric, slot)))
  return unit ? [unit.id] : []
}

// Where only a unit is asked for: the first metric that it reports in its fullest kind of period.
function usualOf(one) {
  const reports = one.reports ? Object.values(one.reports).sort((a, b) => b.length - a.length)[0] : []
  const first = index.metrics.find(metric => !reports.length || metric.id === index.first[1] && reports.includes(metric.id))
  return [first || index.metrics.find(metric => metric.id === reports[0])].filter(Boolean)
}

// The kind of period that most of the chosen units report the chosen metrics in.
function bestSlot(whom, what) {
  const count = slot => whom.filter(one => what.some(metric => reportsIn(one, metric, slot))).length
  return index.slots.reduce((best, slot) => !best || count(slot) > count(best) ? slot : best, null)
}

function reportsIn(one, metric, slot) {
  if (one.reports) return (one.reports[slot.id] || []).includes(metric.id)
  return (metric.files[slot.id] || []).includes(one.group)
}

// The view

async function viewOf(chosen) {
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
    if (without.length && slot) said.push(`${without.map(one => one.name).join("、")}没有${slot.name}的${metric.name}。${elsewhere(without, metric, slot)}`)
  }
  const [first, last] = spanOf(parts, chosen)
  const periods = slot ? slot.periods.slice(first, last + 1) : []
  const average = !!slot && slot.average && (chosen.basis || []).includes(AVERAGE)
  if (average) await grow(parts, chosen, first, last)
  for (const part of parts) for (const line of part.lines) line.cells = line.cells.slice(first, last + 1)
  const bases = slot ? slot.bases.map(basis => basis.id).filter(id => (chosen.basis || ["yoy"]).includes(id)) : []
  const span = periods.length ? periods.length > 1 ? `${periods[0].name}至${periods[periods.length - 1].name}` : periods[0].name : ""
  const title = `${parts.map(part => part.metric.name).join("、")}（${slot ? slot.name : ""}，${span}）`
  return {top, parts, periods, slot, bases, title, span, signs: index.signs, average}
}

// To each row from which of its figures within the span to its newest one a growth was worked out: the
// earliest, where that is the row's first within the span.
async function grow(parts, {whom, slot}, first, last) {
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
function elsewhere(without, metric, slot) {
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
    return [first, to ? last : Math.min(last, first + MOST.periods - 1)]
  }
  let first = last
  for (let at = last, empty = 0; at >= 0 && last - at < MOST.periods && empty < 3; at -= 1) {
    empty = has(at) ? 0 : empty + 1
    if (!empty) first = at
  }
  return [first, last]
}

// Showing

function fillForm() {
  const {whom, what, slot} = choice
  chips("of", whom)
  chips("metric", what)
  options(form.elements.kind, index.slots.map(one => [one.id, one.name]), slot ? slot.id : "")
  const periods = slot ? slot.periods.map(period => [period.id, period.name]) : []
  options(form.elements.from, periods, view.periods.length ? view.periods[0].id : "")
  options(form.elements.to, periods, view.periods.length ? view.periods[view.periods.length - 1].id : "")
  const box = find(".gh-bases"), bases = slot ? [...slot.bases, ...slot.average ? [{id: AVERAGE, name: "年均"}] : []] : []
  if (box.dataset.bases !== bases.map(one => one.id).join()) {
    box.dataset.bases = bases.map(one => one.id).join()
    box.textContent = ""
    for (const one of bases) {
      box.append(make("label", {}, make("input", {type: "checkbox", name: "basis", value: one.id}), ` ${one.name}`))
    }
  }
  for (const input of box.querySelectorAll("input")) input.checked = view.bases.includes(input.value) || view.average && input.value === AVERAGE
}

function options(select, pairs, value) {
  if (select.dataset.filled !== pairs.join()) {
    select.dataset.filled = pairs.join()
    select.textContent = ""
    for (const [id, name] of pairs) select.append(make("option", {value: id}, name))
  }
  select.value = value
}

function chips(name, items) {
  const list = find(`[data-gh-chooser=${name}] .gh-chips`)
  list.textContent = ""
  for (const item of items) {
    const button = make("button", {type: "button", "aria-label": `去掉${item.name}`, title: "去掉"}, "×")
    button.addEventListener("click", () => {
      const kept = choice[name].filter(id => id !== item.id)
      change({[name]: kept, ...(kept.length ? {} : {from: "", to: ""})})
      find(`#gh-choose-${name}`).focus()
    })
    list.append(make("li", {}, make("span", {}, item.name), button))
  }
}

function showResult() {
  const rows = rowsOf(view), sentences = sentencesOf(view)
  const charts = find(".gh-charts"), tables = find(".gh-tables"), said = find(".gh-said-all")
  for (const box of [charts, tables, said]) box.textContent = ""
  result.hidden = !view.parts.length
  view.rows = rows
  view.sentences = sentences
  view.parts.forEach(({metric, lines}, number) => {
    const who = lines.length > 1 ? "" : lines[0].name
    const title = `${who}${metric.name}（${view.slot.name}，计量单位：${metric.unit}）`
    const svg = drawChart({id: `gh-bench-chart-${number}`, title: `${who}${metric.name}，${view.span}`, metric, periods: view.periods, lines})
    if (!svg) return
    const legend = legendOf(lines)
    charts.append(make("figure", {class: "gh-trend"}, make("figcaption", {}, title), svg, ...(legend ? [make("p", {}, legend)] : [])))
  })
  if (!charts.firstChild) charts.append(make("p", {}, "没有可以画的数。"))
  tables.append(tableOf(view, rows))
  const newest = sentences.filter(one => one.period === (sentences[0] || {}).period)
  const older = sentences.slice(newest.length)
  said.append(newest.length ? listOf(newest) : make("p", {}, view.bases.length ? "这几期没有可以引用的句子，原因见表。" : "上面的“和谁比”一项也没有选，没有句子。"))
  if (older.length) {
    said.append(make("details", {class: "gh-sentences"}, make("summary", {}, `以前各期的${older.length}句`), listOf(older)))
  }
  find(".gh-done").textContent = ""
}

function listOf(sentences) {
  return make("ul", {class: "gh-lines"}, ...sentences.map(({text}) => make("li", {}, make("span", {}, text), " ",
    make("button", {type: "button", class: "gh-button gh-copy-line", "aria-label": `复制：${text}`}, "复制"))))
}

async function show(asked, how) {
  const mine = ++turn
  result.setAttribute("aria-busy", "true")
  try {
    if (!index) index = await loadIndex(folder)
    const resolved = await resolve(asked)
    const made = await viewOf(resolved)
    if (mine !== turn) return
    choice = resolved
    view = made
  } catch (error) {
    if (mine !== turn) return
    state.textContent = "数据没有读到：网络断了，或者网站正在更新。请过一会儿点“重试”。"
    state.classList.remove("gh-sr")
    again.hidden = false
    again.dataset.asked = JSON.stringify(asked)
    return
  }
  again.hidden = true
  if (how === "push") history.pushState(null, "", addressOf(choice))
  shown = location.search
  notices.textContent = ""
  for (const said of choice.said) notices.append(make("li", {}, said))
  fillForm()
  showResult()
  state.classList.toggle("gh-sr", view.parts.length > 0)
  state.textContent = spoken()
  body.hidden = false
  result.setAttribute("aria-busy", "false")
}

// What changed, for those who listen.
function spoken() {
  if (!choice.of.length) return "还没有选单位。请在“加一个单位或合计”里写名称。"
  if (!choice.metric.length) return "还没有选指标。请在“加一个指标”里写名称。"
  if (!view.parts.length) return `没有可以列出的数。${choice.said.join("")}`
  const lines = Math.max(...view.parts.map(part => part.lines.length))
  return `已列出${lines}行、${view.parts.length}个指标，${view.span}，共${view.periods.length}期。${choice.said.join("")}`
}

function change(what) {
  const {of, metric, kind, from, to, basis} = choice
  return show({of, metric, kind, from, to, basis, ...what}, "push")
}

// Choosing

function add(name, title) {
  return offer => {
    if (choice[name].includes(offer.id)) state.textContent = `${offer.name}已经选了。`
    else if (choice[name].length >= MOST[name]) {
      notices.textContent = ""
      notices.append(make("li", {}, `${title}最多${MOST[name]}个，请先去掉一个。`))
      state.textContent = `${title}最多${MOST[name]}个，请先去掉一个。`
    } else change({[name]: [...choice[name], offer.id]})
  }
}

makeChooser(find("[data-gh-chooser=of]"), async () => [...index.totals, ...await loadUnits(folder)], add("of", "单位"))
makeChooser(find("[data-gh-chooser=metric]"), async () => byCategory(), add("metric", "指标"))

function byCategory() {
  const offers = index.metrics.map(metric => ({...metric, kind: metric.category}))
  const order = [...new Set(offers.map(offer => offer.kind))]
  return offers.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.order - b.order)
}

form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("change", event => {
  const {name, value} = event.target
  if (name === "kind") change({kind: value, from: "", to: ""})
  else if (name === "from" || name === "to") change({from: form.elements.from.value, to: form.elements.to.value})
  else if (name === "basis") change({basis: [...form.querySelectorAll("[name=basis]:checked")].map(input => input.value)})
})
// a link to a note changes the address too, and nothing that is shown
addEventListener("popstate", () => { if (location.search !== shown) show(fromAddress(), "") })
again.querySelector("button").addEventListener("click", () => show(JSON.parse(again.dataset.asked), "push"))

// Carrying away

// Texts by media type. A site served without encryption has no clipboard of its own.
function copy(texts) {
  const types = Object.keys(texts)
  if (navigator.clipboard && (types.length === 1 || window.ClipboardItem)) {
    if (types.length === 1) return navigator.clipboard.writeText(texts["text/plain"])
    const blobs = types.map(type => [type, new Blob([texts[type]], {type})])
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  }
  return new Promise((resolve, reject) => {
    const fill = event => {
      for (const type of types) event.clipboardData.setData(type, texts[type])
      event.preventDefault()
    }
    document.addEventListener("copy", fill, {once: true})
    const done = document.execCommand("copy")
    document.removeEventListener("copy", fill)
    done ? resolve() : reject(new Error("copy"))
  })
}

function save(text) {
  const name = view.title.replace(/[（，]/g, "_").replace(/[）\\/:*?"<>|]/g, "")
  const address = URL.createObjectURL(new Blob([text], {type: "text/csv;charset=utf-8"}))
  make("a", {href: address, download: `${name}.csv`}).click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

const FAILED = "没有复制成，请选中文字后按 Ctrl+C。"

result.addEventListener("click", event => {
  const button = event.target.closest("button")
  if (!button) return
  const done = find(".gh-done"), grid = () => gridOf(view, view.rows)
  if (button.classList.contains("gh-copy-line")) {
    copy({"text/plain": button.previousElementSibling.textContent}).then(() => {
      button.textContent = "已复制"
      setTimeout(() => { button.textContent = "复制" }, 4000)
      state.textContent = "句子已复制。"
    }, () => { state.textContent = FAILED; button.textContent = FAILED })
  } else if (button.dataset.ghAct === "csv") {
    save(csvOf(grid()))
    done.textContent = "已下载。"
  } else if (button.dataset.ghAct) {
    const table = button.dataset.ghAct === "table"
    const texts = table ? {"text/plain": tabbedOf(grid()), "text/html": markupOf(view, grid())}
      : {"text/plain": textOf(view, view.rows, view.sentences)}
    copy(texts).then(() => { done.textContent = table ? "表格已复制，可以粘贴到Excel、WPS或Word。" : "文字已复制。" },
      () => { done.textContent = FAILED })
  }
})

show(fromAddress(), "")
