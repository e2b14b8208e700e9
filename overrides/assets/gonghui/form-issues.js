// What is still to be put right before a file is handed in: what the check-up would surely say. Everything
// else is left to it.

import { existedIn, nameIn } from "./form-data.js"
import { fold } from "./figure-text.js"
import { line, tailOf } from "./form-file.js"
import { sayDay } from "./form-period.js"
import { LARGEST, cleaned, troubles } from "./form-text.js"
import { numbersIn } from "./privacy.js"

const MOST = 5 // numbers of persons that are told

// Where the page would stand on the site.
export function addressOf(draft, unit, period) {
  const tail = tailOf(draft)
  return `summaries/${period.id}/${unit.id}/${tail ? `${tail}/` : ""}`
}

// Whether the site has a page of that unit, period, class and scope.
export const isThere = ({ draft, unit, period, data }) => !!(unit && period && data && data.reports.includes(addressOf(draft, unit, period)))

// [[words, id of the field, whether it is a person's number] …]
export function issuesOf(now) {
  const { draft, unit, period, problem, rows, local } = now
  const found = [], tell = (text, id, ofPerson = false) => found.push([text, id, ofPerson])
  if (!unit) tell("还没有选单位。", "gh-choose-unit")
  if (problem) tell(problem, "gh-year")
  else if (!period) tell("期间还没有选全。", draft.kind === "campaign" ? "gh-first" : "gh-year")
  if (unit && period && !existedIn(unit, period)) tell(`“${nameIn(unit, period)}”在${period.name}还没有成立或已经撤销，请核对期间。`, "gh-choose-unit")
  if (isThere(now)) tell(`网站上已经有${nameIn(unit, period)}${period.name}的这一篇，再存一个文件，检查会说重复。期间选错了的，请改。`, draft.kind === "campaign" ? "gh-first" : "gh-year")
  if (draft.class === "special" && !draft.campaign) tell("专题总结要选是哪个专题活动。", "gh-campaign")
  for (const [key, name, id] of [["asOf", "数据截至", "gh-asOf"], ["issued", "签发日期", "gh-issued"]]) {
    const day = draft[key], early = day && period && day < period.first && !(key === "issued" && draft.class === "plan")
    if (early) tell(`${name}${sayDay(day)}早于${period.name}的第一天，请改。`, id)
  }
  if (/[<>]|&#?\w+;/.test(draft.title)) tell("标题里不能写“<”“>”和“&…;”，请改成全角的“＜”“＞”，或删去。", "gh-title")
  for (const row of rows) if (row.error) tell(`${row.metric.name}：${row.error}`, row.input.id)
  for (const one of local) if (one.error) tell(`其他数字：${one.error}`, one.at.id)
  const names = local.map(one => fold(line(one.name.value)))
  local.forEach((one, at) => {
    if (names[at] && names.indexOf(names[at]) < at) tell(`其他数字：“${line(one.name.value)}”写了两次，请合成一项，或者换个名称。`, one.name.id)
  })
  const braced = [["title", draft.title, "gh-title"], ...rows.flatMap(row => row.inner.map(([name, input]) => [name, input.value, input.id])),
    ...local.map(one => ["name", one.name.value, one.name.id])].find(([, text]) => /\{[{%#]/.test(line(text)))
  if (braced) tell("标题、名称和说明里不能写“{{”“{%”“{#”，请删去。", braced[2])
  const lines = cleaned(draft.text).split("\n")
  const texts = [["标题", draft.title, "gh-title"], ...lines.map((one, at) => [`正文第${at + 1}行`, one, "gh-text"]),
    ...rows.flatMap(row => row.inner.map(([name, input]) => [`${row.metric.name}的${name}`, input.value, input.id])),
    ...local.map(one => ["其他数字的名称", one.name.value, one.name.id])]
  for (const [where, text, id] of texts.flatMap(([where, text, id]) => numbersIn(text || "").map(({ kind }) => [where, kind, id])).slice(0, MOST)) {
    tell(`${where}像是有${text}，不能公布，请删去。`, id, true)
  }
  const marks = troubles(draft.text)
  if (marks.length) tell(`正文第${marks[0].line}行有${marks[0].what}${marks.length > 1 ? `，另外还有${marks.length - 1}处` : ""}，检查不会放过。可以按“把这些符号改成全角”。`, "gh-text")
  if (new Blob([draft.text]).size > LARGEST) tell("正文太长，一篇不能超过1 MB，请删减。", "gh-text")
  return found
}
