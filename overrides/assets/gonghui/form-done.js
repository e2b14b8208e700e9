// The end of the form: what is still to be put right, the file's name and place, a preview of the page.

import { nameIn } from "./form-data.js"
import { empty, make } from "./form-element.js"
import { tailOf } from "./form-file.js"
import { issuesOf } from "./form-issues.js"
import { preview } from "./form-preview.js"
import { troubles } from "./form-text.js"

function addressOf(draft, unit, period) {
  const tail = tailOf(draft)
  return `summaries/${period.id}/${unit.id}/${tail ? `${tail}/` : ""}`
}

function notes({ draft, unit, period, data, rows, top }) {
  const found = [], page = unit && period ? addressOf(draft, unit, period) : "", blanks = rows.filter(row => !row.written).length
  if (page && data && data.reports.includes(page)) {
    found.push(make("p", {}, "网站上已经有", make("a", { href: top + page }, "这一期的总结"),
      "。要改那一篇，请点那一页末尾的“修改这一页”，或把要改的地方告诉维护人；另存一个文件，检查会说重复。"))
  }
  if (blanks && unit) found.push(make("p", {}, `还有${blanks}项指标空着，不会写进文件。没有数的请选“未报”或“不适用”。`))
  if (!draft.text.trim()) found.push(make("p", {}, "正文还空着。"))
  return found
}

// `find` finds an element of the form; `now` is all that is known: {draft, unit, period, problem, base, data, rows,
// local, known, top, file}.
export function showDone(find, now) {
  const { draft, unit, period, base, rows, local, known, file } = now, issues = issuesOf(now)
  const links = issues.map(([words, id]) => make("li", {}, make("a", { href: `#${id}` }, words)))
  const summary = links.length ? [make("p", { class: "gh-wrong" }, `还有${links.length}处要改：`), make("ul", {}, ...links)] : []
  empty(find("#gh-issues")).append(...summary, ...notes(now))
  find(".gh-form-mend").hidden = !troubles(draft.text).length
  const where = ["文件名：", make("code", {}, file.name), "，放进项目的 ", make("code", {}, file.folder), " 文件夹。"]
  empty(find(".gh-form-name")).append(...(file.name ? where : ["选好单位和期间，就有文件名。"]))
  find("[data-gh-act=forge]").hidden = !known.forge.length
  find(".gh-form-source").textContent = file.content
  preview(find(".gh-form-page"), {
    title: draft.title || (unit && period ? `${nameIn(unit, period)}${period.name}工会工作总结` : "（单位和期间还没有选全）"),
    figures: [...rows.filter(row => row.written).map(row => [row.metric.name, row.written, row.then]),
      ...local.filter(one => one.name.value && one.text.value).map(one => [one.name.value, one.text.value, ""])],
    before: base.name, text: draft.text,
  })
}

// A link to what is to be put right leads into its field, folded away or not.
export function followIssues(box) {
  box.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']"), field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    for (let fold = field.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true
    field.focus()
  })
}
