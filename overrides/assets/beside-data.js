// What the page of two summaries reads: files of this site, each once, and what of the unit's file it shows.

const kept = new Map() // what was read, by address

export class Told extends Error {} // what a reader is to know, in words

// One address of this site, read once; `missing` is told where nothing stands there.
export async function read(root, address, what, missing) {
  const url = new URL(address, root)
  if (kept.has(url.href)) return kept.get(url.href)
  let answer
  try {
    answer = await fetch(url)
  } catch (error) {
    throw new Told(`没有读到${what}，请检查网络后重试。`)
  }
  if (answer.status === 404) throw new Told(missing)
  if (!answer.ok) throw new Told(`没有读到${what}，请稍后重试。`)
  const text = await answer.text()
  kept.set(url.href, text)
  return text
}

// The unit's file, with names for its columns.
export async function known(root, unit) {
  const missing = `没有代号是“${unit}”的单位，或者它还没有总结。请在上面写名称，重新选单位。`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(unit)) throw new Told(missing)
  const found = JSON.parse(await read(root, `data/beside/${unit}.json`, "这个单位的总结目录", missing))
  const summaries = found.summaries.map(([key, period, kind, series, rows, draft], index) => {
    const [id, tail] = key.split(".")
    const name = period + (kind ? `（${kind}）` : "") + (draft ? "（未签发）" : "")
    return { key, name, period, kind, series, rows, index, address: `summaries/${id}/${unit}/${tail ? `${tail}/` : ""}` }
  })
  return { ...found, summaries }
}

// The newest that has an earlier one to be compared with, beside the nearest of those; else the last two.
export function usual(summaries) {
  for (let at = summaries.length - 1; at > 0; at--) {
    for (let before = at - 1; before >= 0; before--) {
      const same = summaries[before].series === summaries[at].series
      if (same && summaries[at].series) return [summaries[before].key, summaries[at].key]
    }
  }
  return summaries.slice(-2).map(one => one.key)
}

// How the figures of one summary changed against an earlier one, by their place in its table.
export function changes(unit, now, then) {
  const packed = unit.changes[`${now.index}-${then.index}`]
  if (!packed) return []
  return packed.split("|").map(entry => {
    if (!entry) return null
    const [index, ...numbers] = entry.split(" ")
    const said = ["", ""]
    let part = 0
    for (const piece of unit.words[index]) {
      if (piece === 2) part = 1
      else said[part] += piece === 0 ? then.period : piece === 1 ? numbers.shift() : piece
    }
    return { whole: said[0] + said[1], change: said[1] }
  })
}

// Why there is nothing about figures, "" where there is.
export function whyNot(now, then) {
  if (now.series && now.series === then.series) return ""
  if (!now.series || !then.series) return "这样的总结不参加比较，两篇的数字不作比较。"
  if (now.kind !== then.kind) return "两篇的类别不同，数字不作比较。"
  return `两篇的期间不是同一种（${then.period}和${now.period}），数字不作比较。`
}
