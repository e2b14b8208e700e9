// Unit and period: the lists to choose from, the fields that belong to the kind of period, what is still owed.

import { empty, fill, make } from "./form-element.js"
import { KINDS, SLOTS, isToCome, periodOf, sayDay } from "./form-period.js"

const PARTS = { campaign: ["days"], span: ["year", "until"] }

// Fills every list of the form and shows what a draft has chosen.
export function fillLists({ elements }, draft, known) {
  fill(elements.kind, KINDS.map(kind => [kind, known.kinds[kind]]), draft.kind)
  fill(elements.class, Object.entries(known.classes), draft.class)
  fill(elements.campaign, [["", known.campaigns.length ? "请选" : "还没有登记专题活动"], ...known.campaigns], draft.campaign)
  fill(elements.scope, [["", "照单位类型的规定"], ["own", "本级"], ["consolidated", "含下级"]], draft.scope)
  fill(elements.status, known.statuses.map(name => [name, name]), draft.status)
  fill(elements.dataStatus, known.dataStatuses.map(name => [name, name]), draft.dataStatus)
}

// Shows the fields of the kind of period that is chosen.
export function showSlots(form, draft) {
  const parts = PARTS[draft.kind] || ["year", ...(SLOTS[draft.kind] ? ["slot"] : [])]
  for (const label of form.querySelectorAll("[data-gh-part]")) label.hidden = !parts.includes(label.dataset.ghPart)
  const slots = SLOTS[draft.kind] || [["0", ""]]
  if (!slots.some(([id]) => id === draft.slot)) draft.slot = slots[0][0]
  fill(form.elements.slot, slots, draft.slot)
  form.elements.year.parentNode.firstChild.textContent = ["term", "school_year", "span"].includes(draft.kind) ? "从哪一年 " : "年份 "
}

// The periods that a unit was to report and has not, [[kind, year, slot] …]; `take` is called with the one chosen.
export function showOwed(line, owed, known, take) {
  empty(line).append("应报还没有报：", ...owed.map(([kind, year, slot]) => {
    const chosen = { kind, year: `${year}`, slot: `${slot}` }
    const button = make("button", { type: "button", class: "gh-bare" }, periodOf(chosen, known.calendar).period.name)
    button.addEventListener("click", () => take(chosen))
    return button
  }))
  line.hidden = !owed.length
}

// Says which period was chosen, or what is wrong with it.
export function showPeriod(line, period, error) {
  const early = period && isToCome(period) ? "，还没有开始，请核对" : ""
  line.textContent = error ? `请改：${error}` : period ? `期间：${period.name}（${sayDay(period.first)}至${sayDay(period.last)}）${early}` : "期间还没有选全。"
  line.classList.toggle("gh-wrong", !!error)
}

// Whether a draft leaves class, scope, state, days and title as most summaries have them.
export function isUsual(draft) {
  return !draft.title && !draft.issued && !draft.asOf && !draft.scope && draft.class === "summary" && draft.status === "起草" && draft.dataStatus === "核定"
}

// What stands over the figures: whose they are beside them, or why there are none.
export function beforeWords({ unit, missed, period, base }) {
  if (!unit) return "选了单位，这里列出它通常要报的指标。"
  if (missed) return "上年的数没有读到：网络断了，或者网站正在更新。照样可以填；要看上年的数，请过一会儿刷新这一页，填好的都在。"
  if (!period) return ""
  return base.name ? `旁边列出的是${base.name}的数。` : `网站上没有可以对照的${period.phrase}的数。`
}
