// 对比台: units, metrics and periods are chosen; chart, table and sentences follow, and the address says
// what is shown. Words and numbers come from files made at build; nothing is compared here.
import {drawChart, legendOf} from "./workbench-chart.js"
import {makeChooser} from "./workbench-choice.js"
import {addressOf, asked} from "./workbench-address.js"
import {copy, save} from "./workbench-carry.js"
import {loadIndex, loadUnits} from "./workbench-data.js"
import {MOST, resolve} from "./workbench-request.js"
import {make, rowsOf, tableOf} from "./workbench-table.js"
import {csvOf, gridOf, markupOf, sentencesOf, tabbedOf, textOf} from "./workbench-text.js"
import {AVERAGE, viewOf} from "./workbench-view.js"

const bench = document.querySelector(".gh-bench")
const folder = bench.dataset.ghData, top = bench.dataset.ghTop
const find = selector => bench.querySelector(selector)
const form = find("form"), body = find(".gh-bench-body"), state = find(".gh-bench-state")
const again = find(".gh-bench-again"), notices = find(".gh-bench-notices"), result = find(".gh-result")
let index = null, choice = null, view = null, turn = 0, shown = null, failed = null

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
    const svg = drawChart({id: `gh-bench-chart-${number}`, title: `${who}${metric.name}，${view.span}`, metric, periods: view.periods, lines, caveats: view.caveats})
    if (!svg) return
    const legend = legendOf(lines, view.caveats)
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

async function show(wanted, how) {
  const mine = ++turn
  result.setAttribute("aria-busy", "true")
  try {
    if (!index) index = await loadIndex(folder)
    const resolved = await resolve(wanted, index, folder)
    const made = await viewOf(resolved, {index, folder, top})
    if (mine !== turn) return
    choice = resolved
    view = made
  } catch (error) {
    if (mine !== turn) return
    state.textContent = "数据没有读到：网络断了，或者网站正在更新。请过一会儿点“重试”。"
    state.classList.remove("gh-sr")
    again.hidden = false
    failed = [wanted, how]
    if (choice) fillForm() // what is chosen is what is shown, as before
    result.setAttribute("aria-busy", "false")
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
addEventListener("popstate", () => { if (location.search !== shown) show(asked(location.search), "") })
again.querySelector("button").addEventListener("click", () => show(...failed))

// Carrying away

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
    save(csvOf(grid()), view.title)
    done.textContent = "已下载。"
  } else if (button.dataset.ghAct) {
    const table = button.dataset.ghAct === "table"
    const texts = table ? {"text/plain": tabbedOf(grid()), "text/html": markupOf(view, grid())}
      : {"text/plain": textOf(view, view.rows, view.sentences)}
    copy(texts).then(() => { done.textContent = table ? "表格已复制，可以粘贴到Excel、WPS或Word。" : "文字已复制。" },
      () => { done.textContent = FAILED })
  }
})

show(asked(location.search), "")
