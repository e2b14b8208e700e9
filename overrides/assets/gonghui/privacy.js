// Numbers of persons in a text: identity cards, bank cards and mobiles, as people mostly write them. A small twin of
// gonghui/privacy/; tests/cases/privacy.yml holds for both. The disguises that the check-up sees through are left to it.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], CHECKS = "10X98765432"
const GROUPS = /\d+(?:[ .-]{1,3}\d+)*/g
const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71(?=0000)|8[1-3](?=0000))/
const MOBILE = /^((?:00)?86|0)?1[3-9]\d{9}$/, BANK = /^(?:62|60|4|5[1-5]|955[89])/
const MONEY = /^ *(?:[元万亿千%]|美元|人民币|吨|平方|立方|(?:人|场|件)?次(?!日))/
const NUMBERED = /(?:执照|订单|单号|编号|票据号?|流水|序列|代码|条码|群号|注册号|第)[ ：:为是]{0,2}$/
const LONGER = /(?:[0-9][.,A-Za-z]|[￥¥$€] ?|[0-9][A-Za-z]{1,4})$/ // money, or a piece of a longer code
const MOBILE_SHAPES = ["11", "3,4,4", "3,8", "7,4", "3,3,5", "4,4,3", "4,3,4"]

const plain = text => text.replace(/[０-９Ｘｘ]/g, char => char.normalize("NFKC")).replace(/[\u00a0\u3000\t]/g, " ").replace(/[‐‑‒–—－]/g, "-").replace(/·/g, ".")

function isDay(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && year <= 2099 && made.getUTCMonth() === month - 1 && made.getUTCDate() === +day
}

function isCitizen(number) {
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * number[at], 0)
  return REGION.test(number) && isDay(number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)) && CHECKS[total % 11] === number[17]
}

function luhnHolds(digits) {
  const total = [...digits].reverse().reduce((sum, digit, at) => sum + (at % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : +digit), 0)
  return total % 10 === 0
}

// What a run of groups of digits is, "" for nothing; `even` is whether one and the same thing parts them and nothing of it
// stands around.
function kindOf(digits, shape, even, before, after) {
  const goesOn = /^(?:[0-9A-Za-z]|\.\d)/.test(after)
  if (digits.length === 17 && /^[ .-]{0,3}[Xx×](?![0-9A-Za-z])/.test(after)) return isCitizen(`${digits}X`) ? "身份证号" : ""
  if (digits.length === 18 && isCitizen(digits)) return goesOn ? "" : "身份证号"
  if (digits.length === 15 && ["15", "6,6,3", "6,9"].includes(`${shape}`)) {
    const old = REGION.test(digits) && isDay(`19${digits.slice(6, 8)}`, digits.slice(8, 10), digits.slice(10, 12))
    if (old && !goesOn && !MONEY.test(after) && !NUMBERED.test(before)) return "身份证号"
  }
  if (goesOn || /^,\d/.test(after) || MONEY.test(after) || LONGER.test(before) || !even) return ""
  const fours = shape.length === 1 || (shape.slice(0, -1).every(size => size === 4) && shape[shape.length - 1] <= 4) || (shape.length === 2 && shape[0] === 6)
  if (digits.length >= 16 && digits.length <= 19 && BANK.test(digits) && fours && luhnHolds(digits)) return "银行卡号"
  const mobile = MOBILE.exec(digits)
  if (!mobile || NUMBERED.test(before)) return ""
  const prefix = (mobile[1] || "").length, own = shape[0] === prefix ? shape.slice(1) : [shape[0] - prefix, ...shape.slice(1)]
  if (mobile[1] === "0" && shape[0] === 1) return "" // 0.138… is a fraction
  return MOBILE_SHAPES.includes(`${own}`) ? "手机号" : ""
}

// The numbers of persons in a text, [{at, kind} …], in their order.
export function numbersIn(text) {
  const read = plain(text), found = []
  for (const { 0: chain, index } of read.matchAll(GROUPS)) {
    const groups = [...chain.matchAll(/\d+/g)].map(match => ({ digits: match[0], at: index + match.index, sign: "" }))
    const signs = [...chain.matchAll(/[^\d]+/g)]
    signs.forEach((match, at) => { groups[at].sign = match[0].trim() || " " })
    for (let first = 0; first < groups.length; first += 1) {
      let digits = "", taken = 0
      for (let last = first; last < groups.length && digits.length < 19; last += 1) {
        digits += groups[last].digits
        const { at } = groups[first], end = groups[last].at + groups[last].digits.length
        if (digits.length < 11) continue
        const run = groups.slice(first, last + 1), shape = run.map(group => group.digits.length)
        const within = new Set(run.slice(0, -1).map(group => group.sign)), around = [first ? groups[first - 1].sign : "", groups[last].sign]
        const kind = kindOf(digits, shape, within.size < 2 && !around.some(sign => within.has(sign)), read.slice(Math.max(0, at - 12), at), read.slice(end, end + 8))
        if (kind) {
          found.push({ at, kind })
          taken = last - first
          break
        }
      }
      first += taken
    }
  }
  return found
}
