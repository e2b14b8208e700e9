// The workbench's charts: our own SVG in the language of the site's other charts (gonghui/trend/): a
// period without a number is a gap, a break is a dashed upright, an inexact number is hollow with its
// range. Series are told apart by dash, shape and name; their hues are for looks.

import {at, element, sign, SIZE, text, width} from "./workbench-drawing.js"
import {scaleOf} from "./workbench-scale.js"

const WIDTH = 640, PLOT = 210, ROW = 24, MARGIN = 14, RADIUS = 5
const LEVELS = 3 // rows of words over breaks

const known = (cell, end) => cell && cell.drawn && typeof cell.drawn[end] === "number"

// Whether a line leads from one period's point to the next one's.
function joined(before, cell) {
  return before && cell && before.drawn && cell.drawn && before.drawn.joined && cell.drawn.joined && !cell.breaks.length
}

// What is to be known of the two sides of a break.
const caveatOf = (label, line, caveats) => (caveats[label] || [])[line.total ? 2 : 1] || ""

function saidOf(cell, period, metric, line, caveats) {
  const reasons = cell ? cell.breaks.map(one => `${one.reason}，${caveatOf(one.label, line, caveats)}；`).join("") : ""
  if (!cell || !cell.drawn) return `${reasons}${period.name}${cell && cell.gap ? cell.gap.why : "没有数据"}`
  return `${reasons}${period.name}${cell.text}${metric.unit}${cell.drawn.partial ? `（${cell.reported}个单位）` : ""}`
}

// `lines` are [{name, cells}], cells as many as periods. null where there is no number to draw.
export function drawChart({id, title, metric, periods, lines, caveats}) {
  const drawn = lines.flatMap(line => line.cells).filter(cell => cell && cell.drawn)
  if (!drawn.length) return null
  const ends = drawn.flatMap(cell => ["level", "lower", "upper"].filter(end => known(cell, end)).map(end => cell.drawn[end]))
  const scale = scaleOf(ends, metric.unit !== "%" && ends.every(Number.isInteger))
  const several = lines.length > 1
  const left = Math.max(...scale.labels.map(width)) + 16
  const step = (WIDTH - left - MARGIN * 2) / periods.length
  const x = place => left + step * (place + 0.5)
  const broken = levelled(breaksOf(lines, several), x)
  const names = several ? lines.length * ROW : 0
  const gaps = lines.map(line => gapsOf(line.cells))
  const gapRows = gaps.filter(found => found.length).length
  const labelY = names + SIZE + ROW * Math.max(0, ...broken.map(one => one.level + 1))
  const arrow = drawn.some(cell => cell.drawn.upper === null) ? 18 : 0
  const top = labelY + 16 + arrow, bottom = top + PLOT, height = bottom + 34 + gapRows * ROW
  const y = value => bottom - (value - scale.low) / (scale.high - scale.low) * PLOT
  const radius = Math.min(RADIUS, Math.max(2, step * 0.35))

  const described = lines.map(line => (several ? `${line.name}：` : "") + described_(line, periods, metric, caveats)).join("")
  const svg = element("svg", {
    class: "gh-chart", viewBox: `0 0 ${WIDTH} ${at(height)}`, width: WIDTH, height: at(height),
    role: "img", "aria-labelledby": `${id}-title ${id}-desc`,
  }, element("title", {id: `${id}-title`}, title), element("desc", {id: `${id}-desc`}, described))

  if (several) lines.forEach((line, number) => svg.append(key(line, number)))
  const from = scale.ticks.includes(0) ? "" : `（纵轴从${scale.labels[0]}起）`
  svg.append(text(0, names + SIZE - 3, `单位：${metric.unit}${from}`, "gh-measure"))
  axis(svg, scale, left, y, bottom)
  breaks(svg, broken, labelY, bottom, several)
  under(svg, periods, x, bottom, step)
  lines.map((line, number) => [line, number]).reverse().forEach(([line, number]) => { // the first on top
    const group = svg.appendChild(element("g", {class: `gh-series gh-series-${number}`}))
    group.append(lineOf(line.cells, x, y))
    line.cells.forEach((cell, place) => {
      if (!cell || !cell.drawn) return
      const mark = group.appendChild(element("g", {}, element("title", {}, `${line.name}，${saidOf(cell, periods[place], metric, line, caveats)}`)))
      mark.append(whisker(cell.drawn, x(place), y, step), sign(number, x(place), y(cell.drawn.level), radius, !cell.drawn.exact))
      if (cell.drawn.partial) mark.append(element("circle", {class: "gh-partial", cx: at(x(place)), cy: at(y(cell.drawn.level)), r: at(radius * 0.35)}))
    })
  })
  let row = 0
  gaps.forEach((found, number) => {
    if (!found.length) return
    row += 1
    svg.append(gapRow(found, lines[number], number, periods, {x, step, y: bottom + 28 + row * ROW - 4, several}))
  })
  return svg
}

function described_(line, periods, metric, caveats) {
  return `${line.cells.map((cell, place) => saidOf(cell, periods[place], metric, line, caveats)).join("；")}。`
}

function key(line, number) {
  const y = number * ROW + ROW / 2
  return element("g", {class: `gh-series gh-series-${number}`},
    element("path", {class: "gh-line", d: `M2 ${at(y)}H46`}), sign(number, 24, y, RADIUS, false),
    text(54, y + 6, line.name, "gh-key"))
}

function axis(svg, scale, left, y, bottom) {
  const right = WIDTH - MARGIN
  scale.ticks.forEach((tick, number) => {
    const level = at(y(tick))
    svg.append(element("path", {class: tick === 0 ? "gh-axis" : "gh-grid-line", d: `M${at(left)} ${level}H${at(right)}`}))
    const label = text(left - 10, y(tick), scale.labels[number], "gh-tick", "end")
    label.setAttribute("dy", ".35em")
    svg.append(label)
  })
  if (!scale.ticks.includes(0)) svg.append(element("path", {class: "gh-axis", d: `M${at(left)} ${bottom}v-4l-5 -3l10 -4l-5 -3v-4`}))
}

function under(svg, periods, x, bottom, step) {
  const room = Math.max(...periods.map(period => width(period.short))) + 8
  const every = [1, 2, 5, 10, 20, 50].find(n => n * step >= room) || periods.length
  periods.forEach((period, place) => {
    if ((periods.length - 1 - place) % every) return
    svg.append(element("path", {class: "gh-axis", d: `M${at(x(place))} ${bottom}v5`}))
    const half = width(period.short) / 2
    svg.append(text(Math.min(x(place), WIDTH - half), bottom + 24, period.short, "gh-period", "middle"))
  })
}

// One path, interrupted at every gap and every break.
function lineOf(cells, x, y) {
  let path = ""
  cells.forEach((cell, place) => {
    if (place && joined(cells[place - 1], cell)) {
      const before = cells[place - 1]
      path += `M${at(x(place - 1))} ${at(y(before.drawn.level))}L${at(x(place))} ${at(y(cell.drawn.level))}`
    }
  })
  return element("path", {class: "gh-line", d: path || "M0 0"})
}

// A known end has a cap, an open one an arrow.
function whisker(drawn, x, y, step) {
  const half = Math.min(5, step * 0.35), level = at(y(drawn.level))
  let path = ""
  for (const [end, up] of [[drawn.lower, false], [drawn.upper, true]]) {
    const tip = up ? "-" : "", tail = up ? "" : "-"
    if (end === null) path += `M${at(x)} ${level}v${tip}18m-${at(half)} ${tail}6l${at(half)} ${tip}6l${at(half)} ${tail}6`
    else if (end !== undefined && end !== drawn.level) path += `M${at(x)} ${level}V${at(y(end))}m-${at(half)} 0h${at(half * 2)}`
  }
  return element("path", {class: "gh-whisker", d: path || "M0 0"})
}

// What lies between two periods shown, each place once: its words, why, and in which series.
function breaksOf(lines, several) {
  const found = []
  lines.forEach((line, number) => line.cells.forEach((cell, place) => {
    if (!place || !cell || !cell.breaks.length) return // what lies before the first is not between two
    let here = found.find(other => other.place === place)
    if (!here) found.push(here = {place, labels: new Set(), reasons: [], of: []})
    here.of.push(number)
    for (const one of cell.breaks) {
      here.labels.add(one.label)
      here.reasons.push((several ? `${line.name}，` : "") + one.reason)
    }
  }))
  return found.sort((a, b) => a.place - b.place)
    .map(one => ({...one, label: [...one.labels].join("、"), signs: several ? one.of.length * 13 + 4 : 0}))
}

// Where the words of each break stand: on the lowest row where they do not touch those before; level -1
// where there is no room for them.
function levelled(found, x) {
  const ends = Array(LEVELS).fill(0)
  return found.map(one => {
    const upright = x(one.place - 0.5), half = (width(one.label) + one.signs) / 2
    const middle = Math.min(Math.max(upright, half + 2), WIDTH - half - 2)
    const level = ends.findIndex(end => middle - half >= end)
    if (level >= 0) ends[level] = middle + half + 8
    return {...one, upright, half, middle, level}
  })
}

// The dashed uprights, each from below its words unless others stand in between.
function breaks(svg, found, lowest, bottom, several) {
  for (const one of found) {
    const y = lowest - ROW * Math.max(0, one.level)
    const covered = found.some(other => other.level >= 0 && other.level < one.level && Math.abs(other.middle - one.upright) < other.half + 4)
    const from = (covered ? lowest : y) + 5
    const group = svg.appendChild(element("g", {class: "gh-break"},
      element("title", {}, one.reasons.join("；")), element("path", {d: `M${at(one.upright)} ${at(from)}V${at(bottom)}`})))
    if (one.level < 0) continue
    group.append(text(one.middle - one.half + one.signs, y, one.label, ""))
    if (!several) continue
    one.of.forEach((number, nth) => {
      group.append(element("g", {class: `gh-series gh-series-${number}`}, sign(number, one.middle - one.half + 5 + nth * 13, y - 6, 4, false)))
    })
  }
}

// Neighbouring periods without a number for the same reason, between the first and the last number,
// and whatever says itself why there is none.
function gapsOf(cells) {
  const there = cells.map((cell, place) => cell && cell.drawn ? place : -1).filter(place => place >= 0)
  const [first, last] = [there[0], there[there.length - 1]]
  const found = []
  cells.forEach((cell, place) => {
    if (cell && cell.drawn) return
    const own = cell && cell.gap
    if (!own && !(place > first && place < last)) return
    const mark = own ? cell.gap.mark : "空缺", why = own ? cell.gap.why : "没有数据"
    const before = found[found.length - 1]
    if (before && before.last === place - 1 && before.why === why) before.last = place
    else found.push({first: place, last: place, mark, why})
  })
  return found
}

// Each word with its series' sign before it; a dash where the word has no room.
function gapRow(found, line, number, periods, {x, step, y, several}) {
  const group = element("g", {class: "gh-gap"}), before = several ? 18 : 0
  for (const [nth, gap] of found.entries()) {
    const room = step * (gap.last - gap.first + 1), middle = x((gap.first + gap.last) / 2)
    const span = gap.first === gap.last ? periods[gap.first].name : `${periods[gap.first].name}至${periods[gap.last].name}`
    const words = width(gap.mark) + before <= room ? gap.mark : "–"
    const signed = several && (nth === 0 || words !== "–" || room >= 30)
    const said = text(middle + (signed ? before / 2 : 0), y, words, "", "middle")
    said.prepend(element("title", {}, `${several ? `${line.name}，` : ""}${span}${gap.why}`))
    if (signed) {
      const place = middle + before / 2 - width(words) / 2 - 10
      group.append(element("g", {class: `gh-series gh-series-${number}`}, sign(number, place, y - 6, 4, false)))
    }
    group.append(said)
  }
  return group
}

// What the marks mean that are in a chart, and no others.
export function legendOf(lines, caveats) {
  const drawn = lines.flatMap(line => line.cells).filter(cell => cell && cell.drawn).map(cell => cell.drawn)
  const said = []
  if (drawn.some(one => one.partial)) said.push("空心中有点的、不连线的：有单位没有报，不是减少")
  if (drawn.some(one => !one.exact && !one.partial)) said.push("空心点：约数")
  if (drawn.some(one => typeof one.lower === "number" && typeof one.upper === "number")) said.push("竖的实线：约数的范围")
  if (drawn.some(one => one.upper === null)) said.push("向上的箭头：上限不详")
  if (drawn.some(one => one.lower === null)) said.push("向下的箭头：下限不详")
  const breaks = causesOf(lines, caveats)
  if (breaks.length) said.push(`竖的虚线：${breaks.join("；")}`)
  if (lines.some(line => gapsOf(line.cells).some(gap => gap.first > 0))) said.push("断开处：没有数，不作零，也不连线")
  return said.map(one => `${one}。`).join("")
}

// The kinds of break with what is to be known of them, one item for those of which it is the same.
function causesOf(lines, caveats) {
  const found = new Map()
  for (const line of lines) {
    for (const {label} of line.cells.slice(1).flatMap(cell => cell ? cell.breaks : [])) {
      const caveat = caveatOf(label, line, caveats)
      found.set(caveat, (found.get(caveat) || new Set()).add((caveats[label] || [label])[0]))
    }
  }
  return [...found].map(([caveat, causes]) => `${[...causes].join("、")}，${caveat}`)
}
