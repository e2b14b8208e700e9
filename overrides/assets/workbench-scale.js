// The axis of the workbench's charts, as gonghui/trend/scale.py makes it.

const STEPS = [1, 2, 2.5, 5]

// Round ticks, three to five, from 0 unless all values lie close together far from it.
export function scaleOf(values, whole) {
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
