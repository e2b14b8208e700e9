// What stands in a figure: the number at its beginning, with 万 and 亿 multiplied out, and the word of
// measure after it. Twins of gonghui/notation/quantity.py and unitword.py, and of spelling.fold.

import { compare, decimal, plus, times } from "./figure-decimal.js"
import { CHARACTERS, readNumeral } from "./figure-numeral.js"

// White space as Python knows it: with the separators of ASCII, without the byte-order mark.
const SPACE = "(?:[^\\S\\uFEFF]|[\\x1c-\\x1f\\x85])"
const SPACES = new RegExp(`${SPACE}+`, "g"), ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g")
const DASHES = { "–": "-", "—": "-", "―": "-", "−": "-", "－": "-", "～": "~", "〜": "~" }
const dashed = text => text.replace(/[–—―−－～〜]/g, char => DASHES[char])

export const strip = text => text.replace(ENDS, "")

// Full-width and half-width, spaces and kinds of dash make no difference.
export const fold = text => dashed(dashed(text).normalize("NFKC").replace(SPACES, ""))

// A text as a message says it again: on one line, not too long.
export function clip(text, limit = 40) {
  const line = Array.from(strip(text)).map(char => (/[\t\n\v\f\r\x85\u2028\u2029]/.test(char) ? " " : /[\p{Cc}\p{Cf}\p{Cs}]/u.test(char) ? "�" : char))
  return line.length <= limit ? line.join("") : `${line.slice(0, limit - 1).join("")}…`
}

export const SCALES = {
  万亿: 10n ** 12n, 千亿: 10n ** 11n, 百亿: 10n ** 10n, 十亿: 10n ** 9n, 亿: 10n ** 8n,
  千万: 10n ** 7n, 百万: 10n ** 6n, 十万: 10n ** 5n, 万: 10n ** 4n, 千: 10n ** 3n, 百: 10n ** 2n,
}
export const SCALE = Object.keys(SCALES).join("|")
export const ARABIC = "(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\\.[0-9]+)?"
const HAN = `(?:(?!百分[点之])[${CHARACTERS}])+` // 百分点 is a unit of measure
const NUMBER = new RegExp(
  `^(?:(?<arabic>${ARABIC})(?<scales>(?:(?!百分[点之])(?:${SCALE}))?)` +
  `(?<tail>(?:${ARABIC}(?:${SCALE}))*)(?<ones>(?:[0-9]{2,4}(?:\\.[0-9]+)?(?![0-9,.]))?)` +
  `|(?<han>${HAN}(?:点${HAN})?))`)
const TAIL = new RegExp(`(${ARABIC})(${SCALE})`, "g")

const big = n => ({ n, p: 0 })

// {value, scale, end, scaled} of the number at the start of a text, null where there is none. `scale` is
// what 万, 亿 multiplied an Arabic number by; `scaled` whether 万 or 亿 was written.
export function readQuantity(text) {
  const match = NUMBER.exec(text)
  if (!match) return null
  const { arabic, scales, tail, ones, han } = match.groups
  if (han) {
    const value = readNumeral(han)
    return value && { value, scale: 1n, end: han.length, scaled: /[万亿]/.test(han) }
  }
  let value = decimal(arabic), end = arabic.length
  if (!scales) return { value, scale: 1n, end, scaled: false }
  let scale = SCALES[scales], last = scale
  value = times(value, big(scale))
  end += scales.length
  for (const [, amount, word] of tail.matchAll(TAIL)) { // 1亿2000万
    const part = times(decimal(amount), big(SCALES[word]))
    if (SCALES[word] >= last || compare(part, big(last)) >= 0) return null
    value = plus(value, part)
    last = SCALES[word]
    scale = 1n
  }
  end += tail.length
  if (ones) { // 12万3456; 1万5 says 15000 to one and 10005 to another
    if (compare(decimal(ones), big(last)) >= 0) return null
    value = plus(value, decimal(ones))
    scale = 1n
    end += ones.length
  }
  return { value, scale, end, scaled: true }
}

const LETTER = "[\\p{L}\\p{Nl}\\p{No}]"
export const WORD = new RegExp(`^(?:${LETTER}*(?:[()/·.]${LETTER}+\\)?)*|%|‰|[°℃])$`, "u")
// Letters as signs of measure have them; k, w, e and o are numbers in disguise (5w, 1e5, 10o).
const LETTERS = /^(?:[mgtLh]|(?![xX]+$)[A-Za-z]{2,4}|[kcdm]?m[23])$/
// 500来人, 三分之二, 四比一, 三届二次; and X for a digit left out
const NO_UNIT = ["来", "分之", "比", "届", "x", "X"]
const QUALIFIERS = ["以上", "以下", "以内", "左右", "上下"]
const LONGEST = 12

// Whether a text can be a unit of measure; nothing at all can, and so can 个百分点 and ㎡.
export function isUnitWord(word) {
  if (word === "" || word === "%") return true
  if (/^[\x00-\x7f]*$/.test(word)) return LETTERS.test(word)
  return Array.from(word).length <= LONGEST && WORD.test(word)
    && !`${CHARACTERS.replace("百", "")}余多几`.includes(word[0])
    && (word[0] !== "百" || word.startsWith("百分点"))
    && !NO_UNIT.some(start => word.startsWith(start)) && !word.includes("半")
    && !QUALIFIERS.some(mark => word.includes(mark))
}
