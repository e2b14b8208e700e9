// The workbench's charts: our own SVG in the language of the site's other charts (gonghui/trend/): a
// period without a number is a gap, a break is a dashed upright, an inexact number is hollow with its
// range. Series are told apart by dash, shape and name; their hues are for looks.

const SVG = "http://www.w3.org/2000/svg"
const WIDTH = 640, PLOT = 210, ROW = 24, MARGIN = 14, SIZE = 19, RADIUS = 5
const STEPS = [1, 2, 2.5, 5]
const SHAPES = ["circle", "square", "triangle", "diamond", "tip", "cross"]

function element(tag, attributes = {}, ...content) {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...content)
  return made
}

// How wide a text is at most, in units of the viewBox, at its size on a telephone.
function width(text) {
  return SIZE * [...text].reduce((sum, char) => sum + (char.codePointAt(0) <= 0x2e7f ? 0.6 : 1), 0)
}

const at = number => String(Math.round(number * 10) / 10)

// Round ticks, three to five, from 0 unless all values lie close together far from it.
function scaleOf(values, whole) {
  let low = Math.min(...values), high = Math.max(...values)
  const far = low > 0 ? low > 0.8 * high : high < 0 && high < 0.8 * low
  if (low === high || !far) [low, high] = [Math.min(low, 0), Math.max(high, 0)]
  const step = stepOf(low, high, whole)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 2)
  const places = (String(+step.toPrecision(6)).split(".")[1] || "").length
  const ticks = []
  for (let n = first; n <= last; n += 1) ticks.push(+(n * step).toFixed(places))
  const label = tick => tick.toLocaleString("en", {minimumFractionDigits: places, maximumFractionDigits: places})
  return {ticks, labels: ticks.map(tick => tick === 0 ? "0" : label(tick)), low: ticks[0], high: ticks[ticks.length - 1]}
}

function stepOf(low, high, whole) {
  if (low === high) return 1
  for (let exponent = Math.floor(Math.log10((high - low) / 5)); ; exponent += 1) {
    for (const digit of STEPS) {
      const step = +(digit * 10 ** exponent).toPrecision(6)
      if (whole && !Number.isInteger(step)) continue
      if (Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9) < 5) return step
    }
  }
}

// A series' sign: the same at its points and before its name.
function sign(number, x, y, radius, hollow) {
  const class_ = `gh-point${hollow ? " gh-hollow" : ""}`, r = radius
  const path = {
    square: `M${at(x - r * 0.9)} ${at(y - r * 0.9)}h${at(r * 1.8)}v${at(r * 1.8)}h${at(-r * 1.8)}z`,
    triangle: `M${at(x)} ${at(y - r * 1.2)}l${at(r * 1.15)} ${at(r * 2.1)}h${at(-r * 2.3)}z`,
    diamond: `M${at(x)} ${at(y - r * 1.3)}l${at(r * 1.3)} ${at(r * 1.3)}l${at(-r * 1.3)} ${at(r * 1.3)}l${at(-r * 1.3)} ${at(-r * 1.3)}z`,
    tip: `M${at(x)} ${at(y + r * 1.2)}l${at(r * 1.15)} ${at(-r * 2.1)}h${at(-r * 2.3)}z`,
    cross: `M${at(x - r)} ${at(y - r / 3)}h${at(r * 0.67)}v${at(-r * 0.67)}h${at(r * 0.67)}v${at(r * 0.67)}h${at(r * 0.67)}v${at(r * 0.67)}h${at(-r * 0.67)}v${at(r * 0.67)}h${at(-r * 0.67)}v${at(-r * 0.67)}h${at(-r * 0.67)}z`,
  }[SHAPES[number % SHAPES.length]]
  if (path) return element("path", {class: class_, d: path})
  return element("circle", {class: class_, cx: at(x), cy: at(y), r: at(r)})
}

const known = (cell, end) => cell && cell.drawn && typeof cell.drawn[end] === "number"

// Whether a line leads from one period's point to the next one's.
function joined(before, cell) {
  return before && cell && before.drawn && cell.drawn && before.drawn.joined && cell.drawn.joined && !cell.breaks.length
}

function saidOf(cell, period, metric) {
  const reasons = cell ? cell.breaks.map(one => `${one.reason}，前后不直接比较；`).join("") : ""
  if (!cell || !cell.drawn) return `${reasons}${period.name}${cell && cell.gap ? cell.gap.why : "没有数据"}`
  return `${reasons}${period.name}${cell.text}${metric.unit}${cell.drawn.partial ? `（${cell.reported}个单位）` : ""}`
}

// `lines` are [{name, cells}], cells as many as periods. null where there is no number to draw.
export function drawChart({id, title, metric, periods, lines}) {
  const drawn = lines.flatMap(line => line.cells).filter(cell => cell && cell.drawn)
  if (!drawn.length) return null
  const ends = drawn.flatMap(cell => ["level", "lower", "upper"].filter(end => known(cell, end)).map(end => cell.drawn[end]))
  const scale = scaleOf(ends, metric.unit !== "%" && ends.every(Number.isInteger))
  const several = lines.length > 1
  const left = Math.max(...scale.labels.map(width)) + 16
  const step = (WIDTH - left - MARGIN * 2) / periods.length
  const broken = breaksOf(lines, periods, several)
  const names = several ? lines.length * ROW : 0
  const gaps = lines.map(line => gapsOf(line.cells))
  const gapRows = gaps.filter(found => found.length).length
  const labelY = names + SIZE + (broken.length ? ROW : 0)
  const arrow = drawn.some(cell => cell.drawn.upper === null) ? 18 : 0
  const top = labelY + 16 + arrow, bottom = top + PLOT, height = bottom + 34 + gapRows * ROW
  const x = place => left + step * (place + 0.5)
  const y = value => bottom - (value - scale.low) / (scale.high - scale.low) * PLOT
  const radius = Math.min(RADIUS, Math.max(2, step * 0.35))

  const described = lines.map(line => (several ? `${line.name}：` : "") + described_(line, periods, metric)).join("")
  const svg = element("svg", {
    class: "gh-chart", viewBox: `0 0 ${WIDTH} ${at(height)}`, width: WIDTH, height: at(height),
    role: "img", "aria-labelledby": `${id}-title ${id}-desc`,
  }, element("title", {id: `${id}-title`}, title), element("desc", {id: `${id}-desc`}, described))

  if (several) lines.forEach((line, number) => svg.append(key(line, number)))
  const from = scale.ticks.includes(0) ? "" : `（纵轴从${scale.labels[0]}起）`
  svg.append(text(0, names + SIZE - 3, `单位：${metric.unit}${from}`, "gh-measure"))
  axis(svg, scale, left, y, bottom)
  breaks(svg, broken, x, labelY, bottom, several)
  under(svg, periods, x, bottom, step)
  lines.forEach((line, number) => {
    const group = svg.appendChild(element("g", {class: `gh-series gh-series-${number}`}))
    group.append(lineOf(line.cells, x, y))
    line.cells.forEach((cell, place) => {
      if (!cell || !cell.drawn) return
      const mark = group.appendChild(element("g", {}, element("title", {}, `${line.name}，${saidOf(cell, periods[place], metric)}`)))
      mark.append(whisker(cell.drawn, x(place), y, step), sign(number, x(place), y(cell.drawn.level), radius, !cell.drawn.exact))
    })
  })
  let row = 0
  gaps.forEach((found, number) => {
    if (!found.length) return
    row += 1
    svg.append(gapRow(found, lines[number], number, periods, {x, step, left, y: bottom + 28 + row * ROW - 4, several}))
  })
  return svg
}

function described_(line, periods, metric) {
  return `${line.cells.map((cell, place) => saidOf(cell, periods[place], metric)).join("；")}。`
}

function text(x, y, said, class_, anchor = "start") {
  return element("text", {x: at(x), y: at(y), class: class_, "text-anchor": anchor}, said)
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
function breaksOf(lines, periods, several) {
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
  return found.sort((a, b) => a.place - b.place).map(one => ({...one, label: [...one.labels].join("、")}))
}

// The dashed upright; its words and signs only where they have room beside those before.
function breaks(svg, found, x, y, bottom, several) {
  let end = 0
  for (const one of found) {
    const at_ = x(one.place - 0.5), signs = several ? one.of.length * 13 + 4 : 0
    const half = (width(one.label) + signs) / 2, middle = Math.min(Math.max(at_, half + 2), WIDTH - half - 2)
    const group = svg.appendChild(element("g", {class: "gh-break"},
      element("title", {}, one.reasons.join("；")), element("path", {d: `M${at(at_)} ${at(y + 5)}V${at(bottom)}`})))
    if (middle - half < end) continue
    end = middle + half + 8
    group.append(text(middle - half + signs, y, one.label, ""))
    if (!several) continue
    one.of.forEach((number, nth) => {
      group.append(element("g", {class: `gh-series gh-series-${number}`}, sign(number, middle - half + 5 + nth * 13, y - 6, 4, false)))
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

function gapRow(found, line, number, periods, {x, step, left, y, several}) {
  const group = element("g", {class: "gh-gap"})
  if (several) group.append(element("g", {class: `gh-series gh-series-${number}`}, sign(number, left - 16, y - 6, 4, false)))
  for (const gap of found) {
    const room = step * (gap.last - gap.first + 1)
    const span = gap.first === gap.last ? periods[gap.first].name : `${periods[gap.first].name}至${periods[gap.last].name}`
    const said = text(x((gap.first + gap.last) / 2), y, width(gap.mark) <= room ? gap.mark : "–", "", "middle")
    said.prepend(element("title", {}, `${several ? `${line.name}，` : ""}${span}${gap.why}`))
    group.append(said)
  }
  return group
}

// What the marks mean that are in a chart, and no others.
export function legendOf(lines) {
  const cells = lines.flatMap(line => line.cells).filter(Boolean)
  const inexact = cells.filter(cell => cell.drawn && !cell.drawn.exact && !cell.drawn.partial)
  const said = []
  if (cells.some(cell => cell.drawn && cell.drawn.partial)) said.push("不连线的空心点：有单位没有报，不是减少")
  if (inexact.length) {
    const bounded = inexact.some(cell => typeof cell.drawn.lower === "number" && typeof cell.drawn.upper === "number")
    said.push(`空心点：约数${bounded ? "，竖线为范围" : ""}`)
  }
  if (inexact.some(cell => cell.drawn.upper === null)) said.push("向上的箭头：上限不详")
  if (inexact.some(cell => cell.drawn.lower === null)) said.push("向下的箭头：下限不详")
  const labels = new Set(lines.flatMap(line => line.cells.slice(1)).filter(Boolean).flatMap(cell => cell.breaks.map(one => one.label)))
  if (labels.size) said.push(`竖的虚线：${[...labels].join("、")}，前后不直接比较`)
  if (lines.some(line => gapsOf(line.cells).some(gap => gap.first > 0))) said.push("断开处：没有数，不作零，也不连线")
  return said.map(one => `${one}。`).join("")
}
