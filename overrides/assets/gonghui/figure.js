// How people write figures: every notation that gonghui/notation/figure.py reads, read in the same way, so
// that a form can say at once how 五万余元 is taken. tests/cases/figures.yml holds for both; everything
// else is left to the check-up.

import { ZERO, compare, decimal, negative, plus, quotient, stepOf, times } from "./figure-decimal.js"
import { CHARACTERS, readNumeral } from "./figure-numeral.js"
import { ARABIC, SCALE, SCALES, WORD, clip, fold, isUnitWord, readQuantity, strip } from "./figure-text.js"

export const STATES = { 未报: "not_reported", 不适用: "not_applicable", 隐去: "masked", 不足最小单位: "below_unit" }
// longest first: 不超过 before 超过, 至少 before 少于
const BEFORE = [
  ...["大约", "大概", "约", "将近", "接近", "近"].map(word => [word, "approx"]),
  ...["超过", "超", "逾", "突破", "多于", "高于"].map(word => [word, "more_than"]),
  ...["至少", "不少于", "不低于", "最少", "不下", "≥", "≧"].map(word => [word, "at_least"]),
  ...["不足", "不到", "少于", "低于", "未满"].map(word => [word, "less_than"]),
  ...["不超过", "至多", "最多", "不多于", "不高于", "≤", "≦"].map(word => [word, "at_most"]),
].sort((a, b) => b[0].length - a[0].length)
const AFTER = [["以上", "at_least"], ["以下", "at_most"], ["以内", "at_most"], ["左右", "approx"], ["上下", "approx"], ["余", "more_than"], ["多", "more_than"]]
const COUNT = "[0-9一二两三四五六七八九十]{1,3}"
const FREQUENCY = new RegExp(`^(?:每[^\\n]+|(?:${COUNT}|半)个?(?:年|半年|季度?|月|半月|旬|周|星期|天|日|学期)${COUNT}次)$`)
const TOTAL = /^(?:累计|合计|共计|总计|共)/ // 共300人: a total is the figure itself
const SPACED = /[0-9０-９][ \t\u00a0\u3000\u2000-\u200a]+(?=[0-9０-９])/
const THOUSANDS = /[0-9０-９]{1,3}(?:[ \u00a0\u2009\u202f][0-9０-９]{3})+(?![0-9０-９])/
const TENTHS = /^(近|约|超)?([一二三四五六七八九1-9])成([一二三四五六七八九半]?)(多|余|以上|以下|左右)?$/
const BLANK = /^(?:[/-]+|无|没有|暂无|空|[^\n]*[xX×]{2}[^\n]*)$/
const FRACTION = new RegExp(`^(?<one>${ARABIC})(?<unit>[^\\p{Nd}%/]*)/(?<two>${ARABIC})\\k<unit>$`, "u")
const SCALED_UP = new RegExp(`^(?:${SCALE})`)
const LONGEST = 60, MOST_DIGITS = 20
const EXAMPLE = "例：34个、500多名、五万余元、80%以上、11/14、未报。"

// A text that is no figure; the message says in Chinese what is wrong and what to write.
export class FigureError extends Error {}

function figureOf(written, given) {
  return {
    written, value: null, qualifier: null, lower: null, upper: null, lowerOpen: false, upperOpen: false,
    state: null, numerator: null, denominator: null, unit: "", scaled: false, ...given,
  }
}

// {written, value, qualifier, lower, upper, lowerOpen, upperOpen, state, numerator, denominator, unit, scaled}:
// numbers as exact decimals, null for none. Throws FigureError where the text is no figure.
export function readFigure(text) {
  const written = strip(text)
  if (!written) throw new FigureError("这里是空的。没有数请写“未报”，真的是零请写“0”。")
  refuseLength(written)
  refuseOddCharacters(written)
  const folded = fold(unwrapped(written))
  if (Object.keys(STATES).includes(folded)) return figureOf(written, { state: STATES[folded] })
  if (FREQUENCY.test(folded)) return figureOf(written, { qualifier: "frequency" })
  if (folded === "全覆盖") return figureOf(written, { value: decimal("100"), qualifier: "exact", unit: "%" })
  refuseWords(folded, clip(written))
  const counted = folded.replace(TOTAL, "")
  const figure = fraction(counted, written) || range(counted, written) || single(counted, written)
  if (!figure) throw new FigureError(`看不懂“${clip(written)}”这个数。${EXAMPLE}`)
  return figure
}

const unclosed = text => (/[。，]$/.test(text) ? strip(text.slice(0, -1)) : text)

// Without a closing 。 or ， and without quotes around it: copied from a sentence.
function unwrapped(written) {
  const text = unclosed(written), quoted = /^“([^“”]+)”$/.exec(text)
  return quoted ? unclosed(quoted[1]) : text
}

function refuseWords(folded, shown) {
  const tenths = TENTHS.exec(folded)
  if (tenths) {
    const [before, tens, ones, after] = tenths.slice(1).map(part => part || "")
    const digit = char => (char === "半" ? "5" : readNumeral(char) ? `${readNumeral(char).n}` : char || "0")
    throw new FigureError(`“${shown}”请写成百分数。例：${before}${digit(tens)}${digit(ones)}%${after}。`)
  }
  if (BLANK.test(folded)) {
    throw new FigureError(`“${shown}”说不清是哪一种。真的是零请写“0”，没有数请写“未报”，没有这项工作请写“不适用”，不便公开请写“隐去”。`)
  }
}

function refuseLength(written) {
  const characters = Array.from(written)
  if (characters.length > LONGEST) throw new FigureError(`“${clip(written)}”太长，不像一个数。${EXAMPLE}`)
  let longest = 0, run = 0
  for (const char of characters) {
    if (/[\p{Nd}\p{No}]/u.test(char) || CHARACTERS.includes(char)) longest = Math.max(longest, ++run)
    else if (!",.，．".includes(char)) run = 0
  }
  if (longest > MOST_DIGITS) throw new FigureError(`“${clip(written)}”超过${MOST_DIGITS}位，请核对这个数。${EXAMPLE}`)
}

function refuseOddCharacters(written) {
  for (const char of written) {
    if (/[\p{Cf}\p{Cc}\p{Co}\p{Cn}]/u.test(char)) {
      const code = char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")
      throw new FigureError(`“${clip(written)}”里有看不见的字符（U+${code}），请删去重新输入。`)
    }
    if (/[\x00-\x7f０-９\u3380-\u33df]/.test(char)) continue // ㎡, ㎞: signs of measure, of which some hold a digit
    if (/[0-9]/.test(char.normalize("NFKC")) || /\p{Nd}/u.test(char)) {
      throw new FigureError(`“${clip(written)}”里的“${char}”不是普通数字，请改成0到9。`)
    }
  }
  if (SPACED.test(written) && !THOUSANDS.test(written)) {
    throw new FigureError(`“${clip(written)}”的数字中间有空格，分不清是一个数还是两个，请删去空格。`)
  }
}

function fraction(folded, written) {
  const match = FRACTION.exec(folded)
  if (!match || !isUnitWord(match.groups.unit)) return null
  const numerator = decimal(match.groups.one), denominator = decimal(match.groups.two)
  if (denominator.n === 0n) throw new FigureError(`“${written}”的分母是0，算不出比率。不适用请写“不适用”。`)
  const value = quotient(times(numerator, decimal("100")), denominator)
  return figureOf(written, { value, qualifier: "exact", numerator, denominator, unit: "%" })
}

function range(folded, written) {
  const low = readQuantity(folded)
  if (!low) return null
  const rest = folded.slice(low.end), mark = /[-~至到]/.exec(rest)
  if (!mark) return null
  const lowUnit = rest.slice(0, mark.index), highText = rest.slice(mark.index + 1), high = readQuantity(highText)
  if (!high || !(WORD.test(lowUnit) || isUnitWord(lowUnit))) return null
  const unit = highText.slice(high.end)
  if (!isUnitWord(unit) || (lowUnit && lowUnit !== unit)) throw new FigureError(`看不懂“${clip(written)}”这个范围。例：2~3次、63%~68%。`)
  let lower = low.value
  const scale = { n: high.scale, p: 0 }
  if (!low.scaled && !lowUnit && high.scale > 1n && compare(times(lower, scale), high.value) < 0) lower = times(lower, scale) // 2~3万元 is 2万~3万元
  if (compare(lower, high.value) >= 0) throw new FigureError(`“${clip(written)}”的前一个数应小于后一个数。例：2~3次。`)
  return figureOf(written, { qualifier: "range", lower, upper: high.value, unit, scaled: low.scaled || high.scaled })
}

function single(folded, written) {
  const qualifiers = []
  let rest = folded
  const before = BEFORE.find(([word]) => rest.startsWith(word))
  if (before) {
    qualifiers.push(before[1])
    rest = rest.slice(before[0].length)
  }
  const below = /^[-负]/.test(rest)
  rest = below ? rest.slice(1) : rest
  const inPercent = rest.startsWith("百分之")
  rest = inPercent ? rest.slice(3) : rest
  const number = readQuantity(rest)
  if (!number) return null
  const barePlace = number.end === 1 && /^[百千万亿]/.test(rest) && !inPercent // 百余人, 近百人 are numbers, 万元 is none
  let { value, scaled } = number
  rest = rest.slice(number.end)
  const between = "余多几来+".includes(rest[0] || " ")
  let stepped = between && !"来+".includes(rest[0])
  if (between) { // 500多名, 50余万元, 十几, 500来人, 300+
    if (!stepped) qualifiers.push(rest[0] === "来" ? "approx" : "more_than")
    rest = rest.slice(1)
    const match = SCALED_UP.exec(rest)
    if (match && ["万", "亿", "百万", "千万"].includes(match[0]) && !scaled) {
      value = times(value, { n: SCALES[match[0]], p: 0 })
      scaled = true
      rest = rest.slice(match[0].length)
    }
  }
  if (!between && rest.endsWith("+")) { // 300人+
    qualifiers.push("more_than")
    rest = rest.slice(0, -1)
  }
  const after = AFTER.find(([word]) => rest.endsWith(word) && (rest !== word || !stepped))
  if (after) {
    rest = rest.slice(0, -after[0].length)
    if (after[1] !== "more_than") qualifiers.push(after[1])
    else if (stepped) return null
    else stepped = true
  }
  if ((inPercent && rest) || (barePlace && !stepped && !qualifiers.length)) return null
  const unit = inPercent ? "%" : rest
  if (!isUnitWord(unit)) return null
  if (stepped) qualifiers.push("more_than")
  if (new Set(qualifiers).size > 1 || (stepped && qualifiers.length > 1)) {
    throw new FigureError(`“${clip(written)}”用了两种说法（如“约”和“多”），请只留一种。例：500多名，或约500名。`)
  }
  value = below ? negative(value) : value
  return bounded(figureOf(written, { value, qualifier: qualifiers[0] || "exact", unit, scaled }), stepped)
}

function bounded(figure, stepped) {
  const { value, qualifier, written } = figure, positive = value.n > 0n
  if (qualifier === "more_than" && stepped) {
    if (!positive) throw new FigureError(`“${clip(written)}”：余、多、几前面应是大于零的数。`)
    return { ...figure, lower: value, upper: plus(value, stepOf(value)), lowerOpen: true, upperOpen: true }
  }
  if (qualifier === "more_than") return { ...figure, lower: value, lowerOpen: true }
  if (qualifier === "at_least") return { ...figure, lower: value }
  if (qualifier !== "less_than" && qualifier !== "at_most") return figure
  if (!positive) throw new FigureError(`“${clip(written)}”：这里应是大于零的数。`)
  const open = qualifier === "less_than"
  return { ...figure, lower: ZERO, upper: value, lowerOpen: open, upperOpen: open }
}
