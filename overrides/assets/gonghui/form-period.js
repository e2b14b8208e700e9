// The period that was chosen: its id, its name and days, as gonghui/period.py says them.

import { fold } from "./figure-text.js"
import { now } from "./form-draft.js"

const EARLIEST = 1900, LATEST = 2099
const ORDINALS = ["", "一", "二", "三", "四"]
const PHRASES = { year: "上年", term: "上学年同期", school_year: "上学年", stat_year: "上统计年度", campaign: "上年同一活动" }

const range = (first, last, name) => Array.from({ length: last - first + 1 }, (_, at) => [`${first + at}`, name(first + at)])

// The kinds that can be chosen, and the places in the year of those that have some.
export const KINDS = ["year", "half", "quarter", "month", "ytd", "term", "school_year", "stat_year", "campaign", "span"]
export const SLOTS = {
  half: [["1", "上半年"], ["2", "下半年"]],
  quarter: range(1, 4, number => `第${ORDINALS[number]}季度`),
  month: range(1, 12, number => `${number}月`),
  ytd: range(2, 12, number => `1-${number}月`),
  term: [["1", "第一学期"], ["2", "第二学期"]],
}

const two = number => `${number}`.padStart(2, "0")
const lastOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const day = (year, month, number) => `${year}-${two(month)}-${two(Math.min(number, lastOf(year, month)))}`
const ends = (year, from, to) => [day(year, from, 1), day(year, to, 31)]
const dayBefore = text => new Date(Date.parse(`${text}T00:00:00Z`) - 864e5).toISOString().slice(0, 10)

export const sayDay = text => text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日")

// Whether a period begins, or ends, after a day, 2025-07-08.
export const isToCome = (period, day = now()) => period.first > day.slice(0, 10)
export const isRunning = (period, day = now()) => period.last > day.slice(0, 10)

const made = (id, name, first, last, kind) => ({ id, name, first, last, kind, phrase: PHRASES[kind] || "上年同期" })

// {period, error} of what was chosen, {kind, year, slot, first, last, until}; neither where it is not whole.
export function periodOf({ kind, year: written, slot, first, last, until: writtenEnd }, calendar) {
  if (kind === "campaign") return campaign(first, last)
  const [year, until] = [written, writtenEnd].map(text => fold(text || ""))
  if (!/^\d{4}$/.test(year)) return { error: year ? "年份写四位数字。例：2025" : "" }
  const y = +year
  if (y < EARLIEST || y > LATEST) return { error: `年份应在${EARLIEST}到${LATEST}之间。` }
  if (kind === "span") {
    if (!/^\d{4}$/.test(until)) return { error: until ? "年份写四位数字。例：2025" : "" }
    if (+until <= y || +until > LATEST) return { error: "后一年应晚于前一年。例：2019年至2022年" }
    return { period: made(`${y}--${until}`, `${y}年至${until}年`, day(y, 1, 1), day(+until, 12, 31), kind) }
  }
  return { period: regular(kind, y, +slot, calendar) }
}

function regular(kind, y, slot, [statistical, one, two_]) {
  const of = (id, name, [first, last]) => made(id, name, first, last, kind)
  if (kind === "half") return of(`${y}-H${slot}`, `${y}年${slot === 1 ? "上" : "下"}半年`, ends(y, 6 * slot - 5, 6 * slot))
  if (kind === "quarter") return of(`${y}-Q${slot}`, `${y}年第${ORDINALS[slot]}季度`, ends(y, 3 * slot - 2, 3 * slot))
  if (kind === "month") return of(`${y}-${two(slot)}`, `${y}年${slot}月`, ends(y, slot, slot))
  if (kind === "ytd") return of(`${y}-01--${y}-${two(slot)}`, `${y}年1-${slot}月`, ends(y, 1, slot))
  if (kind === "stat_year") {
    const from = statistical.join() === "1,1" ? y : y - 1 // named by the year in which it ends
    return of(`${y}-SY`, `${y}统计年度`, [day(from, ...statistical), dayBefore(day(from + 1, ...statistical))])
  }
  if (kind === "school_year" || kind === "term") {
    const starts = [day(y, ...one), day(y + 1, ...two_), day(y + 1, ...one)], years = `${y}-${y + 1}`
    if (kind === "school_year") return of(years, `${years}学年`, [starts[0], dayBefore(starts[2])])
    return of(`${years}-T${slot}`, `${years}学年第${ORDINALS[slot]}学期`, [starts[slot - 1], dayBefore(starts[slot])])
  }
  return of(`${y}`, `${y}年`, ends(y, 1, 12))
}

function campaign(first, last) {
  if (!first || !last) return {}
  if (last < first) return { error: "最后一天早于第一天，请把先后调过来。" }
  const [y, m, d] = first.split("-").map(Number), [y2, m2, d2] = last.split("-").map(Number)
  if (y < EARLIEST || y2 > LATEST) return { error: `年份应在${EARLIEST}到${LATEST}之间。` }
  const from = first.slice(5), to = last.slice(5)
  const whole = { "01-01/12-31": ["year", 0], "01-01/06-30": ["half", 1], "07-01/12-31": ["half", 2] }[`${from}/${to}`]
  if (y === y2 && whole) return { period: regular(whole[0], y, whole[1], [[1, 1], [1, 1], [1, 1]]) }
  const name = `${y}年${m}月${d}日至${y === y2 ? "" : `${y2}年`}${m2}月${d2}日`
  return { period: made(`${first}--${last}`, name, first, last, "campaign") }
}
