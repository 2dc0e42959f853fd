/** Offences of a problem in one place, each with its harm. */
export interface PlaceHarm {
  readonly offences: number
  readonly sum: number
  readonly squares: number
  /** Over half of its harm is one event's: its own mean says nothing. */
  readonly oneEvent: boolean
}

/**
 * Mean harm of an offence at each place, drawn to that of the force: as far as offences of one place differ among themselves, and less the
 * more of them there are. Where places differ no more than chance, and at one whose harm is mostly one event's, it is the force's.
 *
 * @param force mean harm of an offence of the problem in the whole force
 *
 * Credibility with the moments of Bühlmann & Straub (1970), Mitteilungen der VSVM 70. Means of few offences of very unlike harm hardly move
 * from the force's, as they should.
 */
export function harmPerOffence(places: readonly PlaceHarm[], force: number): Float64Array {
  const told = places.filter(({ offences, oneEvent }) => offences > 0 && !oneEvent)
  const total = (value: (place: PlaceHarm) => number) => told.reduce((sum, place) => sum + value(place), 0)
  const all = total(({ offences }) => offences)
  const mean = total(({ sum }) => sum) / all
  const within = total(({ offences, sum, squares }) => squares - sum ** 2 / offences) / (all - told.length)
  const spread = total(({ offences, sum }) => offences * (sum / offences - mean) ** 2) - (told.length - 1) * within
  const between = spread / (all - total(({ offences }) => offences ** 2) / all)
  // one offence each, or one place: nothing tells place from chance
  const known = Number.isFinite(between) && between > 0
  return Float64Array.from(places, ({ offences, sum, oneEvent }) => {
    if (!known || oneEvent || offences === 0) return force
    const own = (offences * between) / (offences * between + within)
    return own * (sum / offences) + (1 - own) * force
  })
}
