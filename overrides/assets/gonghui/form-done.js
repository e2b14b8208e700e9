// The end of the form: what is still to be put right, the file's name and place, a preview of the page.

import { empty, make } from "./form-element.js"
import { doubtsOf, isUntidy, titleOf, usualTitle } from "./form-doubts.js"
import { addressOf, isThere, issuesOf } from "./form-issues.js"
import { preview } from "./form-preview.js"
import { troubles } from "./form-text.js"

function notes(now) {
  const { draft, unit, period, known, top } = now, found = []
  if (isThere(now)) {
    const how = known.forge.length ? "，请点那一页末尾的“修改这一页”，或把要改的地方告诉维护人。" : "，请把要改的地方告诉维护人。"
    found.push(make("p", {}, "要改", make("a", { href: top + addressOf(draft, unit, period) }, "网站上已经有的那一篇"), how))
  }
  if (draft.status !== "签发" && !draft.issued) {
    found.push(make("p", {}, "状态是", make("a", { href: "#gh-status" }, `“${draft.status}”`), "，网站先不公布；签发以后改成“签发”，写上签发日期。"))
  }
  return found
}

// `find` finds an element of the form; `now` is all that is known: {draft, unit, period, problem, base, data, rows,
// local, known, top, file}. What is to be put right, as issuesOf gives it.
export function showDone(find, now) {
  const { draft, unit, period, base, rows, local, known, file } = now, issues = issuesOf(now), doubts = doubtsOf(now)
  const linked = found => make("ul", {}, ...found.map(([words, id]) => make("li", {}, make("a", { href: `#${id}` }, words))))
  const wrong = issues.length ? [make("p", { class: "gh-wrong" }, `还有${issues.length}处要改：`), linked(issues)] : []
  const odd = doubts.length ? [make("p", { class: "gh-odd" }, issues.length ? "另外请看一看：" : "下载前请再看一看："), linked(doubts)] : []
  const none = issues.length ? [] : [make("p", { class: "gh-right" }, "没有要改的了，可以下载。")]
  empty(find("#gh-issues")).append(...wrong, ...none, ...odd, ...notes(now))
  const mending = [["mend", troubles(draft.text).length > 0], ["untitle", !!titleOf(now)], ["tidy", isUntidy(draft.text)]]
  for (const [act, isOf] of mending) find(`[data-gh-act=${act}]`).hidden = !isOf
  find(".gh-form-mend").hidden = !mending.some(([, isOf]) => isOf)
  const where = ["文件名：", make("code", {}, file.name), "，放进项目的 ", make("code", {}, file.folder), " 文件夹。"]
  empty(find(".gh-form-name")).append(...(file.name ? where : ["选好单位和期间，就有文件名。"]))
  find("[data-gh-act=forge]").hidden = !known.forge.length
  find(".gh-form-source").textContent = file.content
  preview(find(".gh-form-page"), {
    title: draft.title || (unit && period ? usualTitle(unit, period) : "（单位和期间还没有选全）"),
    figures: [...rows.filter(row => row.written).map(row => [row.metric.name, row.written, row.then]),
      ...local.filter(one => one.name.value && one.text.value).map(one => [one.name.value, one.text.value, ""])],
    before: base.name, text: draft.text,
  })
  return issues
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
