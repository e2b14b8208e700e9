// Chinese numerals as people write them in reports: 三十, 一百零五, 五万, 一亿两千万. A twin of
// gonghui/notation/numeral.py; tests/cases/figures.yml holds for both.

import { decimal } from "./figure-decimal.js"

const DIGITS = { 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, "〇": 0, 两: 2 }
const PLACES = { 十: 10, 百: 100, 千: 1000 }
const SCALES = { 万: 10n ** 4n, 亿: 10n ** 8n }
const LONGEST = 30

export const CHARACTERS = "零一二三四五六七八九〇两十百千万亿"

const isDigits = text => [...text].every(char => char in DIGITS)

// The number that a run of Chinese numeral characters says, null where it says none.
export function readNumeral(text) {
  if (text.length > LONGEST) return null
  const at = text.indexOf("点"), value = whole(at < 0 ? text : text.slice(0, at))
  if (value === null || at < 0) return value === null ? null : { n: value, p: 0 }
  const tail = text.slice(at + 1)
  if (!tail || !isDigits(tail)) return null
  return decimal(`${value}.${[...tail].map(char => DIGITS[char]).join("")}`)
}

function whole(text) {
  if (!text) return null
  if (isDigits(text)) {
    if (text.length === 1) return BigInt(DIGITS[text])
    // digit by digit, as years are written; 两 never stands there, nor does a mere pair (五一)
    if (text.includes("两") || text.length < 3) return null
    return BigInt([...text].map(char => DIGITS[char]).join(""))
  }
  if (text.includes("亿")) return scaled(text, "亿", text.lastIndexOf("亿"))
  if (text.includes("万")) return scaled(text, "万", text.indexOf("万"))
  const value = belowTenThousand(text)
  return value === null ? null : BigInt(value)
}

function scaled(text, mark, at) {
  const head = text.slice(0, at), tail = text.slice(at + 1), scale = SCALES[mark]
  const upper = head ? whole(head) : 1n
  if (upper === null || upper === 0n || (mark === "万" && upper >= SCALES["万"])) return null
  if (head.length > 1 && isDigits(head)) return null
  if (!tail) return upper * scale
  // 三万五: the digit stands one place below
  if (tail.length === 1 && tail in DIGITS) return upper * scale + (BigInt(DIGITS[tail]) * scale) / 10n
  const lower = lowerPart(tail, scale)
  return lower === null ? null : upper * scale + lower
}

function lowerPart(tail, scale) {
  const rest = "零〇".includes(tail[0]) ? tail.slice(1) : tail
  if (!rest || "零〇".includes(rest[0]) || (rest.length > 1 && isDigits(rest))) return null
  if (rest[0] in PLACES && rest[0] !== "十") return null
  const lower = whole(rest)
  return lower === null || lower >= scale ? null : lower
}

function belowTenThousand(text) {
  let total = 0, lastPlace = 10000, zero = false, index = 0
  while (index < text.length) {
    const char = text[index]
    if ("零〇".includes(char)) {
      if (zero || index === 0 || index === text.length - 1) return null
      zero = true
      index += 1
      continue
    }
    let digit = DIGITS[char], step = 1
    if (digit === undefined) {
      if (index && !(zero && char === "十")) return null
      digit = 1 // 十二, 百余
      step = 0
    }
    const placeChar = text[index + step] || ""
    let place = PLACES[placeChar]
    if (place === undefined) {
      if (index + step !== text.length) return null
      place = zero || lastPlace === 10 || lastPlace === 10000 ? 1 : Math.floor(lastPlace / 10)
    }
    if (place >= lastPlace || digit === 0) return null
    total += digit * place
    lastPlace = place
    zero = false
    index += step + (placeChar ? 1 : 0)
  }
  return total || null
}
