// The file as it will be saved: front matter that `gonghui check` reads as it was meant, then the text.
// What could mean something to YAML stands in single quotes, in which nothing but the quote itself does.

import { STATES } from "./figure.js"
import { nameIn } from "./form-data.js"
import { cleaned } from "./form-text.js"

// What needs no quotes, within braces or without: a word of letters and digits, with 80%, 11/14, 2~3 and 7.5.
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}%/.~-]*$/u
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i // of other readers of YAML, not of ours
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u

// A text on one line, without what no file may hold.
export function line(text = "") {
  return Array.from(text, char => (/[\t\n\v\f\r\x85\u2028\u2029]/.test(char) ? " " : CONTROL.test(char) ? "" : char)).join("").trim()
}

function scalar(text) {
  const one = line(text)
  return PLAIN.test(one) && !WORDS.test(one) ? one : `'${one.replace(/'/g, "''")}'`
}

const braces = pairs => `{${pairs.map(([key, value]) => `${scalar(key)}: ${value}`).join(", ")}}`
const filled = record => Object.entries(record || {}).filter(([, text]) => line(text)).map(([key, text]) => [key, scalar(text)])

export const SCOPES = { own: "本级", consolidated: "含下级" }

// The scope that is written beside a metric's figure as it was a year before, "" where the page's or the type's holds.
export const scopeOf = (id, draft, base) => (draft.scope ? "" : base.scopes[id] || "")

// A figure with what is said beside it, "" where nothing was filled in.
function figure({ text, state, note, target, parts, levels }, scope) {
  const value = state || line(text)
  if (!value) return ""
  const more = []
  if (filled(parts).length) more.push(["parts", braces(filled(parts))])
  if (filled(levels).length) more.push(["levels", braces(filled(levels))])
  if (scope) more.push(["scope", SCOPES[scope]])
  if (line(target)) more.push(["target", scalar(target)])
  if (line(note)) more.push(["note", scalar(note)])
  return more.length ? braces([["value", scalar(value)], ...more]) : scalar(value)
}

// The ids of the metrics that are asked for, as gonghui/precedent.py does: those of the unit's type, then those of the
// year before; of anything but a 工作总结 the latter alone.
export function askedOf(draft, known, base) {
  const unit = known.units.get(draft.unit), usual = unit && draft.class === "summary" ? unit.type.metrics : []
  return [...new Set([...usual, ...Object.keys(base.figures)])]
}

// The ids of the metrics that a draft shows: what is asked for, then what was added.
export function metricsOf(draft, known, base) {
  const kept = Object.keys(draft.figures).filter(id => figure(draft.figures[id]))
  return [...new Set([...askedOf(draft, known, base), ...draft.added, ...kept])].filter(id => known.metrics.has(id))
}

// {name, folder, content} of a draft whose unit and period are known; `name` without them is "".
export function fileOf(draft, period, known, base) {
  const unit = known.units.get(draft.unit), head = []
  const put = (key, text) => { if (line(text)) head.push(`${key}: ${scalar(text)}`) }
  put("unit", unit ? nameIn(unit, period) : "")
  put("unit_type", unit ? unit.type.name : "")
  put("period", period ? period.name : "")
  put("title", draft.title)
  const special = draft.class === "special"
  const campaign = special && known.campaigns.find(([id]) => id === draft.campaign)
  if (draft.class !== "summary") put("class", known.classes[draft.class])
  if (campaign) put("campaign", campaign[1])
  if (draft.scope) put("scope", SCOPES[draft.scope])
  if (draft.status !== "签发") put("status", draft.status)
  if (draft.dataStatus !== "核定") put("data_status", draft.dataStatus)
  put("as_of", draft.asOf)
  put("issued", draft.issued)
  const figures = metricsOf(draft, known, base).map(id => [known.metrics.get(id).name, figure(draft.figures[id] || {}, scopeOf(id, draft, base))])
  const local = draft.local.filter(one => line(one.name)).map(one => [line(one.name), figure(one)])
  for (const [key, rows] of [["metrics", figures], ["local", local]]) {
    const written = rows.filter(([, value]) => value)
    if (written.length) head.push(`${key}:`, ...written.map(([name, value]) => `  ${scalar(name)}: ${value}`))
  }
  const text = cleaned(draft.text).trim()
  return { ...placeOf(draft, period), content: `---\n${head.join("\n")}\n---\n${text}${text ? "\n" : ""}` }
}

// What the rest of a page's address says of class, campaign and scope, "" for the usual ones.
export function tailOf(draft) {
  const scope = draft.scope === "consolidated" ? ["consolidated"] : []
  if (draft.class === "summary" && !scope.length) return ""
  return [draft.class, ...(draft.class === "special" && draft.campaign ? [draft.campaign] : []), ...scope].join("-")
}

function placeOf(draft, period) {
  if (!draft.unit || !period) return { name: "", folder: "" }
  const tail = tailOf(draft), year = period.last.slice(0, 4)
  return { name: `${[draft.unit, period.id, ...(tail ? [tail] : [])].join("-")}.md`, folder: `docs/summaries/${year}/` }
}

export const STATE_NAMES = Object.keys(STATES)
