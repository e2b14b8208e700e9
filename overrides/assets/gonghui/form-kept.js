// What is said of the draft that is open, and the other drafts of this browser.

import { drafts } from "./form-draft.js"
import { empty, make } from "./form-element.js"
import { periodOf } from "./form-period.js"

// What a draft is called: its unit and period.
export function nameOf(draft, known) {
  const unit = known.units.get(draft.unit), { period } = periodOf(draft, known.calendar)
  return `${unit ? unit.name : "还没有选单位"} ${period ? period.name : "还没有选期间"}`
}

// `kept` is whether the browser keeps drafts, `foreign` whether another window works on the same one.
export function showKept(find, { draft, known, kept, foreign, saved, open, away }) {
  const line = find(".gh-form-kept")
  line.classList.toggle("gh-wrong", !kept)
  line.textContent = !kept ? "浏览器不让这一页存草稿（可能是无痕窗口，或者存满了）。关掉或刷新这一页，填的内容就没有了，请及时下载。"
    : foreign ? "这份草稿刚才在另一个窗口里也改了，后存的算数。请只留一个窗口。"
      : saved ? `草稿已存在这台电脑的浏览器里（${saved}），刷新、关机都不会丢。公用的电脑，用完请删去草稿。`
        : "填的内容随时存成草稿，只存在这台电脑的浏览器里，刷新、关机都不会丢。公用的电脑，用完请删去草稿。"
  const others = drafts().filter(one => one.id !== draft.id)
  empty(find(".gh-form-others")).append(...others.map(one => {
    const name = nameOf(one, known)
    const go = make("button", { type: "button", class: "gh-bare" }, name)
    const drop = make("button", { type: "button", class: "gh-bare", "aria-label": `删去草稿：${name}` }, "删去")
    go.addEventListener("click", () => open(one))
    drop.addEventListener("click", () => away(one))
    return make("li", {}, "另一份草稿：", go, ` ${one.saved.slice(0, 16).replace("T", " ")} `, drop)
  }))
}
