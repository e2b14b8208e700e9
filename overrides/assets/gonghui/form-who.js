// Unit and period: the lists to choose from, the fields that belong to the kind of period, what is still owed.

import { empty, fill, make } from "./form-element.js"
import { KINDS, SLOTS, periodOf } from "./form-period.js"

const PARTS = { campaign: ["days"], span: ["year", "until"] }

// Fills every list of the form and shows what a draft has chosen.
export function fillLists({ elements }, draft, known) {
  fill(elements.kind, KINDS.map(kind => [kind, known.kinds[kind]]), draft.kind)
  fill(elements.class, Object.entries(known.classes), draft.class)
  fill(elements.campaign, [["", known.campaigns.length ? "请选" : "还没有登记专题活动"], ...known.campaigns], draft.campaign)
  fill(elements.scope, [["", "照单位类型的规定，没有规定的是本级"], ["own", "本级"], ["consolidated", "含下级"]], draft.scope)
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
