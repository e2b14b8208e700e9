// A figure in the unit of measure of its metric, as gonghui/registry/metric.py holds it; what it says in plain
// words; and how it differs from the one of the year before, where both are exact.

import { ZERO, compare, decimal, minus, rounded, textOf, times } from "./figure-decimal.js"
import { FigureError, readFigure } from "./figure.js"
import { clip } from "./figure-text.js"

const PLACES = 2 // of a rate or a difference of rates
const MONEY = ["元", "万元", "亿元"]

const isNumber = figure => figure.value !== null || figure.qualifier === "range"
const each = (figure, factor) => ({
  ...figure,
  value: figure.value && times(figure.value, factor),
  lower: figure.lower && times(figure.lower, factor),
  upper: figure.upper && times(figure.upper, factor),
})

// The figure in the metric's own unit, an open upper end closed at the cap. Throws FigureError.
export function hold(figure, metric) {
  if (!isNumber(figure)) return figure
  const written = clip(figure.written), ratio = metric.type === "ratio"
  if (!figure.unit && !(figure.value && compare(figure.value, ZERO) === 0)) refuseBare(figure, metric, written)
  if (figure.numerator && !ratio) throw new FigureError(`“${metric.name}”不是比率，不能写成“${written}”。请写一个数。例：11${metric.unit}`)
  if (ratio && !figure.unit && figure.qualifier === "exact" && compare(figure.value, ZERO) > 0 && compare(figure.value, decimal("1")) <= 0) {
    const whole = `${textOf(times(figure.value, decimal("100")))}%`
    throw new FigureError(`“${written}”没有写%，分不清是${textOf(figure.value)}%还是${whole}。请写成${whole}，或写成分数。例：11/14`)
  }
  const factor = figure.unit ? metric.words[figure.unit] : "1"
  if (factor === undefined) {
    throw new FigureError(`“${metric.name}”的计量单位是“${metric.unit}”，不能写“${clip(figure.unit)}”。可用：${Object.keys(metric.words).join("、")}。`)
  }
  const held = each(figure, decimal(factor)), open = held.upper === null && ["at_least", "more_than"].includes(held.qualifier)
  return { ...held, upper: open && metric.cap ? decimal(metric.cap) : held.upper, unit: metric.unit }
}

// 52000 of what is told in 万元 as well as in 元 says neither; nor does 5万 of a count in 万.
function refuseBare(figure, metric, written) {
  const factor = word => decimal(metric.words[word])
  let least = Object.keys(metric.words).reduce((one, two) => compare(factor(two), factor(one)) < 0 ? two : one)
  if (figure.scaled && /^[万亿]/.test(metric.unit) && least === metric.unit) least = metric.unit.slice(1)
  else if (compare(factor(least), decimal("1")) === 0) return
  const number = figure.value || figure.upper, small = !figure.scaled && number && compare(number, decimal("1000")) < 0
  throw new FigureError(`“${written}”没有写单位，分不清是${written}${least}还是${written}${metric.unit}。请写全。例：${written}${small ? metric.unit : least}`)
}

// What the check-up says of a held figure that cannot be, "" for nothing: below zero, where only money may be, or
// over the cap.
export function beyond(held, metric) {
  const { value, lower, upper, lowerOpen, written } = held, low = value || lower, high = value || upper
  if (low && low.n < 0n && !MONEY.includes(metric.unit)) return `${metric.name}不能小于零，这里是${clip(written)}。请核对。`
  const cap = metric.cap && decimal(metric.cap)
  if (!cap || !((high && compare(high, cap) > 0) || (low && lowerOpen && compare(low, cap) >= 0))) return ""
  return `${metric.name}${clip(written)}，上限是${metric.cap}${metric.unit}。请核对分子分母。`
}

// What is odd about a figure that the check-up lets pass, "" for nothing. `metric` is null for a figure of one's own.
export function doubt({ value, unit }, metric) {
  if (!value) return ""
  if (!metric && value.n < 0n && !MONEY.includes(unit)) return "小于零，请核对"
  if (!metric && unit === "%" && compare(value, decimal("100")) > 0) return "超过100%，请核对"
  return metric && metric.type !== "ratio" && !metric.decimals && value.p ? `${metric.name}一般是整数，请核对` : ""
}

// With separators between the thousands.
function amount(number, places) {
  const [whole, tail] = textOf(places === undefined ? number : rounded(number, places)).split(".")
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (tail ? `.${tail}` : "")
}

function words(figure, unit) {
  const of = number => `${amount(number)}${unit}`, { value, lower, upper, qualifier } = figure
  if (qualifier === "range") return `${of(lower)}到${of(upper)}（两头都算）`
  if (qualifier === "approx") return `大约${of(value)}，上下限不明`
  if (qualifier === "less_than") return `多于0、不到${of(upper)}`
  if (qualifier === "at_most") return `不多于${of(upper)}（${of(upper)}也算）`
  if (qualifier === "at_least") return `不少于${of(lower)}（${of(lower)}也算）${upper ? `，不超过${of(upper)}` : ""}`
  if (qualifier === "more_than") return upper ? `多于${of(lower)}、${figure.upperOpen ? "不到" : "不超过"}${of(upper)}` : `多于${of(lower)}`
  return of(value)
}

// {figure, said, error}: what a text says of a metric (null for a figure of one's own), in words, or why it
// cannot be taken.
export function reading(text, metric) {
  try {
    const figure = readFigure(text), held = metric ? hold(figure, metric) : figure
    return { figure: held, said: sentence(figure, held, metric), error: "" }
  } catch (error) {
    if (!(error instanceof FigureError)) throw error
    return { figure: null, said: "", error: error.message }
  }
}

function sentence(figure, held, metric) {
  if (figure.state) return `记作“${figure.written}”：没有数，不是零`
  if (figure.qualifier === "frequency") return "是频次，照原样登出，不参加计算"
  if (figure.numerator) return `读作${amount(figure.numerator)}/${amount(figure.denominator)}，即${amount(figure.value, PLACES)}%`
  const unit = figure.unit || (metric ? metric.unit : "")
  const said = words(unit === held.unit ? held : figure, unit)
  return `读作${said}${metric && unit !== metric.unit && metric.words[unit] !== "1" ? `，合${words(held, metric.unit)}` : ""}`
}

// How an exact figure differs from the exact one of a year before, "" where either is not.
export function difference(figure, metric, before, phrase) {
  if (!figure || figure.qualifier !== "exact" || !before || !before.value) return ""
  const ratio = metric.type === "ratio", more = minus(figure.value, decimal(before.value))
  const size = rounded(more.n < 0n ? minus(ZERO, more) : more, ratio ? PLACES : Math.max(metric.decimals, PLACES))
  if (rounded(size, ratio ? PLACES : metric.decimals).n === 0n) return `与${phrase}持平`
  const way = ratio ? ["高", "低"] : ["多", "少"]
  return `比${phrase}${way[more.n < 0n ? 1 : 0]}${amount(size)}${ratio ? "个百分点" : metric.unit}`
}
